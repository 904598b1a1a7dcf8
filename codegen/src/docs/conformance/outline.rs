//! The fields of a generated type, nested ones too, each in words: what other lists of fields are held against.

use std::collections::BTreeMap;

use super::items::{Enum, GeneratedField, Struct};
use super::module::{Definition, Made, SchemaModule, same_words};
use super::sources::Sources;
use super::types::FieldType;
use crate::error::{Error, Result};
use crate::project::id::DocumentId;
use schema_to_rust::names;

/// Every field of the type of a schema version: what it is, by its path of JSON names.
///
/// What it is are words: `optional` before what may be missing, then `string`, `timestamp`, `integer`, `number`, `boolean`, `any`,
/// `object`, `map of ...`, `list of ...`, or `one of ["a", "b"]` with the values of an open enum, sorted. `or text` follows what is
/// read from text too. A field whose parts do not agree with each other says so.
///
/// # Errors
/// There is no module for the version, it cannot be read as Rust, or it has no struct of the schema's name.
pub fn outline(generated: &Sources, document: &DocumentId) -> Result<BTreeMap<String, String>> {
    let module = SchemaModule::read(generated, &document.schema)
        .map_err(|message| Error::new(message).document(document))?;
    let name = names::type_name(document.schema.name());
    match module.resolve(document.version, &name) {
        Some(root) if matches!(root.item, Made::Struct(_)) => Ok(tree(&module, root)),
        _ => Err(Error::new("there is no struct of its name in its module").document(document)),
    }
}

/// Every field of a type, nested ones too: its shape by its path.
pub(super) fn tree(module: &SchemaModule, root: Definition<'_>) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    if let Made::Struct(item) = root.item {
        let mut open = vec![root.name.to_owned()];
        collect(module, root.version, item, "", &mut open, &mut fields);
    }
    fields
}

/// `open` are the structs that hold this one; a type that holds itself is not followed again.
fn collect(
    module: &SchemaModule,
    version: u32,
    item: &Struct,
    prefix: &str,
    open: &mut Vec<String>,
    fields: &mut BTreeMap<String, String>,
) {
    for field in &item.fields {
        let path = format!("{prefix}{}", field.json_name);
        let mut words = shape(module, version, &field.ty);
        if field.or_text {
            words.push_str(" or text");
        }
        words.push_str(&disagreement(item, field));
        if fields.insert(path.clone(), words).is_some() {
            fields.insert(path.clone(), "two fields".to_owned());
        }
        if let Some(Definition {
            version,
            name,
            item: Made::Struct(item),
        }) = innermost(&field.ty).and_then(|name| module.resolve(version, name))
            && !open.iter().any(|other| other == name)
        {
            open.push(name.to_owned());
            collect(module, version, item, &format!("{path}."), open, fields);
            open.pop();
        }
    }
}

/// Where a field and its entry in `object!` say different things, or its two names do.
fn disagreement(item: &Struct, field: &GeneratedField) -> String {
    let mut words = String::new();
    let optional = matches!(field.ty, FieldType::Option(_));
    if let Some(kind) = &field.kind
        && (kind == "required") == optional
    {
        words = format!(", but {kind} in its `object!`");
    }
    if !item.is_object {
        words.push_str(", in a struct without `object!`");
    }
    if !same_words(&field.rust_name, &field.json_name) {
        words = format!("{words}, called `{}`", field.rust_name);
    }
    words
}

fn innermost(ty: &FieldType) -> Option<&str> {
    match ty {
        FieldType::Option(inner) | FieldType::List(inner) | FieldType::Map(inner) => {
            innermost(inner)
        }
        FieldType::Item(name) => Some(name),
        _ => None,
    }
}

/// A type in words. Types of the crate count by what they are, not by their names.
fn shape(module: &SchemaModule, version: u32, ty: &FieldType) -> String {
    match ty {
        FieldType::String => "string".to_owned(),
        FieldType::Timestamp => "timestamp".to_owned(),
        FieldType::Integer => "integer".to_owned(),
        FieldType::Number => "number".to_owned(),
        FieldType::Boolean => "boolean".to_owned(),
        FieldType::Value => "any".to_owned(),
        FieldType::Option(inner) => format!("optional {}", shape(module, version, inner)),
        FieldType::List(inner) => format!("list of {}", shape(module, version, inner)),
        FieldType::Map(inner) => format!("map of {}", shape(module, version, inner)),
        FieldType::Item(name) => match module.resolve(version, name).map(|found| found.item) {
            Some(Made::Struct(_)) => "object".to_owned(),
            Some(Made::Enum(item)) => values(item),
            None => format!("unknown type {name}"),
        },
        FieldType::Other => "something else".to_owned(),
    }
}

/// The values of an open enum.
fn values(item: &Enum) -> String {
    let mut values = item.values.clone();
    values.sort_unstable();
    format!("one of {values:?}")
}
