//! Applies the entries of `overrides.toml` to the documents, and fails where one no longer applies.

use std::collections::{BTreeMap, BTreeSet};

use super::find::{Pointed, Spot, Target, is_of_type, is_required};
use super::used::{Expected, stale};
use crate::error::{Diagnostic, Error, Result};
use crate::project::document::Document;
use crate::project::id::DocumentId;
use crate::project::overrides::{Overrides, Places, Rename, Values};
use schema_to_rust::hints::{self, Hints, Mark, What};
use schema_to_rust::json_types::JsonTypes;
use schema_to_rust::names;
use schema_to_rust::prose;
use schema_to_rust::tree::Tree;

/// The hints of every document, and what a person should look at.
#[derive(Debug, Default)]
pub struct Applied {
    /// By document; a document without hints has no entry.
    pub hints: BTreeMap<DocumentId, Hints>,
    /// What has to come of the entries; see [`check_used`](super::check_used).
    pub expected: Vec<Expected>,
    /// Values that prose names and no entry lists.
    pub warnings: Vec<Diagnostic>,
    /// Whether prose has to name the values that an entry lists.
    checks_prose: bool,
}

/// Applies all entries to all documents.
///
/// # Errors
/// An entry without an effect: its schema or one of its versions is not held, a pointer leads to nothing of its kind in any
/// version, or a value is no longer named by the description in any version. An entry that gives a name that is no
/// identifier, a meaning to a value that it does not list, or says of a place what another entry says already.
pub fn apply(overrides: &Overrides, documents: &[Document]) -> Result<Applied> {
    applied(overrides, documents, true)
}

/// The same of documents whose prose need not name the values that an entry lists: that is asked of all versions together.
///
/// # Errors
/// As [`apply`].
pub(crate) fn apply_beside_prose(overrides: &Overrides, documents: &[Document]) -> Result<Applied> {
    applied(overrides, documents, false)
}

fn applied(overrides: &Overrides, documents: &[Document], checks_prose: bool) -> Result<Applied> {
    let mut applied = Applied {
        checks_prose,
        ..Applied::default()
    };
    let mut enums: Vec<(Target<'_>, &str)> = Vec::new();
    for entry in &overrides.values {
        let label = label("values", &entry.name);
        applied
            .values(&label, entry, &mut enums, documents)
            .map_err(|error| stale(&label, &error))?;
    }
    for (kind, entry) in overrides.places() {
        let label = label(kind, &entry.name);
        applied
            .places(&label, kind, entry, documents)
            .map_err(|error| stale(&label, &error))?;
    }
    for entry in &overrides.rename {
        let label = label("rename", &entry.name);
        applied
            .rename(&label, entry, documents)
            .map_err(|error| stale(&label, &error))?;
    }
    Ok(applied)
}

impl From<&Values> for hints::Values {
    fn from(entry: &Values) -> Self {
        Self {
            type_name: entry.type_name.clone(),
            description: entry.description.clone(),
            values: entry.values.clone(),
            prefix: entry.prefix.clone(),
            meanings: entry.meanings.clone(),
        }
    }
}

/// How a person settles names that collide.
pub const NAMING: &str =
    "give one of them another name: a [[rename]] entry in overrides.toml, by its JSON pointer";

/// Hints of a document for which there are no entries.
pub fn no_hints() -> Hints {
    Hints {
        naming: Some(NAMING),
        ..Hints::default()
    }
}

fn label(kind: &str, name: &str) -> String {
    format!("[[{kind}]] {name:?}")
}

impl Applied {
    fn of_document(&mut self, document: &DocumentId) -> &mut Hints {
        self.hints.entry(document.clone()).or_insert_with(no_hints)
    }

    fn values<'a>(
        &mut self,
        label: &str,
        entry: &'a Values,
        enums: &mut Vec<(Target<'a>, &'a str)>,
        documents: &'a [Document],
    ) -> Result<()> {
        let name = entry.type_name.as_str();
        if !names::is_type(name) {
            return Err(Error::new(format!("{name:?} cannot be the name of a type")));
        }
        let mut meant = entry.meanings.keys();
        if let Some(value) = meant.find(|value| !entry.values.contains(value)) {
            return Err(Error::new(format!(
                "it says what {value:?} means, which is not among its values"
            )));
        }
        let target = Target::new(&entry.schema, entry.versions.as_ref());
        if enums
            .iter()
            .any(|(other, known)| *known == name && target.overlaps(*other))
        {
            return Err(Error::new(format!("another entry makes `{name}` already")));
        }
        enums.push((target, name));
        let found = target.places(&entry.pointers, documents, "a string", |tree, spot| {
            is_of_type(tree, spot, JsonTypes::STRING)
        })?;
        if self.checks_prose {
            check_values(entry, &found, &mut self.warnings)?;
        }
        for place in &found {
            self.mark(place, Mark::Values(Box::new(entry.into())))?;
        }
        self.expect(label, &entry.schema, What::Mark, found);
        Ok(())
    }

    fn places(
        &mut self,
        label: &str,
        kind: &str,
        entry: &Places,
        documents: &[Document],
    ) -> Result<()> {
        let target = Target::new(&entry.schema, entry.versions.as_ref());
        let find = |wanted: &str, fits: &dyn Fn(&Tree, Spot<'_>) -> Option<bool>| {
            target.places(&entry.pointers, documents, wanted, fits)
        };
        let (what, found) = match kind {
            "optional" => {
                let found = find("required", &is_required)?;
                for place in &found {
                    let hints = self.of_document(place.document);
                    if !hints.optional.insert(place.pointer.clone()) {
                        return Err(twice(&place.pointer).document(place.document));
                    }
                }
                (What::Optional, found)
            }
            "timestamp" => {
                let found = find("a string", &|tree, spot| {
                    is_of_type(tree, spot, JsonTypes::STRING)
                })?;
                for place in &found {
                    self.mark(place, Mark::Timestamp)?;
                }
                (What::Mark, found)
            }
            _ => {
                let found = find("an integer", &|tree, spot| {
                    is_of_type(tree, spot, JsonTypes::INTEGER)
                })?;
                for place in &found {
                    self.mark(place, Mark::IntegerOrText)?;
                }
                (What::Mark, found)
            }
        };
        self.expect(label, &entry.schema, what, found);
        Ok(())
    }

    fn mark(&mut self, place: &Pointed<'_>, mark: Mark) -> Result<()> {
        let hints = self.of_document(place.document);
        match hints.marks.insert(place.pointer.clone(), mark) {
            Some(_) => Err(twice(&place.pointer).document(place.document)),
            None => Ok(()),
        }
    }

    fn expect(&mut self, label: &str, schema: &str, what: What, places: Vec<Pointed<'_>>) {
        let mut pointers: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for place in places {
            pointers
                .entry(place.written)
                .or_default()
                .insert(place.pointer);
        }
        self.expected
            .extend(pointers.into_iter().map(|(written, pointers)| Expected {
                entry: label.to_owned(),
                schema: schema.to_owned(),
                what,
                written: written.to_owned(),
                pointers,
            }));
    }

    fn rename(&mut self, label: &str, entry: &Rename, documents: &[Document]) -> Result<()> {
        for (what, name) in entry.names() {
            let (fits, noun) = match what {
                What::Type => (names::is_type(name), "type"),
                What::Variant => (names::is_variant(name), "variant"),
                What::Field | What::Mark | What::Optional => (names::is_field(name), "field"),
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
        let target = Target::new(&entry.schema, entry.versions.as_ref());
        let pointers = std::slice::from_ref(&entry.pointer);
        let found = target.places(pointers, documents, "there", |_, spot| {
            spot.node.map(|_| true)
        })?;
        for place in &found {
            let hints = self.of_document(place.document);
            for (what, name) in entry.names() {
                let key = (what, place.pointer.clone());
                if hints.names.insert(key, name.to_owned()).is_some() {
                    return Err(twice(&place.pointer).document(place.document));
                }
            }
        }
        let pointers: BTreeSet<String> = found.into_iter().map(|place| place.pointer).collect();
        self.expected
            .extend(entry.names().map(|(what, _)| Expected {
                entry: label.to_owned(),
                schema: entry.schema.clone(),
                what,
                written: entry.pointer.clone(),
                pointers: pointers.clone(),
            }));
        Ok(())
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

fn twice(pointer: &str) -> Error {
    Error::new("another entry says what this is").pointer(pointer)
}

/// A listed value must be named by the prose of some version, where prose names a set at all. A value that prose names and
/// the entry does not is a warning: readers take it as unknown until a person adds it.
fn check_values(
    entry: &Values,
    places: &[Pointed<'_>],
    warnings: &mut Vec<Diagnostic>,
) -> Result<()> {
    let mut named = Vec::new();
    for place in places {
        let Some(values) = prose::values(place.description) else {
            continue;
        };
        for value in &values {
            if !entry.values.contains(value) {
                warnings.push(
                    Diagnostic::warning(format!(
                        "the description names the value {value:?}, `{}` does not",
                        entry.type_name
                    ))
                    .document(place.document)
                    .pointer(&place.pointer)
                    .help(format!(
                        "add it to [[values]] {:?} in overrides.toml, in an entry of its own with `versions` where other versions lack it",
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
