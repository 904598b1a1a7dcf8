//! The seed's schema, and a version that Twilio could publish.

use std::path::Path;

use twilio_events_codegen::breaking::compare;
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::overrides::Overrides;

fn read(version: u32) -> Document {
    let id = format!("Conversations.ConversationStateUpdated/{version}")
        .parse()
        .expect("it is an id");
    let path = schemas().join(format!("{id}.json"));
    Document::parse(&id, &std::fs::read(path).expect("it is locked")).expect("it is a schema")
}

fn schemas() -> &'static Path {
    Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/frozen/codegen/schemas"
    ))
}

fn overrides() -> Overrides {
    Overrides::read(&schemas().join("overrides.toml")).expect("they are in order")
}

/// A version 3 as Twilio could publish it: a field more, a value more in a description, a type widened.
#[test]
fn a_version_3_is_told_change_by_change() {
    let old = read(2);
    let text = old
        .text()
        .to_owned()
        .replace(
            "updated to (active, inactive or closed)",
            "updated to (active, inactive, closed or archived)",
        )
        .replace(
            "\"Reason\":{",
            "\"Actor\":{\"type\":\"string\"},\"Reason\":{",
        )
        .replace(
            "in ISO 8601 format.\",\"type\":\"string\"",
            "in ISO 8601 format.\",\"type\":[\"string\",\"integer\"]",
        )
        .replace("Updated/2", "Updated/3");
    let id = "Conversations.ConversationStateUpdated/3"
        .parse()
        .expect("it is an id");
    let new = Document::parse(&id, text.as_bytes()).expect("it is a schema");
    let difference = compare(&old, &new, &overrides()).expect("both are typed");
    assert_eq!(
        super::support::lines(&difference),
        [
            "FIELD_ADDED_OPTIONAL compatible minor /Actor",
            "VALUE_ADDED compatible minor /StateTo",
            "DESCRIPTION_CHANGED metadata patch /StateTo",
            "TYPE_WIDENED breaking major /StateUpdated",
        ]
    );
}
