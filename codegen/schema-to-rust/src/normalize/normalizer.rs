//! What normalizing works on: the tree, what its schemas have come to so far, and how much may still be looked at.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::normal::Normal;
use crate::error::{Diagnostic, Error};
use crate::keyword::Keyword;
use crate::tree::{NodeId, Schema, Tree};

/// Parts, members and values that are looked at, in all. Documents that people write come to a few for each of their lines;
/// those whose parts multiply have no end.
pub(super) const MOST: usize = 2_000_000;

pub(super) struct Normalizer {
    pub(super) tree: Tree,
    pub(super) normal: HashMap<NodeId, Normal>,
    /// What was chosen to come to each branch of each schema; several lists where several ways came to one.
    pub(super) ways: HashMap<(NodeId, NodeId), Vec<Vec<NodeId>>>,
    /// Schemas that list texts, and allow any other.
    pub(super) open: HashSet<NodeId>,
    pub(super) warnings: Vec<Diagnostic>,
    /// How much may still be looked at.
    left: Cell<usize>,
}

/// Why parts cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// No value is valid.
    Never,
    /// There is no end to it.
    TooMuch,
    /// Something else, as a message says it.
    Other(String),
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Never => f.write_str("no value is valid here"),
            Self::TooMuch => write!(f, "more than {MOST} parts are to be merged"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl Why {
    pub(super) fn other(message: impl Into<String>) -> Self {
        Self::Other(message.into())
    }

    pub(super) fn astray() -> Self {
        Self::other("a reference does not resolve, or leads back to itself")
    }
}

impl Normalizer {
    pub(super) fn new(tree: Tree) -> Self {
        Self {
            tree,
            normal: HashMap::new(),
            ways: HashMap::new(),
            open: HashSet::new(),
            warnings: Vec::new(),
            left: Cell::new(MOST),
        }
    }

    /// Any JSON, with a warning.
    pub(super) fn any(&mut self, id: NodeId, why: &str) -> Normal {
        self.warnings
            .push(self.tree.warning(id, format!("{why}: typed as any JSON")));
        Normal::Any
    }

    /// No value at all, or none but null: any JSON, with a warning.
    pub(super) fn never(&mut self, id: NodeId, null: bool) -> Normal {
        self.any(
            id,
            if null {
                "only null is valid here"
            } else {
                "no value is valid here"
            },
        );
        Normal::Never { null }
    }

    /// The keywords of a schema that describe or bound it.
    pub(super) fn said(&self, id: NodeId) -> BTreeMap<Keyword, NodeId> {
        let members = self.tree.members(id);
        members
            .filter_map(|(name, value)| {
                Some((
                    Keyword::named(name).filter(|keyword| SAID.contains(keyword))?,
                    value,
                ))
            })
            .collect()
    }

    pub(super) fn not_a_schema(&self, id: NodeId) -> Error {
        let error = self
            .tree
            .error(id, format!("{} is not a schema", self.shown(id)));
        error.help("a schema is an object or a boolean")
    }

    /// A value of the document for a message: not longer than a line.
    pub(super) fn shown(&self, id: NodeId) -> String {
        let text = self.tree.value(id).to_string();
        if text.chars().count() <= 60 {
            return text;
        }
        let start: String = text.chars().take(60).collect();
        format!("{start}…")
    }

    /// Whether a dynamic reference is there that the resolver could not follow.
    pub(super) fn is_unfollowed(&self, schema: Schema<'_>, keyword: Keyword) -> bool {
        schema
            .get(keyword)
            .is_some_and(|value| match self.tree.references(schema.id) {
                None => true,
                Some(references) => references.nowhere == Some(value),
            })
    }

    /// Counts what is looked at.
    pub(super) fn spend(&self, count: usize) -> Result<(), Why> {
        let left = self.left.get().checked_sub(count).ok_or(Why::TooMuch)?;
        self.left.set(left);
        Ok(())
    }
}

/// Keywords that describe or bound, and that documentation and types are told of.
pub(super) const SAID: &[Keyword] = &[
    Keyword::Const,
    Keyword::Default,
    Keyword::Deprecated,
    Keyword::Description,
    Keyword::Examples,
    Keyword::ExclusiveMaximum,
    Keyword::ExclusiveMinimum,
    Keyword::Format,
    Keyword::MaxItems,
    Keyword::MaxLength,
    Keyword::Maximum,
    Keyword::MinItems,
    Keyword::MinLength,
    Keyword::Minimum,
    Keyword::MultipleOf,
    Keyword::Pattern,
    Keyword::Title,
];
