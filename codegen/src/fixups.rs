//! Applies `overrides.toml` to the documents: finds each place, and fails where an entry no longer applies.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::id::DocumentId;
use crate::load::Document;
use crate::overrides::{Overrides, Rename, Values};
use crate::prose;

/// What `overrides.toml` says about the places of one document, by JSON pointer.
#[derive(Clone, Debug, Default)]
pub struct Fixups {
    marks: BTreeMap<String, Mark>,
    fields: BTreeMap<String, String>,
    types: BTreeMap<String, String>,
}

/// A string that is more than a string.
#[derive(Clone, Debug)]
pub enum Mark {
    /// It takes values of a known set.
    Values(Values),
    /// It is a point in time.
    Timestamp,
}

impl Fixups {
    /// What the string under `pointer` is, if more than a string.
    pub fn mark(&self, pointer: &str) -> Option<&Mark> {
        self.marks.get(pointer)
    }

    /// The Rust name that a person wants for the field of the property under `pointer`.
    pub fn field_name(&self, pointer: &str) -> Option<&str> {
        self.fields.get(pointer).map(String::as_str)
    }

    /// The Rust name that a person wants for the type of the schema under `pointer`.
    pub fn type_name(&self, pointer: &str) -> Option<&str> {
        self.types.get(pointer).map(String::as_str)
    }

    fn rename(&mut self, rename: &Rename) {
        for (name, table) in [
            (&rename.field, &mut self.fields),
            (&rename.type_name, &mut self.types),
        ] {
            if let Some(name) = name {
                table.insert(rename.pointer.clone(), name.clone());
            }
        }
    }
}

/// The fixups of every document, and what a person should look at.
#[derive(Debug, Default)]
pub struct Applied {
    /// By document; a document without fixups has no entry.
    pub fixups: BTreeMap<DocumentId, Fixups>,
    /// Values that prose names and no entry lists.
    pub warnings: Vec<Error>,
}

/// Applies all entries to all documents.
///
/// # Errors
/// An entry without an effect: its schema is not held, a pointer leads to no string in any version, or a value is no longer
/// named by the description in any version. An entry that renames to something that is no identifier.
pub fn apply(overrides: &Overrides, documents: &[Document]) -> Result<Applied> {
    let mut applied = Applied::default();
    for entry in &overrides.values {
        let found = strings(&entry.schema, &entry.pointers, documents)
            .map_err(|error| stale("values", &entry.name, error))?;
        check_values(entry, &found, &mut applied.warnings)
            .map_err(|error| stale("values", &entry.name, error))?;
        for place in found {
            applied.marks(place.document, place.pointer, Mark::Values(entry.clone()));
        }
    }
    for entry in &overrides.timestamp {
        let found = strings(&entry.schema, &entry.pointers, documents)
            .map_err(|error| stale("timestamp", &entry.name, error))?;
        for place in found {
            applied.marks(place.document, place.pointer, Mark::Timestamp);
        }
    }
    for entry in &overrides.rename {
        let documents: Vec<_> = of_schema(&entry.schema, documents)
            .filter(|document| document.root.pointer(&entry.pointer).is_some())
            .collect();
        for name in entry.field.iter().chain(&entry.type_name) {
            if syn::parse_str::<syn::Ident>(name).is_err() {
                return Err(stale(
                    "rename",
                    &entry.name,
                    Error::new(format!("{name:?} is no Rust identifier")),
                ));
            }
        }
        if documents.is_empty() {
            return Err(stale(
                "rename",
                &entry.name,
                nowhere(&entry.schema, &entry.pointer),
            ));
        }
        for document in documents {
            applied
                .fixups
                .entry(document.id.clone())
                .or_default()
                .rename(entry);
        }
    }
    Ok(applied)
}

impl Applied {
    fn marks(&mut self, document: &DocumentId, pointer: &str, mark: Mark) {
        self.fixups
            .entry(document.clone())
            .or_default()
            .marks
            .insert(pointer.to_owned(), mark);
    }
}

/// A string of a document that an entry points at.
struct Place<'a> {
    document: &'a DocumentId,
    pointer: &'a str,
    description: &'a str,
}

fn of_schema<'a>(schema: &'a str, documents: &'a [Document]) -> impl Iterator<Item = &'a Document> {
    documents
        .iter()
        .filter(move |document| document.id.schema.as_str() == schema)
}

/// Every place of every version. Each pointer must lead to a string in at least one version, and to no other type in any.
fn strings<'a>(
    schema: &'a str,
    pointers: &'a [String],
    documents: &'a [Document],
) -> Result<Vec<Place<'a>>> {
    let mut places = Vec::new();
    for pointer in pointers {
        let before = places.len();
        for document in of_schema(schema, documents) {
            let Some(found) = document.root.pointer(pointer) else {
                continue;
            };
            if !is_string(found) {
                return Err(document.error(pointer, "this is not a string any more"));
            }
            let description = found
                .get("description")
                .and_then(Value::as_str)
                .unwrap_or("");
            places.push(Place {
                document: &document.id,
                pointer,
                description,
            });
        }
        if places.len() == before {
            return Err(nowhere(schema, pointer));
        }
    }
    Ok(places)
}

fn is_string(schema: &Value) -> bool {
    match &schema["type"] {
        Value::String(name) => name == "string",
        Value::Array(names) => names.iter().all(|name| name == "string" || name == "null"),
        _ => false,
    }
}

/// A listed value must be named by the prose of some version, where prose names a set at all. A value that prose names and
/// the entry does not is a warning: readers take it as unknown until a person adds it.
fn check_values(entry: &Values, places: &[Place<'_>], warnings: &mut Vec<Error>) -> Result<()> {
    let mut named = Vec::new();
    for place in places {
        let Some(values) = prose::values(place.description) else {
            continue;
        };
        for value in &values {
            if !entry.values.contains(value) {
                warnings.push(
                    Error::new(format!(
                        "the description names the value {value:?}, `{}` does not",
                        entry.type_name
                    ))
                    .document(place.document)
                    .pointer(place.pointer)
                    .help(format!(
                        "add it to [[values]] {:?} in overrides.toml",
                        entry.name
                    )),
                );
            }
        }
        named.extend(values);
    }
    match entry
        .values
        .iter()
        .find(|value| !named.is_empty() && !named.contains(value))
    {
        Some(value) => Err(Error::new(format!(
            "no description names the value {value:?} any more"
        ))),
        None => Ok(()),
    }
}

fn nowhere(schema: &str, pointer: &str) -> Error {
    Error::new(format!(
        "no version of {schema} that is held has anything under {pointer:?}"
    ))
}

fn stale(kind: &str, name: &str, error: Error) -> Error {
    Error::new(format!("[[{kind}]] {name:?} does not apply: {error}"))
        .help("correct the entry in overrides.toml, or remove it if nothing needs it any more")
}
