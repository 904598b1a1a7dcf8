//! Which places of a document compose.

use serde_json::{Map, Value};

use super::COMPOSING;
use crate::pointer::escape;

/// Keywords whose value is a schema.
const ONE: &[&str] = &[
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords whose value is a list of schemas.
const LISTS: &[&str] = &["allOf", "anyOf", "items", "oneOf", "prefixItems"];

/// Keywords whose value is a table of schemas.
const TABLES: &[&str] = &[
    "$defs",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

/// The pointers of the schemas that compose.
pub(super) fn composed(root: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), root)];
    while let Some((pointer, schema)) = open.pop() {
        let Value::Object(schema) = schema else {
            continue;
        };
        for keyword in ONE {
            if let Some(value) = schema.get(*keyword) {
                open.push((format!("{pointer}/{keyword}"), value));
            }
        }
        for keyword in LISTS {
            if let Some(Value::Array(list)) = schema.get(*keyword) {
                let items = list.iter().enumerate();
                open.extend(
                    items.map(|(index, value)| (format!("{pointer}/{keyword}/{index}"), value)),
                );
            }
        }
        for keyword in TABLES {
            if let Some(Value::Object(table)) = schema.get(*keyword) {
                let members = table.iter();
                open.extend(
                    members.map(|(name, value)| {
                        (format!("{pointer}/{keyword}/{}", escape(name)), value)
                    }),
                );
            }
        }
        if composes(schema) {
            found.push(pointer);
        }
    }
    found
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
