//! Documents that are long, deep or odd are compared like others.

use serde_json::{Map, Value, json};

use crate::support::{diff, lines};

/// Definitions in a row, each with a member of the next; the last has a member of a type.
fn chain(length: usize, last: &str) -> Value {
    let definitions: Map<String, Value> = (0..length)
        .map(|index| {
            let next = if index + 1 == length {
                json!({"type": last})
            } else {
                json!({"$ref": format!("#/definitions/D{}", index + 1)})
            };
            (
                format!("D{index}"),
                json!({"type": "object", "properties": {"a": next}}),
            )
        })
        .collect();
    json!({"type": "object", "properties": {"a": {"$ref": "#/definitions/D0"}}, "definitions": definitions})
}

#[test]
fn a_long_chain_of_definitions_is_followed() {
    const LENGTH: usize = 900;
    let said = lines(&diff(&chain(LENGTH, "string"), &chain(LENGTH, "integer")));
    assert_eq!(
        said,
        [format!(
            "TYPE_CHANGED breaking major {}",
            "/a".repeat(LENGTH + 1)
        )]
    );
    // What is told of the whole goes just as deep.
    let map = json!({"type": "object", "additionalProperties": {"$ref": "#/definitions/D0"},
        "definitions": chain(LENGTH, "string")["definitions"]});
    assert_eq!(
        lines(&diff(&chain(LENGTH, "string"), &map)),
        ["OBJECT_BECAME_MAP compatible major "]
    );
}

#[test]
fn definitions_that_contain_themselves_are_compared_once() {
    let list = |value: &str| {
        json!({"type": "object", "properties": {
            "next": {"$ref": "#"}, "more": {"type": "array", "items": {"$ref": "#"}}, "value": {"type": value},
        }})
    };
    assert_eq!(
        lines(&diff(&list("string"), &list("boolean"))),
        ["TYPE_CHANGED breaking major /value"]
    );
}

#[test]
fn names_with_slashes_are_escaped_in_pointers() {
    let old = json!({"type": "object", "properties": {"a/b~c": {"type": "string"}, "*": {"type": "string"}}});
    let new = json!({"type": "object", "properties": {"a/b~c": {"type": "boolean"}, "*": {"type": "string"}}});
    assert_eq!(
        lines(&diff(&old, &new)),
        ["TYPE_CHANGED breaking major /a~1b~0c"]
    );
}
