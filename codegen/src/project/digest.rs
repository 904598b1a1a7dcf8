//! Two digests of a document: one of its bytes, one of the data that it describes.

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

/// Keywords that say nothing about which data is valid.
const ANNOTATIONS: &[&str] = &[
    "$comment",
    "$id",
    "$schema",
    "default",
    "deprecated",
    "description",
    "examples",
    "identityType",
    "readOnly",
    "title",
    "writeOnly",
];

/// Keywords whose value maps names of the author's choice to schemas.
const NAMED_SCHEMAS: &[&str] = &[
    "$defs",
    "definitions",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

/// Keywords whose value is data, not schema.
const DATA: &[&str] = &["const", "enum"];

/// SHA-256 of the bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("writing to a String does not fail");
            hex
        })
}

/// SHA-256 of the document without its annotations, keys sorted.
///
/// Two documents have one shape when they describe the same data: `title`, `description`, `examples`, `default`, `$id`
/// and the like are left out, the order of keys and of `required` does not count, and an empty `required` is none.
pub fn shape(document: &Value) -> String {
    sha256(bare(document).to_string().as_bytes())
}

/// The schema without annotations, in the form that [`shape`] digests.
pub fn bare(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => Value::Object(members.iter().filter_map(bare_member).collect()),
        Value::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}

fn bare_member((key, value): (&String, &Value)) -> Option<(String, Value)> {
    let value = match value {
        _ if ANNOTATIONS.contains(&key.as_str()) => return None,
        _ if DATA.contains(&key.as_str()) => value.clone(),
        Value::Object(named) if NAMED_SCHEMAS.contains(&key.as_str()) => Value::Object(
            named
                .iter()
                .map(|(name, schema)| (name.clone(), bare(schema)))
                .collect::<Map<_, _>>(),
        ),
        Value::Array(names) if key == "required" => {
            let mut names = names.clone();
            names.sort_by_key(ToString::to_string);
            names.dedup();
            if names.is_empty() {
                return None;
            }
            Value::Array(names)
        }
        schema => bare(schema),
    };
    Some((key.clone(), value))
}

#[cfg(test)]
mod tests {
    use super::{sha256, shape};
    use serde_json::json;

    #[test]
    fn sha256_of_the_empty_text() {
        assert_eq!(
            sha256(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn annotations_and_order_do_not_change_the_shape() {
        let plain = json!({"type": "object", "required": ["b", "a"], "properties": {"a": {"type": "string"}}});
        let annotated = json!({
            "$id": "x", "title": "T", "examples": [{}], "required": ["a", "b"],
            "properties": {"a": {"type": "string", "description": "d", "default": ""}}, "type": "object",
        });
        assert_eq!(shape(&plain), shape(&annotated));
    }

    #[test]
    fn a_property_named_like_an_annotation_counts() {
        let without = json!({"properties": {"a": {}}});
        let with = json!({"properties": {"a": {}, "title": {}}});
        assert_ne!(shape(&without), shape(&with));
    }

    #[test]
    fn allowed_values_count() {
        assert_ne!(
            shape(&json!({"enum": ["a"]})),
            shape(&json!({"enum": ["b"]}))
        );
        assert_ne!(
            shape(&json!({"const": {"title": "a"}})),
            shape(&json!({"const": {"title": "b"}}))
        );
    }
}
