//! Entries of `overrides.toml` whose reason has gone, since other documents have come.

use std::fmt;

use super::Overrides;
use crate::error::Error;
use crate::generate;
use crate::project::catalog::Catalog;
use crate::project::document::Document;
use crate::project::lock::Lock;

/// An entry that does not apply any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlived {
    /// The name of its table: `values`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Why it does not apply.
    pub why: String,
    /// The pointers at which it still does. Without any, it has to go as a whole.
    pub left: Vec<String>,
}

impl fmt::Display for Outlived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            name,
            why,
            left,
        } = self;
        let what = match &left[..] {
            [] => "is dropped from overrides.toml".to_owned(),
            left => format!("is cut to {}", left.join(", ")),
        };
        write!(f, "[[{kind}]] {name:?} {what}: {why}")
    }
}

/// Finds the entries about the schema of these documents, which are all of its versions, that do not apply to them, and takes
/// them out of `overrides`. What else may be wrong with the documents is left to those who generate from them.
pub fn take_out(
    overrides: &mut Overrides,
    catalog: &Catalog,
    lock: &Lock,
    documents: &[Document],
) -> Vec<Outlived> {
    let mut outlived: Vec<Outlived> = Vec::new();
    let Some(schema) = documents
        .first()
        .map(|document| document.id.schema.as_str())
    else {
        return outlived;
    };
    let about = |overrides: &Overrides| {
        let mut about = overrides.clone();
        about.retain(|_, _, of| of == schema);
        about
    };
    let model = |overrides: &Overrides| generate::model(catalog, lock, overrides, documents);
    while let Err(error) = model(&about(overrides)) {
        let Some((kind, name)) = named(overrides, &error) else {
            break;
        };
        let mut alone = about(overrides);
        alone.retain(|other, entry, _| (other, entry) == (kind, name.as_str()));
        let pointers = alone.pointers(kind, &name).cloned().unwrap_or_default();
        let applies = |pointer: &String| {
            let mut one = alone.clone();
            if let Some(pointers) = one.pointers(kind, &name) {
                *pointers = vec![pointer.clone()];
            }
            model(&one).is_ok()
        };
        let left: Vec<String> = match pointers.len() {
            0 | 1 => Vec::new(),
            _ => pointers
                .iter()
                .filter(|one| applies(one))
                .cloned()
                .collect(),
        };
        // Where it applies at each place and not at all of them together, it goes.
        let left = if left.len() < pointers.len() {
            left
        } else {
            Vec::new()
        };
        match overrides.pointers(kind, &name) {
            Some(pointers) if !left.is_empty() => pointers.clone_from(&left),
            _ => overrides.retain(|other, entry, _| (other, entry) != (kind, name.as_str())),
        }
        let why = error.message();
        let why = why
            .split_once(" does not apply: ")
            .map_or(why, |(_, why)| why);
        let why = why.to_owned();
        outlived.retain(|one| (one.kind, &one.name) != (kind, &name));
        outlived.push(Outlived {
            kind,
            name,
            why,
            left,
        });
    }
    outlived
}

/// The entry that an error is about.
fn named(overrides: &Overrides, error: &Error) -> Option<(&'static str, String)> {
    let about = error.entry()?;
    let mut entries = overrides.entries();
    let (kind, name) = entries.find(|(kind, name)| format!("[[{kind}]] {name:?}") == about)?;
    Some((kind, name.to_owned()))
}
