//! Documents that describe nothing by themselves and only hold definitions: their types are what people want.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::load::Document;
use crate::model::{Kind, Ty, Type};
use crate::names;
use crate::pointer::{escape, reference};

/// The keywords that hold definitions.
const TABLES: [&str; 2] = ["$defs", "definitions"];

/// Keywords that describe no data.
const SILENT: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$id",
    "$schema",
    "$vocabulary",
    "definitions",
    "description",
    "id",
    "title",
];

/// Whether a document only holds definitions.
pub(super) fn are_all(root: &Value) -> bool {
    let Value::Object(root) = root else {
        return false;
    };
    let holds = |table: &str| {
        let table = root.get(table).and_then(Value::as_object);
        table.is_some_and(|table| !table.is_empty())
    };
    TABLES.iter().any(|table| holds(table)) && root.keys().all(|key| SILENT.contains(&key.as_str()))
}

/// The same document as an object that has each definition as a member.
pub(super) fn as_members(mut document: Document) -> Document {
    let mut members = Map::new();
    for table in TABLES {
        for name in document
            .root
            .get(table)
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(Map::keys)
        {
            members.insert(
                name.clone(),
                reference(&format!("/{table}/{}", escape(name))),
            );
        }
    }
    if let Value::Object(root) = &mut document.root {
        root.insert("type".to_owned(), json!("object"));
        root.insert("properties".to_owned(), Value::Object(members));
    }
    document
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
