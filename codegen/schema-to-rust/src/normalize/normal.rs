//! What a schema comes to.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::bounds::Integer;
use crate::json_types::JsonTypes;
use crate::keyword::Keyword;
use crate::tree::NodeId;

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
    /// The schemas that a type of this one is made of.
    pub(super) fn leads_to(&self) -> Vec<NodeId> {
        match self {
            Self::Any | Self::Never { .. } => Vec::new(),
            Self::Same { to, .. } => vec![*to],
            Self::Branches { branches, .. } => branches.clone(),
            Self::Plain(plain) => match &plain.shape {
                Shape::Object(object) => {
                    let members = object.members.iter().map(|(_, member)| *member);
                    members.chain(object.rest).collect()
                }
                Shape::Map(inner) | Shape::List(inner) => inner.iter().copied().collect(),
                Shape::Tuple(items) => items.clone(),
                _ => Vec::new(),
            },
        }
    }
}
