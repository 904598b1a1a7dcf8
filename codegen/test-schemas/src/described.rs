//! Which members of data a schema describes.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::judge::Judge;

/// Places in data, as JSON pointers.
#[derive(Debug, Default)]
pub struct Described {
    /// Members with a schema of their own.
    members: BTreeSet<String>,
    /// Members that a schema describes by a name or a pattern, and those that one describes with all that it does not name.
    named_ones: BTreeSet<String>,
    rest: BTreeSet<String>,
    /// Members that have one under a condition that holds.
    conditional: BTreeSet<String>,
    /// Members that have to be there.
    required: BTreeSet<String>,
    /// Objects some members of which are described, or could be.
    named: BTreeSet<String>,
    /// Values that one of several schemas describes: `null` counts as absent when the one is chosen.
    chosen: BTreeSet<String>,
    /// Members that a schema describes under a condition that does not hold.
    elsewhere: BTreeSet<String>,
}

impl Described {
    /// What a document describes of data that is valid.
    pub fn new(judge: &Judge, data: &Value) -> Self {
        let mut walk = Walk {
            judge,
            open: Vec::new(),
            conditions: 0,
            found: Self::default(),
        };
        walk.schema("", data, "");
        walk.found
    }

    /// Whether a member has to come back. All of an object do, if none is described.
    pub fn is_described(&self, member: &str) -> bool {
        let (object, _) = member.rsplit_once('/').unwrap_or_default();
        let described = [&self.members, &self.conditional, &self.required];
        described.iter().any(|members| members.contains(member)) || self.is_free(object)
    }

    /// The data without the members that no schema describes.
    pub fn alone(&self, data: &Value, pointer: &str) -> Value {
        match data {
            Value::Object(members) => {
                let members = members
                    .iter()
                    .map(|(name, value)| (name, value, below(pointer, name)));
                let described = members.filter(|(.., place)| self.is_described(place));
                described
                    .map(|(name, value, place)| (name.clone(), self.alone(value, &place)))
                    .collect()
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(index, item)| self.alone(item, &format!("{pointer}/{index}")))
                    .collect()
            }
            other => other.clone(),
        }
    }

    /// Whether the data has what remains outside: see the root of this test.
    pub fn is_outside(&self, data: &Value) -> bool {
        let has_schema =
            |member| self.members.contains(member) || self.conditional.contains(member);
        let is_there = |member: &&String| data.pointer(member).is_some();
        !self.elsewhere.iter().filter(is_there).all(has_schema)
            || !self.members.is_disjoint(&self.conditional)
            || !self.named_ones.is_disjoint(&self.rest)
            || self.misleads(data, "", false)
    }

    /// Whether something in the value at a place is not described.
    pub fn is_silent(&self, data: &Value, place: &str) -> bool {
        self.misleads(data, place, true)
    }

    fn misleads(&self, data: &Value, place: &str, chosen: bool) -> bool {
        let chosen = chosen || self.chosen.contains(place);
        match data {
            Value::Object(members) => members.iter().any(|(name, value)| {
                let place = below(place, name);
                chosen && !self.is_described(&place) || self.misleads(value, &place, chosen)
            }),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .any(|(index, item)| self.misleads(item, &format!("{place}/{index}"), chosen)),
            _ => false,
        }
    }

    /// Whether a member of the object that is `null` may be absent.
    pub fn may_lose_null(&self, object: &str) -> bool {
        let inside = |chosen: &String| {
            object
                .strip_prefix(chosen.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        !self.is_free(object) || self.chosen.iter().any(inside)
    }

    /// Whether no schema names members of the object.
    fn is_free(&self, object: &str) -> bool {
        !self.named.contains(object)
    }
}

/// The pointer of a member.
pub fn below(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

struct Walk<'a> {
    judge: &'a Judge,
    /// The pairs of schema and data that are being looked at.
    open: Vec<(String, String)>,
    /// The conditions that the schema stands under.
    conditions: usize,
    found: Described,
}

impl Walk<'_> {
    /// Looks at the schema under `at`, which holds for the data under `place`.
    fn schema(&mut self, at: &str, data: &Value, place: &str) {
        let Some(Value::Object(schema)) = self.judge.document.pointer(at) else {
            return;
        };
        let pair = (at.to_owned(), place.to_owned());
        if self.open.contains(&pair) {
            return;
        }
        self.open.push(pair);
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            self.schema(reference.trim_start_matches('#'), data, place);
        }
        for index in 0..self.length(at, "allOf") {
            self.schema(&format!("{at}/allOf/{index}"), data, place);
        }
        for keyword in ["anyOf", "oneOf"] {
            for index in 0..self.length(at, keyword) {
                self.choice(&format!("{at}/{keyword}/{index}"), data, place);
            }
        }
        if schema.contains_key("if") {
            let (branch, other) = if self.judge.is_valid(&format!("{at}/if"), data) {
                ("then", "else")
            } else {
                ("else", "then")
            };
            self.conditional(&format!("{at}/{branch}"), data, place);
            self.elsewhere(&format!("{at}/{other}"), place);
            if schema.contains_key("then") || schema.contains_key("else") {
                self.found.named.insert(place.to_owned());
            }
        }
        match data {
            Value::Object(members) => {
                for (name, value) in members {
                    self.member(at, name, value, place);
                }
                for keyword in ["dependencies", "dependentSchemas"] {
                    for name in schema
                        .get(keyword)
                        .and_then(Value::as_object)
                        .into_iter()
                        .flat_map(Map::keys)
                    {
                        let at = below(&format!("{at}/{keyword}"), name);
                        if members.contains_key(name) {
                            self.conditional(&at, data, place);
                        } else {
                            self.elsewhere(&at, place);
                        }
                    }
                }
                let names = [
                    "dependencies",
                    "dependentSchemas",
                    "patternProperties",
                    "properties",
                    "required",
                ];
                let names_some = |keyword: &&str| match schema.get(*keyword) {
                    Some(Value::Object(table)) => !table.is_empty(),
                    Some(Value::Array(list)) => !list.is_empty(),
                    _ => false,
                };
                if names.iter().any(names_some) {
                    self.found.named.insert(place.to_owned());
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.item(at, index, item, place);
                }
            }
            _ => {}
        }
        self.open.pop();
    }

    /// Looks at a schema under a condition that holds.
    fn conditional(&mut self, at: &str, data: &Value, place: &str) {
        self.conditions += 1;
        self.schema(at, data, place);
        self.conditions -= 1;
    }

    /// Looks at a schema under a condition that does not hold. Such schemas have members without further composition.
    fn elsewhere(&mut self, at: &str, place: &str) {
        let members = self.judge.document.pointer(&format!("{at}/properties"));
        let names = members
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(Map::keys);
        self.found
            .elsewhere
            .extend(names.map(|name| below(place, name)));
    }

    /// Looks at a schema if it holds.
    fn choice(&mut self, at: &str, data: &Value, place: &str) {
        if self.judge.is_valid(at, data) {
            self.found.chosen.insert(place.to_owned());
            self.schema(at, data, place);
        }
    }

    fn member(&mut self, at: &str, name: &str, value: &Value, place: &str) {
        let here = below(place, name);
        let schema = self.judge.document.pointer(at).expect("it was just found");
        // What has to be there is a field, whether anything else is said of it or not.
        let required = schema["required"].as_array().into_iter().flatten();
        let required = required.into_iter().any(|one| one == name);
        let mut typed = false;
        if schema["properties"].get(name).is_some() {
            typed = true;
            self.schema(&below(&format!("{at}/properties"), name), value, &here);
        }
        let patterns = schema["patternProperties"].as_object();
        for pattern in patterns.into_iter().flat_map(|table| table.keys()) {
            if crate::schema::matches(pattern, name) {
                typed = true;
                let at = below(&format!("{at}/patternProperties"), pattern);
                self.schema(&at, value, &here);
            }
        }
        if typed {
            self.found.named_ones.insert(here.clone());
        }
        let rest = &schema["additionalProperties"];
        if !typed && rest.as_object().is_some_and(|rest| !rest.is_empty()) {
            typed = true;
            self.found.rest.insert(here.clone());
            self.schema(&format!("{at}/additionalProperties"), value, &here);
        }
        if typed && self.conditions > 0 {
            self.found.conditional.insert(here.clone());
        } else if typed {
            self.found.members.insert(here.clone());
        }
        if required {
            self.found.required.insert(here);
        }
    }

    fn item(&mut self, at: &str, index: usize, item: &Value, place: &str) {
        let here = format!("{place}/{index}");
        let schema = self.judge.document.pointer(at).expect("it was just found");
        let first = ["prefixItems", "items"]
            .into_iter()
            .find(|keyword| schema[*keyword].is_array());
        if first.is_some() {
            // In a list of no known length, an item can have the type of any place.
            self.found.chosen.insert(here.clone());
        }
        match first {
            Some(first) if index < self.length(at, first) => {
                self.schema(&format!("{at}/{first}/{index}"), item, &here);
            }
            Some("items") => self.schema(&format!("{at}/additionalItems"), item, &here),
            _ => self.schema(&format!("{at}/items"), item, &here),
        }
    }

    fn length(&self, at: &str, keyword: &str) -> usize {
        let list = self.judge.document.pointer(&format!("{at}/{keyword}"));
        list.and_then(Value::as_array).map_or(0, Vec::len)
    }
}
