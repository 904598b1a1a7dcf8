//! The two scales on which a change is weighed.

use std::fmt;

use serde::Serialize;

/// What a change means to an old reader: a program that was compiled with the types of the old document and is sent
/// data of the new one. Greater is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The same data is valid as before.
    Metadata,
    /// Other data may come, and the old reader reads it.
    Compatible,
    /// Data may come that the old reader refuses.
    Breaking,
}

/// What a change means to the source code of those who use the generated crate, once the new types take the place of
/// the old ones. Greater is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Semver {
    /// The types stay as they are, documentation aside.
    Patch,
    /// Something is added to types that are `#[non_exhaustive]`.
    Minor,
    /// Code that compiled, or events that arrived as this type, may no longer do so.
    Major,
}

impl Class {
    /// `metadata`, `compatible` or `breaking`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

impl Semver {
    /// `patch`, `minor` or `major`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Semver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
