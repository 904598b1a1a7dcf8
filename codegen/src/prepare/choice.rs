//! A choice between types, and the member that tells them apart.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::object::is_struct;
use super::{Body, Branch, Definition, Preparer, RENAME, Union, or_null, values, without_null};
use crate::compose::ALTERNATIVES;
use crate::error::Result;
use crate::names::{self, collide};
use crate::pointer::{LONGEST_CHAIN, unescape};

impl Preparer<'_> {
    /// A reference to the choice under `pointer`, which gets a definition of its own, unless it is between something and
    /// nothing.
    pub(super) fn choice_reference(
        &mut self,
        pointer: &str,
        open: &mut Vec<String>,
    ) -> Result<Value> {
        let places = self.alternatives(pointer);
        let null = places.len() < self.length(pointer);
        let chosen = match places.as_slice() {
            [one] => self.rewrite(one, open)?,
            _ => self.queued(pointer),
        };
        Ok(if null { or_null(chosen) } else { chosen })
    }

    /// The places of the alternatives, `null` left out.
    pub(super) fn alternatives(&self, pointer: &str) -> Vec<String> {
        (0..self.length(pointer))
            .map(|index| format!("{pointer}/{ALTERNATIVES}/{index}"))
            .filter(|place| self.at(place).get("type").is_none_or(|ty| ty != "null"))
            .collect()
    }

    fn length(&self, pointer: &str) -> usize {
        let alternatives = self.at(pointer).get(ALTERNATIVES);
        alternatives.and_then(Value::as_array).map_or(0, Vec::len)
    }

    pub(super) fn choice(&mut self, pointer: &str, key: String) -> Result<()> {
        // The choice takes its place before its alternatives find types of their own: the root stays first.
        let place = self.definitions.len();
        let docs = self.described(pointer, self.docs_of_type(pointer))?;
        let name = self.type_name(pointer);
        self.definitions.push(Definition {
            key: key.clone(),
            name,
            docs,
            body: Body::Plain,
        });
        let places = self.alternatives(pointer);
        self.count(pointer, places.len())?;
        let tag = self.tag(&places);
        let mut branches = Vec::new();
        let mut schemas: Map<String, Value> = Map::new();
        let mut named = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let schema = without_null(self.rewrite(place, &mut Vec::new())?);
            // Any JSON is what remains anyway.
            if schema == Value::Bool(true) || schemas.values().any(|other| *other == schema) {
                continue;
            }
            let tag_values = tag
                .as_ref()
                .map(|tag| self.tag_values(place, tag))
                .unwrap_or_default();
            named.push(place.as_str());
            let key = format!("m{index:05}");
            schemas.insert(key.clone(), schema);
            branches.push(Branch {
                key,
                name: self.branch_name(place, &tag_values),
                values: tag_values,
            });
        }
        self.name_branches(&named, &mut branches)?;
        let required: Vec<&str> = branches.iter().map(|branch| branch.key.as_str()).collect();
        // typify boxes what contains itself, in objects as well as in choices: it sees an object with all alternatives.
        self.schemas.insert(
            key,
            json!({"type": "object", "properties": schemas, "required": required}),
        );
        self.definitions[place].body = Body::Union(Union { tag, branches });
        Ok(())
    }

    /// Sees to it that no two branches have one name.
    fn name_branches(&self, places: &[&str], branches: &mut [Branch]) -> Result<()> {
        if self.fixups.is_unattended() {
            let first: Vec<(String, bool)> = branches
                .iter()
                .map(|branch| (branch.name.clone(), false))
                .collect();
            let other = |index: usize, level, name: &str| match level {
                1 => by_index(places[index]),
                _ => collide::digested(name, places[index], level),
            };
            let found = collide::resolve(&first, other, names::TAKEN_VARIANTS);
            for (branch, name) in branches.iter_mut().zip(found) {
                branch.name = name;
            }
            return Ok(());
        }
        let mut scope = values::open_scope();
        for (branch, place) in branches.iter().zip(places) {
            scope
                .take(&branch.name, place)
                .map_err(|error| self.error(place, error.message()).help(RENAME))?;
        }
        Ok(())
    }

    /// The member that each alternative requires, and that has values of its own in each.
    fn tag(&self, places: &[String]) -> Option<String> {
        let first = self.settled(places.first()?);
        let required = self.at(&first).get("required")?.as_array()?;
        let mut candidates: Vec<(usize, &str)> = Vec::new();
        for name in required.iter().filter_map(Value::as_str) {
            let mut seen = BTreeSet::new();
            let apart = places.iter().all(|place| {
                let values = self.tag_values(place, name);
                !values.is_empty() && values.into_iter().all(|value| seen.insert(value))
            });
            if apart {
                candidates.push((seen.len(), name));
            }
        }
        candidates.sort_unstable();
        candidates.first().map(|(_, name)| (*name).to_owned())
    }

    /// The values of a member that the object under `pointer` requires; none where it may have others.
    fn tag_values(&self, pointer: &str, name: &str) -> Vec<String> {
        let place = self.settled(pointer);
        let object = self.at(&place);
        let required = object.get("required").and_then(Value::as_array);
        if !is_struct(object) || !required.is_some_and(|names| names.iter().any(|one| one == name))
        {
            return Vec::new();
        }
        let member = format!("{place}/properties/{}", crate::pointer::escape(name));
        if self.root_value.pointer(&member).is_none() {
            return Vec::new();
        }
        let member = self.at(&self.settled(&member));
        let values = member.get("enum").and_then(Value::as_array);
        let texts =
            values.map(|values| values.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
        let texts = texts.flatten().unwrap_or_default();
        texts.into_iter().map(str::to_owned).collect()
    }

    /// Where the schema under `pointer` is written out, references followed and schemas composed.
    pub(super) fn settled(&self, pointer: &str) -> String {
        let mut here = pointer.to_owned();
        for _ in 0..LONGEST_CHAIN {
            let Ok(target) = self.resolve(&here) else {
                return here;
            };
            if !matches!(self.at(&target).get(ALTERNATIVES), Some(Value::Object(_))) {
                return target;
            }
            here = format!("{target}/{ALTERNATIVES}");
        }
        here
    }

    /// What a definition is called; the tag's value; the type of a plain value; or the place in the list.
    fn branch_name(&self, place: &str, values: &[String]) -> String {
        let settled = self.settled(place);
        let written = settled
            .strip_suffix(&format!("/{ALTERNATIVES}"))
            .unwrap_or(&settled);
        let mut segments = written.rsplit('/');
        let (last, parent) = (segments.next().unwrap_or_default(), segments.next());
        if matches!(parent, Some("definitions" | "$defs")) {
            return names::variant(&unescape(last));
        }
        if let [value] = values {
            return names::variant(value);
        }
        let ty = self.at(&settled).get("type").and_then(Value::as_str);
        match ty {
            Some(ty @ ("boolean" | "integer" | "number" | "string")) => names::variant(ty),
            _ => by_index(place),
        }
    }
}

/// What an alternative is called after its place in the list.
fn by_index(place: &str) -> String {
    format!("Variant{}", place.rsplit('/').next().unwrap_or_default())
}
