//! Which schemas of a document compose.

use serde_json::{Map, Value};

use super::COMPOSING;
use crate::places;

/// The pointers of the schemas that compose, among those that types are made of.
pub(super) fn places(root: &Value) -> Vec<String> {
    let composing = |pointer: &String| {
        let schema = root.pointer(pointer).and_then(Value::as_object);
        schema.is_some_and(composes)
    };
    places::typed(root).into_iter().filter(composing).collect()
}

fn composes(schema: &Map<String, Value>) -> bool {
    // Siblings of a reference that count stand in an `allOf` by now.
    if schema.contains_key("$ref") {
        return false;
    }
    let composing = |keyword: &&str| match *keyword {
        // No items are typed by what others leave over, and a condition without consequences says nothing.
        "if" | "unevaluatedItems" => false,
        "unevaluatedProperties" => schema
            .get("unevaluatedProperties")
            .is_some_and(Value::is_object),
        keyword => schema.contains_key(keyword),
    };
    COMPOSING.iter().any(composing)
        || schema.contains_key("const")
        || schema.get("dependentSchemas").is_some_and(Value::is_object)
        || schema
            .get("dependencies")
            .and_then(Value::as_object)
            .is_some_and(|table| table.values().any(Value::is_object))
        || schema.get("items").is_some_and(Value::is_array)
        || several_types(schema)
        || values_of_other_kinds(schema)
}

/// `type` with several names, `null` aside.
fn several_types(schema: &Map<String, Value>) -> bool {
    let Some(Value::Array(names)) = schema.get("type") else {
        return false;
    };
    names.iter().all(Value::is_string) && names.iter().filter(|name| **name != "null").count() > 1
}

/// `enum` with more than strings and `null`.
fn values_of_other_kinds(schema: &Map<String, Value>) -> bool {
    let Some(Value::Array(values)) = schema.get("enum") else {
        return false;
    };
    !values.iter().any(Value::is_string) && !values.is_empty()
        || values
            .iter()
            .any(|value| !value.is_string() && !value.is_null())
}
