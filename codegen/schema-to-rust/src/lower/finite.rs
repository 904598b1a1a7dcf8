//! Objects that require themselves: no finite value is valid, and a `Default` would never end. Members that lie on such a
//! circle, or between two, are read as optional, with a warning; a list of a known length that holds the object is such a member, too.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    let mut edges = Vec::new();
    for (key, fields) in &objects {
        let required = fields.iter().filter(|field| field.required);
        let held = required.flat_map(|field| held(&field.ty));
        let objects = held.filter(|held| objects.contains_key(held));
        edges.extend(objects.map(|held| (*key, held)));
    }
    // What requires nothing endless is finite, and what no endless object requires only leads to a circle.
    let back = lasting(edges).into_iter().map(|(from, to)| (to, from));
    let endless = lasting(back.collect()).into_iter();
    endless.map(|(key, _)| key.to_owned()).collect()
}

/// The edges of a graph that remain when those are taken away, again and again, that lead to where none begins.
fn lasting<'a>(mut edges: Vec<(&'a str, &'a str)>) -> Vec<(&'a str, &'a str)> {
    let mut count: HashMap<&str, usize> = HashMap::new();
    let mut before: HashMap<&str, Vec<&str>> = HashMap::new();
    for (from, to) in &edges {
        *count.entry(from).or_default() += 1;
        before.entry(to).or_default().push(from);
    }
    let ends = before.keys().filter(|key| !count.contains_key(*key));
    let mut gone: Vec<&str> = ends.copied().collect();
    while let Some(key) = gone.pop() {
        for from in before.remove(key).into_iter().flatten() {
            if let Some(left) = count.get_mut(from) {
                *left -= 1;
                if *left == 0 {
                    gone.push(from);
                }
            }
        }
    }
    edges.retain(|(_, to)| count.get(to).is_some_and(|left| *left > 0));
    edges
}

#[cfg(test)]
mod tests {
    use super::lasting;

    #[test]
    fn what_leads_out_of_all_circles_goes() {
        let circles = [
            ("a", "b"),
            ("b", "a"),
            ("b", "between"),
            ("between", "c"),
            ("c", "c"),
        ];
        let out = [("c", "out"), ("out", "far"), ("far", "end")];
        let edges = [&[("in", "a")], &circles[..], &out].concat();
        assert_eq!(lasting(edges), [&[("in", "a")], &circles[..]].concat());
    }
}
