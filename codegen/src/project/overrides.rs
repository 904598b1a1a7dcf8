//! `overrides.toml`: what people add to the documents, each entry with its reason and source.

mod apply;
mod find;
mod outlived;
mod used;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_spanned::Spanned;

pub(crate) use self::apply::hints_where_they_apply;
pub use self::apply::{Applied, NAMING, apply, no_hints};
pub use self::outlived::{Outlived, take_out};
pub use self::used::{Expected, check_used};
use crate::error::{Error, Result};
use crate::project::files::line_and_column;
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
    /// Line and column of the entry in its file.
    pub place: (usize, usize),
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
    values: Vec<Spanned<ValuesRow>>,
    #[serde(default)]
    timestamp: Vec<Spanned<TimestampRow>>,
    #[serde(default)]
    optional: Vec<Spanned<OptionalRow>>,
    #[serde(default)]
    integer_or_text: Vec<Spanned<IntegerOrTextRow>>,
    #[serde(default)]
    rename: Vec<Spanned<RenameRow>>,
}

/// Rows of the file: what each kind has between what all have, and what becomes of it: the pointers, and what is said of them.
macro_rules! rows {
    ($($row:ident { $($(#[$attribute:meta])* $field:ident: $ty:ty,)* } => $pointers:expr, $says:expr;)*) => {
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

            impl From<$row> for Override {
                fn from(row: $row) -> Self {
                    let $row { name, schema, versions, $($field,)* reason, source } = row;
                    let (pointers, says) = ($pointers, $says);
                    Self { name, schema, versions, pointers, says, reason, source, place: (1, 1) }
                }
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
    } => pointers, Says::Values(Box::new(hints::Values { type_name, description, values, prefix, meanings }));
    TimestampRow { pointers: Vec<String>, } => pointers, Says::Timestamp;
    OptionalRow { pointers: Vec<String>, } => pointers, Says::Optional;
    IntegerOrTextRow { pointers: Vec<String>, } => pointers, Says::IntegerOrText;
    RenameRow {
        /// To the property (for a field), to the schema (for a type), or to the value in an `enum` (for a variant).
        pointer: String,
        field: Option<String>,
        #[serde(rename = "type")]
        type_name: Option<String>,
        variant: Option<String>,
    } => vec![pointer], {
        let names = [(What::Field, field), (What::Type, type_name), (What::Variant, variant)];
        let names = names.into_iter().filter_map(|(what, name)| Some((what, name?)));
        Says::Names(names.collect())
    };
}

/// The entries of a kind, each with its place in the text.
fn entries<Row: Into<Override>>(
    rows: Vec<Spanned<Row>>,
    text: &str,
) -> impl Iterator<Item = Override> {
    rows.into_iter().map(|row| {
        let place = line_and_column(text, row.span().start);
        Override {
            place,
            ..row.into_inner().into()
        }
    })
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
        let mut overrides = Self::default();
        overrides.0.extend(entries(file.values, text));
        overrides.0.extend(entries(file.timestamp, text));
        overrides.0.extend(entries(file.optional, text));
        overrides.0.extend(entries(file.integer_or_text, text));
        overrides.0.extend(entries(file.rename, text));
        overrides.check()?;
        Ok(overrides)
    }

    /// Checks what no document is needed for.
    ///
    /// # Errors
    /// Two entries of a kind have one name; an entry has no reason or no source; a value set has no values, or one twice.
    fn check(&self) -> Result<()> {
        let mut labels = BTreeMap::new();
        for entry in &self.0 {
            let label = entry.label();
            let (line, column) = entry.place;
            let error = |message: &str, help: &str| {
                let error = Error::new(format!("{label} {message}"));
                Err(error.of_entry(&label).help(help).line(line, column))
            };
            if let Some(first) = labels.insert(label.clone(), line) {
                let message = format!("is there twice: in line {first}, too");
                return error(&message, "give one of them another name");
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

    /// An error about one of the entries, with its place in the file.
    pub(super) fn placed(&self, error: Error) -> Error {
        let mut entries = self.0.iter();
        match entries.find(|entry| error.entry() == Some(&*entry.label())) {
            Some(Override {
                place: (line, column),
                ..
            }) => error.line(*line, *column),
            None => error,
        }
    }
}
