//! What a new version does to the type behind the schema's arm.

use serde_json::{Value, json};
use twilio_events_codegen::breaking::Semver;

use crate::support::diff;

/// An object whose members are required, but for `z`.
fn thing(members: &Value) -> Value {
    let names: Vec<&String> = members
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
        .collect();
    let required: Vec<&String> = names.into_iter().filter(|name| *name != "z").collect();
    json!({"type": "object", "properties": members, "required": required})
}

fn said(old: &Value, new: &Value) -> (Semver, Vec<String>) {
    let difference = diff(old, new);
    let lines = difference.arm.iter();
    let lines =
        lines.map(|change| format!("{} {}: {}", change.semver, change.data, change.message));
    (difference.arm_semver(), lines.collect())
}

#[test]
fn the_arm_takes_a_version_in_by_growing() {
    let text = json!({"type": "string"});
    let sent = json!({"type": "string", "enum": ["on"]});
    for (old, new, lines) in [
        // In the new version's own type it is required.
        (
            json!({"a": text}),
            json!({"a": text, "b": text}),
            &["minor /b: the field b is added"][..],
        ),
        (json!({"a": text, "z": text}), json!({"a": text}), &[]),
        (
            json!({"z": text}),
            json!({"z": {"type": "string", "description": "Else."}}),
            &[],
        ),
        (
            json!({"a": sent}),
            json!({"a": {"type": "string", "enum": ["off", "on"]}}),
            &["minor /a: the variant Off is added"],
        ),
        (
            json!({"a": {"type": "string", "enum": ["off", "on"]}}),
            json!({"a": sent}),
            &[],
        ),
        (
            json!({"a": {"type": "array", "items": thing(&json!({"b": text}))}}),
            json!({"a": {"type": "array", "items": thing(&json!({"b": text, "c/d": text}))}}),
            &["minor /a/*/c~1d: the field c_d is added"],
        ),
    ] {
        let (semver, said) = said(&thing(&old), &thing(&new));
        assert_eq!(said, lines);
        let expected = if lines.is_empty() {
            Semver::Patch
        } else {
            Semver::Minor
        };
        assert_eq!(semver, expected);
    }
}

#[test]
fn documents_that_contradict_each_other_change_the_arm() {
    let text = json!({"type": "string"});
    for (old, new, line) in [
        (
            json!({"a": text, "b": text}),
            json!({"a": text}),
            "major /b: its type String becomes Option<String>",
        ),
        (
            json!({"a": text, "z": {"type": "integer"}}),
            json!({"a": text, "z": {"type": "number"}}),
            "major /z: its type Option<i64> becomes Option<ThingZ>",
        ),
        (
            json!({"a": {"type": "object", "properties": {"b": text}}}),
            json!({"a": {"type": "object", "properties": {"b": {"type": "boolean"}}}}),
            "major /a/b: its type Option<String> becomes Option<ThingAB>",
        ),
    ] {
        let (semver, said) = said(&thing(&old), &thing(&new));
        assert_eq!(semver, Semver::Major);
        assert_eq!(said, [line]);
    }
    let (semver, said) = said(
        &thing(&json!({"a": text})),
        &json!({"type": "array", "items": text}),
    );
    assert_eq!(semver, Semver::Major);
    assert_eq!(said, ["major : the type Thing is of another kind"]);
}
