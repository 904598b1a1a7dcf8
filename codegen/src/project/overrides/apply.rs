//! Applies the entries of `overrides.toml` to the documents, and fails where one no longer applies.

use std::collections::{BTreeMap, BTreeSet};

use super::find::{Documents, Pointed, Spot, is_of_type, is_required};
use super::used::{Expected, stale};
use crate::error::{Diagnostic, Error, Result};
use crate::project::document::Document;
use crate::project::id::DocumentId;
use crate::project::overrides::{Override, Overrides, Says};
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

/// The hints of one document alone. An entry that does not apply to it is passed over: in a comparison it can apply to the other
/// version alone, and the generator is who insists. Nor does its prose have to name the values that an entry lists: that is asked
/// of all versions together.
///
/// # Errors
/// Entries that contradict each other.
pub(crate) fn hints_where_they_apply(overrides: &Overrides, document: &Document) -> Result<Hints> {
    let documents = std::slice::from_ref(document);
    let mut kept = overrides.about(document.id.schema.as_str());
    for entry in &mut kept.0 {
        let all = entry.clone();
        entry.pointers.retain(|pointer| {
            let alone = Overrides(vec![all.at(vec![pointer.clone()])]);
            applied(&alone, documents, false).is_ok()
        });
    }
    kept.0.retain(|entry| !entry.pointers.is_empty());
    let mut applied = applied(&kept, documents, false)?;
    Ok(applied.hints.remove(&document.id).unwrap_or_else(no_hints))
}

fn applied(overrides: &Overrides, documents: &[Document], checks_prose: bool) -> Result<Applied> {
    let mut applied = Applied {
        checks_prose,
        ..Applied::default()
    };
    let mut enums: Vec<(Documents<'_>, &str)> = Vec::new();
    for entry in &overrides.0 {
        applied
            .entry(entry, &mut enums, documents)
            .map_err(|error| stale(&entry.label(), &error))?;
    }
    Ok(applied)
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

impl Applied {
    fn of_document(&mut self, document: &DocumentId) -> &mut Hints {
        self.hints.entry(document.clone()).or_insert_with(no_hints)
    }

    fn entry<'a>(
        &mut self,
        entry: &'a Override,
        enums: &mut Vec<(Documents<'a>, &'a str)>,
        documents: &'a [Document],
    ) -> Result<()> {
        let target = Documents::new(&entry.schema, entry.versions.as_ref());
        let find = |wanted: &str, fits: &dyn Fn(&Tree, Spot<'_>) -> Option<bool>| {
            target.places(&entry.pointers, documents, wanted, fits)
        };
        let find_typed = |wanted: &str, types: JsonTypes| {
            find(wanted, &|tree, spot| is_of_type(tree, spot, types))
        };
        match &entry.says {
            Says::Values(values) => {
                check_set(values)?;
                let name = values.type_name.as_str();
                let mut known = enums.iter();
                if known.any(|(other, known)| *known == name && target.overlaps(*other)) {
                    return Err(Error::new(format!("another entry makes `{name}` already")));
                }
                enums.push((target, name));
                let found = find_typed("a string", JsonTypes::STRING)?;
                if self.checks_prose {
                    check_values(entry, values, &found, &mut self.warnings)?;
                }
                self.mark(entry, &Mark::Values(values.clone()), &found)
            }
            Says::Timestamp => {
                let found = find_typed("a string", JsonTypes::STRING)?;
                self.mark(entry, &Mark::Timestamp, &found)
            }
            Says::IntegerOrText => {
                let found = find_typed("an integer", JsonTypes::INTEGER)?;
                self.mark(entry, &Mark::IntegerOrText, &found)
            }
            Says::Optional => {
                let found = find("required", &is_required)?;
                for place in &found {
                    let hints = self.of_document(place.document);
                    place.once(hints.optional.insert(place.pointer.clone()))?;
                }
                self.expect(entry, What::Optional, &found);
                Ok(())
            }
            Says::Names(names) => {
                check_names(names)?;
                let found = find("there", &|_, spot| spot.node.map(|_| true))?;
                for (what, name) in names {
                    for place in &found {
                        let hints = self.of_document(place.document);
                        let key = (*what, place.pointer.clone());
                        place.once(hints.names.insert(key, name.clone()).is_none())?;
                    }
                    self.expect(entry, *what, &found);
                }
                Ok(())
            }
        }
    }

    fn mark(&mut self, entry: &Override, mark: &Mark, places: &[Pointed<'_>]) -> Result<()> {
        for place in places {
            let hints = self.of_document(place.document);
            place.once(
                hints
                    .marks
                    .insert(place.pointer.clone(), mark.clone())
                    .is_none(),
            )?;
        }
        self.expect(entry, What::Mark, places);
        Ok(())
    }

    fn expect(&mut self, entry: &Override, what: What, places: &[Pointed<'_>]) {
        let mut pointers: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for place in places {
            let leads_to = pointers.entry(place.written).or_default();
            leads_to.insert(place.pointer.clone());
        }
        let expected = pointers.into_iter().map(|(written, pointers)| Expected {
            entry: entry.label(),
            schema: entry.schema.clone(),
            what,
            written: written.to_owned(),
            pointers,
        });
        self.expected.extend(expected);
    }
}

impl Pointed<'_> {
    /// Sees that no other entry has said something of the place.
    fn once(&self, is_new: bool) -> Result<()> {
        if is_new {
            return Ok(());
        }
        let twice = Error::new("another entry says what this is");
        Err(twice.pointer(&self.pointer).document(self.document))
    }
}

/// The name of an enum, and the meanings of its values.
fn check_set(set: &hints::Values) -> Result<()> {
    let name = &set.type_name;
    if !names::is_type(name) {
        return Err(Error::new(format!("{name:?} cannot be the name of a type")));
    }
    let mut meant = set.meanings.keys();
    match meant.find(|value| !set.values.contains(value)) {
        Some(value) => Err(Error::new(format!(
            "it says what {value:?} means, which is not among its values"
        ))),
        None => Ok(()),
    }
}

fn check_names(names: &[(What, String)]) -> Result<()> {
    if names.is_empty() {
        return Err(Error::new("it gives no name: `field`, `type` or `variant`"));
    }
    for (what, name) in names {
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
    Ok(())
}

/// A listed value must be named by the prose of some version, where prose names a set at all. A value that prose names and
/// the entry does not is a warning: readers take it as unknown until a person adds it.
fn check_values(
    entry: &Override,
    set: &hints::Values,
    places: &[Pointed<'_>],
    warnings: &mut Vec<Diagnostic>,
) -> Result<()> {
    let mut named = Vec::new();
    for place in places {
        let Some(values) = prose::values(place.description) else {
            continue;
        };
        for value in &values {
            if !set.values.contains(value) {
                warnings.push(
                    Diagnostic::warning(format!(
                        "the description names the value {value:?}, `{}` does not",
                        set.type_name
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
    match set
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
