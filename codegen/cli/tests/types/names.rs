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

/// Some file systems take files for one whose names differ by case alone, and `ß` for `ss`.
#[test]
fn modules_that_would_be_one_file_are_two() {
    let text = r#"{"type": "object"}"#;
    let names = ["STRASSE", "straße", "größe"];
    let files = names.map(|name| format!("in/{name}.json"));
    let folder = folder(&files.each_ref().map(|file| (&**file, text)));
    types(folder.path(), &["in", "--out", "types"]).succeeds();
    let made = std::fs::read_dir(folder.path().join("types")).expect("it is made");
    let made = made.map(|entry| entry.expect("it is read").file_name());
    let made = made.map(|name| name.into_string().expect("it is text"));
    let mut made: Vec<String> = made.filter(|name| !name.starts_with('.')).collect();
    made.sort_unstable();
    assert_eq!(made.len(), 4, "{made:?}");
    assert_eq!(made[..3], ["größe.rs", "mod.rs", "strasse.rs"]);
    assert!(made[3].starts_with("straße_x"), "{made:?}");
}
