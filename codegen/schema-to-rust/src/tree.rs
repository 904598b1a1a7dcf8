//! A document, parsed once: every value of it is a node with its place, and a node that stands for a schema is read by its
//! keywords.
//!
//! Nodes lie in one arena and are known by their [`NodeId`]. Documents that are referred to come into the same arena, with what
//! their references lead to ([`resolve`](mod@crate::resolve)); what schemas that are made of schemas come to are further nodes
//! ([`normalize`](mod@crate::normalize)), which stand below the node that they were made of.

mod node;
mod parse;
mod pointer;
mod position;
mod references;
mod schema;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Map, Value};
use url::Url;

pub(crate) use self::node::Key;
pub use self::node::NodeId;
use self::node::{Json, Node};
pub use self::pointer::{escape, unescape};
use self::position::Lines;
pub(crate) use self::references::LONGEST_CHAIN;
pub use self::references::{Astray, References};
pub use self::schema::Schema;
use crate::error::{Diagnostic, Error};
use crate::files::without_mark;
use crate::keyword::{Does, Holds, Keyword};

/// Documents that refer to each other, the first one first.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    files: Vec<File>,
    references: HashMap<NodeId, References>,
}

/// A document of a tree.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// What messages call it, where its file says less than that.
    name: Option<String>,
    /// The file; nothing for the first one, which the caller knows.
    path: Option<PathBuf>,
    /// Where it lies, once references have been resolved.
    pub(crate) url: Option<Url>,
    pub(crate) text: Arc<str>,
    /// How many bytes of it are a byte order mark.
    mark: usize,
    pub(crate) root: NodeId,
    lines: Lines,
}

impl Tree {
    /// Parses the text of a document.
    ///
    /// # Errors
    /// The text is not JSON, or nested deeper than `serde_json` reads (127 levels).
    pub fn parse(text: &str) -> serde_json::Result<Self> {
        let mut tree = Self::default();
        let plain = without_mark(text);
        let root = parse::parse(plain, 0, &mut tree.nodes)?;
        tree.files.push(File {
            name: None,
            path: None,
            url: None,
            mark: text.len() - plain.len(),
            text: text.into(),
            root,
            lines: Lines::default(),
        });
        Ok(tree)
    }

    /// Takes the document of another tree in. Returns by how much its ids have shifted.
    pub(crate) fn append(&mut self, other: &Self, path: PathBuf, url: Url) -> usize {
        let by = self.nodes.len();
        let document = u32::try_from(self.files.len()).expect("there are few documents");
        let shifted = |ids: &[NodeId]| ids.iter().map(|id| id.shifted(by)).collect();
        self.nodes.extend(other.nodes.iter().map(|node| Node {
            parent: node.parent.map(|parent| parent.shifted(by)),
            key: node.key.clone(),
            document,
            start: node.start,
            json: match &node.json {
                Json::Array(items) => Json::Array(shifted(items)),
                Json::Object { members, by_name } => Json::Object {
                    members: shifted(members),
                    by_name: shifted(by_name),
                },
                json => json.clone(),
            },
        }));
        self.files.push(File {
            path: Some(path),
            url: Some(url),
            root: other.root().shifted(by),
            ..other.files[0].clone()
        });
        by
    }

    /// A node for a schema that normalizing makes below another.
    pub(crate) fn make(&mut self, parent: NodeId, key: Key) -> NodeId {
        let id = NodeId::new(self.nodes.len());
        let Node {
            document, start, ..
        } = self.nodes[parent.index()];
        self.nodes.push(Node {
            parent: Some(parent),
            key,
            document,
            start,
            json: Json::Made,
        });
        id
    }

    /// The first document.
    pub fn root(&self) -> NodeId {
        self.files[0].root
    }

    /// The text of the first document, as it was read.
    pub fn text(&self) -> &str {
        &self.files[0].text
    }

    pub(crate) fn files(&self) -> &[File] {
        &self.files
    }

    /// Gives the first document a name for messages.
    pub fn set_name(&mut self, name: String) {
        self.files[0].name = Some(name);
    }

    pub(crate) fn set_url(&mut self, url: Url) {
        self.files[0].url = Some(url);
    }

    /// Which document a node is from.
    pub(crate) fn document(&self, id: NodeId) -> usize {
        self.node(id).document as usize
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    fn json(&self, id: NodeId) -> &Json {
        &self.node(id).json
    }

    /// The node that this one stands in.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    pub(crate) fn key(&self, id: NodeId) -> &Key {
        &self.node(id).key
    }

    /// Whether normalizing made it.
    pub(crate) fn is_made(&self, id: NodeId) -> bool {
        matches!(self.json(id), Json::Made)
    }

    /// The node that stands in a text, and that this one was made of, if it was made.
    pub(crate) fn origin(&self, id: NodeId) -> NodeId {
        let mut here = id;
        while self.is_made(here)
            && let Some(parent) = self.parent(here)
        {
            here = parent;
        }
        here
    }

    /// Null, a boolean, a number or a text.
    pub fn scalar(&self, id: NodeId) -> Option<&Value> {
        match self.json(id) {
            Json::Scalar(value) => Some(value),
            _ => None,
        }
    }

    /// A text.
    pub fn str(&self, id: NodeId) -> Option<&str> {
        self.scalar(id)?.as_str()
    }

    /// A boolean.
    pub fn bool(&self, id: NodeId) -> Option<bool> {
        self.scalar(id)?.as_bool()
    }

    /// The items of a list.
    pub fn items(&self, id: NodeId) -> Option<&[NodeId]> {
        match self.json(id) {
            Json::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Whether a node is an object.
    pub fn is_object(&self, id: NodeId) -> bool {
        matches!(self.json(id), Json::Object { .. })
    }

    /// The members of an object, in the order of the text; none of anything else.
    pub fn members(&self, id: NodeId) -> impl ExactSizeIterator<Item = (&str, NodeId)> {
        let members: &[NodeId] = match self.json(id) {
            Json::Object { members, .. } => members,
            _ => &[],
        };
        members.iter().map(|member| (self.name(*member), *member))
    }

    /// What a member is called.
    pub fn name(&self, member: NodeId) -> &str {
        self.key(member).name().unwrap_or_default()
    }

    /// A member of an object.
    pub fn member(&self, id: NodeId, name: &str) -> Option<NodeId> {
        let Json::Object { by_name, .. } = self.json(id) else {
            return None;
        };
        let found = by_name.binary_search_by(|member| self.name(*member).cmp(name));
        found.ok().map(|index| by_name[index])
    }

    /// The value as `serde_json` has it.
    pub fn value(&self, id: NodeId) -> Value {
        match self.json(id) {
            Json::Scalar(value) => value.clone(),
            Json::Array(items) => items.iter().map(|item| self.value(*item)).collect(),
            Json::Object { .. } => {
                let members = self.members(id);
                Value::Object(
                    members
                        .map(|(name, member)| (name.to_owned(), self.value(member)))
                        .collect(),
                )
            }
            Json::Made => Value::Object(Map::new()),
        }
    }

    /// Whether a node has the same value as one of another tree. The order of members does not count.
    pub fn equals(&self, id: NodeId, other: &Self, other_id: NodeId) -> bool {
        match (self.json(id), other.json(other_id)) {
            (Json::Scalar(a), Json::Scalar(b)) => a == b,
            (Json::Array(a), Json::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.equals(*a, other, *b))
            }
            (Json::Object { by_name: a, .. }, Json::Object { by_name: b, .. }) => {
                let same = |(a, b): (&NodeId, &NodeId)| {
                    self.name(*a) == other.name(*b) && self.equals(*a, other, *b)
                };
                a.len() == b.len() && a.iter().zip(b).all(same)
            }
            _ => false,
        }
    }

    /// The keywords of a node that is an object.
    pub fn schema(&self, id: NodeId) -> Option<Schema<'_>> {
        self.is_object(id).then_some(Schema { tree: self, id })
    }

    /// The schemas right below one that say what a value looks like.
    pub(crate) fn shaping(&self, id: NodeId) -> Vec<NodeId> {
        self.below(id, |keyword| keyword.does(Does::Shapes))
    }

    /// All schemas right below one.
    pub(crate) fn all_below(&self, id: NodeId) -> Vec<NodeId> {
        self.below(id, |_| true)
    }

    fn below(&self, id: NodeId, is_meant: impl Fn(Keyword) -> bool) -> Vec<NodeId> {
        let mut found = Vec::new();
        for (name, value) in self.members(id) {
            let Some(keyword) = Keyword::named(name).filter(|keyword| is_meant(*keyword)) else {
                continue;
            };
            let items = self.items(value);
            match keyword.holds() {
                Holds::Data => {}
                Holds::Table => found.extend(self.members(value).map(|(_, schema)| schema)),
                Holds::Schemas => found.extend(items.unwrap_or_default()),
                Holds::SchemaOrSchemas if items.is_some() => {
                    found.extend(items.unwrap_or_default());
                }
                Holds::Schema | Holds::SchemaOrSchemas => found.push(value),
            }
        }
        found
    }

    /// Line and column, both counted from 1, of a node; of what was made, those of its origin.
    pub fn line_and_column(&self, id: NodeId) -> (usize, usize) {
        let file = &self.files[self.document(id)];
        file.lines
            .line_and_column(&file.text[file.mark..], self.node(id).start)
    }

    /// A warning about a schema or a value, with its place.
    pub fn warning(&self, id: NodeId, message: impl Into<String>) -> Diagnostic {
        self.error(id, message).into_warning()
    }

    /// An error about a node: with its pointer, line and column, and the file if that is not the first one.
    pub fn error(&self, id: NodeId, message: impl Into<String>) -> Error {
        let id = self.origin(id);
        let (line, column) = self.line_and_column(id);
        let error = Error::new(message)
            .pointer(self.pointer(id))
            .line(line, column);
        match &self.files[self.document(id)] {
            File {
                path: Some(path), ..
            } => error.file(path),
            File {
                name: Some(name), ..
            } => error.document(name),
            File { .. } => error,
        }
    }
}
