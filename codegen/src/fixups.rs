//! Applies `overrides.toml` to the documents: finds each place, and fails where an entry no longer applies.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::error::{Error, Result};
use crate::id::DocumentId;
use crate::load::Document;
use crate::names;
use crate::overrides::{Overrides, Rename, Values};
use crate::prose;

/// What `overrides.toml` says about the places of one document, by JSON pointer.
#[derive(Clone, Debug, Default)]
pub struct Fixups {
    marks: BTreeMap<String, Mark>,
    names: BTreeMap<(What, String), String>,
    unattended: bool,
}

/// What a fixup says of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// That a string is more than a string.
    Mark,
    /// The name of a field.
    Field,
    /// The name of a type.
    Type,
    /// The name of a variant.
    Variant,
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
    /// No fixups, and nobody to write one: where values of a set meet in one name, the later ones go without.
    pub(crate) fn unattended() -> Self {
        Self {
            unattended: true,
            ..Self::default()
        }
    }

    /// Whether nobody can settle names that meet.
    pub(crate) fn is_unattended(&self) -> bool {
        self.unattended
    }

    /// What the string under `pointer` is, if more than a string.
    pub fn mark(&self, pointer: &str) -> Option<&Mark> {
        self.marks.get(pointer)
    }

    /// The Rust name that a person wants for the field of the property under `pointer`.
    pub fn field_name(&self, pointer: &str) -> Option<&str> {
        self.name(What::Field, pointer)
    }

    /// The Rust name that a person wants for the type of the schema under `pointer`.
    pub fn type_name(&self, pointer: &str) -> Option<&str> {
        self.name(What::Type, pointer)
    }

    /// The Rust name that a person wants for the variant of the value under `pointer`.
    pub fn variant_name(&self, pointer: &str) -> Option<&str> {
        self.name(What::Variant, pointer)
    }

    fn name(&self, what: What, pointer: &str) -> Option<&str> {
        let key = (what, pointer.to_owned());
        self.names.get(&key).map(String::as_str)
    }
}

impl Rename {
    /// The names that it gives.
    fn names(&self) -> impl Iterator<Item = (What, &str)> {
        let names = [
            (What::Field, &self.field),
            (What::Type, &self.type_name),
            (What::Variant, &self.variant),
        ];
        names
            .into_iter()
            .filter_map(|(what, name)| Some((what, name.as_deref()?)))
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
/// named by the description in any version. An entry that gives a name that is no identifier, or says of a place what
/// another entry says already.
pub fn apply(overrides: &Overrides, documents: &[Document]) -> Result<Applied> {
    let mut applied = Applied::default();
    let mut enums = BTreeSet::new();
    for entry in &overrides.values {
        if !names::is_type(&entry.type_name) {
            let error = Error::new(format!(
                "{:?} cannot be the name of a type",
                entry.type_name
            ));
            return Err(stale("values", &entry.name, &error));
        }
        if !enums.insert((&entry.schema, &entry.type_name)) {
            let error = Error::new(format!("another entry makes `{}` already", entry.type_name));
            return Err(stale("values", &entry.name, &error));
        }
        let found = strings(&entry.schema, &entry.pointers, documents)
            .map_err(|error| stale("values", &entry.name, &error))?;
        check_values(entry, &found, &mut applied.warnings)
            .map_err(|error| stale("values", &entry.name, &error))?;
        for place in found {
            applied
                .mark(place.document, place.pointer, Mark::Values(entry.clone()))
                .map_err(|error| stale("values", &entry.name, &error))?;
        }
    }
    for entry in &overrides.timestamp {
        let found = strings(&entry.schema, &entry.pointers, documents)
            .map_err(|error| stale("timestamp", &entry.name, &error))?;
        for place in found {
            applied
                .mark(place.document, place.pointer, Mark::Timestamp)
                .map_err(|error| stale("timestamp", &entry.name, &error))?;
        }
    }
    for entry in &overrides.rename {
        applied
            .rename(entry, documents)
            .map_err(|error| stale("rename", &entry.name, &error))?;
    }
    Ok(applied)
}

impl Applied {
    fn mark(&mut self, document: &DocumentId, pointer: &str, mark: Mark) -> Result<()> {
        let fixups = self.fixups.entry(document.clone()).or_default();
        match fixups.marks.insert(pointer.to_owned(), mark) {
            Some(_) => Err(twice(pointer).document(document)),
            None => Ok(()),
        }
    }

    fn rename(&mut self, entry: &Rename, documents: &[Document]) -> Result<()> {
        for (what, name) in entry.names() {
            let (fits, noun) = match what {
                What::Type => (names::is_type(name), "type"),
                What::Variant => (names::is_variant(name), "variant"),
                What::Field | What::Mark => (names::is_field(name), "field"),
            };
            if !fits {
                return Err(Error::new(format!(
                    "{name:?} cannot be the name of a {noun}"
                )));
            }
        }
        if entry.names().next().is_none() {
            return Err(Error::new("it gives no name: `field`, `type` or `variant`"));
        }
        let mut found = false;
        for document in of_schema(&entry.schema, documents) {
            if document.root.pointer(&entry.pointer).is_none() {
                continue;
            }
            found = true;
            let fixups = self.fixups.entry(document.id.clone()).or_default();
            for (what, name) in entry.names() {
                let key = (what, entry.pointer.clone());
                if fixups.names.insert(key, name.to_owned()).is_some() {
                    return Err(twice(&entry.pointer).document(&document.id));
                }
            }
        }
        if found {
            Ok(())
        } else {
            Err(nowhere(&entry.schema, &entry.pointer))
        }
    }
}

fn twice(pointer: &str) -> Error {
    Error::new("another entry says what this is").pointer(pointer)
}

/// Checks that every entry took effect in some version, at each of its places. `used` are schema, what was said, and where.
///
/// # Errors
/// An entry without an effect: nothing comes of its place, or not what it speaks of.
pub fn check_used(overrides: &Overrides, used: &BTreeSet<(String, What, String)>) -> Result<()> {
    let check = |schema: &str, what: What, pointer: &str| {
        if used.contains(&(schema.to_owned(), what, pointer.to_owned())) {
            return Ok(());
        }
        let noun = match what {
            What::Mark => "text",
            What::Field => "field",
            What::Type => "type",
            What::Variant => "variant",
        };
        Err(Error::new(format!(
            "no {noun} comes of {pointer:?} in any version of {schema} that is held"
        )))
    };
    for entry in &overrides.values {
        for pointer in &entry.pointers {
            check(&entry.schema, What::Mark, pointer)
                .map_err(|error| stale("values", &entry.name, &error))?;
        }
    }
    for entry in &overrides.timestamp {
        for pointer in &entry.pointers {
            check(&entry.schema, What::Mark, pointer)
                .map_err(|error| stale("timestamp", &entry.name, &error))?;
        }
    }
    for entry in &overrides.rename {
        for (what, _) in entry.names() {
            check(&entry.schema, what, &entry.pointer)
                .map_err(|error| stale("rename", &entry.name, &error))?;
        }
    }
    Ok(())
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

/// Every place of every version. Each pointer must lead to a string in at least one version; a version where it leads to another
/// type, or nowhere, is passed over, so that an entry about older versions stands in no newer one's way.
fn strings<'a>(
    schema: &'a str,
    pointers: &'a [String],
    documents: &'a [Document],
) -> Result<Vec<Place<'a>>> {
    if pointers.is_empty() {
        return Err(Error::new("it has no pointers"));
    }
    let mut places = Vec::new();
    for pointer in pointers {
        let before = places.len();
        let mut other = None;
        for document in of_schema(schema, documents) {
            let Some(found) = document.root.pointer(pointer) else {
                continue;
            };
            if !is_string(found) {
                other = Some(document.error(pointer, "this is not a string any more"));
                continue;
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
            return Err(other.unwrap_or_else(|| nowhere(schema, pointer)));
        }
    }
    Ok(places)
}

fn is_string(schema: &Value) -> bool {
    match &schema["type"] {
        Value::String(name) => name == "string",
        Value::Array(names) => {
            names.iter().any(|name| name == "string")
                && names.iter().all(|name| name == "string" || name == "null")
        }
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

fn stale(kind: &str, name: &str, error: &Error) -> Error {
    Error::new(format!("[[{kind}]] {name:?} does not apply: {error}"))
        .help("correct the entry in overrides.toml, or remove it if nothing needs it any more")
}
