//! What `overrides.toml` says of the places of each document.

mod apply;
mod find;

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::overrides::Values;

pub use apply::{Applied, apply};

/// What `overrides.toml` says about the places of one document, by JSON pointer.
#[derive(Clone, Debug, Default)]
pub struct Fixups {
    marks: BTreeMap<String, Mark>,
    names: BTreeMap<(What, String), String>,
    optional: BTreeSet<String>,
    unattended: bool,
}

/// What a fixup says of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// That a string or an integer is more than that.
    Mark,
    /// That a member may be missing.
    Optional,
    /// The name of a field.
    Field,
    /// The name of a type.
    Type,
    /// The name of a variant.
    Variant,
}

/// A string or an integer that is more than that.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A string takes values of a known set.
    Values(Box<Values>),
    /// A string is a point in time.
    Timestamp,
    /// An integer is also sent as text.
    IntegerOrText,
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

    /// Whether the member under `pointer` may be missing although its object requires it.
    pub fn is_optional(&self, pointer: &str) -> bool {
        self.optional.contains(pointer)
    }

    /// What the string or integer under `pointer` is, if more than that.
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

/// An entry that has to take effect at one of its places, in one version at least.
#[derive(Clone, Debug)]
pub struct Expected {
    /// `[[values]] "name"`.
    entry: String,
    schema: String,
    what: What,
    /// The pointer of the entry.
    written: String,
    /// Where it leads in the versions that have it.
    pointers: BTreeSet<String>,
}

/// Checks that every entry took effect in some version, at each of its places. `used` are schema, what was said, and where.
///
/// # Errors
/// An entry without an effect: nothing comes of its place, or not what it speaks of.
pub fn check_used(expected: &[Expected], used: &BTreeSet<(String, What, String)>) -> Result<()> {
    for one in expected {
        let is_used =
            |pointer: &String| used.contains(&(one.schema.clone(), one.what, pointer.clone()));
        if one.pointers.iter().any(is_used) {
            continue;
        }
        let noun = match one.what {
            What::Mark => "text",
            What::Optional | What::Field => "field",
            What::Type => "type",
            What::Variant => "variant",
        };
        let error = Error::new(format!(
            "no {noun} comes of {:?} in any version of {} that is held",
            one.written, one.schema
        ));
        return Err(stale(&one.entry, &error));
    }
    Ok(())
}

fn stale(entry: &str, error: &Error) -> Error {
    Error::new(format!("{entry} does not apply: {error}"))
        .of_entry(entry)
        .help("correct the entry in overrides.toml, or remove it if nothing needs it any more")
}
