//! A choice between types, and the member that tells them apart.

use serde_json::{Map, Value, json};

use super::{Body, Branch, Definition, Preparer, Union, or_null, values, without_null};
use crate::compose::ALTERNATIVES;
use crate::error::Result;
use crate::model::Guard;
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
        let guards = self.guards(&places);
        let mut branches = Vec::new();
        let mut schemas: Map<String, Value> = Map::new();
        let mut named = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let schema = without_null(self.rewrite(place, &mut Vec::new())?);
            // Any JSON is what remains anyway.
            if schema == Value::Bool(true) || schemas.values().any(|other| *other == schema) {
                continue;
            }
            named.push(place.as_str());
            let key = format!("m{index:05}");
            schemas.insert(key.clone(), schema);
            let docs = self.described(place, self.docs_of_branch(pointer, place))?;
            branches.push(Branch {
                key,
                name: self.branch_name(place, &guards[index]),
                docs,
                guards: guards[index].clone(),
            });
        }
        self.name_branches(&named, &mut branches)?;
        let required: Vec<&str> = branches.iter().map(|branch| branch.key.as_str()).collect();
        // typify boxes what contains itself, in objects as well as in choices: it sees an object with all alternatives.
        self.schemas.insert(
            key,
            json!({"type": "object", "properties": schemas, "required": required}),
        );
        self.definitions[place].body = Body::Union(Union { branches });
        Ok(())
    }

    /// Sees to it that no two branches have one name.
    fn name_branches(&self, places: &[&str], branches: &mut [Branch]) -> Result<()> {
        if self.hints.is_unattended() {
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
                .map_err(|error| self.collision(place, error.message()))?;
        }
        Ok(())
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

    /// What is said of an alternative, and not of the whole choice.
    fn docs_of_branch(&self, choice: &str, place: &str) -> String {
        let docs = self.docs(place);
        let whole = [choice, choice.trim_end_matches(&format!("/{ALTERNATIVES}"))];
        if whole.iter().any(|whole| self.docs(whole) == docs) {
            return String::new();
        }
        docs
    }

    /// Its title; what a definition is called; the tag's value; the type of a plain value; the only required member; or the
    /// place in the list.
    fn branch_name(&self, place: &str, guards: &[Guard]) -> String {
        let settled = self.settled(place);
        let schema = self.at(&settled);
        if let Some(title) = self.own_title(place) {
            return names::variant(title);
        }
        let written = settled
            .strip_suffix(&format!("/{ALTERNATIVES}"))
            .unwrap_or(&settled);
        let mut segments = written.rsplit('/');
        let (last, parent) = (segments.next().unwrap_or_default(), segments.next());
        if matches!(parent, Some("definitions" | "$defs")) {
            return names::variant(&unescape(last));
        }
        for guard in guards {
            match guard.values.as_slice() {
                [Value::String(value)] => return names::variant(value),
                [value] => {
                    let name = guard.path.last().map_or("", String::as_str);
                    return names::variant(&format!("{name} {value}"));
                }
                _ => {}
            }
        }
        if let Some(required) = only_required(schema) {
            return names::variant(required);
        }
        let ty = schema.get("type").and_then(Value::as_str);
        match ty {
            Some(ty @ ("boolean" | "integer" | "number" | "string")) => names::variant(ty),
            _ => by_index(place),
        }
    }

    /// The title of an alternative, if it reads as a name and is not that of the whole choice.
    pub(super) fn own_title(&self, place: &str) -> Option<&str> {
        let settled = self.settled(place);
        let title = self.at(&settled).get("title")?.as_str()?.trim();
        let choice = place
            .rsplit_once('/')
            .and_then(|(list, _)| list.rsplit_once('/'))?
            .0;
        let of_choice = self
            .root_value
            .pointer(choice)
            .and_then(|schema| schema.get("title"));
        let is_own = of_choice.is_none_or(|other| other != title);
        let is_name = !title.is_empty() && title.chars().count() <= LONGEST_TITLE;
        (is_own && is_name).then_some(title)
    }
}

/// Longer titles are sentences.
const LONGEST_TITLE: usize = 40;

/// The only member that an object requires.
pub(super) fn only_required(schema: &Value) -> Option<&str> {
    match schema.get("required")?.as_array()?.as_slice() {
        [name] => name.as_str(),
        _ => None,
    }
}

/// What an alternative is called after its place in the list.
fn by_index(place: &str) -> String {
    format!("Variant{}", place.rsplit('/').next().unwrap_or_default())
}
