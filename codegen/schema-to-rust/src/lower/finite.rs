//! Objects that require themselves: no finite value is valid, and a `Default` would never end. Members that lie on such a
//! circle, or between two, are read as optional, with a warning; a list of a known length that holds the object is such a member, too.

use std::collections::{BTreeMap, BTreeSet};

use schemars08::schema::Schema;

use super::{Definition, Lowering};
use crate::model::{Field, Kind};
use crate::slot_schema::held;

impl Lowering<'_> {
    pub(super) fn finite(&mut self) {
        let endless = endless(&self.definitions);
        for definition in &mut self.definitions {
            let Kind::Struct(fields) = &mut definition.ty.kind else {
                continue;
            };
            if !endless.contains(&definition.key) {
                continue;
            }
            for field in fields.iter_mut().filter(|field| !field.rest) {
                if held(&field.ty).iter().any(|key| endless.contains(*key)) {
                    field.required = false;
                    let object = definition.schema.unwrap_or(self.root);
                    let member = self
                        .normalized
                        .member(object, &field.json)
                        .unwrap_or(object);
                    self.warnings.push(self.tree.warning(
                        member,
                        "no value is finite here, as an object requires itself: read as optional",
                    ));
                }
            }
        }
    }
}

/// The keys of the objects that contain themselves through required members alone, and of those between.
fn endless(definitions: &[Definition]) -> BTreeSet<String> {
    let mut objects: BTreeMap<&str, &[Field<Schema>]> = BTreeMap::new();
    for definition in definitions {
        if let Kind::Struct(fields) = &definition.ty.kind {
            objects.insert(&definition.key, fields);
        }
    }
    let targets: BTreeMap<&str, BTreeSet<&str>> = objects
        .iter()
        .map(|(key, fields)| {
            let required = fields.iter().filter(|field| field.required);
            let found = required.flat_map(|field| held(&field.ty));
            (
                *key,
                found.filter(|key| objects.contains_key(key)).collect(),
            )
        })
        .collect();
    // What requires nothing endless is finite, and what no endless object requires only leads to a circle.
    let endless = remaining(&targets);
    let mut sources: BTreeMap<&str, BTreeSet<&str>> =
        endless.iter().map(|key| (*key, BTreeSet::new())).collect();
    for (key, targets) in &targets {
        for target in targets.iter().filter(|_| endless.contains(key)) {
            if let Some(sources) = sources.get_mut(target) {
                sources.insert(key);
            }
        }
    }
    remaining(&sources).into_iter().map(str::to_owned).collect()
}

/// The nodes of a graph that remain when those are taken away, again and again, from which nothing leads to another.
fn remaining<'a>(graph: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let mut before: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    for (key, targets) in graph {
        count.insert(key, targets.len());
        for target in targets {
            before.entry(target).or_default().push(key);
        }
    }
    let mut remaining: BTreeSet<&str> = graph.keys().copied().collect();
    let mut gone: Vec<&str> = Vec::new();
    gone.extend(
        graph
            .iter()
            .filter(|(_, targets)| targets.is_empty())
            .map(|(key, _)| *key),
    );
    while let Some(key) = gone.pop() {
        remaining.remove(key);
        for source in before.get(key).into_iter().flatten() {
            if let Some(left) = count.get_mut(source) {
                *left -= 1;
                if *left == 0 {
                    gone.push(source);
                }
            }
        }
    }
    remaining
}
