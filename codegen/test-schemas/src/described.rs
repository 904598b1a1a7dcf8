//! Which members of data a schema describes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Number, Value};

use crate::judge::Judge;

/// Places in data, as JSON pointers.
#[derive(Debug, Default)]
pub struct Described {
    /// Members that a schema describes, each time that one does.
    members: BTreeMap<String, Vec<Description>>,
    /// Members that have to be there.
    required: BTreeSet<String>,
    /// Objects some members of which are described, or could be.
    named: BTreeSet<String>,
    /// Values that one of several schemas describes: `null` counts as absent when the one is chosen.
    chosen: BTreeSet<String>,
    /// Members that a schema describes under a condition that does not hold, with the choices that lead to it.
    elsewhere: Vec<(String, Vec<String>)>,
    /// Integers beyond `i64` that no bound of a schema allows, and those that one does.
    unbounded: BTreeSet<String>,
    bounded: BTreeSet<String>,
}

/// How a schema describes a member.
#[derive(Debug)]
struct Description {
    by: By,
    /// How many conditions the schema stands under.
    conditions: usize,
    /// The choices that lead to it.
    choices: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum By {
    Name,
    Pattern,
    /// With all that the schema does not name.
    Rest,
    /// With all that the schema does not name and that match none of its patterns.
    RestOfPatterns,
}

impl Described {
    /// What a document describes of data that is valid.
    pub fn new(judge: &Judge, data: &Value) -> Self {
        let mut walk = Walk {
            judge,
            open: Vec::new(),
            conditions: 0,
            choices: Vec::new(),
            found: Self::default(),
        };
        walk.schema("", data, "");
        walk.found
    }

    /// Whether a member has to come back. All of an object do, if none is described.
    pub fn is_described(&self, member: &str) -> bool {
        let (object, _) = member.rsplit_once('/').unwrap_or_default();
        self.members.contains_key(member) || self.required.contains(member) || self.is_free(object)
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
        let is_there = |(member, _): &&(String, Vec<String>)| data.pointer(member).is_some();
        let mut elsewhere = self.elsewhere.iter().filter(is_there);
        elsewhere.any(|(member, choices)| !self.is_settled(member, choices))
            || self.members.values().any(|all| conflict(all))
            || !self.unbounded.is_subset(&self.bounded)
            || self.misleads(data, "", false)
    }

    /// Whether a member is described whenever these choices are made.
    fn is_settled(&self, member: &str, choices: &[String]) -> bool {
        let mut descriptions = self.members.get(member).into_iter().flatten();
        descriptions.any(|one| choices.starts_with(&one.choices))
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

/// Whether types do not read all that is said of a member: under a condition and without it, or by a name or pattern and by all that another
/// schema leaves over that has patterns.
fn conflict(descriptions: &[Description]) -> bool {
    let has = |by: By| descriptions.iter().any(|one| one.by == by);
    let mut conditions = descriptions.windows(2);
    conditions.any(|two| two[0].conditions != two[1].conditions)
        || has(By::Pattern) && (has(By::Rest) || has(By::RestOfPatterns))
        || has(By::Name) && has(By::RestOfPatterns)
}

/// The pointer of a member.
pub fn below(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Whether a schema says that numbers are integers.
fn calls_integer(schema: &Map<String, Value>) -> bool {
    let says = |name: &str| match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(|one| one == name),
        one => one.is_some_and(|one| one == name),
    };
    says("integer") && !says("number")
}

/// Whether an integer is beyond `i64`.
fn is_large(number: &Number) -> bool {
    let end = 2_f64.powi(63);
    let is_inside = |number| (-end..end).contains(&number);
    !number.is_i64() && !number.as_f64().is_some_and(is_inside)
}

struct Walk<'a> {
    judge: &'a Judge,
    /// The pairs of schema and data that are being looked at.
    open: Vec<(String, String)>,
    /// The conditions that the schema stands under.
    conditions: usize,
    /// The choices that lead to the schema.
    choices: Vec<String>,
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
            Value::Number(number) if calls_integer(schema) => {
                let keywords = if number.as_f64().is_some_and(|number| number > 0.0) {
                    ["maximum", "exclusiveMaximum"]
                } else {
                    ["minimum", "exclusiveMinimum"]
                };
                let is_bounded = keywords.iter().any(|keyword| schema.contains_key(*keyword));
                if is_bounded {
                    self.found.bounded.insert(place.to_owned());
                } else if is_large(number) {
                    self.found.unbounded.insert(place.to_owned());
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
        let found = names.map(|name| (below(place, name), self.choices.clone()));
        self.found.elsewhere.extend(found);
    }

    /// Looks at a schema if it holds.
    fn choice(&mut self, at: &str, data: &Value, place: &str) {
        if self.judge.is_valid(at, data) {
            self.found.chosen.insert(place.to_owned());
            self.choices.push(at.to_owned());
            self.schema(at, data, place);
            self.choices.pop();
        }
    }

    fn member(&mut self, at: &str, name: &str, value: &Value, place: &str) {
        let here = below(place, name);
        let schema = self.judge.document.pointer(at).expect("it was just found");
        // What has to be there is a field, whether anything else is said of it or not.
        let required = schema["required"].as_array().into_iter().flatten();
        let required = required.into_iter().any(|one| one == name);
        let mut by = None;
        if schema["properties"].get(name).is_some() {
            by = Some(By::Name);
            self.schema(&below(&format!("{at}/properties"), name), value, &here);
        }
        let patterns = schema["patternProperties"].as_object();
        for pattern in patterns.into_iter().flat_map(|table| table.keys()) {
            if crate::words::matches(pattern, name) {
                by = Some(By::Pattern);
                let at = below(&format!("{at}/patternProperties"), pattern);
                self.schema(&at, value, &here);
            }
        }
        let rest = &schema["additionalProperties"];
        if by.is_none() && rest.as_object().is_some_and(|rest| !rest.is_empty()) {
            by = Some(patterns.map_or(By::Rest, |_| By::RestOfPatterns));
            self.schema(&format!("{at}/additionalProperties"), value, &here);
        }
        if let Some(by) = by {
            let description = Description {
                by,
                conditions: self.conditions,
                choices: self.choices.clone(),
            };
            let all = self.found.members.entry(here.clone()).or_default();
            all.push(description);
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
