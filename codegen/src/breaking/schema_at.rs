//! A place of a document, with references followed: which data may stand there.

use std::collections::BTreeSet;

use schema_to_rust::json_types::JsonTypes;
use schema_to_rust::keyword::{Does, Keyword};
use schema_to_rust::tree::{NodeId, Schema, Tree};
use serde_json::{Value, json};

use crate::project::digest::{bare, refers};

/// A schema, and whether it only stands in for one that is missing there.
pub(super) type Identity = (NodeId, bool);

/// A schema in its document.
#[derive(Clone, Debug)]
pub(super) struct SchemaAt<'a> {
    tree: &'a Tree,
    /// Where it is written: before references are followed.
    written: NodeId,
    /// Where references lead.
    node: NodeId,
    /// Whether nothing is said here, so that anything may stand.
    is_open: bool,
}

/// What may stand beside named members, or under free names.
pub(super) enum Additional<'a> {
    /// Nothing is said.
    Open,
    /// Nothing.
    Closed,
    /// What a schema describes.
    Described(SchemaAt<'a>),
}

impl<'a> SchemaAt<'a> {
    /// The document as a whole.
    pub(super) fn new(tree: &'a Tree) -> Self {
        Self::at(tree, tree.root())
    }

    fn at(tree: &'a Tree, written: NodeId) -> Self {
        let target = tree.target(written);
        Self {
            tree,
            written,
            node: target.unwrap_or(written),
            // `lower` refuses references that lead nowhere or in a circle, where they describe data.
            is_open: target.is_err(),
        }
    }

    /// What tells it from all other schemas of the document.
    pub(super) fn identity(&self) -> Identity {
        (self.node, self.is_open)
    }

    /// The JSON pointer at which it is written.
    pub(super) fn at_pointer(&self) -> String {
        self.tree.pointer(self.written)
    }

    /// The JSON pointer to which its references lead.
    pub(super) fn pointer(&self) -> String {
        self.tree.pointer(self.node)
    }

    /// Where nothing is said, anything may stand.
    fn anything(&self) -> Self {
        Self {
            written: self.node,
            is_open: true,
            ..self.clone()
        }
    }

    fn schema(&self) -> Option<Schema<'a>> {
        self.tree.schema(self.node).filter(|_| !self.is_open)
    }

    fn said(&self, schema: NodeId, keyword: &str) -> Option<Said<'a>> {
        let node = self.tree.member(schema, keyword)?;
        Some(Said {
            tree: self.tree,
            node,
        })
    }

    /// A keyword of the schema.
    pub(super) fn get(&self, keyword: &str) -> Option<Said<'a>> {
        self.said(self.schema()?.id, keyword)
    }

    /// A keyword that says something to people: beside the reference, or where it leads.
    pub(super) fn annotation(&self, keyword: &str) -> Option<Said<'a>> {
        let written = (self.written != self.node || !self.is_open).then_some(self.written);
        let written = written.and_then(|written| self.said(written, keyword));
        written.or_else(|| self.get(keyword))
    }

    /// A keyword beside a reference.
    pub(super) fn beside(&self, keyword: &str) -> Option<Said<'a>> {
        self.target()?;
        self.said(self.written, keyword)
    }

    pub(super) fn description(&self) -> &'a str {
        let said = self.annotation(Keyword::Description.name());
        said.and_then(|said| said.tree.str(said.node))
            .unwrap_or_default()
    }

    /// All keywords of the schema, and those beside the reference to it.
    pub(super) fn annotations(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let written = (self.written != self.node).then_some(self.written);
        self.keywords().chain(names(self.tree, written))
    }

    /// All keywords of the schema, apart from those that refer.
    pub(super) fn keywords(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        names(self.tree, self.schema().map(|schema| schema.id))
    }

    /// The place that the schema of this one refers to, if it does.
    pub(super) fn target(&self) -> Option<String> {
        (self.written != self.node).then(|| self.pointer())
    }

    /// Whether a keyword decides by further schemas what may stand somewhere.
    pub(super) fn composes(keyword: &str) -> bool {
        Keyword::named(keyword).is_some_and(|keyword| keyword.does(Does::Composes))
    }

    /// Whether further schemas decide what may stand here.
    pub(super) fn is_composed(&self) -> bool {
        let Some(schema) = self.schema() else {
            return false;
        };
        let references = self.tree.references(schema.id);
        let refers_beside = references
            .is_some_and(|references| !references.alone && !references.targets.is_empty());
        refers_beside
            || schema.list(Keyword::Items).is_some()
            || self.keywords().any(Self::composes)
    }

    /// The JSON types that the schema names.
    pub(super) fn declared(&self) -> JsonTypes {
        if !self.is_open && self.tree.bool(self.node) == Some(false) {
            return JsonTypes::NONE;
        }
        let Some(schema) = self.schema() else {
            return JsonTypes::ALL;
        };
        let named = match (schema.types(), schema.values()) {
            (Some(named), _) => return named,
            (None, Some(values)) => return values.iter().map(JsonTypes::from_value).collect(),
            (None, None) if schema.table(Keyword::Properties).next().is_some() => JsonTypes::OBJECT,
            (None, None) => return JsonTypes::ALL,
        };
        if schema.is_nullable() {
            named | JsonTypes::NULL
        } else {
            named
        }
    }

    /// The JSON types that can be sent: the named ones, as far as a set of values leaves them.
    pub(super) fn sent(&self) -> JsonTypes {
        match self.values() {
            Some(values) => self.declared() & values.iter().map(JsonTypes::from_value).collect(),
            None => self.declared(),
        }
    }

    /// The values that `enum` and `const` allow.
    pub(super) fn values(&self) -> Option<Vec<Value>> {
        self.schema()?.values()
    }

    /// The integers that can be sent: within 64 bits where no limit is set.
    pub(super) fn integers(&self) -> (i128, i128) {
        self.schema().map(Schema::bounds).unwrap_or_default().ends()
    }

    /// The names of required members.
    pub(super) fn required(&self) -> BTreeSet<&'a str> {
        let schema = self.schema().into_iter();
        schema
            .flat_map(|schema| schema.names(Keyword::Required))
            .collect()
    }

    /// The names of all members.
    pub(super) fn members(&self) -> BTreeSet<&'a str> {
        let schema = self.schema().into_iter();
        let described = schema
            .flat_map(|schema| schema.table(Keyword::Properties))
            .map(|(name, _)| name);
        described.chain(self.required()).collect()
    }

    /// The schema of a member; of one that is not described, what may stand beside those that are.
    pub(super) fn member(&self, name: &str) -> Self {
        let properties = self
            .schema()
            .and_then(|schema| schema.get(Keyword::Properties));
        match properties.and_then(|properties| self.tree.member(properties, name)) {
            Some(member) => Self::at(self.tree, member),
            None => self.free(),
        }
    }

    /// The schema that a keyword of this one holds; anything where it holds none.
    fn below(&self, keyword: Keyword) -> Self {
        match self.schema().and_then(|schema| schema.get(keyword)) {
            Some(below) => Self::at(self.tree, below),
            None => self.anything(),
        }
    }

    /// The schema of the items of an array.
    pub(super) fn items(&self) -> Self {
        self.below(Keyword::Items)
    }

    /// What `additionalProperties` says.
    pub(super) fn additional(&self) -> Additional<'a> {
        let rest = self
            .schema()
            .and_then(|schema| schema.get(Keyword::AdditionalProperties));
        let Some(rest) = rest else {
            return Additional::Open;
        };
        match self.tree.bool(rest) {
            Some(true) => Additional::Open,
            Some(false) => Additional::Closed,
            // As the types have it.
            None if self.tree.members(rest).len() == 0 => Additional::Open,
            None => Additional::Described(self.free()),
        }
    }

    /// The schema of values under free names.
    pub(super) fn free(&self) -> Self {
        self.below(Keyword::AdditionalProperties)
    }

    /// Whether it has words at most.
    pub(super) fn says_nothing(&self) -> bool {
        self.is_open || bare(self.tree, self.node, &mut Vec::new()) == json!({})
    }

    /// Whether both describe the same data in the same words, annotations aside, wherever definitions stand.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        if self.is_open || other.is_open {
            return self.is_open && other.is_open;
        }
        let mut seen = BTreeSet::new();
        let mut open = vec![(self.node, other.node)];
        while let Some((old, new)) = open.pop() {
            if !seen.insert((old, new)) {
                continue;
            }
            let (mut old_targets, mut new_targets) = (Vec::new(), Vec::new());
            let old = bare(self.tree, old, &mut old_targets);
            if old != bare(other.tree, new, &mut new_targets) {
                return false;
            }
            open.extend(old_targets.into_iter().zip(new_targets));
        }
        true
    }
}

/// The value of a keyword.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    tree: &'a Tree,
    node: NodeId,
}

impl Said<'_> {
    /// Whether this is the value of the keyword on the other side too.
    pub(super) fn is(self, other: Said<'_>) -> bool {
        self.tree.equals(self.node, other.tree, other.node)
    }

    /// The value, if it is neither a list nor an object.
    pub(super) fn scalar(self) -> Option<String> {
        self.tree.scalar(self.node).map(Value::to_string)
    }
}

fn names(tree: &Tree, id: Option<NodeId>) -> impl Iterator<Item = &str> {
    let members = id.into_iter().flat_map(|id| tree.members(id));
    members.map(|(name, _)| name).filter(|name| !refers(name))
}
