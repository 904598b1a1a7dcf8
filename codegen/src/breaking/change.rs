//! What a comparison finds.

use serde::Serialize;

use super::arm_changes::ArmChange;
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

impl Change {
    /// A change that is in no place of the documents, and in semver a patch, until somebody says otherwise.
    pub(super) fn new(rule: Rule, class: Class, data: String, message: impl Into<String>) -> Self {
        Self {
            rule,
            class,
            semver: Semver::Patch,
            data,
            old_schema: None,
            new_schema: None,
            message: message.into(),
        }
    }
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
    /// What becomes of the type behind the schema's arm, which reads both; the worst first.
    pub arm: Vec<ArmChange>,
}

impl Difference {
    /// The worst class; `None` where nothing differs.
    pub fn class(&self) -> Option<Class> {
        self.changes.iter().map(|change| change.class).max()
    }

    /// The greatest bump; `None` where nothing differs.
    ///
    /// This is about code that uses the types of one version, with the new ones in the place of the old ones. For receivers, see
    /// [`arm_semver`](Self::arm_semver).
    pub fn semver(&self) -> Option<Semver> {
        self.changes.iter().map(|change| change.semver).max()
    }

    /// What it means to receivers, who match the schema's arm. A new version is also a new module, which by itself is a minor
    /// addition.
    pub fn arm_semver(&self) -> Semver {
        let changes = self.arm.iter().map(|change| change.semver);
        changes.max().unwrap_or(Semver::Patch)
    }
}
