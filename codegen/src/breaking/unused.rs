//! Definitions that nothing refers to.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Change, Class, Rule, Semver};
use schema_to_rust::pointer::{escape, referred};

/// Notes definitions that describe no data, in either document, and differ.
pub(super) fn compare(old: &Value, new: &Value, changes: &mut Vec<Change>) {
    let (old, new) = (unused(old), unused(new));
    let pointers = old
        .keys()
        .chain(new.keys().filter(|pointer| !old.contains_key(*pointer)));
    for pointer in pointers.filter(|pointer| old.get(*pointer) != new.get(*pointer)) {
        let verb = match (old.contains_key(pointer), new.contains_key(pointer)) {
            (false, _) => "added, or not used any more",
            (_, false) => "removed, or used now",
            _ => "changed",
        };
        changes.push(Change {
            rule: Rule::UnusedDefinitionChanged,
            class: Class::Metadata,
            semver: Semver::Patch,
            data: String::new(),
            old_schema: old.contains_key(pointer).then(|| pointer.clone()),
            new_schema: new.contains_key(pointer).then(|| pointer.clone()),
            message: format!("definition {pointer}, which describes no data, {verb}"),
        });
    }
}

const TABLES: [&str; 2] = ["$defs", "definitions"];

/// The definitions that no reference reaches from the root, by pointer.
fn unused(root: &Value) -> BTreeMap<String, &Value> {
    let tables = TABLES
        .into_iter()
        .filter_map(|table| Some((table, root.get(table)?.as_object()?)));
    let mut unused: BTreeMap<String, &Value> = tables
        .flat_map(|(table, schemas)| {
            schemas
                .iter()
                .map(move |(name, schema)| (format!("/{table}/{}", escape(name)), schema))
        })
        .collect();
    let mut open: Vec<&Value> = root
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(keyword, _)| !TABLES.contains(&keyword.as_str()))
        .map(|(_, value)| value)
        .collect();
    open.extend(reached(root, root, &mut unused));
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
        open.extend(reached(root, value, &mut unused));
    }
    unused
}

/// Takes the definition out that a schema refers to: the whole one, if only a part is meant.
fn reached<'a>(
    root: &Value,
    schema: &Value,
    unused: &mut BTreeMap<String, &'a Value>,
) -> Option<&'a Value> {
    let target = referred(root, schema)?;
    let end = target
        .match_indices('/')
        .nth(2)
        .map_or(target.len(), |(end, _)| end);
    unused.remove(&target[..end])
}

#[cfg(test)]
mod tests {
    use super::unused;
    use serde_json::json;

    #[test]
    fn references_are_followed_through_definitions() {
        let document = json!({
            "properties": {"a": {"$ref": "#/definitions/A"}, "f": {"$ref": "#/definitions/f%20g"}},
            "definitions": {
                "A": {"items": {"$ref": "#/$defs/B/properties/x"}},
                "C": {"$ref": "#/definitions/A"},
                "f g": {"$ref": "#/definitions/h%25"},
                "h%": {},
                "d/e": {},
            },
            "$defs": {"B": {"properties": {"x": {}}}},
        });
        assert_eq!(
            unused(&document).into_keys().collect::<Vec<_>>(),
            ["/definitions/C", "/definitions/d~1e"]
        );
    }
}
