//! `overrides.toml`: what people add to the documents, each entry with its reason and source.

mod apply;
mod edit;
mod find;
mod outlived;
mod used;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

pub(crate) use self::apply::apply_beside_prose;
pub use self::apply::{Applied, NAMING, apply, no_hints};
pub use self::edit::Edit;
pub use self::outlived::{Outlived, take_out};
pub use self::used::{Expected, check_used};
use crate::error::{Error, Result};

/// The entries, in the order of the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Overrides {
    /// Value sets that stand in prose only.
    #[serde(default)]
    pub values: Vec<Values>,
    /// Strings that are timestamps.
    #[serde(default)]
    pub timestamp: Vec<Places>,
    /// Required members that have been seen missing, or null: they become optional.
    #[serde(default)]
    pub optional: Vec<Places>,
    /// Integers that have been seen as text: they are read from text too.
    #[serde(default)]
    pub integer_or_text: Vec<Places>,
    /// Names in Rust.
    #[serde(default)]
    pub rename: Vec<Rename>,
}

/// A string takes values of a documented set: it becomes an open enum.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Values {
    /// The name of this entry, for messages.
    pub name: String,
    /// The schema.
    pub schema: String,
    /// The versions that it is about; all without it.
    pub versions: Option<Vec<u32>>,
    /// JSON pointers to the strings; all share one enum.
    pub pointers: Vec<String>,
    /// The Rust name of the enum.
    #[serde(rename = "enum")]
    pub type_name: String,
    /// The rustdoc of the enum.
    pub description: String,
    /// The values on the wire.
    pub values: Vec<String>,
    /// What all values begin with, and the names of their variants do not: `com.example.`.
    #[serde(default)]
    pub prefix: String,
    /// What values mean, where that is known: the rustdoc of their variants.
    #[serde(default)]
    pub meanings: BTreeMap<String, String>,
    /// Why this entry is needed.
    pub reason: String,
    /// Where the fact stands.
    pub source: String,
}

/// Something is the case at some places of a schema.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The name of this entry, for messages.
    pub name: String,
    /// The schema.
    pub schema: String,
    /// The versions that it is about; all without it.
    pub versions: Option<Vec<u32>>,
    /// JSON pointers to the places.
    pub pointers: Vec<String>,
    /// Why this entry is needed.
    pub reason: String,
    /// Where the fact stands.
    pub source: String,
}

/// A type, a field or a variant gets another name than the rules give it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// The name of this entry, for messages.
    pub name: String,
    /// The schema.
    pub schema: String,
    /// The versions that it is about; all without it.
    pub versions: Option<Vec<u32>>,
    /// JSON pointer to the property (for a field), to the schema (for a type), or to the value in an `enum` (for a variant).
    pub pointer: String,
    /// The name of the field in Rust.
    pub field: Option<String>,
    /// The name of the type in Rust.
    #[serde(rename = "type")]
    pub type_name: Option<String>,
    /// The name of the variant in Rust.
    pub variant: Option<String>,
    /// Why this entry is needed.
    pub reason: String,
    /// Where the need was seen.
    pub source: String,
}

impl Overrides {
    /// The entries that say something of places, by the name of their kind.
    pub fn places(&self) -> impl Iterator<Item = (&'static str, &Places)> {
        let kinds = [
            ("timestamp", &self.timestamp),
            ("optional", &self.optional),
            ("integer-or-text", &self.integer_or_text),
        ];
        kinds
            .into_iter()
            .flat_map(|(kind, entries)| entries.iter().map(move |entry| (kind, entry)))
    }

    /// The kind and the name of each entry.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let values = self.values.iter().map(|entry| ("values", &*entry.name));
        let places = self.places().map(|(kind, entry)| (kind, &*entry.name));
        let renames = self.rename.iter().map(|entry| ("rename", &*entry.name));
        values.chain(places).chain(renames)
    }

    /// Keeps the entries of which this is true: their kind, their name, their schema.
    pub fn retain(&mut self, keep: impl Fn(&str, &str, &str) -> bool) {
        self.values
            .retain(|one| keep("values", &one.name, &one.schema));
        for (kind, entries) in self.places_mut() {
            entries.retain(|one| keep(kind, &one.name, &one.schema));
        }
        self.rename
            .retain(|one| keep("rename", &one.name, &one.schema));
    }

    /// The pointers of an entry that has several.
    fn pointers(&mut self, kind: &str, name: &str) -> Option<&mut Vec<String>> {
        if kind == "values" {
            let mut entries = self.values.iter_mut();
            return Some(&mut entries.find(|one| one.name == name)?.pointers);
        }
        let (_, entries) = self
            .places_mut()
            .into_iter()
            .find(|(one, _)| *one == kind)?;
        Some(&mut entries.iter_mut().find(|one| one.name == name)?.pointers)
    }

    fn places_mut(&mut self) -> [(&'static str, &mut Vec<Places>); 3] {
        [
            ("timestamp", &mut self.timestamp),
            ("optional", &mut self.optional),
            ("integer-or-text", &mut self.integer_or_text),
        ]
    }

    /// Reads `overrides.toml`.
    ///
    /// # Errors
    /// A file that cannot be read, or is no TOML of this form.
    pub fn read(path: &Path) -> Result<Self> {
        let text = crate::project::files::read_text(path)?;
        Self::parse(&text).map_err(|error| error.file(path))
    }

    /// Reads the text of the overrides.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn parse(text: &str) -> Result<Self> {
        toml_edit::de::from_str(text)
            .map_err(|error| Error::new("these are not overrides").cause(error))
    }
}
