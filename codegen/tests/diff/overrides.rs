//! What entries of `overrides.toml` have to do with it.

use serde_json::{Value, json};
use twilio_events_codegen::breaking::{Class, Semver};

use crate::support::{diff, diff_with, lines};

const STATE: &str = r#"
[[values]]
name = "state"
schema = "Demo.Thing"
pointers = ["/properties/a", "/properties/gone"]
enum = "State"
description = "A state."
values = ["on", "off"]
reason = "a test"
source = "this file"

[[timestamp]]
name = "of another schema"
schema = "Demo.Other"
pointers = ["/properties/a"]
reason = "a test"
source = "this file"
"#;

fn thing(a: impl Into<Value>) -> Value {
    json!({"type": "object", "properties": {"a": a.into()}})
}

fn described(words: &str) -> Value {
    thing(json!({"type": "string", "description": words}))
}

#[test]
fn a_value_more_in_prose_is_a_variant_to_come() {
    let (old, new) = (
        described("State (on or off)."),
        described("State (on, off or dimmed)."),
    );
    assert_eq!(
        lines(&diff_with(&old, &new, STATE)),
        [
            "VALUE_ADDED compatible minor /a",
            "DESCRIPTION_CHANGED metadata patch /a"
        ]
    );
    // Values that the new prose lacks stay listed for the old version: the type is the same.
    assert_eq!(
        lines(&diff_with(&new, &described("State (on or dimmed)."), STATE)),
        [
            "VALUE_REMOVED compatible patch /a",
            "DESCRIPTION_CHANGED metadata patch /a"
        ]
    );
}

#[test]
fn an_entry_that_applies_to_one_side_alone_is_no_error() {
    let (old, new) = (
        described("State (on or off)."),
        thing(json!({"type": "integer"})),
    );
    let difference = diff_with(&old, &new, STATE);
    assert_eq!(
        (difference.class(), difference.semver()),
        (Some(Class::Breaking), Some(Semver::Major))
    );
    assert!(lines(&difference).contains(&"TYPE_CHANGED breaking major /a".to_owned()));
}

#[test]
fn names_in_rust_are_told_apart_from_data() {
    let inner = |definition: &str, member: &str| {
        let text = json!({"type": "string"});
        json!({"type": "object", "properties": {"a": {"$ref": format!("#/definitions/{definition}")}},
            "definitions": {definition: {"type": "object", "properties": {member: text}}}})
    };
    let rename = |what: &str| {
        format!(
            "[[rename]]\nname = \"r\"\nschema = \"Demo.Thing\"\n{what}\nreason = \"a test\"\nsource = \"this file\"\n"
        )
    };
    let field = rename("pointer = \"/definitions/One/properties/b\"\nfield = \"other\"");
    assert_eq!(
        lines(&diff_with(&inner("One", "b"), &inner("Two", "b"), &field)),
        [
            "DEFINITION_RENAMED metadata major /a",
            "RUST_NAME_CHANGED metadata major /a/b"
        ]
    );
    let same_name = rename("pointer = \"/definitions/One\"\ntype = \"Two\"");
    assert_eq!(
        lines(&diff_with(
            &inner("One", "b"),
            &inner("Two", "b"),
            &same_name
        )),
        ["DEFINITION_RENAMED metadata patch /a"]
    );
}

#[test]
fn one_type_of_rust_for_another_is_told() {
    // The entry points into a definition, and the new version writes the same string in place.
    let old = json!({"type": "object", "properties": {"a": {"$ref": "#/definitions/A"}},
        "definitions": {"A": {"type": "string"}}});
    let entry = STATE
        .replace("/properties/gone", "/definitions/A")
        .replace("\"/properties/a\", ", "");
    let new = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    assert_eq!(
        lines(&diff_with(&old, &new, &entry)),
        [
            "RUST_TYPE_CHANGED metadata major /a",
            "DEFINITION_RENAMED metadata patch /a"
        ]
    );
    assert_eq!(
        lines(&diff(&old, &new)),
        ["DEFINITION_RENAMED metadata patch /a"]
    );
}
