//! What a person adds to a document: hints about its places, by JSON pointer.

use std::collections::{BTreeMap, BTreeSet};

/// What a person says about the places of one document, by JSON pointer.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// Strings and integers that are more than that.
    pub marks: BTreeMap<String, Mark>,
    /// Names in Rust.
    pub names: BTreeMap<(What, String), String>,
    /// Members that may be missing although their object requires them.
    pub optional: BTreeSet<String>,
    /// How a person settles names that collide, for the error that they are. Without it nobody can: then a rule tells such names
    /// apart, and where values of a set collide, the later ones go without.
    pub naming: Option<&'static str>,
}

/// What a hint says of a place.
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

/// A set of values that a document does not list.
#[derive(Clone, Debug)]
pub struct Values {
    /// The Rust name of the type.
    pub type_name: String,
    /// What it is.
    pub description: String,
    /// The values on the wire.
    pub values: Vec<String>,
    /// What all values begin with, and the names of their variants do not.
    pub prefix: String,
    /// What values mean, where that is known.
    pub meanings: BTreeMap<String, String>,
}

impl Hints {
    /// The Rust name that a person wants for the field, type or variant under `pointer`.
    pub(crate) fn name(&self, what: What, pointer: &str) -> Option<&str> {
        let key = (what, pointer.to_owned());
        self.names.get(&key).map(String::as_str)
    }
}
