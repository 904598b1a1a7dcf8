//! Schemas that are made of schemas become plain ones: `allOf` is merged, `oneOf` and `anyOf` become branches, `const` becomes a set
//! of values, several types become a branch each, and what holds under a condition alone is an optional member.
//!
//! What a schema comes to is a [`Normal`], by its node. What is merged stands in new nodes below the one that it was made of;
//! everything else is known by the node where it was written, so that types keep one name and hints find their places.

mod branches;
mod check;
mod merge;
mod normalized;
mod one_of;
mod own_keywords;
mod plain;
mod types;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub use self::normalized::{Normal, Normalized, Plain};
pub(crate) use self::normalized::{Object, Shape};
use crate::error::{Diagnostic, Error, Result};
use crate::keyword::{Does, Keyword};
use crate::tree::{Astray, LONGEST_CHAIN, NodeId, Schema, Tree};

/// Normalizes the schemas of a tree that types come of: those that the root leads to.
///
/// # Errors
/// A keyword has a value that makes no sense, a reference leads nowhere or round, or more than 2,000,000 parts are to be merged.
pub fn normalize(tree: Tree) -> Result<Normalized> {
    let root = tree.root();
    let mut normalizer = Normalizer::new(tree);
    normalizer.run(root)?;
    Ok(normalizer.done())
}

/// The same of a document that only holds definitions, as if its root were an object with a member for each.
///
/// # Errors
/// As [`normalize`] has them.
pub(crate) fn normalize_definitions(tree: Tree, definitions: &[NodeId]) -> Result<Normalized> {
    let root = tree.root();
    let mut normalizer = Normalizer::new(tree);
    let members = definitions
        .iter()
        .map(|id| (normalizer.tree.name(*id).into(), *id));
    let object = Object {
        members: members.collect(),
        ..Object::default()
    };
    let says = normalizer.told(root).collect();
    normalizer.normal.insert(
        root,
        Normal::Plain(Plain {
            shape: Shape::Object(object),
            null: false,
            values: None,
            meanings: BTreeMap::new(),
            says,
        }),
    );
    for id in definitions {
        normalizer.run(*id)?;
    }
    Ok(normalizer.done())
}

/// Parts, members and values that are looked at, in all. Documents that people write come to a few for each of their lines;
/// those whose parts multiply have no end.
const MOST: usize = 2_000_000;

struct Normalizer {
    tree: Tree,
    normal: HashMap<NodeId, Normal>,
    /// What was chosen to come to each branch of each schema; several lists where several ways came to one.
    ways: HashMap<(NodeId, NodeId), Vec<Vec<NodeId>>>,
    /// Schemas that list texts, and allow any other.
    open: HashSet<NodeId>,
    warnings: Vec<Diagnostic>,
    /// What stands where a type is named, and is not a type.
    unknown_types: RefCell<BTreeSet<NodeId>>,
    /// How much may still be looked at.
    left: Cell<usize>,
}

/// Why parts cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Why {
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
    fn other(message: impl Into<String>) -> Self {
        Self::Other(message.into())
    }

    fn astray() -> Self {
        Self::other("a reference does not resolve, or leads back to itself")
    }
}

impl Normalizer {
    fn new(tree: Tree) -> Self {
        Self {
            tree,
            normal: HashMap::new(),
            ways: HashMap::new(),
            open: HashSet::new(),
            warnings: Vec::new(),
            unknown_types: RefCell::default(),
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

    /// The keywords of a schema that documentation and types are told of, with their values.
    pub(super) fn told(&self, id: NodeId) -> impl Iterator<Item = (Keyword, NodeId)> {
        let members = self.tree.members(id);
        let known = members.filter_map(|(name, value)| Some((Keyword::named(name)?, value)));
        known.filter(|(keyword, _)| keyword.does(Does::Tells))
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

    fn done(mut self) -> Normalized {
        self.warn_of_unknown_types();
        self.warnings.sort_by_cached_key(ToString::to_string);
        Normalized {
            tree: self.tree,
            normal: self.normal,
            ways: self.ways,
            open: self.open,
            warnings: self.warnings,
        }
    }

    /// Normalizes a schema and all that it leads to.
    fn run(&mut self, first: NodeId) -> Result<()> {
        let mut open = vec![first];
        let mut seen = HashSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            if !self.normal.contains_key(&id) {
                let normal = self.normal_of(id)?;
                self.normal.insert(id, normal);
            }
            open.extend(self.normal[&id].apart().1);
        }
        Ok(())
    }

    fn normal_of(&mut self, id: NodeId) -> Result<Normal> {
        let Some(schema) = self.tree.schema(id) else {
            return match self.tree.bool(id) {
                Some(true) => Ok(Normal::Any),
                Some(false) => Ok(self.never(id, false)),
                None => Err(self.not_a_schema(id)),
            };
        };
        match self.tree.references(id) {
            Some(references) if references.alone && references.nowhere.is_none() => {
                if !references.targets.is_empty() {
                    let null = schema.is_nullable();
                    let to = self.tree.target(id).map_err(|astray| self.astray(astray))?;
                    return Ok(Normal::Same { to, null });
                }
            }
            Some(references) => {
                let reference = schema.get(Keyword::Ref);
                if let Some(value) = references.nowhere.filter(|value| Some(*value) == reference) {
                    return Err(self.astray(Astray::Nowhere(value)));
                }
            }
            None => {
                if let Some(value) = schema.get(Keyword::Ref) {
                    let message = format!("{} leads out of this document", self.shown(value));
                    return Err(self
                        .tree
                        .error(value, message)
                        .help("only references such as #/definitions/Name are followed"));
                }
            }
        }
        self.checked(schema)?;
        if let Some(to) = self.sole(schema) {
            return Ok(Normal::Same { to, null: false });
        }
        let merged = self.merged(id);
        match merged {
            Ok(normal) => Ok(normal),
            Err(why @ Why::TooMuch) => Err(self.tree.error(id, why.to_string()).help(
                "`allOf`, `anyOf` and `oneOf` multiply what they are made of: refer to fewer schemas in them",
            )),
            Err(Why::Never) => Ok(self.never(id, false)),
            Err(why) => Ok(self.any(id, &why.to_string())),
        }
    }

    fn astray(&self, astray: Astray) -> Error {
        match astray {
            Astray::Nowhere(value) => {
                let text = self.tree.str(value).unwrap_or_default();
                self.tree.unresolved(value, self.tree.root(), text)
            }
            Astray::Round(value) => self
                .tree
                .error(value, format!("{} leads back to itself", self.shown(value))),
            Astray::TooLong(value) => {
                let message = format!("more than {LONGEST_CHAIN} references lead to each other");
                self.tree.error(value, message)
            }
        }
    }
}
