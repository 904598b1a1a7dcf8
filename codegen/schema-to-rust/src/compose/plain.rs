//! Facts become schemas that are not made of schemas.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value, json};

use super::facts::{Facts, Why};
use super::source::Source;
use super::{ALTERNATIVES, MEANINGS};
use super::{alternatives, facts, integer};
use crate::pointer::reference;

/// Members that are described several times, inside each other: more is taken for a schema without end.
const DEEPEST: usize = 16;

/// More items are read as a list: Rust's tuples have traits up to here.
const LONGEST_TUPLE: usize = 12;

/// The schemas of which a value fits one. None of them: any JSON fits.
pub(super) fn alternatives(
    source: &Source<'_>,
    facts: Facts,
    depth: usize,
) -> Result<Vec<Value>, Why> {
    if depth > DEEPEST {
        return Err(Why::Other(format!(
            "merged more than {DEEPEST} levels deep"
        )));
    }
    let mut kinds = Vec::new();
    for alternative in alternatives::of(source, facts)? {
        kinds.extend(by_kind(alternative));
    }
    if kinds.is_empty() {
        return Err(Why::Never);
    }
    if kinds.iter().any(|facts| !facts.shaped) {
        return Ok(Vec::new());
    }
    let (nulls, kinds): (Vec<Facts>, Vec<Facts>) =
        kinds.into_iter().partition(|facts| facts.is("null"));
    let kinds = one_of_each(source, kinds)?;
    let mut schemas = Vec::new();
    let mut seen = HashSet::new();
    for facts in kinds {
        let schema = match &facts.alone {
            Some(place) => reference(place),
            None => match (Plain { source, depth }).schema(facts) {
                Ok(schema) => Value::Object(schema),
                // The others remain.
                Err(Why::Never) => continue,
                Err(why) => return Err(why),
            },
        };
        if seen.insert(schema.to_string()) {
            schemas.push(schema);
        }
    }
    if schemas.is_empty() && nulls.is_empty() {
        return Err(Why::Never);
    }
    if !nulls.is_empty() {
        schemas.push(json!({"type": "null"}));
    }
    Ok(schemas)
}

/// One alternative for each kind of value that is allowed, `null` among them.
fn by_kind(mut facts: Facts) -> Vec<Facts> {
    if let Some(values) = &facts.values {
        let mut kinds: BTreeSet<String> =
            values.iter().map(|value| kind(value).to_owned()).collect();
        if kinds.contains("number") {
            kinds.remove("integer");
        }
        facts.types = Some(match &facts.types {
            None => kinds,
            Some(types) => facts::both(types, &kinds),
        });
    }
    let Some(mut kinds) = facts.types.clone() else {
        return vec![facts];
    };
    if kinds.contains("number") {
        kinds.remove("integer");
    }
    let several = kinds.iter().filter(|kind| *kind != "null").count() > 1;
    // A place that allows one kind, or null, can be referred to.
    if !several && facts.alone.is_some() && facts.values.is_none() {
        return vec![facts];
    }
    let split = kinds.into_iter().map(|name| Facts {
        values: facts.values.as_ref().map(|values| {
            values
                .iter()
                .filter(|value| fits(value, &name))
                .cloned()
                .collect()
        }),
        alone: facts
            .alone
            .clone()
            .filter(|_| !several && name != "null" && is_text(&facts)),
        types: Some(BTreeSet::from([name])),
        ..facts.clone()
    });
    split.collect()
}

/// Whether all values are text: then an `enum` is typed where it stands.
fn is_text(facts: &Facts) -> bool {
    facts.values.iter().flatten().all(Value::is_string)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn fits(value: &Value, name: &str) -> bool {
    kind(value) == name || name == "number" && value.is_number()
}

/// Text, integers, numbers and booleans need one alternative each: text that is listed goes before other text, which the
/// list does not refuse either.
fn one_of_each(source: &Source<'_>, alternatives: Vec<Facts>) -> Result<Vec<Facts>, Why> {
    let mut kept: Vec<Facts> = Vec::new();
    for facts in alternatives {
        let same = ["boolean", "integer", "number", "string"]
            .into_iter()
            .find(|name| facts.is(name))
            .and_then(|name| kept.iter_mut().find(|other| other.is(name)));
        match same {
            None => kept.push(facts),
            Some(other) => {
                source.spend(other.weight())?;
                other.widen(facts);
            }
        }
    }
    Ok(kept)
}

impl Facts {
    fn is(&self, name: &str) -> bool {
        self.types
            .as_ref()
            .is_some_and(|types| types.len() == 1 && types.contains(name))
    }

    /// Allows what `other`, of the same simple type, allows too.
    fn widen(&mut self, other: Self) {
        let values = match (&self.values, &other.values) {
            (Some(own), Some(others)) => {
                let known: HashSet<String> = own.iter().map(Value::to_string).collect();
                let new = |value: &&Value| !known.contains(&value.to_string());
                let more = others.iter().filter(new).cloned();
                Some(own.iter().cloned().chain(more).collect())
            }
            // Text beside a list is what the list takes anyway.
            (Some(_), None) if self.is("string") => return,
            (None, Some(_)) if self.is("string") => {
                *self = other;
                return;
            }
            _ => None,
        };
        if self.values == values && self.plain == other.plain {
            return;
        }
        // What is said of both is said of the whole.
        let described = ["description", "title"].into_iter().filter_map(|keyword| {
            let text = self.plain.get(keyword)?;
            (other.plain.get(keyword) == Some(text)).then(|| (keyword.to_owned(), text.clone()))
        });
        let mut plain: Map<String, Value> = described.collect();
        if self.is("integer") && values.is_none() {
            let bounds = |facts: &Self| match &facts.values {
                Some(values) => integer::around(values),
                None => facts.plain.clone(),
            };
            plain.extend(integer::both(&bounds(self), &bounds(&other)));
        }
        *self = Self {
            shaped: true,
            types: self.types.take(),
            values,
            plain,
            meanings: std::mem::take(&mut self.meanings)
                .into_iter()
                .chain(other.meanings)
                .collect(),
            ..Self::default()
        };
    }
}

/// Writes the facts of one alternative.
struct Plain<'a> {
    source: &'a Source<'a>,
    depth: usize,
}

impl Plain<'_> {
    fn schema(&self, mut facts: Facts) -> Result<Map<String, Value>, Why> {
        let mut schema = std::mem::take(&mut facts.plain);
        schema.append(&mut facts.own);
        if !facts.meanings.is_empty() {
            schema.insert(MEANINGS.to_owned(), json!(facts.meanings));
        }
        let kind = facts.types.as_ref().and_then(BTreeSet::first).cloned();
        let may_be = |name: &str| kind.as_deref().is_none_or(|kind| kind == name);
        if let Some(types) = &facts.types {
            let types: Vec<&String> = types.iter().collect();
            schema.insert(
                "type".to_owned(),
                match types.as_slice() {
                    [one] => json!(one),
                    several => json!(several),
                },
            );
        }
        match (&facts.values, kind.as_deref()) {
            (Some(values), Some("boolean" | "integer" | "number" | "string")) => {
                schema.insert("enum".to_owned(), json!(values));
            }
            (Some(_), Some("array" | "object")) => {
                return Err(Why::Other("a set of lists or objects".to_owned()));
            }
            _ => {}
        }
        if may_be("object") {
            self.members(&facts, &mut schema)?;
        }
        if may_be("array") {
            self.items(&facts, &mut schema)?;
        }
        Ok(schema)
    }

    fn members(&self, facts: &Facts, schema: &mut Map<String, Value>) -> Result<(), Why> {
        let mut properties = Map::new();
        for (name, places) in &facts.properties {
            let schema = match self.all(places) {
                // Then it is not sent.
                Err(Why::Never) if !facts.required.contains(name) => json!({ALTERNATIVES: []}),
                schema => schema?,
            };
            properties.insert(name.clone(), schema);
        }
        for (name, places) in &facts.conditional {
            if !properties.contains_key(name) {
                properties.insert(name.clone(), self.any(places)?);
            }
        }
        for name in &facts.mentioned {
            properties.entry(name).or_insert(Value::Bool(true));
        }
        if !properties.is_empty() {
            schema.insert("properties".to_owned(), Value::Object(properties));
        }
        if !facts.required.is_empty() {
            schema.insert("required".to_owned(), json!(facts.required));
        }
        let mut rest = facts.additional.clone();
        rest.extend_from_slice(&facts.patterns);
        if !facts.patterns.is_empty() && facts.additional.is_empty() && !facts.closed {
            schema.insert("additionalProperties".to_owned(), json!({ALTERNATIVES: []}));
        } else if !rest.is_empty() {
            schema.insert("additionalProperties".to_owned(), or_any(self.any(&rest))?);
        }
        Ok(())
    }

    fn items(&self, facts: &Facts, schema: &mut Map<String, Value>) -> Result<(), Why> {
        let number = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
        let length = facts.first.len();
        let exact = number("minItems") == u64::try_from(length).ok()
            && number("maxItems") == number("minItems")
            && length <= LONGEST_TUPLE;
        let items = if facts.first.is_empty() {
            match facts.items.as_slice() {
                [] => return Ok(()),
                places => or_any(self.all(places))?,
            }
        } else if exact {
            let first: Vec<Value> = facts.first.iter().map(|place| reference(place)).collect();
            schema.insert("prefixItems".to_owned(), Value::Array(first));
            return Ok(());
        } else if facts.items.is_empty()
            && number("maxItems").is_none_or(|most| most > length as u64)
        {
            // Whatever comes after the first items is any JSON, and so the list is of any JSON.
            json!({ALTERNATIVES: []})
        } else {
            let mut places = facts.first.clone();
            places.extend_from_slice(&facts.items);
            or_any(self.any(&places))?
        };
        schema.insert("items".to_owned(), items);
        Ok(())
    }

    /// A schema for what fits all places.
    fn all(&self, places: &[String]) -> Result<Value, Why> {
        let places = self.saying_most(places)?;
        if let [place] = places.as_slice() {
            return Ok(reference(place));
        }
        let mut facts = Facts::default();
        for place in &places {
            facts.add(self.source, place)?;
        }
        let schemas = alternatives(self.source, facts, self.depth + 1)?;
        Ok(json!({ALTERNATIVES: one_or_list(schemas)}))
    }

    /// A schema for what fits one of the places.
    fn any(&self, places: &[String]) -> Result<Value, Why> {
        if let [place] = places {
            return Ok(reference(place));
        }
        let facts = Facts {
            choices: vec![places.to_vec()],
            ..Facts::default()
        };
        let schemas = alternatives(self.source, facts, self.depth + 1)?;
        Ok(json!({ALTERNATIVES: one_or_list(schemas)}))
    }

    /// The places without those that say nothing, and without those that another one includes.
    fn saying_most(&self, places: &[String]) -> Result<Vec<String>, Why> {
        let mut kept: Vec<(String, Facts)> = Vec::new();
        for place in places {
            let end = self.source.target(place).ok_or_else(|| {
                Why::Other("a reference does not resolve, or leads back to itself".to_owned())
            })?;
            let facts = Facts::of(self.source, place)?;
            self.source.spend(kept.len())?;
            let says_nothing = !facts.shaped && facts.choices.is_empty();
            if says_nothing && places.len() > 1
                || kept.iter().any(|(_, other)| other.parts.contains(&end))
            {
                continue;
            }
            kept.retain(|(other, _)| {
                let target = self.source.target(other);
                target.is_none_or(|other| !facts.parts.contains(&other))
            });
            kept.push((place.clone(), facts));
        }
        let mut kept: Vec<String> = kept.into_iter().map(|(place, _)| place).collect();
        if kept.is_empty() {
            kept.extend(places.first().cloned());
        }
        Ok(kept)
    }
}

/// Lists and maps can be empty: where nothing can be in them, they are of any JSON.
fn or_any(contents: Result<Value, Why>) -> Result<Value, Why> {
    match contents {
        Err(Why::Never) => Ok(json!({ALTERNATIVES: []})),
        contents => contents,
    }
}

/// A choice is a list; what is none stands alone.
pub(super) fn one_or_list(mut schemas: Vec<Value>) -> Value {
    match schemas.len() {
        1 => schemas.remove(0),
        _ => Value::Array(schemas),
    }
}
