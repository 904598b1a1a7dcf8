//! Bodies made to hurt: each gives events or errors, none a panic, none more memory than its size calls for.

mod support;

use support::*;

/// Reads everything there is to read. Gives how many events came and how many errors.
fn exhaust(body: &[u8]) -> (usize, usize) {
    let (mut events, mut errors) = (0, 0);
    let Ok(batch) = Batch::from_slice(body) else {
        return (0, 1);
    };
    for event in batch {
        match event {
            Ok(event) => {
                events += 1;
                let _ = event.report();
                let _ = event.schema();
                let _ = event.decode_as::<serde_json::Value>();
                match event.decode() {
                    Ok(event) => {
                        assert_eq!(event.json(), serde_json::to_string(&event).expect("JSON"));
                    }
                    Err(error) => assert!(!error.to_string().is_empty()),
                }
            }
            Err(error) => {
                errors += 1;
                assert!(!error.to_string().is_empty());
            }
        }
    }
    (events, errors)
}

const DEEP: usize = 100_000;

#[test]
fn nesting_a_hundred_thousand_deep() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let closed = format!("{}1{}", open.repeat(DEEP), close.repeat(DEEP));
        let unclosed = open.repeat(DEEP);

        // As the body itself, whole and cut.
        assert_eq!(exhaust(closed.as_bytes()), (0, 1));
        assert_eq!(exhaust(unclosed.as_bytes()), (0, 1));

        // In `data`, in a field of it, in an extension, in an attribute, as a string.
        let string = serde_json::Value::from(closed.as_str()).to_string();
        for member in [
            format!(r#""data":{closed}"#),
            format!(r#""data":{{"AccountSid":{closed}}}"#),
            format!(r#""data":{{"added":{closed}}}"#),
            format!(r#""data":{string}"#),
            format!(r#""ext":{closed}"#),
            format!(r#""source":{closed}"#),
        ] {
            let body =
                format!(r#"[{{"id":"1","type":"t","dataschema":"{STATE}/2",{member}}},{EXAMPLE}]"#);
            assert_eq!(exhaust(body.as_bytes()), (2, 0));
            let body =
                format!(r#"[{{"id":"1","type":"t","dataschema":"{CALL}/3",{member}}},{EXAMPLE}]"#);
            assert_eq!(exhaust(body.as_bytes()), (2, 0));
        }
        let body = format!(r#"[{{"id":"1","type":"t","data":{unclosed}"#);
        assert_eq!(exhaust(body.as_bytes()), (0, 1));
    }

    // What is skipped has no limit; what is read has that of serde_json, and answers with an error.
    let deep = format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP));
    let body =
        format!(r#"{{"id":"1","type":"t","dataschema":"{STATE}/2","data":{{"added":{deep}}}}}"#);
    one(&body).decode().expect("an added field is skipped");
    let body = format!(r#"{{"id":"1","type":"t","data":{deep}}}"#);
    let error = one(&body)
        .decode_as::<serde_json::Value>()
        .expect_err("too deep");
    assert!(
        error.to_string().contains("recursion limit exceeded"),
        "{error}"
    );
}

#[test]
fn a_string_of_twenty_mebibytes() {
    let long = "x".repeat(20 << 20);
    for body in [
        format!(r#"{{"id":"{long}","type":"t","data":{{}}}}"#),
        format!(
            r#"{{"id":"1","type":"t","dataschema":"{STATE}/2","data":{{"AccountSid":"{long}"}}}}"#
        ),
        format!(r#"{{"id":"1","type":"t","dataschema":"{CALL}/3","data":{{"{long}":1}}}}"#),
        format!(r#"{{"id":"1","type":"t","{long}":1}}"#),
    ] {
        assert_eq!(exhaust(body.as_bytes()), (1, 0));
    }
    let body = format!(
        r#"{{"id":"1","type":"t","dataschema":"{STATE}/2","data":{{"AccountSid":"{long}"}}}}"#
    );
    let data = state(one(&body).decode().expect("it decodes"));
    assert_eq!(data.account_sid.expect("a text").len(), 20 << 20);
}

#[test]
fn numbers_that_fit_no_type() {
    for number in [
        "1e400",
        "-1e400",
        "99999999999999999999999999",
        "0.1e-99999",
        "-0",
    ] {
        // In a field that is text: an error in its place. In one that is not known: skipped, and kept.
        let known = format!(
            r#"{{"id":"1","type":"t","dataschema":"{CALL}/3","data":{{"sid":"","legs":[{{"duration":{number}}}]}}}}"#
        );
        match one(&known).decode() {
            // The second is nothing to an `f64`, which is what JSON is read into.
            Ok(_) => assert!(["-0", "0.1e-99999"].contains(&number), "{number}"),
            Err(error) => {
                assert_eq!(error.path(), "/legs/0/duration");
                assert!(error.json().contains(number));
            }
        }
        let added = example_with(r#""AccountSid""#, &format!(r#""n":{number},"AccountSid""#));
        let event = one(&added).decode().expect("an added field is skipped");
        assert!(
            serde_json::to_string(&event)
                .expect("JSON")
                .contains(number)
        );
    }
    for bad in ["01", "1.", "+1", ".5", "NaN", "0x1"] {
        let body = format!(r#"[{{"id":"1","type":"t","data":{bad}}}]"#);
        assert_eq!(exhaust(body.as_bytes()), (0, 1), "{bad}");
    }
}

#[test]
fn duplicate_keys_by_the_thousand() {
    let many = r#""id":"1","type":"t","ext":1,"data":{},"#.repeat(10_000);
    let body = format!("{{{many}{}", &EXAMPLE[1..]);
    let event = one(&body);
    assert_eq!(event.id(), "NO00000000000000000000000001");
    assert_eq!(event.extensions().count(), 10_000);
    assert_eq!(exhaust(body.as_bytes()), (1, 0));
    // Inside of typed data serde refuses them. That is an error, not a choice of one.
    let body = example_with(r#""AccountSid""#, r#""AccountSid":"a","AccountSid""#);
    let error = one(&body).decode().expect_err("two of them");
    assert!(
        error.to_string().contains("duplicate field `AccountSid`"),
        "{error}"
    );
}

#[test]
fn lone_surrogates() {
    let body = example_with(r#""API""#, r#""\ud800""#);
    let error = one(&body).decode().expect_err("no text");
    assert_eq!(error.path(), "/Reason");
    assert!(error.json().contains(r"\ud800"));
    let body = example_with(r#""AccountSid""#, r#""added":"\udfff","AccountSid""#);
    one(&body).decode().expect("an added field is skipped");
    for body in [
        r#"{"id":"1","type":"t","\ud800":1}"#,
        r#"{"id":"1","type":"\ud800\ud800"}"#,
        r#"{"\udc00":1}"#,
    ] {
        assert_eq!(exhaust(body.as_bytes()), (0, 1), "{body}");
    }
    let body = format!(r#"{{"id":"1","type":"t","dataschema":"{CALL}/3","data":{{"\ud800":1}}}}"#);
    assert!(one(&body).report().is_incomplete());
}

#[test]
fn nul_and_other_control_bytes() {
    for bad in ["\0", "\x01", "\n", "\u{1f}"] {
        let body = format!("[{{\"id\":\"1{bad}\",\"type\":\"t\"}},{EXAMPLE}]");
        assert_eq!(exhaust(body.as_bytes()), (0, 1), "no JSON from there on");
    }
    assert_eq!(exhaust(b"\0\0\0\0"), (0, 1));
    assert_eq!(exhaust(b"[\0]"), (0, 1));
    // Escaped it is a character like any other.
    let body = example_with(r#""API""#, r#""\u0000""#);
    let data = state(one(&body).decode().expect("it decodes"));
    assert_eq!(data.reason.as_deref(), Some("\0"));
}

#[test]
fn cut_at_every_byte() {
    let body = format!("[{EXAMPLE},{EXAMPLE}]");
    let first = body.find("},{").expect("two events") + 1;
    for length in 0..body.len() {
        let cut = &body.as_bytes()[..length];
        let expected = if length < first {
            (0, 1)
        } else if length < body.len() - 1 {
            (1, 1)
        } else {
            (2, 1)
        };
        assert_eq!(exhaust(cut), expected, "cut at {length}");
    }
    for length in 0..EXAMPLE.len() {
        assert_eq!(
            exhaust(&EXAMPLE.as_bytes()[..length]),
            (0, 1),
            "cut at {length}"
        );
    }
    // Cut data inside of a whole event, as text.
    let data = r#"{"AccountSid":"\u00e9","n":[1,{"a":null}]}"#;
    for length in 0..data.len() {
        let text = serde_json::Value::from(&data[..length]).to_string();
        let body = format!(r#"{{"id":"1","type":"t","dataschema":"{STATE}/2","data":{text}}}"#);
        let error = one(&body).decode().expect_err("half an object");
        assert_eq!(error.data_json(), Some(text.as_str()));
    }
}

#[test]
fn every_byte_changed() {
    let event = EXAMPLE.as_bytes();
    for place in 0..event.len() {
        for byte in [
            0, b'"', b'\\', b'{', b'}', b'[', b']', b',', b':', 0x7f, 0x80, 0xff,
        ] {
            let mut body = event.to_vec();
            body[place] = byte;
            exhaust(&body);
        }
    }
}
