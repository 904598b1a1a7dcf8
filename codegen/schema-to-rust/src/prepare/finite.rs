//! Objects that require themselves: no finite value is valid, and a `Default` would never end. Members that lie on such a
//! circle, or between two, are read as optional, with a warning.

use std::collections::{BTreeMap, BTreeSet};

use super::{Body, Preparer};
use crate::pointer::escape;

impl Preparer<'_> {
    pub(super) fn finite(&mut self) {
        let endless = self.endless();
        if endless.is_empty() {
            return;
        }
        let places: BTreeMap<&String, &String> =
            self.keys.iter().map(|(place, key)| (key, place)).collect();
        let mut found = Vec::new();
        for definition in &mut self.definitions {
            let Body::Object(members) = &mut definition.body else {
                continue;
            };
            if !endless.contains(&definition.key) {
                continue;
            }
            let schema = &self.schemas[&definition.key];
            for member in members {
                if target(schema, &member.key).is_some_and(|key| endless.contains(key)) {
                    member.required = false;
                    let place = places.get(&definition.key).copied();
                    let place = place.map_or("", String::as_str);
                    found.push(format!("{place}/properties/{}", escape(&member.json)));
                }
            }
        }
        for pointer in found {
            self.warn(
                &pointer,
                "no value is finite here, as an object requires itself: read as optional",
            );
        }
    }

    /// The keys of the objects that contain themselves through required members alone, and of those between.
    fn endless(&self) -> BTreeSet<String> {
        let mut targets: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for definition in &self.definitions {
            let Body::Object(members) = &definition.body else {
                continue;
            };
            let schema = &self.schemas[&definition.key];
            let required = members.iter().filter(|member| member.required);
            let found = required.filter_map(|member| target(schema, &member.key));
            targets.insert(&definition.key, found.collect());
        }
        for targets in targets.values_mut() {
            let keys = std::mem::take(targets).into_iter();
            *targets = keys.filter(|key| self.is_object(key)).collect();
        }
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

    fn is_object(&self, key: &str) -> bool {
        self.schemas
            .get(key)
            .is_some_and(|schema| schema.get("properties").is_some())
    }
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

/// The key of the definition that a member refers to, with no list or map between.
fn target<'a>(object: &'a serde_json::Value, member: &str) -> Option<&'a str> {
    object["properties"][member]["$ref"]
        .as_str()?
        .strip_prefix("#/definitions/")
}
