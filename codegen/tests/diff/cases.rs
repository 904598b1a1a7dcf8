//! Every rule by example: two schemas, and all that `diff` says of them.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use twilio_events_codegen::breaking::Rule;

use crate::support::{diff, lines};

struct Case {
    old: Value,
    new: Value,
    said: &'static [&'static str],
}

fn case(old: Value, new: Value, said: &'static [&'static str]) -> Case {
    Case { old, new, said }
}

/// An object with the optional member `a`.
fn optional(a: impl Into<Value>) -> Value {
    json!({"type": "object", "properties": {"a": a.into(), "z": {"type": "string"}}})
}

/// An object with the required member `a`.
fn required(a: Value) -> Value {
    let mut object = optional(a);
    object["required"] = json!(["a"]);
    object
}

fn with(mut object: Value, key: &str, value: Value) -> Value {
    object[key] = value;
    object
}

fn text() -> Value {
    json!({"type": "string"})
}

fn without() -> Value {
    json!({"type": "object", "properties": {"z": {"type": "string"}}})
}

fn fields() -> Vec<Case> {
    let nullable = json!({"type": ["string", "null"]});
    let numbers = json!({"type": "integer"});
    vec![
        case(
            without(),
            optional(text()),
            &["FIELD_ADDED_OPTIONAL compatible minor /a"],
        ),
        case(
            without(),
            required(text()),
            &["FIELD_ADDED_REQUIRED compatible major /a"],
        ),
        // What can be null is an `Option`, so that data without it is read too.
        case(
            without(),
            required(nullable.clone()),
            &["FIELD_ADDED_REQUIRED compatible minor /a"],
        ),
        case(
            optional(text()),
            without(),
            &["FIELD_REMOVED_OPTIONAL compatible major /a"],
        ),
        case(
            required(text()),
            without(),
            &["FIELD_REMOVED_REQUIRED breaking major /a"],
        ),
        case(
            required(nullable.clone()),
            without(),
            &["FIELD_REMOVED_REQUIRED compatible major /a"],
        ),
        case(
            optional(text()),
            with(without(), "additionalProperties", numbers),
            &[
                "ADDITIONAL_PROPERTIES_CHANGED compatible minor ",
                "FIELD_REMOVED_OPTIONAL breaking major /a",
            ],
        ),
        case(
            optional(text()),
            required(text()),
            &["FIELD_BECAME_REQUIRED compatible major /a"],
        ),
        case(
            required(text()),
            optional(text()),
            &["FIELD_BECAME_OPTIONAL breaking major /a"],
        ),
        case(
            required(nullable.clone()),
            optional(nullable.clone()),
            &["FIELD_BECAME_OPTIONAL compatible patch /a"],
        ),
        case(
            required(text()),
            optional(nullable.clone()),
            &[
                "FIELD_BECAME_OPTIONAL breaking major /a",
                "BECAME_NULLABLE breaking patch /a",
            ],
        ),
        case(
            required(text()),
            required(nullable.clone()),
            &["BECAME_NULLABLE breaking major /a"],
        ),
        case(
            optional(text()),
            optional(nullable.clone()),
            &["BECAME_NULLABLE compatible patch /a"],
        ),
        case(
            required(nullable),
            required(text()),
            &["BECAME_NOT_NULLABLE compatible major /a"],
        ),
    ]
}

/// Members that are not described one by one.
fn undescribed() -> Vec<Case> {
    let list = |items: Value| json!({"type": "array", "items": items});
    let map = |values: Value| json!({"type": "object", "additionalProperties": values});
    let inner = |b: Value| json!({"type": "object", "properties": {"b": b}});
    let number = || json!({"type": "integer"});
    vec![
        // Data of the old version can have a number under the name of the new member.
        case(
            with(without(), "additionalProperties", number()),
            with(optional(text()), "additionalProperties", number()),
            &["FIELD_ADDED_OPTIONAL breaking major /a"],
        ),
        case(
            with(without(), "additionalProperties", text()),
            with(optional(text()), "additionalProperties", text()),
            &["FIELD_ADDED_OPTIONAL compatible minor /a"],
        ),
        case(
            optional(map(list(text()))),
            optional(inner(list(number()))),
            &["MAP_BECAME_OBJECT breaking major /a"],
        ),
        case(
            optional(map(list(list(text())))),
            optional(inner(json!({"type": "array"}))),
            &["MAP_BECAME_OBJECT breaking major /a"],
        ),
        // A member that is required and not described is what `additionalProperties` says.
        case(
            with(required(text()), "additionalProperties", text()),
            with(
                with(without(), "additionalProperties", text()),
                "required",
                json!(["a"]),
            ),
            &["RESTATED metadata patch "],
        ),
    ]
}

/// A member behind a reference whose name is escaped.
fn escaped(reference: &str, name: &str, ty: &str) -> Value {
    let mut object = optional(json!({"$ref": format!("#/definitions/{reference}")}));
    object["definitions"] = json!({name: {"type": "object", "properties": {"q": {"type": ty}}}});
    object
}

fn escaped_references() -> Vec<Case> {
    let names = [
        ("a%20b", "a b"),
        ("a b", "a b"),
        ("a~1b", "a/b"),
        ("a%7E0b", "a~b"),
        ("100%25", "100%"),
        ("%C3%A4", "ä"),
    ];
    let changed = names.map(|(reference, name)| {
        case(
            escaped(reference, name, "integer"),
            escaped(reference, name, "string"),
            &["TYPE_CHANGED breaking major /a/q"],
        )
    });
    let spelled = case(
        escaped("a%20b", "a b", "string"),
        escaped("a b", "a b", "string"),
        &["RESTATED metadata patch "],
    );
    changed.into_iter().chain([spelled]).collect()
}

fn types() -> Vec<Case> {
    let of = |name: &str| json!({"type": name});
    let list = |items: Value| json!({"type": "array", "items": items});
    let map = |values: Value| json!({"type": "object", "additionalProperties": values});
    let inner = |required: Value| json!({"type": "object", "properties": {"b": {"type": "string"}}, "required": required});
    vec![
        case(
            optional(text()),
            optional(of("boolean")),
            &["TYPE_CHANGED breaking major /a"],
        ),
        case(
            optional(json!({})),
            optional(text()),
            &["TYPE_NARROWED compatible major /a"],
        ),
        case(
            optional(of("integer")),
            optional(of("number")),
            &["TYPE_WIDENED breaking major /a"],
        ),
        case(
            optional(of("number")),
            optional(of("integer")),
            &["TYPE_NARROWED compatible major /a"],
        ),
        case(
            optional(json!({"type": ["string", "integer"]})),
            optional(json!({"type": ["string", "boolean"]})),
            &["TYPE_CHANGED compatible major /a"],
        ),
        case(
            optional(text()),
            list(text()),
            &["ROOT_TYPE_CHANGED breaking major "],
        ),
        case(
            optional(list(text())),
            optional(list(of("integer"))),
            &["TYPE_CHANGED breaking major /a/*"],
        ),
        case(
            optional(map(text())),
            optional(map(of("integer"))),
            &["TYPE_CHANGED breaking major /a/*"],
        ),
        case(
            optional(list(text())),
            optional(list(json!({"type": ["string", "null"]}))),
            &["BECAME_NULLABLE breaking major /a/*"],
        ),
        case(
            optional(inner(json!([]))),
            optional(map(text())),
            &["OBJECT_BECAME_MAP compatible major /a"],
        ),
        case(
            optional(inner(json!(["b"]))),
            optional(map(text())),
            &["OBJECT_BECAME_MAP breaking major /a"],
        ),
        case(
            optional(inner(json!([]))),
            optional(map(of("integer"))),
            &["OBJECT_BECAME_MAP breaking major /a"],
        ),
        // Objects with members of their own are no different.
        case(
            optional(json!({"type": "object", "properties": {"b": inner(json!(["b"]))}})),
            optional(map(inner(json!(["b"])))),
            &["OBJECT_BECAME_MAP compatible major /a"],
        ),
        case(
            optional(json!({"type": "object", "properties": {"b": inner(json!(["b"]))}})),
            optional(map(inner(json!([])))),
            &["OBJECT_BECAME_MAP breaking major /a"],
        ),
        case(
            optional(map(text())),
            optional(inner(json!([]))),
            &["MAP_BECAME_OBJECT compatible major /a"],
        ),
        case(
            optional(map(of("integer"))),
            optional(inner(json!([]))),
            &["MAP_BECAME_OBJECT breaking major /a"],
        ),
        case(
            optional(json!({"oneOf": [text(), of("integer")]})),
            optional(json!({"oneOf": [text(), of("boolean")]})),
            &["COMPOSITION_CHANGED compatible major /a"],
        ),
        case(
            optional(text()),
            optional(json!({"oneOf": [text(), of("boolean")]})),
            &["COMPOSITION_CHANGED breaking major /a"],
        ),
    ]
}

fn values() -> Vec<Case> {
    let set = |values: Value| json!({"type": "string", "enum": values});
    let said = |words: &str| json!({"type": "string", "description": words});
    vec![
        case(
            optional(set(json!(["x"]))),
            optional(set(json!(["x", "y"]))),
            &["VALUE_ADDED compatible minor /a"],
        ),
        case(
            optional(set(json!(["x", "y"]))),
            optional(set(json!(["x"]))),
            &["VALUE_REMOVED compatible major /a"],
        ),
        case(
            optional(text()),
            optional(set(json!(["x"]))),
            &["VALUE_SET_ADDED compatible major /a"],
        ),
        case(
            optional(set(json!(["x"]))),
            optional(text()),
            &["VALUE_SET_REMOVED compatible major /a"],
        ),
        case(
            optional(json!({"type": "integer", "enum": [1]})),
            optional(json!({"type": "integer", "enum": [2]})),
            &[
                "VALUE_ADDED compatible patch /a",
                "VALUE_REMOVED compatible patch /a",
            ],
        ),
        case(
            optional(said("State (on or off).")),
            optional(said("State (on or dimmed).")),
            &[
                "VALUE_ADDED compatible patch /a",
                "VALUE_REMOVED compatible patch /a",
                "DESCRIPTION_CHANGED metadata patch /a",
            ],
        ),
        case(
            optional(text()),
            optional(said("State (on or off).")),
            &[
                "VALUE_SET_ADDED metadata patch /a",
                "DESCRIPTION_CHANGED metadata patch /a",
            ],
        ),
    ]
}

fn constraints() -> Vec<Case> {
    let number = |maximum: Value| json!({"type": "integer", "minimum": 0, "maximum": maximum});
    vec![
        case(
            optional(number(json!(5))),
            optional(number(json!(6))),
            &["BOUNDS_CHANGED compatible patch /a"],
        ),
        case(
            optional(number(json!(5))),
            optional(number(json!(u64::MAX))),
            &["BOUNDS_CHANGED breaking major /a"],
        ),
        case(
            optional(number(json!(u64::MAX))),
            optional(json!({"type": "integer", "minimum": -5, "maximum": 9})),
            &[
                "BOUNDS_CHANGED breaking major /a",
                "BOUNDS_CHANGED breaking major /a",
            ],
        ),
        case(
            optional(number(json!(u64::MAX))),
            optional(json!({"type": "integer", "maximum": u64::MAX})),
            &["BOUNDS_CHANGED breaking major /a"],
        ),
        case(
            optional(text()),
            optional(with(text(), "pattern", json!("^a"))),
            &["PATTERN_CHANGED compatible patch /a"],
        ),
        case(
            optional(text()),
            optional(with(text(), "format", json!("uuid"))),
            &["FORMAT_CHANGED compatible patch /a"],
        ),
        case(
            optional(text()),
            optional(with(text(), "not", json!({"const": "x"}))),
            &["RESTRICTION_CHANGED compatible patch /a"],
        ),
        case(
            optional(text()),
            with(optional(text()), "additionalProperties", json!(false)),
            &["ADDITIONAL_PROPERTIES_CHANGED compatible patch "],
        ),
    ]
}

/// Members beside the named ones, of which words alone say nothing: the data is the same, and readers keep what has words.
fn words_on_the_rest() -> Vec<Case> {
    let rest = |rest: Value| with(optional(text()), "additionalProperties", rest);
    let words = || json!({"description": "Whatever the sender adds."});
    vec![
        case(
            rest(json!({})),
            rest(words()),
            &["ADDITIONAL_PROPERTIES_CHANGED metadata minor "],
        ),
        case(
            rest(words()),
            rest(json!({})),
            &["ADDITIONAL_PROPERTIES_CHANGED metadata major "],
        ),
        case(
            optional(text()),
            rest(words()),
            &["ADDITIONAL_PROPERTIES_CHANGED metadata minor "],
        ),
        // The empty schema says nothing either, and has no words: what it allows is not sent.
        case(
            optional(text()),
            with(without(), "additionalProperties", json!({})),
            &["FIELD_REMOVED_OPTIONAL compatible major /a"],
        ),
    ]
}

fn metadata() -> Vec<Case> {
    let inner = |key: &str| {
        json!({"type": "object", "properties": {"a": {"$ref": format!("#/definitions/{key}")}},
            "definitions": {key: {"type": "object", "properties": {"b": {"type": "string"}}}}})
    };
    let scalar = |key: &str| {
        json!({"type": "object", "properties": {"a": {"$ref": format!("#/definitions/{key}")}},
            "definitions": {key: {"type": "string"}}})
    };
    vec![
        case(
            optional(text()),
            optional(with(text(), "description", json!("A."))),
            &["DESCRIPTION_CHANGED metadata patch /a"],
        ),
        case(
            optional(text()),
            with(optional(text()), "title", json!("T")),
            &["TITLE_CHANGED metadata patch "],
        ),
        case(
            optional(text()),
            with(optional(text()), "examples", json!([{}])),
            &["EXAMPLES_CHANGED metadata patch "],
        ),
        case(
            optional(text()),
            optional(with(text(), "default", json!(""))),
            &["DEFAULT_CHANGED metadata patch /a"],
        ),
        case(
            optional(text()),
            optional(with(text(), "identityType", json!("x"))),
            &["ANNOTATION_CHANGED metadata patch /a"],
        ),
        case(
            inner("One"),
            inner("Two"),
            &["DEFINITION_RENAMED metadata major /a"],
        ),
        case(
            scalar("One"),
            scalar("Two"),
            &["DEFINITION_RENAMED metadata patch /a"],
        ),
        case(
            optional(text()),
            with(
                optional(text()),
                "definitions",
                json!({"Unused": {"type": "string"}}),
            ),
            &["UNUSED_DEFINITION_CHANGED metadata patch "],
        ),
        case(
            scalar("One"),
            with(
                scalar("One"),
                "properties",
                json!({"a": {"$ref": "#/definitions/One", "type": "integer"}}),
            ),
            &["ANNOTATION_CHANGED metadata patch /a"],
        ),
        case(
            optional(text()),
            with(optional(text()), "additionalProperties", json!(true)),
            &["RESTATED metadata patch "],
        ),
        case(optional(text()), optional(text()), &[]),
        case(
            with(optional(text()), "$id", json!("https://x/Demo.Thing/1")),
            with(optional(text()), "$id", json!("https://x/Demo.Thing/2")),
            &[],
        ),
    ]
}

/// Rules that overrides bring about have tests of their own, below.
const BY_OVERRIDES: [Rule; 2] = [Rule::RustNameChanged, Rule::RustTypeChanged];

#[test]
fn every_rule_is_said_where_it_applies_and_nowhere_else() {
    let mut seen = BTreeSet::from(BY_OVERRIDES);
    for case in [
        fields(),
        undescribed(),
        escaped_references(),
        types(),
        values(),
        constraints(),
        words_on_the_rest(),
        metadata(),
    ]
    .into_iter()
    .flatten()
    {
        let difference = diff(&case.old, &case.new);
        assert_eq!(
            lines(&difference),
            case.said,
            "\nold {}\nnew {}",
            case.old,
            case.new
        );
        seen.extend(difference.changes.iter().map(|change| change.rule));
    }
    let missing: Vec<_> = Rule::ALL
        .iter()
        .filter(|rule| !seen.contains(rule))
        .collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}
