//! Schemas that are made of schemas become plain ones: `allOf` is merged, `oneOf` and `anyOf` become branches, `const` becomes a set
//! of values, several types become a branch each, and what holds under a condition alone is an optional member.
//!
//! What a schema comes to is a [`Normal`], by its node. What is merged stands in new nodes below the one that it was made of;
//! everything else is known by the node where it was written, so that types keep one name and hints find their places.

mod check;
mod facts;
mod merge;
mod normal;
mod normalizer;
mod one_of;
mod own_keywords;
mod shape;
mod types;

use std::collections::{BTreeMap, HashMap, HashSet};

use self::facts::Facts;
pub use self::normal::{Normal, Plain};
pub(crate) use self::normal::{Object, Shape};
use self::normalizer::{Normalizer, Why};
use crate::error::{Diagnostic, Error, Result};
use crate::keyword::Keyword;
use crate::tree::{Astray, LONGEST_CHAIN, NodeId, Tree};

/// A tree with what its schemas come to, as far as types come of them.
#[derive(Debug)]
pub struct Normalized {
    /// The tree, with the nodes that were made.
    pub tree: Tree,
    pub(crate) normal: HashMap<NodeId, Normal>,
    ways: HashMap<(NodeId, NodeId), Vec<Vec<NodeId>>>,
    open: HashSet<NodeId>,
    /// Places that became any JSON.
    pub warnings: Vec<Diagnostic>,
}

impl Normalized {
    /// What a schema comes to.
    pub(crate) fn normal(&self, id: NodeId) -> &Normal {
        self.normal.get(&id).unwrap_or(&Normal::Any)
    }

    /// The schema that says what another comes to: where references lead, and what is not one of several.
    pub(crate) fn settled(&self, id: NodeId) -> NodeId {
        self.chain(id).last().unwrap_or(id)
    }

    /// Whether any JSON is read.
    pub(crate) fn is_any(&self, id: NodeId) -> bool {
        let normal = self.normal(self.settled(id));
        matches!(normal, Normal::Any | Normal::Never { .. })
    }

    /// Whether no value is valid, not even null.
    pub(crate) fn is_never(&self, id: NodeId) -> bool {
        let mut chain = self.chain(id).map(|id| self.normal(id));
        chain.all(|normal| match normal {
            Normal::Same { null, .. } | Normal::Never { null } => !null,
            _ => false,
        })
    }

    /// Whether a schema, or one that it refers to, lists texts and allows any other.
    pub(crate) fn is_open(&self, id: NodeId) -> bool {
        self.chain(id).any(|id| self.open.contains(&id))
    }

    /// A schema, and those that say one after the other what it comes to.
    fn chain(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let next = |here: &NodeId| match self.normal(*here) {
            Normal::Same { to, .. } => Some(*to),
            _ => None,
        };
        std::iter::successors(Some(id), next).take(LONGEST_CHAIN)
    }

    /// The schemas of the document that a branch of a choice stands for: all of one of these lists.
    pub(crate) fn ways(&self, choice: NodeId, branch: NodeId) -> &[Vec<NodeId>] {
        let ways = self.ways.get(&(choice, branch));
        ways.map_or(&[], Vec::as_slice)
    }

    /// A schema that is not made of others, if this one comes to such.
    pub(crate) fn plain(&self, id: NodeId) -> Option<&Plain> {
        match self.normal(id) {
            Normal::Plain(plain) => Some(plain),
            _ => None,
        }
    }

    /// The members of an object that are described.
    pub(crate) fn members(&self, id: NodeId) -> &[(Box<str>, NodeId)] {
        match self.plain(id).map(|plain| &plain.shape) {
            Some(Shape::Object(object)) => &object.members,
            _ => &[],
        }
    }

    /// The schema of a member of an object.
    pub(crate) fn member(&self, id: NodeId, name: &str) -> Option<NodeId> {
        let mut members = self.members(id).iter();
        members
            .find(|(other, _)| **other == *name)
            .map(|(_, member)| *member)
    }

    /// Whether no value is valid since one would have a member that is never valid.
    pub(crate) fn requires_what_is_never(&self, id: NodeId) -> bool {
        match self.plain(self.settled(id)).map(|plain| &plain.shape) {
            Some(Shape::Object(object)) => {
                let required: HashSet<&str> = object.required.iter().map(|name| &**name).collect();
                let mut members = object.members.iter();
                members.any(|(name, member)| self.is_never(*member) && required.contains(&**name))
            }
            _ => false,
        }
    }

    /// The value of a keyword that describes or bounds.
    pub(crate) fn says(&self, id: NodeId, keyword: Keyword) -> Option<NodeId> {
        match self.plain(id) {
            Some(plain) => plain.says.get(&keyword).copied(),
            None => self.tree.schema(id)?.get(keyword),
        }
    }

    /// What a schema itself says in prose: its description, or else its title.
    pub(crate) fn words(&self, id: NodeId) -> &str {
        let text = |keyword| {
            let text = self.tree.str(self.says(id, keyword)?)?.trim();
            (!text.is_empty()).then_some(text)
        };
        text(Keyword::Description)
            .or_else(|| text(Keyword::Title))
            .unwrap_or_default()
    }
}

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
    let says = normalizer.said(root);
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

impl Normalizer {
    fn done(mut self) -> Normalized {
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
            open.extend(self.normal[&id].leads_to());
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
        if let Some(to) = own_keywords::sole(self, id) {
            return Ok(Normal::Same { to, null: false });
        }
        let merged = Facts::read(self, id).and_then(|facts| self.branches(id, facts, 0));
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
