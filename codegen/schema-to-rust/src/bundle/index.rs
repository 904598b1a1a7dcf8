//! What a document calls its schemas: `$id`s and anchors.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use url::Url;

use crate::places;

/// The names of one document's schemas.
#[derive(Debug)]
pub(super) struct Index {
    /// Where the document lies.
    pub(super) url: Url,
    /// The pointers that references are relative to, with their addresses; the document itself is one.
    pub(super) bases: BTreeMap<String, Url>,
    /// The pointers of the schemas that have an address.
    places: BTreeMap<Url, String>,
    /// The pointers of anchors, by what they are called and what they are relative to.
    anchors: BTreeMap<String, BTreeMap<Url, String>>,
    /// Names that `$dynamicRef` looks for from the outside, with the pointers of their schemas.
    pub(super) dynamic: BTreeMap<String, Vec<String>>,
    /// The first of those that no `$id` stands before.
    pub(super) dynamic_of_root: BTreeMap<String, String>,
    /// Whether `$recursiveRef` leads here from wherever it stands.
    pub(super) recursive: bool,
    /// Whether what stands beside a `$ref` counts: not before draft 2019-09.
    pub(super) siblings: bool,
}

impl Index {
    /// The index of a document that lies at `url`. `old` stands in the `$schema` of documents that are read as those of draft 7.
    pub(super) fn of(root: &Value, url: &Url, old: &[String]) -> Self {
        let dialect = root.get("$schema").and_then(Value::as_str);
        let draft = |names: &[&str]| {
            dialect.is_some_and(|dialect| names.iter().any(|name| dialect.contains(name)))
        };
        let id = if draft(&["draft-03", "draft-04"]) {
            "id"
        } else {
            "$id"
        };
        let mut index = Self {
            url: url.clone(),
            bases: BTreeMap::from([(String::new(), url.clone())]),
            places: BTreeMap::from([(url.clone(), String::new())]),
            anchors: BTreeMap::new(),
            dynamic: BTreeMap::new(),
            dynamic_of_root: BTreeMap::new(),
            recursive: root.get("$recursiveAnchor") == Some(&Value::Bool(true)),
            siblings: !draft(&["draft-03", "draft-04", "draft-06", "draft-07"])
                && !dialect.is_some_and(|dialect| old.iter().any(|old| dialect.contains(old))),
        };
        let mut open = vec![(String::new(), root, url.clone())];
        while let Some((pointer, schema, base)) = open.pop() {
            let Value::Object(schema) = schema else {
                continue;
            };
            let base = index.schema(&pointer, schema, id, base);
            let below = places::all(&pointer, schema).into_iter();
            open.extend(below.map(|(pointer, schema)| (pointer, schema, base.clone())));
        }
        index
    }

    /// Notes what a schema calls itself; says what references in it are relative to.
    fn schema(&mut self, pointer: &str, schema: &Map<String, Value>, id: &str, base: Url) -> Url {
        let text = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
        let mut base = base;
        // Older drafts read nothing beside a reference.
        let named = text(id).filter(|_| self.siblings || !schema.contains_key("$ref"));
        if let Some(mut named) = named.and_then(|id| base.join(id).ok()) {
            let fragment = named.fragment().unwrap_or_default().to_owned();
            named.set_fragment(None);
            if !fragment.is_empty() && !fragment.starts_with('/') {
                self.anchor(&base, &fragment, pointer);
            } else if named != base {
                self.bases.insert(pointer.to_owned(), named.clone());
                keep_first(&mut self.places, named.clone(), pointer);
                base = named;
            }
        }
        if let Some(name) = text("$anchor") {
            self.anchor(&base, name, pointer);
        }
        if let Some(name) = text("$dynamicAnchor") {
            self.anchor(&base, name, pointer);
            let named = self.dynamic.entry(name.to_owned()).or_default();
            named.push(pointer.to_owned());
            if self.base(pointer).0.is_empty() {
                let known = self.dynamic_of_root.entry(name.to_owned());
                known.or_insert_with(|| pointer.to_owned());
            }
        }
        base
    }

    fn anchor(&mut self, base: &Url, name: &str, pointer: &str) {
        let named = self.anchors.entry(name.to_owned()).or_default();
        named
            .entry(base.clone())
            .or_insert_with(|| pointer.to_owned());
    }

    /// The pointer of an anchor: the one that is relative to `base`, or, if there is none, any.
    pub(super) fn anchor_at(&self, base: &Url, name: &str) -> Option<&str> {
        let named = self.anchors.get(name)?;
        let found = named.get(base).or_else(|| named.values().next())?;
        Some(found)
    }

    /// What references at a place are relative to: the address, and the pointer of what has it.
    pub(super) fn base(&self, pointer: &str) -> (&str, &Url) {
        let mut here = pointer;
        loop {
            if let Some((pointer, url)) = self.bases.get_key_value(here) {
                return (pointer, url);
            }
            here = here
                .rsplit_once('/')
                .expect("the root has a base, and a pointer that is not empty has a slash")
                .0;
        }
    }

    /// The pointer of the schema with this address.
    pub(super) fn schema_at(&self, url: &Url) -> Option<&str> {
        self.places.get(url).map(String::as_str)
    }
}

/// Of several places with one address, the first by its pointer has it.
fn keep_first(places: &mut BTreeMap<Url, String>, url: Url, pointer: &str) {
    let place = places.entry(url).or_insert_with(|| pointer.to_owned());
    if pointer < place.as_str() {
        pointer.clone_into(place);
    }
}
