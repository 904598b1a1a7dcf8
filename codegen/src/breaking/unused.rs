//! Definitions that nothing refers to.

use std::collections::BTreeMap;

use super::{Change, Class, Rule};
use schema_to_rust::keyword::Keyword;
use schema_to_rust::tree::{NodeId, Tree};

/// Notes definitions that describe no data, in either document, and differ.
pub(super) fn compare(old: &Tree, new: &Tree, changes: &mut Vec<Change>) {
    let (old_tree, new_tree) = (old, new);
    let (old, new) = (unused(old), unused(new));
    let pointers = old
        .keys()
        .chain(new.keys().filter(|pointer| !old.contains_key(*pointer)));
    for pointer in pointers.filter(|pointer| match (old.get(*pointer), new.get(*pointer)) {
        (Some(before), Some(after)) => !old_tree.equals(*before, new_tree, *after),
        _ => true,
    }) {
        let verb = match (old.contains_key(pointer), new.contains_key(pointer)) {
            (false, _) => "added, or not used any more",
            (_, false) => "removed, or used now",
            _ => "changed",
        };
        let message = format!("definition {pointer}, which describes no data, {verb}");
        let rule = Rule::UnusedDefinitionChanged;
        changes.push(Change {
            old_schema: old.contains_key(pointer).then(|| pointer.clone()),
            new_schema: new.contains_key(pointer).then(|| pointer.clone()),
            ..Change::new(rule, Class::Metadata, String::new(), message)
        });
    }
}

const TABLES: [Keyword; 2] = [Keyword::Defs, Keyword::Definitions];

/// The definitions that no reference reaches from the root, by pointer.
fn unused(tree: &Tree) -> BTreeMap<String, NodeId> {
    let root = tree.root();
    let tables: Vec<NodeId> = TABLES
        .iter()
        .filter_map(|table| tree.member(root, table.name()))
        .collect();
    let definitions = tables
        .iter()
        .flat_map(|table| tree.members(*table))
        .map(|(_, schema)| schema);
    let mut unused: BTreeMap<NodeId, String> =
        definitions.map(|id| (id, tree.pointer(id))).collect();
    let mut open: Vec<NodeId> = tree.members(root).map(|(_, value)| value).collect();
    open.retain(|value| !tables.contains(value));
    open.extend(reached(tree, root, &mut unused));
    while let Some(value) = open.pop() {
        open.extend(tree.members(value).map(|(_, member)| member));
        open.extend(tree.items(value).unwrap_or_default());
        open.extend(reached(tree, value, &mut unused));
    }
    unused
        .into_iter()
        .map(|(id, pointer)| (pointer, id))
        .collect()
}

/// Takes the definition out that a schema refers to: the whole one, if only a part is meant.
fn reached(tree: &Tree, schema: NodeId, unused: &mut BTreeMap<NodeId, String>) -> Option<NodeId> {
    let found: Vec<NodeId> = if let Some(references) = tree.references(schema) {
        references.targets.clone()
    } else {
        // What nothing reads has not been resolved.
        let text = tree.str(tree.member(schema, Keyword::Ref.name())?)?;
        let fragment = text.strip_prefix('#')?;
        tree.at_fragment(tree.root(), fragment)
            .into_iter()
            .collect()
    };
    let above = |id: &NodeId| std::iter::successors(Some(*id), |id| tree.parent(*id));
    let definition = found
        .iter()
        .flat_map(above)
        .find(|id| unused.contains_key(id))?;
    unused.remove(&definition);
    Some(definition)
}

#[cfg(test)]
mod tests {
    use super::unused;
    use schema_to_rust::tree::Tree;
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
            unused(&Tree::parse(&document.to_string()).unwrap())
                .into_keys()
                .collect::<Vec<_>>(),
            ["/definitions/C", "/definitions/d~1e"]
        );
    }
}
