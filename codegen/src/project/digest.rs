//! Two digests of a document: one of its bytes, one of the data that it describes.

use schema_to_rust::keyword::{Does, Holds, Keyword};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// A keyword of Twilio's that says nothing about which data is valid.
const IDENTITY_TYPE: &str = "identityType";

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

/// Whether a keyword describes, and says nothing about which data is valid.
pub(crate) fn describes(name: &str) -> bool {
    name == IDENTITY_TYPE
        || Keyword::named(name).is_some_and(|keyword| keyword.does(Does::Describes))
}

fn bare_member((key, value): (&String, &Value)) -> Option<(String, Value)> {
    if describes(key) {
        return None;
    }
    let keyword = Keyword::named(key);
    let value = match (keyword, value) {
        (Some(Keyword::Const | Keyword::Enum), value) => value.clone(),
        (Some(Keyword::Required), Value::Array(names)) => {
            let mut names = names.clone();
            names.sort_by_key(ToString::to_string);
            names.dedup();
            if names.is_empty() {
                return None;
            }
            Value::Array(names)
        }
        (Some(keyword), Value::Object(named)) if keyword.holds() == Holds::Table => {
            let schemas = named
                .iter()
                .map(|(name, schema)| (name.clone(), bare(schema)));
            Value::Object(schemas.collect())
        }
        (_, schema) => bare(schema),
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
