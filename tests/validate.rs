//! `RawEvent::validate`, against the documents that travel with the crate.

use serde_json::{Value, json};
use twilio_events::{Batch, ValidateError};

const EXAMPLE: &str = include_str!("fixtures/conversation-state.json");

fn validate(event: &Value) -> Result<(), ValidateError> {
    let body = event.to_string();
    let mut batch = Batch::from_slice(body.as_bytes()).expect("a batch");
    batch
        .next()
        .expect("one event")
        .expect("an event")
        .validate()
}

fn example() -> Value {
    serde_json::from_str(EXAMPLE).expect("the example is JSON")
}

#[test]
fn the_documented_example_is_valid_in_both_versions() {
    let mut event = example();
    for version in [1, 2] {
        event["dataschema"] = json!(format!(
            "https://h/Conversations.ConversationStateUpdated/{version}"
        ));
        validate(&event).expect("it is valid");
    }
}

/// What decoding lets pass, and what it does not: all of it at once, each with its place.
#[test]
fn every_violation_has_its_place() {
    let mut event = example();
    event["data"]["StateTo"] = json!(7);
    event["data"]["Reason"] = Value::Null;
    event["data"]["Added"] = json!("too many");
    let Err(ValidateError::Violations(violations)) = validate(&event) else {
        panic!("it is not valid");
    };
    let mut found: Vec<_> = violations
        .iter()
        .map(|violation| (violation.pointer.as_str(), violation.message.as_str()))
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            (
                "",
                "Additional properties are not allowed ('Added' was unexpected)"
            ),
            ("/Reason", "null is not of type \"string\""),
            ("/StateTo", "7 is not of type \"string\""),
        ]
    );
}
