//! `overrides.toml`: what people add to the documents, each entry with its reason and source.

use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, Result};

/// The entries, in the order of the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// Value sets that stand in prose only.
    #[serde(default)]
    pub values: Vec<Values>,
    /// Strings that are timestamps.
    #[serde(default)]
    pub timestamp: Vec<Timestamp>,
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
    /// JSON pointers to the strings; all share one enum.
    pub pointers: Vec<String>,
    /// The Rust name of the enum.
    #[serde(rename = "enum")]
    pub type_name: String,
    /// The rustdoc of the enum.
    pub description: String,
    /// The values on the wire.
    pub values: Vec<String>,
    /// Why this entry is needed.
    pub reason: String,
    /// Where the fact stands.
    pub source: String,
}

/// A string holds a point in time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timestamp {
    /// The name of this entry, for messages.
    pub name: String,
    /// The schema.
    pub schema: String,
    /// JSON pointers to the strings.
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
    /// Reads `overrides.toml`.
    ///
    /// # Errors
    /// A file that cannot be read, or is no TOML of this form.
    pub fn read(path: &Path) -> Result<Self> {
        let text = crate::files::read_text(path)?;
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
