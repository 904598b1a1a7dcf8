//! The nodes of a tree.

use serde_json::Value;

/// A node of a [`Tree`](super::Tree).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    pub(crate) fn new(index: usize) -> Self {
        // Documents have 6 MB, and all that refer to each other 64 MB.
        Self(
            u32::try_from(index)
                .expect("there are fewer values than bytes, and fewer bytes than 2^32"),
        )
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    pub(super) fn shifted(self, by: usize) -> Self {
        Self::new(self.index() + by)
    }
}

/// A value of a document, or a schema that normalizing made.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) parent: Option<NodeId>,
    pub(super) key: Key,
    pub(super) document: u32,
    /// The byte of the text at which the value begins.
    pub(super) start: usize,
    pub(super) json: Json,
}

/// Where a node stands in its parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// It is a document.
    Root,
    /// A member of an object.
    Name(Box<str>),
    /// An item of a list.
    Index(usize),
    /// One of the branches of a schema.
    Branch(usize),
    /// A member that several schemas describe.
    Member(Box<str>),
    /// What several schemas say of other members.
    Rest,
    /// What several schemas say of items.
    Item,
}

impl Key {
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) enum Json {
    /// Null, a boolean, a number or a text.
    Scalar(Value),
    Array(Vec<NodeId>),
    Object {
        /// In the order of the text.
        members: Vec<NodeId>,
        by_name: Vec<NodeId>,
    },
    /// A schema that normalizing made: it stands in no text.
    Made,
}
