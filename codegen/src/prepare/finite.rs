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

    /// The keys of the objects that contain themselves through required members alone.
    fn endless(&self) -> BTreeSet<String> {
        let mut endless: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for definition in &self.definitions {
            let Body::Object(members) = &definition.body else {
                continue;
            };
            let schema = &self.schemas[&definition.key];
            let required = members.iter().filter(|member| member.required);
            let targets = required.filter_map(|member| target(schema, &member.key));
            endless.insert(&definition.key, targets.collect());
        }
        // What requires nothing endless is finite. Children mostly come after their parents, hence the order.
        loop {
            let before = endless.len();
            for definition in self.definitions.iter().rev() {
                let key = definition.key.as_str();
                let finite = endless
                    .get(key)
                    .is_some_and(|targets| targets.iter().all(|key| !endless.contains_key(key)));
                if finite {
                    endless.remove(key);
                }
            }
            // What no endless object requires only leads to a circle.
            let targets: BTreeSet<&str> = endless.values().flatten().copied().collect();
            endless.retain(|key, _| targets.contains(key));
            if endless.len() == before {
                return endless.into_keys().map(str::to_owned).collect();
            }
        }
    }
}

/// The key of the definition that a member refers to, with no list or map between.
fn target<'a>(object: &'a serde_json::Value, member: &str) -> Option<&'a str> {
    object["properties"][member]["$ref"]
        .as_str()?
        .strip_prefix("#/definitions/")
}
