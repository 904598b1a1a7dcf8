//! Two digests of a document: one of its bytes, one of the data that it describes.

use schema_to_rust::keyword::{Does, Holds, Keyword};
use schema_to_rust::tree::{NodeId, References, Tree};
use serde_json::{Map, Value, json};
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
pub fn shape(document: &Tree) -> String {
    let bare = bare(document, document.root(), &mut Vec::new());
    sha256(bare.to_string().as_bytes())
}

/// Whether a keyword describes, and says nothing about which data is valid.
pub(crate) fn describes(name: &str) -> bool {
    name == IDENTITY_TYPE
        || Keyword::named(name).is_some_and(|keyword| keyword.does(Does::Describes))
}

/// Whether a keyword refers; where it leads is what counts.
pub(crate) fn refers(name: &str) -> bool {
    let referring = [Keyword::DynamicRef, Keyword::RecursiveRef, Keyword::Ref];
    Keyword::named(name).is_some_and(|keyword| referring.contains(&keyword))
}

/// A schema without annotations, in the form that [`shape`] digests. Where its references, and those of the schemas in it, have been
/// resolved, they are left out: where they lead is added to `targets`.
pub fn bare(tree: &Tree, id: NodeId, targets: &mut Vec<NodeId>) -> Value {
    if let Some(items) = tree.items(id) {
        return items
            .iter()
            .map(|item| bare(tree, *item, targets))
            .collect();
    }
    if !tree.is_object(id) {
        return tree.value(id);
    }
    let mut members = Map::new();
    let references = tree.references(id);
    if let Some(References {
        targets: found,
        alone,
        ..
    }) = references
    {
        targets.extend(found);
        members.insert(Keyword::Ref.name().to_owned(), json!([found.len(), alone]));
    }
    let alone = references.is_some_and(|references| references.alone);
    let is_left_out = |name: &str| describes(name) || (references.is_some() && refers(name));
    for (name, value) in sorted(tree, id).filter(|(name, _)| !alone && !is_left_out(name)) {
        let value = match Keyword::named(name) {
            Some(Keyword::Const | Keyword::Enum) => tree.value(value),
            Some(Keyword::Required) if let Some(names) = tree.items(value) => {
                let mut names: Vec<Value> = names.iter().map(|name| tree.value(*name)).collect();
                names.sort_by_key(ToString::to_string);
                names.dedup();
                if names.is_empty() {
                    continue;
                }
                Value::Array(names)
            }
            Some(keyword) if keyword.holds() == Holds::Table && tree.is_object(value) => {
                let schemas = sorted(tree, value);
                let schemas =
                    schemas.map(|(name, schema)| (name.to_owned(), bare(tree, schema, targets)));
                Value::Object(schemas.collect())
            }
            _ => bare(tree, value, targets),
        };
        members.insert(name.to_owned(), value);
    }
    Value::Object(members)
}

/// The members of an object by name, so that equal ones have their targets in one order.
fn sorted(tree: &Tree, id: NodeId) -> impl Iterator<Item = (&str, NodeId)> {
    let mut members: Vec<_> = tree.members(id).collect();
    members.sort_unstable();
    members.into_iter()
}

#[cfg(test)]
mod tests {
    use super::sha256;
    use schema_to_rust::tree::Tree;
    use serde_json::{Value, json};

    fn shape(document: &Value) -> String {
        super::shape(&Tree::parse(&document.to_string()).unwrap())
    }

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
