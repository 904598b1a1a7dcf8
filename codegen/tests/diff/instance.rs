//! Random data of a schema, such as a sender would send (see `twilio_events_codegen::breaking` for what is taken for granted).

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::schema::{NAMES, PATTERNS};
use test_schemas::random::{integer, pick, values};

/// Data nests this deep, below the way that it is to reach.
const DEPTH: usize = 6;

/// Data of a document in which the way, a pointer with `*` for any item or name, is there as far as the schema has it, up
/// to its last step. `None` where no data was found, as for schemas that need to contain themselves.
pub(crate) fn sample(document: &Value, way: &str, rng: &mut Rng) -> Option<Value> {
    let way: Vec<String> = way
        .split('/')
        .skip(1)
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect();
    let sampler = Sampler { document };
    sampler.value(document, &way, DEPTH + way.len(), rng)
}

/// Whether every schema of a document admits data, of each type that it names.
pub(crate) fn all_admit_data(document: &Value, rng: &mut Rng) -> bool {
    let sampler = Sampler { document };
    let mut admits =
        |schema: &Value| (0..50).any(|_| sampler.value(schema, &[], DEPTH, rng).is_some());
    crate::edit::places(document).iter().all(|place| {
        let schema = document.pointer(place).expect("it was just found");
        let names = schema
            .get("type")
            .and_then(Value::as_array)
            .filter(|_| values(schema).is_none());
        match names {
            Some(names) => names.iter().all(|name| {
                let mut one = schema.clone();
                one["type"] = name.clone();
                admits(&one)
            }),
            None => schema == &json!(false) || admits(schema),
        }
    })
}

struct Sampler<'a> {
    document: &'a Value,
}

impl Sampler<'_> {
    fn value(&self, schema: &Value, way: &[String], depth: usize, rng: &mut Rng) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let target = self
                .document
                .pointer(target.trim_start_matches('#'))
                .expect("it leads somewhere");
            // References alone are no level, but a circle of them ends here too.
            return self.value(
                target,
                way,
                depth + usize::from(target.get("$ref").is_none()),
                rng,
            );
        }
        if schema == &Value::Bool(false) {
            return None;
        }
        let names = types(schema);
        if let Some(values) = values(schema) {
            let fit: Vec<&Value> = values
                .into_iter()
                .filter(|value| names.iter().any(|name| is(name, value)))
                .collect();
            return (!fit.is_empty()).then(|| pick(rng, &fit).clone());
        }
        let containers: Vec<_> = names
            .iter()
            .filter(|name| matches!(**name, "object" | "array"))
            .copied()
            .collect();
        let names = if way.is_empty() || containers.is_empty() {
            names
        } else {
            containers
        };
        match pick(rng, &names) {
            "null" => Some(Value::Null),
            "boolean" => Some(json!(rng.bool())),
            "integer" => integer(&[schema], rng),
            "number" => number(schema, rng),
            "string" => Some(json!(text(schema, rng))),
            "array" => Some(self.array(schema, way, depth, rng)),
            _ => self.object(schema, way, depth, rng).map(Value::Object),
        }
    }

    fn array(&self, schema: &Value, way: &[String], depth: usize, rng: &mut Rng) -> Value {
        let anything = json!(true);
        let items = schema.get("items").unwrap_or(&anything);
        let count = if way.is_empty() {
            rng.usize(0..3)
        } else {
            rng.usize(1..3)
        };
        let rest = way.get(1..).unwrap_or_default();
        let mut found = Vec::new();
        for _ in 0..count {
            match self.value(items, rest, depth, rng) {
                Some(item) => found.push(item),
                // An empty list is data too, as long as nothing in it is asked for.
                None => break,
            }
        }
        found.into()
    }

    fn object(
        &self,
        schema: &Value,
        way: &[String],
        depth: usize,
        rng: &mut Rng,
    ) -> Option<Map<String, Value>> {
        let (next, rest) = match way {
            [next, rest @ ..] => (Some(next.as_str()), rest),
            [] => (None, way),
        };
        let none = Map::new();
        let properties = schema
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&none);
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut object = Map::new();
        let anything = json!(true);
        let beside = schema.get("additionalProperties").unwrap_or(&anything);
        for name in &required {
            if !properties.contains_key(*name) {
                object.insert((*name).to_owned(), self.value(beside, &[], depth, rng)?);
            }
        }
        for (name, member) in properties {
            let is_next = next == Some(name);
            let must = required.contains(&name.as_str());
            // The last step itself may be absent: that can be what matters.
            if must
                || (is_next && !rest.is_empty())
                || (depth > 2 && rng.bool())
                || (is_next && rng.bool())
            {
                match self.value(member, if is_next { rest } else { &[] }, depth, rng) {
                    Some(value) => drop(object.insert(name.clone(), value)),
                    None if must => return None,
                    None => {}
                }
            }
        }
        let named = !properties.is_empty() || !required.is_empty();
        // What is not described is not sent, unless nothing is described.
        if beside == &json!(false) || (beside == &json!(true) && named) {
            return Some(object);
        }
        for name in NAMES.iter().copied().chain(["k"]) {
            let wanted = next == Some("*") && object.is_empty();
            if !properties.contains_key(name)
                && !required.contains(&name)
                && (wanted || rng.u8(0..4) == 0)
            {
                let rest = if next == Some("*") || next == Some(name) {
                    rest
                } else {
                    &[]
                };
                if let Some(value) = self.value(beside, rest, depth, rng) {
                    object.insert(name.to_owned(), value);
                }
            }
        }
        Some(object)
    }
}

fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ if schema.get("properties").is_some() => vec!["object"],
        _ => vec![
            "null", "boolean", "integer", "number", "string", "array", "object",
        ],
    }
}

fn is(name: &str, value: &Value) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => name == "number" || (name == "integer" && !number.is_f64()),
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}

/// A fraction where the limits leave room for this one.
fn number(schema: &Value, rng: &mut Rng) -> Option<Value> {
    let limit = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    let room = limit("minimum").is_none_or(|low| low <= 0.5)
        && limit("maximum").is_none_or(|high| high >= 0.5);
    if room && rng.bool() {
        return Some(json!(0.5));
    }
    integer(&[schema], rng)
}

fn text(schema: &Value, rng: &mut Rng) -> String {
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        let known = PATTERNS.iter().find(|(known, _)| *known == pattern);
        return known.expect("only these are generated").1.to_owned();
    }
    let length = |keyword: &str, default: u64| {
        schema
            .get(keyword)
            .and_then(Value::as_u64)
            .unwrap_or(default)
    };
    let (low, high) = (length("minLength", 0), length("maxLength", 8));
    (0..rng.u64(low..=high.max(low)))
        .map(|_| rng.lowercase())
        .collect()
}
