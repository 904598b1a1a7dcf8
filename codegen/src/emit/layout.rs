//! What is emitted, and what surrounds it.

use std::collections::BTreeMap;

/// Texts by path, relative to the folder that they go to, with `/` between segments.
pub type Files = BTreeMap<String, String>;

/// The crate that generated types are made of.
pub(crate) const RUNTIME: &str = "twilio_events_runtime";

/// What surrounds the modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A crate of its own: `Cargo.toml`, `README.md`, licences, `src/`, the documents, optional features.
    Crate,
    /// Modules for another crate to include through their `mod.rs`, without features.
    Modules,
}

impl Layout {
    /// The file that declares the modules.
    pub(super) fn root(self) -> &'static str {
        match self {
            Self::Crate => "lib.rs",
            Self::Modules => "mod.rs",
        }
    }

    /// Where the modules go.
    pub(super) fn source(self) -> &'static str {
        match self {
            Self::Crate => "src/",
            Self::Modules => "",
        }
    }
}
