//! Entries of `overrides.toml` whose reason has gone, since other documents have come.

use std::fmt;

use super::{Override, Overrides};
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
    let model = |overrides: &Overrides| generate::model(catalog, lock, overrides, documents);
    while let Err(error) = model(&overrides.about(schema)) {
        let about = error.entry();
        let mut entries = overrides.0.iter();
        let is_meant = |entry: &Override| entry.schema == schema && about == Some(&entry.label());
        let Some(at) = entries.position(is_meant) else {
            break;
        };
        let entry = &mut overrides.0[at];
        let applies = |pointer: &&String| {
            let alone = entry.at(vec![(*pointer).clone()]);
            model(&Overrides(vec![alone])).is_ok()
        };
        let pointers = entry.pointers.iter();
        let left: Vec<String> = match pointers.len() {
            0 | 1 => Vec::new(),
            _ => pointers.filter(applies).cloned().collect(),
        };
        // Where it applies at each place and not at all of them together, it goes.
        let left = if left.len() < entry.pointers.len() {
            left
        } else {
            Vec::new()
        };
        let why = error.message();
        let why = why
            .split_once(" does not apply: ")
            .map_or(why, |(_, why)| why);
        let one = Outlived {
            kind: entry.says.kind(),
            name: entry.name.clone(),
            why: why.to_owned(),
            left: left.clone(),
        };
        outlived.retain(|other| (other.kind, &other.name) != (one.kind, &one.name));
        outlived.push(one);
        if left.is_empty() {
            overrides.0.remove(at);
        } else {
            entry.pointers = left;
        }
    }
    outlived
}
