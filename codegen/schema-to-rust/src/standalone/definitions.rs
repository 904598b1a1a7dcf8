//! Documents that describe nothing by themselves and only hold definitions: their types are what people want.

use std::collections::HashSet;

use crate::keyword::{Does, Keyword};
use crate::model::{Kind, Ty, Type};
use crate::names;
use crate::tree::{NodeId, Tree};

/// The definitions of a document that only holds definitions.
pub(super) fn all(tree: &Tree) -> Option<Vec<NodeId>> {
    let root = tree.root();
    if !tree.members(root).all(|(name, _)| describes_no_data(name)) {
        return None;
    }
    let tables = [Keyword::Defs, Keyword::Definitions].into_iter();
    let tables = tables.filter_map(|table| tree.member(root, table.name()));
    let found = tables
        .flat_map(|table| tree.members(table))
        .map(|(_, schema)| schema);
    let found: Vec<NodeId> = found.collect();
    (!found.is_empty()).then_some(found)
}

fn describes_no_data(name: &str) -> bool {
    let names = [
        Keyword::Anchor,
        Keyword::Defs,
        Keyword::Definitions,
        Keyword::OldId,
        Keyword::Vocabulary,
    ];
    Keyword::named(name)
        .is_some_and(|keyword| names.contains(&keyword) || keyword.does(Does::Describes))
}

/// The types of the definitions: without the object, and with a name for each that is not named by itself.
pub(super) fn types(made: Vec<Type>) -> Vec<Type> {
    let mut made = made.into_iter();
    let Some(Type {
        kind: Kind::Struct(fields),
        ..
    }) = made.next()
    else {
        return made.collect();
    };
    let mut types: Vec<Type> = made.collect();
    let mut named: HashSet<String> = types.iter().map(|ty| ty.name.clone()).collect();
    for field in fields {
        let name = names::type_name(&field.json);
        if matches!(field.ty, Ty::Named(_)) || !named.insert(name.clone()) {
            continue;
        }
        types.push(Type {
            name,
            docs: field.docs,
            kind: Kind::Alias(field.ty),
        });
    }
    types
}
