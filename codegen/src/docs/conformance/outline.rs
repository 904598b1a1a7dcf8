//! The fields of a generated type, nested ones too, each in words: what other lists of fields are held against.

use std::collections::BTreeMap;

use super::module::{Definition, SchemaModule, same_words};
use crate::docs::documentation::markdown::plain_text;
use crate::emit::Files;
use crate::error::{Error, Result};
use crate::model::{Field, Kind, Ty};
use crate::project::id::DocumentId;
use schema_to_rust::names;

/// Every field of the type of a schema version: what it is, by its path of JSON names.
///
/// What it is are words: `optional` before what may be missing, then `string`, `timestamp`, `integer`, `number`, `boolean`, `any`,
/// `object`, `map of ...`, `list of ...`, or `one of ["a", "b"]` with the values of an open enum, sorted. `or text` follows what is
/// read from text too, and `called ...` what has a name that does not come from its own.
///
/// # Errors
/// There is no module for the version, it cannot be read as Rust, a field's type is not what its `object!` says, or there is no struct
/// of the schema's name.
pub fn outline(generated: &Files, document: &DocumentId) -> Result<BTreeMap<String, String>> {
    let module = SchemaModule::read(generated, &document.schema)
        .map_err(|message| Error::new(message).document(document))?;
    let root = module.resolve(document.version, &names::type_name(document.schema.name()));
    let root = root.filter(|root| matches!(root.ty.kind, Kind::Struct(_)));
    let root = root.ok_or_else(|| {
        Error::new("there is no struct of its name in its module").document(document)
    })?;
    let lines = tree(&module, root).into_iter();
    Ok(lines.map(|(path, line)| (path, line.words)).collect())
}

/// A field of an outline.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    pub(super) words: String,
    /// Its rustdoc without markup; that of its type, if it has none of its own.
    pub(super) docs: String,
}

/// Every field of a type, nested ones too, by its path.
pub(super) fn tree(module: &SchemaModule, root: Definition<'_>) -> BTreeMap<String, Line> {
    let mut lines = BTreeMap::new();
    collect(module, root, "", &mut vec![root], &mut lines);
    lines
}

/// `open` are the structs that hold this one, and itself; a type that holds itself is not followed again.
fn collect<'a>(
    module: &'a SchemaModule,
    of: Definition<'a>,
    prefix: &str,
    open: &mut Vec<Definition<'a>>,
    lines: &mut BTreeMap<String, Line>,
) {
    let Kind::Struct(fields) = &of.ty.kind else {
        return;
    };
    for field in fields {
        let path = format!("{prefix}{}", field.json);
        if let Some(line) = lines.get_mut(&path) {
            "two fields".clone_into(&mut line.words);
            continue;
        }
        let item = innermost(&field.ty).and_then(|name| module.resolve(of.version, name));
        let words = words(module, of.version, field);
        let mut docs = plain_text(&field.docs);
        if let Some(item) = item.filter(|_| docs.is_empty() || docs == field.json) {
            docs = plain_text(&item.ty.docs);
        }
        lines.insert(path.clone(), Line { words, docs });
        if let Some(item) =
            item.filter(|item| open.iter().all(|other| other.ty.name != item.ty.name))
        {
            open.push(item);
            collect(module, item, &format!("{path}."), open, lines);
            open.pop();
        }
    }
}

fn words(module: &SchemaModule, version: u32, field: &Field) -> String {
    let optional = if field.required { "" } else { "optional " };
    let mut words = format!("{optional}{}", shape(module, version, &field.ty));
    if !same_words(&field.name, &field.json) {
        words = format!("{words}, called `{}`", field.name);
    }
    words
}

fn innermost(ty: &Ty) -> Option<&str> {
    match ty {
        Ty::Option(inner) | Ty::Vec(inner) | Ty::Map(inner) | Ty::Box(inner) => innermost(inner),
        Ty::Named(name) => Some(name),
        _ => None,
    }
}

/// A type in words. Types of the crate count by what they are, not by their names.
fn shape(module: &SchemaModule, version: u32, ty: &Ty) -> String {
    let shape = |inner| shape(module, version, inner);
    let plain = match ty {
        Ty::String => "string",
        Ty::Timestamp => "timestamp",
        Ty::I64 | Ty::U64 | Ty::I128 => "integer",
        Ty::IntegerOrText => "integer or text",
        Ty::F64 => "number",
        Ty::Bool => "boolean",
        Ty::Value => "any",
        Ty::Tuple(_) => "list of a known length",
        Ty::Option(inner) => return format!("optional {}", shape(inner)),
        Ty::Vec(inner) => return format!("list of {}", shape(inner)),
        Ty::Map(inner) => return format!("map of {}", shape(inner)),
        Ty::Box(inner) => return shape(inner),
        Ty::Named(name) => match module.resolve(version, name).map(|found| &found.ty.kind) {
            Some(Kind::OpenEnum(variants)) => {
                return one_of(variants.iter().map(|variant| &*variant.value));
            }
            Some(_) => "object",
            None => return format!("unknown type {name}"),
        },
    };
    plain.to_owned()
}

/// A set of values.
pub(super) fn one_of<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let mut values: Vec<&str> = values.collect();
    values.sort_unstable();
    format!("one of {values:?}")
}
