//! What a document calls its schemas: `$id`s and anchors.

use std::collections::BTreeMap;

use url::Url;

use crate::keyword::Keyword;
use crate::tree::{NodeId, Schema, Tree};

/// The names of one document's schemas.
#[derive(Debug)]
pub(super) struct Index {
    /// Where the document lies.
    pub(super) url: Url,
    /// The `$id` of the document as it is written.
    pub(super) literal: Option<String>,
    /// The schemas that references are relative to, with their addresses; the document itself is one.
    pub(super) bases: BTreeMap<NodeId, Url>,
    /// The schemas that have an address.
    schemas: BTreeMap<Url, NodeId>,
    /// The schemas of anchors, by what they are called and what they are relative to.
    anchors: BTreeMap<String, BTreeMap<Url, NodeId>>,
    /// The schemas of the names that `$dynamicRef` looks for from the outside.
    pub(super) dynamic: BTreeMap<String, Vec<NodeId>>,
    /// The first of those that no `$id` stands before.
    pub(super) dynamic_of_root: BTreeMap<String, NodeId>,
    /// Whether `$recursiveRef` leads here from wherever it stands.
    pub(super) recursive: bool,
    /// Whether what stands beside a `$ref` counts: not before draft 2019-09.
    pub(super) siblings: bool,
}

impl Index {
    /// The index of the first document of a tree, which lies at `url`. `old` are texts in the `$schema` of documents in which
    /// nothing counts beside a `$ref`.
    pub(super) fn new(tree: &Tree, url: &Url, old: &[String]) -> Self {
        let root = tree.root();
        let schema = tree.schema(root);
        let dialect = schema.and_then(|schema| schema.str(Keyword::Dialect));
        let draft = |names: &[&str]| {
            dialect.is_some_and(|dialect| names.iter().any(|name| dialect.contains(name)))
        };
        let id = if draft(&["draft-03", "draft-04"]) {
            Keyword::OldId
        } else {
            Keyword::Id
        };
        let mut index = Self {
            url: url.clone(),
            literal: schema.and_then(|schema| schema.str(id)).map(str::to_owned),
            bases: BTreeMap::from([(root, url.clone())]),
            schemas: BTreeMap::from([(url.clone(), root)]),
            anchors: BTreeMap::new(),
            dynamic: BTreeMap::new(),
            dynamic_of_root: BTreeMap::new(),
            recursive: schema.is_some_and(|schema| schema.is_true(Keyword::RecursiveAnchor)),
            siblings: !draft(&["draft-03", "draft-04", "draft-06", "draft-07"])
                && !old.iter().any(|name| draft(&[name.as_str()])),
        };
        let mut open = vec![(root, url.clone(), true)];
        while let Some((node, base, is_of_root)) = open.pop() {
            let Some(schema) = tree.schema(node) else {
                continue;
            };
            let inner = index.schema(schema, id, &base, is_of_root);
            let is_of_root = is_of_root && inner == base || node == root;
            // The first goes last onto the stack: of several schemas with one name, the first has it.
            let below = tree.all_below(node).into_iter().rev();
            open.extend(below.map(|schema| (schema, inner.clone(), is_of_root)));
        }
        index
    }

    /// Notes what a schema calls itself; says what references in it are relative to.
    fn schema(&mut self, schema: Schema<'_>, id: Keyword, base: &Url, is_of_root: bool) -> Url {
        let mut base = base.clone();
        let mut is_of_root = is_of_root;
        // Older drafts read nothing beside a reference.
        let named = schema
            .str(id)
            .filter(|_| self.siblings || !schema.has(Keyword::Ref));
        if let Some(mut named) = named.and_then(|id| base.join(id).ok()) {
            let fragment = named.fragment().unwrap_or_default().to_owned();
            named.set_fragment(None);
            if !fragment.is_empty() && !fragment.starts_with('/') {
                self.anchor(&base, &fragment, schema.id);
            } else if named != base {
                is_of_root &= self.bases.contains_key(&schema.id);
                self.bases.insert(schema.id, named.clone());
                self.schemas.entry(named.clone()).or_insert(schema.id);
                base = named;
            }
        }
        if let Some(name) = schema.str(Keyword::Anchor) {
            self.anchor(&base, name, schema.id);
        }
        if let Some(name) = schema.str(Keyword::DynamicAnchor) {
            self.anchor(&base, name, schema.id);
            self.dynamic
                .entry(name.to_owned())
                .or_default()
                .push(schema.id);
            if is_of_root {
                self.dynamic_of_root
                    .entry(name.to_owned())
                    .or_insert(schema.id);
            }
        }
        base
    }

    fn anchor(&mut self, base: &Url, name: &str, schema: NodeId) {
        let named = self.anchors.entry(name.to_owned()).or_default();
        named.entry(base.clone()).or_insert(schema);
    }

    /// The schema of an anchor: the one that is relative to `base`, or, if there is none, any.
    pub(super) fn anchor_at(&self, base: &Url, name: &str) -> Option<NodeId> {
        let named = self.anchors.get(name)?;
        named.get(base).or_else(|| named.values().next()).copied()
    }

    /// What references in a schema are relative to: what has the address, and the address.
    pub(super) fn base(&self, tree: &Tree, node: NodeId, shift: usize) -> (NodeId, &Url) {
        let mut here = node;
        loop {
            let own = NodeId::new(here.index() - shift);
            if let Some(url) = self.bases.get(&own) {
                return (here, url);
            }
            here = tree
                .parent(here)
                .expect("the root of a document has a base");
        }
    }

    /// The schema with this address.
    pub(super) fn schema_at(&self, url: &Url) -> Option<NodeId> {
        self.schemas.get(url).copied()
    }
}
