//! What `report` finds, on data that decodes and on data that does not.

mod support;

use support::*;

fn call(version: u32, data: &str) -> String {
    format!(r#"{{"id":"1","type":"t","dataschema":"https://h/{CALL}/{version}","data":{data}}}"#)
}

#[test]
fn nothing_to_report() {
    let (event, report) = one(EXAMPLE).decode_reporting().expect("it decodes");
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(event.id(), "NO00000000000000000000000001");
    assert!(
        one(r#"{"id":"1","type":"t","data":{"a":1}}"#)
            .report()
            .is_clean(),
        "no schema"
    );
    assert!(
        one(&call(3, r#"{"sid":"","tags":{"any":"x"}}"#))
            .report()
            .is_clean()
    );
    assert!(one(&call(3, "null")).report().is_clean());
}

#[test]
fn unknown_and_missing_fields() {
    let body = call(
        3,
        r#"{"sid":null,"legs":[{"duration":1,"x/y":2},{"edge":"e","~":{"a":1}}],"tags":{"any":"x"},"more":[]}"#,
    );
    let raw = one(&body);
    let report = raw.report();
    assert_eq!(
        report.unknown_fields(),
        ["/legs/0/x~1y", "/legs/1/~0", "/more"]
    );
    assert_eq!(report.missing_fields(), ["/legs/1/duration"]);
    assert!(!report.is_incomplete());
    assert!(!report.is_clean());
    raw.decode_reporting().expect_err("the error comes first");

    let (_, report) = one(&call(1, r#"{"sid":"CA1","legs":[]}"#))
        .decode_reporting()
        .expect("the type takes it");
    assert_eq!(report.unknown_fields(), ["/legs"]);
    assert_eq!(report.missing_fields(), ["/tags"]);
    let report = one(&call(1, r#"{"sid":"","tags":{"a":{"b":1}}}"#)).report();
    assert_eq!(report.unknown_fields(), ["/tags/a/b"]);
    assert_eq!(report.missing_fields(), ["/tags/a/duration"]);
}

#[test]
fn a_version_not_known_is_compared_with_the_one_it_is_read_as() {
    let report = one(&call(9, r#"{"new":1}"#)).report();
    assert_eq!(report.unknown_fields(), ["/new"]);
    assert_eq!(report.missing_fields(), ["/sid"]);
}

#[test]
fn data_of_another_kind_has_no_fields() {
    for data in [
        "[1,[2]]",
        "1",
        "-1",
        "1.5",
        "true",
        r#""text""#,
        r#"{"sid":{"a":1},"legs":{"a":1},"tags":[{}]}"#,
    ] {
        let report = one(&call(3, data)).report();
        assert!(report.is_clean(), "{data}: {report:?}");
    }
    let report = one(&call(3, r#""{\"odd\":1}""#)).report();
    assert_eq!(
        report.unknown_fields(),
        ["/odd"],
        "a string that holds an object is read through"
    );
}

#[test]
fn the_lists_do_not_outgrow_the_data() {
    let key = "k".repeat(60_000);
    let fields: Vec<_> = (0..1_000)
        .map(|number| format!(r#""f{number}":1"#))
        .collect();
    let body = call(
        1,
        &format!(
            r#"{{"sid":"","tags":{{"{key}":{{{}}}}}}}"#,
            fields.join(",")
        ),
    );
    let report = one(&body).report();
    assert_eq!(
        report.unknown_fields().len(),
        1,
        "one more does not fit into 64 KiB"
    );
    assert!(report.is_incomplete());
}

#[test]
fn values_that_no_set_lists() {
    let of = |from: &str, to: &str| {
        let body = example_with(from, to);
        one(&body).report().unknown_values().to_vec()
    };
    assert!(of("\"API\"", "\"new\"").is_empty(), "it has no set");
    assert_eq!(of("\"inactive\"", "\"archived\""), ["/StateTo"]);
    for no_text in ["null", "5", "[\"archived\"]"] {
        assert!(of("\"inactive\"", no_text).is_empty(), "{no_text}");
    }
}
