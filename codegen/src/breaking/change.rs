//! What a comparison finds.

use serde::Serialize;

use super::class::{Class, Semver};
use super::rules::Rule;
use crate::project::document::Document;

/// One difference between two documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its kind.
    pub rule: Rule,
    /// What it means to old readers of new data.
    pub class: Class,
    /// What it means to source code.
    pub semver: Semver,
    /// Where in the data: a JSON pointer in which `*` stands for every item of an array and every free name.
    pub data: String,
    /// Where in the old document: a JSON pointer; `None` for what was added.
    pub old_schema: Option<String>,
    /// Where in the new document: a JSON pointer; `None` for what was removed.
    pub new_schema: Option<String>,
    /// What is different, in one line without the place.
    pub message: String,
}

/// All differences between two documents.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The old document.
    pub old: Document,
    /// The new document.
    pub new: Document,
    /// What differs, by place in the data. What places share is listed for the first.
    pub changes: Vec<Change>,
}

impl Difference {
    /// The worst class; `None` where nothing differs.
    pub fn class(&self) -> Option<Class> {
        self.changes.iter().map(|change| change.class).max()
    }

    /// The greatest bump; `None` where nothing differs.
    ///
    /// This is about the new types in the place of the old ones. A new version is also a new module, which by itself is
    /// a minor addition.
    pub fn semver(&self) -> Option<Semver> {
        self.changes.iter().map(|change| change.semver).max()
    }
}
