//! What schemas come to.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use crate::bounds::Integer;
use crate::error::Diagnostic;
use crate::json_types::JsonTypes;
use crate::keyword::Keyword;
use crate::tree::{LONGEST_CHAIN, NodeId, Tree};

/// A tree with what its schemas come to, as far as types come of them.
#[derive(Debug)]
pub struct Normalized {
    /// The tree, with the nodes that were made.
    pub tree: Tree,
    pub(crate) normal: HashMap<NodeId, Normal>,
    pub(super) ways: HashMap<(NodeId, NodeId), Vec<Vec<NodeId>>>,
    pub(super) open: HashSet<NodeId>,
    /// Places that became any JSON, or otherwise less than the document says.
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

    /// An object with named members, if a schema comes to such.
    pub(crate) fn object(&self, id: NodeId) -> Option<&Object> {
        match &self.plain(id)?.shape {
            Shape::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The members of an object that are described.
    pub(crate) fn members(&self, id: NodeId) -> &[(Box<str>, NodeId)] {
        self.object(id).map_or(&[], |object| &object.members)
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
        self.object(self.settled(id)).is_some_and(|object| {
            let required: HashSet<&str> = object.required.iter().map(|name| &**name).collect();
            let mut members = object.members.iter();
            members.any(|(name, member)| self.is_never(*member) && required.contains(&**name))
        })
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

/// What a schema comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Normal {
    /// Any JSON.
    Any,
    /// No value is valid: what comes in spite of that is any JSON.
    Never {
        /// Whether null is, besides.
        null: bool,
    },
    /// The same as another schema.
    Same {
        /// The other one.
        to: NodeId,
        /// Whether it may be null besides.
        null: bool,
    },
    /// One of several schemas.
    Branches {
        /// The schemas, in the order of the document: two or more.
        branches: Vec<NodeId>,
        /// Whether it may be null besides.
        null: bool,
    },
    /// A schema that is not made of schemas.
    Plain(Plain),
}

/// A schema that is not made of schemas.
#[derive(Clone, Debug, PartialEq)]
pub struct Plain {
    pub(crate) shape: Shape,
    /// Whether it may be null besides.
    pub(crate) null: bool,
    /// The values that are allowed, where they are listed.
    pub(crate) values: Option<Vec<Value>>,
    /// What listed values mean, where each was described by itself.
    pub(crate) meanings: BTreeMap<String, String>,
    /// The keywords that describe or bound it, with their values.
    pub(crate) says: BTreeMap<Keyword, NodeId>,
}

/// What a value looks like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// Any JSON.
    Any,
    /// An object with named members.
    Object(Object),
    /// An object with free names, and what stands under them.
    Map(Option<NodeId>),
    /// A list, and its items.
    List(Option<NodeId>),
    /// A list of a known length, and its items.
    Tuple(Vec<NodeId>),
    /// Text; with listed values if [`Plain::values`] has them.
    Text,
    /// Text that names a point in time.
    Time,
    /// An integer.
    Integer(Integer),
    /// A number.
    Number,
    /// A boolean.
    Boolean,
}

impl Shape {
    /// The JSON types that it has.
    pub(crate) fn types(&self) -> JsonTypes {
        match self {
            Self::Any => JsonTypes::ALL,
            Self::Object(_) | Self::Map(_) => JsonTypes::OBJECT,
            Self::List(_) | Self::Tuple(_) => JsonTypes::ARRAY,
            Self::Text | Self::Time => JsonTypes::STRING,
            Self::Integer(_) => JsonTypes::INTEGER,
            Self::Number => JsonTypes::NUMBER,
            Self::Boolean => JsonTypes::BOOLEAN,
        }
    }
}

/// An object with named members.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Object {
    /// The members that are described, in the order of the document.
    pub(crate) members: Vec<(Box<str>, NodeId)>,
    /// The names of members that are always there.
    pub(crate) required: Vec<Box<str>>,
    /// What all other members are, where a schema describes them.
    pub(crate) rest: Option<NodeId>,
}

impl Normal {
    /// The same with all schemas that it leads to taken for one, and these.
    pub(super) fn apart(&self) -> (Self, Vec<NodeId>) {
        let mut normal = self.clone();
        let mut leads_to = Vec::new();
        let mut take = |id: &mut NodeId| leads_to.push(std::mem::replace(id, NodeId::new(0)));
        match &mut normal {
            Self::Any | Self::Never { .. } => {}
            Self::Same { to, .. } => take(to),
            Self::Branches { branches, .. } => branches.iter_mut().for_each(take),
            Self::Plain(plain) => match &mut plain.shape {
                Shape::Object(object) => {
                    let members = object.members.iter_mut().map(|(_, member)| member);
                    members.chain(&mut object.rest).for_each(take);
                }
                Shape::Map(inner) | Shape::List(inner) => inner.iter_mut().for_each(take),
                Shape::Tuple(items) => items.iter_mut().for_each(take),
                _ => {}
            },
        }
        (normal, leads_to)
    }
}
