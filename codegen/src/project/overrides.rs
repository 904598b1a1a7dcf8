//! `overrides.toml`: what people add to the documents, each entry with its reason and source.

mod apply;
mod find;
mod outlived;
mod used;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

pub(crate) use self::apply::apply_beside_prose;
pub use self::apply::{Applied, NAMING, apply, no_hints};
pub use self::outlived::{Outlived, take_out};
pub use self::used::{Expected, check_used};
use crate::error::{Error, Result};
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

/// Rows of the file: what each kind has between what all have. Why an entry is needed and where the fact stands has to be said,
/// and is for people to read.
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
                #[serde(rename = "reason")]
                _reason: String,
                #[serde(rename = "source")]
                _source: String,
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
        let file: File = toml_edit::de::from_str(text)
            .map_err(|error| Error::new("these are not overrides").cause(error))?;
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
        Ok(Self(values.chain(places).chain(renames).collect()))
    }
}
