//! Timestamps: text as sent, converted on demand.

use twilio_events_runtime::Timestamp;

#[test]
fn the_text_is_kept_whatever_it_is() {
    for text in [
        "2025-01-01T00:00:00.000Z",
        "2025-01-01T01:00:00+01:00",
        "not a time",
        "",
    ] {
        let timestamp = Timestamp::from(text);
        assert_eq!(timestamp.as_str(), text);
        assert_eq!(timestamp.to_string(), text);
        let json = serde_json::to_string(&timestamp).expect("JSON");
        assert_eq!(json, format!("{text:?}"));
        assert_eq!(
            serde_json::from_str::<Timestamp>(&json).expect("text"),
            timestamp
        );
    }
    assert_eq!(Timestamp::default().as_str(), "");
    assert_ne!(
        Timestamp::from("2025-01-01T00:00:00Z"),
        Timestamp::from("2025-01-01T01:00:00+01:00"),
        "equality is that of the text"
    );
}

#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
mod conversions {
    use super::Timestamp;

    /// The same instant in the notations that RFC 3339 allows.
    const INSTANT: [&str; 4] = [
        "2025-10-08T07:17:02.363Z",
        "2025-10-08T07:17:02.363000000Z",
        "2025-10-08T09:17:02.363+02:00",
        "2025-10-08t07:17:02.363z",
    ];
    const MILLIS: i64 = 1_759_907_822_363;

    const BAD: [&str; 6] = [
        "",
        "yesterday",
        "2025-13-08T07:17:02Z",
        "2025-10-08",
        "1759907822363",
        "Wed, 08 Oct 2025 07:17:02 +0000",
    ];

    #[cfg(feature = "jiff")]
    #[test]
    fn to_jiff() {
        for text in INSTANT {
            let converted = Timestamp::from(text).to_jiff().expect(text);
            assert_eq!(converted.as_millisecond(), MILLIS);
        }
        for text in BAD {
            let error = Timestamp::from(text).to_jiff().expect_err(text);
            assert_eq!(error.text(), text);
        }
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn to_chrono() {
        for text in INSTANT {
            let converted = Timestamp::from(text).to_chrono().expect(text);
            assert_eq!(converted.timestamp_millis(), MILLIS);
        }
        let offset = Timestamp::from(INSTANT[2])
            .to_chrono()
            .expect("a time")
            .offset()
            .local_minus_utc();
        assert_eq!(offset, 7_200, "the offset is kept");
        for text in BAD {
            let error = Timestamp::from(text).to_chrono().expect_err(text);
            assert_eq!(error.text(), text);
        }
    }

    #[cfg(feature = "time")]
    #[test]
    fn to_time() {
        for text in INSTANT {
            let converted = Timestamp::from(text).to_time().expect(text);
            assert_eq!(
                converted.unix_timestamp_nanos(),
                i128::from(MILLIS) * 1_000_000
            );
        }
        let offset = Timestamp::from(INSTANT[2])
            .to_time()
            .expect("a time")
            .offset()
            .whole_seconds();
        assert_eq!(offset, 7_200, "the offset is kept");
        for text in BAD {
            let error = Timestamp::from(text).to_time().expect_err(text);
            assert_eq!(error.text(), text);
            assert!(
                error
                    .to_string()
                    .starts_with(&format!("cannot read the timestamp {text:?}: "))
            );
        }
    }
}

#[cfg(feature = "schemars")]
mod schema {
    use schemars::schema_for;

    #[test]
    fn a_plain_string() {
        let schema = schema_for!(super::Timestamp);
        assert_eq!(
            schema.get("type").and_then(|kind| kind.as_str()),
            Some("string")
        );
    }
}
