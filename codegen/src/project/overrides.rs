//! `overrides.toml`: what people add to the documents, each entry with its reason and source.

mod apply;
mod find;
mod outlived;
mod used;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

pub(crate) use self::apply::hints_where_they_apply;
pub use self::apply::{Applied, NAMING, apply, no_hints};
pub use self::outlived::{Outlived, take_out};
pub use self::used::{Expected, check_used};
use crate::error::{Error, Result};
use crate::project::toml;
use schema_to_rust::hints::{self, What};

/// The entries, kind by kind and in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Overrides(pub Vec<Override>);

/// One entry.
#[derive(Clone, Debug)]
pub struct Override {
    /// Its name, for messages.
    pub name: String,
    /// The schema.
    pub schema: String,
    /// The versions that it is about; all without it.
    pub versions: Option<Vec<u32>>,
    /// JSON pointers to the places.
    pub pointers: Vec<String>,
    /// What it says of them.
    pub says: Says,
    /// Why it is needed, for people to read.
    pub reason: String,
    /// Where the fact stands.
    pub source: String,
}

/// What an entry says of its places.
#[derive(Clone, Debug)]
pub enum Says {
    /// A string takes values of a documented set, which stand in prose only: it becomes an open enum, which all places share.
    Values(Box<hints::Values>),
    /// A string is a timestamp.
    Timestamp,
    /// A required member has been seen missing, or null: it becomes optional.
    Optional,
    /// An integer has been seen as text: it is read from text too.
    IntegerOrText,
    /// A field, a type or a variant gets another name than the rules give it.
    Names(Vec<(What, String)>),
}

impl Says {
    /// The name of the table.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Values(_) => "values",
            Self::Timestamp => "timestamp",
            Self::Optional => "optional",
            Self::IntegerOrText => "integer-or-text",
            Self::Names(_) => "rename",
        }
    }
}

impl Override {
    /// The entry as messages call it: `[[values]] "state"`.
    pub fn label(&self) -> String {
        format!("[[{}]] {:?}", self.says.kind(), self.name)
    }

    /// The same for some of its places.
    #[must_use]
    pub fn at(&self, pointers: Vec<String>) -> Self {
        Self {
            pointers,
            ..self.clone()
        }
    }
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    #[serde(default)]
    values: Vec<ValuesRow>,
    #[serde(default)]
    timestamp: Vec<PlacesRow>,
    #[serde(default)]
    optional: Vec<PlacesRow>,
    #[serde(default)]
    integer_or_text: Vec<PlacesRow>,
    #[serde(default)]
    rename: Vec<RenameRow>,
}

/// Rows of the file: what each kind has between what all have.
macro_rules! rows {
    ($($row:ident { $($(#[$attribute:meta])* $field:ident: $ty:ty,)* })*) => {
        $(
            #[derive(Deserialize)]
            #[serde(deny_unknown_fields)]
            struct $row {
                name: String,
                schema: String,
                versions: Option<Vec<u32>>,
                $($(#[$attribute])* $field: $ty,)*
                reason: String,
                source: String,
            }
        )*
    };
}

rows! {
    ValuesRow {
        pointers: Vec<String>,
        /// The Rust name of the enum.
        #[serde(rename = "enum")]
        type_name: String,
        description: String,
        values: Vec<String>,
        #[serde(default)]
        prefix: String,
        #[serde(default)]
        meanings: BTreeMap<String, String>,
    }
    PlacesRow {
        pointers: Vec<String>,
    }
    RenameRow {
        /// To the property (for a field), to the schema (for a type), or to the value in an `enum` (for a variant).
        pointer: String,
        field: Option<String>,
        #[serde(rename = "type")]
        type_name: Option<String>,
        variant: Option<String>,
    }
}

impl From<ValuesRow> for Override {
    fn from(row: ValuesRow) -> Self {
        Self {
            name: row.name,
            schema: row.schema,
            versions: row.versions,
            pointers: row.pointers,
            says: Says::Values(Box::new(hints::Values {
                type_name: row.type_name,
                description: row.description,
                values: row.values,
                prefix: row.prefix,
                meanings: row.meanings,
            })),
            reason: row.reason,
            source: row.source,
        }
    }
}

impl PlacesRow {
    fn says(self, says: Says) -> Override {
        Override {
            name: self.name,
            schema: self.schema,
            versions: self.versions,
            pointers: self.pointers,
            says,
            reason: self.reason,
            source: self.source,
        }
    }
}

impl From<RenameRow> for Override {
    fn from(row: RenameRow) -> Self {
        let names = [
            (What::Field, row.field),
            (What::Type, row.type_name),
            (What::Variant, row.variant),
        ];
        let names = names.into_iter();
        Self {
            name: row.name,
            schema: row.schema,
            versions: row.versions,
            pointers: vec![row.pointer],
            says: Says::Names(
                names
                    .filter_map(|(what, name)| Some((what, name?)))
                    .collect(),
            ),
            reason: row.reason,
            source: row.source,
        }
    }
}

impl Overrides {
    /// The entries about a schema.
    #[must_use]
    pub fn about(&self, schema: &str) -> Self {
        let entries = self.0.iter().filter(|entry| entry.schema == schema);
        Self(entries.cloned().collect())
    }

    /// Reads `overrides.toml`.
    ///
    /// # Errors
    /// A file that cannot be read, or is not TOML of this form.
    pub fn read(path: &Path) -> Result<Self> {
        let text = crate::project::files::read_text(path)?;
        Self::parse(&text).map_err(|error| error.file(path))
    }

    /// Reads the text of the overrides.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn parse(text: &str) -> Result<Self> {
        let file: File = toml::parse(text)?;
        let places = [
            (file.timestamp, Says::Timestamp),
            (file.optional, Says::Optional),
            (file.integer_or_text, Says::IntegerOrText),
        ];
        let places = places
            .into_iter()
            .flat_map(|(rows, says)| rows.into_iter().map(move |row| row.says(says.clone())));
        let values = file.values.into_iter().map(Override::from);
        let renames = file.rename.into_iter().map(Override::from);
        let overrides = Self(values.chain(places).chain(renames).collect());
        overrides.check(text)?;
        Ok(overrides)
    }

    /// Checks what no document is needed for. `text` is that of the file.
    ///
    /// # Errors
    /// Two entries of a kind have one name; an entry has no reason or no source; a value set has no values, or one twice.
    fn check(&self, text: &str) -> Result<()> {
        let mut labels = BTreeMap::new();
        for (index, entry) in self.0.iter().enumerate() {
            let label = entry.label();
            let error = |message: &str, help: &str| {
                let error = Error::new(format!("{label} {message}"));
                let error = error.of_entry(&label).help(help);
                Err(match self.place(index, text) {
                    Some((line, column)) => error.line(line, column),
                    None => error,
                })
            };
            if let Some(first) = labels.insert(label.clone(), index) {
                let line = self.place(first, text).map(|(line, _)| line);
                let line = line.map_or_else(String::new, |line| format!(": in line {line}, too"));
                return error(
                    &format!("is there twice{line}"),
                    "give one of them another name",
                );
            }
            if entry.reason.trim().is_empty() || entry.source.trim().is_empty() {
                let help =
                    "say in `reason` why it is needed, and in `source` where that can be read";
                return error("has no reason or no source", help);
            }
            if let Says::Values(set) = &entry.says {
                let help = "list in `values` each value that is documented, once";
                let mut values = BTreeSet::new();
                if let Some(value) = set.values.iter().find(|value| !values.insert(*value)) {
                    return error(&format!("lists the value {value:?} twice"), help);
                }
                if values.is_empty() {
                    return error("lists no values", help);
                }
            }
        }
        Ok(())
    }

    /// An error about one of the entries, with its place in the text of the file.
    pub(super) fn placed(&self, error: Error, text: &str) -> Error {
        let index = self
            .0
            .iter()
            .position(|entry| error.entry() == Some(&*entry.label()));
        match index.and_then(|index| self.place(index, text)) {
            Some((line, column)) => error.line(line, column),
            None => error,
        }
    }

    /// Line and column of an entry in the text of the file.
    fn place(&self, index: usize, text: &str) -> Option<(usize, usize)> {
        let (before, entry) = (self.0.get(..index)?, self.0.get(index)?);
        let kind = entry.says.kind();
        let number = before.iter().filter(|one| one.says.kind() == kind).count();
        toml::of_entry(text, kind, number)
    }
}
