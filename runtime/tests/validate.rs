//! Data against its JSON Schema document.

#![cfg(feature = "validate")]

mod support;

use support::*;
use twilio_events_runtime::ValidateError;

fn call(version: u32, data: &str) -> String {
    format!(r#"{{"id":"1","type":"t","dataschema":"https://h/{CALL}/{version}","data":{data}}}"#)
}

fn pointers(data: &str) -> Vec<String> {
    match one(&call(3, data)).validate() {
        Ok(()) => Vec::new(),
        Err(ValidateError::Violations(violations)) => {
            let mut pointers: Vec<_> = violations
                .into_iter()
                .map(|violation| violation.pointer)
                .collect();
            pointers.sort();
            pointers
        }
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn every_violation_with_its_pointer() {
    assert!(
        pointers(r#"{"sid":"CA1","legs":[{"duration":0,"more":1}],"tags":{"a":"b"}}"#).is_empty()
    );
    assert_eq!(
        pointers(
            r#"{"sid":1,"legs":[{"duration":1},{"edge":null,"duration":-1}],"tags":{"a/b":2}}"#
        ),
        ["/legs/1/duration", "/legs/1/edge", "/sid", "/tags/a~1b"]
    );
    assert_eq!(
        pointers(r#"{"added":1}"#),
        ["", ""],
        "a missing field, and one too many"
    );
    assert_eq!(pointers("[]"), [""]);
    assert_eq!(pointers("null"), [""]);
    assert!(
        pointers(r#""{\"sid\":\"CA1\"}""#).is_empty(),
        "a string that holds the object"
    );
}

#[test]
fn the_message_names_place_and_reason() {
    let error = one(&call(3, r#"{"sid":7}"#))
        .validate()
        .expect_err("a number");
    let text = error.to_string();
    assert!(
        text.starts_with("the data breaks its schema\nat /sid: 7 is not of type \"string\""),
        "{text}"
    );
}

#[test]
fn what_cannot_be_checked_is_said_to_be_so() {
    let unknown = |body: &str| matches!(one(body).validate(), Err(ValidateError::UnknownSchema));
    assert!(unknown(r#"{"id":"1","type":"t","data":{}}"#));
    assert!(
        unknown(EXAMPLE),
        "the test's schemas hold no document for it"
    );

    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for data in [deep.as_str(), r#"{"sid":1e400}"#] {
        let body = call(3, data);
        let error = one(&body).validate().expect_err("no value");
        assert!(matches!(error, ValidateError::Unreadable(_)), "{error}");
    }
}

#[test]
fn a_version_not_known_is_held_against_the_one_it_is_read_as() {
    one(&call(9, r#"{"sid":"CA1"}"#))
        .validate()
        .expect("it fits version 3");
    one(&call(9, "{}")).validate().expect_err("it does not");
}
