//! Names that meet.

use super::{folder, types};

pub(crate) const MEETING: &str = r##"{
  "type": "object",
  "properties": {
    "failureReason": {"type": "string"},
    "failure_reason": {"type": "string"},
    "a-b": {"enum": ["a", "A", "a-b", "a_b", "", "unknown", "Unknown", "Err"]},
    "a_b": {"$ref": "#/definitions/lamp"},
    "thing": {"$ref": "#/definitions/Lamp"},
    "itemSize": {"type": "object", "properties": {"x": {"type": "integer"}}},
    "size": {"$ref": "#/definitions/MeetingItemSize"},
    "additional_properties": {"type": "boolean"}
  },
  "additionalProperties": {"type": "integer"},
  "definitions": {
    "lamp": {"type": "object", "properties": {"on": {"type": "boolean"}}},
    "Lamp": {"type": "object", "properties": {"off": {"type": "boolean"}}},
    "MeetingItemSize": {"type": "object", "properties": {"y": {"type": "integer"}}}
  }
}"##;

/// Nobody writes overrides here: names that collide say how they are spelled, but for the one that is spelled as in Rust.
#[test]
fn names_that_meet_are_no_error() {
    let folder = folder(&[("meeting.json", MEETING)]);
    let output = types(folder.path(), &["meeting.json"]);
    let text = output.out;
    let compact = without_blanks(&text);
    for part in [
        "pub failure_reason_4: Option<String>",
        "pub failure_reason: Option<String>",
        "pub a_b_3: Option<MeetingAB>",
        "pub a_b: Option<lamp>",
        "pub thing: Option<Lamp>",
        "pub item_size: Option<Meeting_itemSize>",
        "pub size: Option<MeetingItemSize>",
        "pub additional_properties: Option<bool>",
        "pub other_members: std::collections::BTreeMap<String, i64>",
        "A = \"a\"",
        "A5 = \"A\"",
        "AB3 = \"a-b\"",
        "AB = \"a_b\"",
        "Empty = \"\"",
        "Unknown_ = \"unknown\"",
        "Unknown_5 = \"Unknown\"",
    ] {
        assert!(
            compact.contains(&without_blanks(part)),
            "{part} is not in\n{text}"
        );
    }
    assert_eq!(output.err, "");
}

/// The runtime's types stand under paths that meet no name of a schema.
#[test]
fn a_definition_named_like_a_type_of_the_runtime_keeps_its_name() {
    let schema = r##"{
      "type": "object",
      "properties": {"at": {"type": "string", "format": "date-time"}, "own": {"$ref": "#/definitions/Timestamp"}},
      "definitions": {"Timestamp": {"type": "object", "properties": {"text": {"type": "string"}}}}
    }"##;
    let folder = folder(&[("call.json", schema)]);
    let text = types(folder.path(), &["call.json"]).out;
    assert!(text.contains("pub struct Timestamp {"), "{text}");
    assert!(
        text.contains("pub at: Option<twilio_events_runtime::Timestamp>"),
        "{text}"
    );
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}
