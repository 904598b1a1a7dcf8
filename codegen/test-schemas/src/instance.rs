//! Random data of a schema. Most of it is valid: whoever needs valid data asks `jsonschema` too.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::random::{integer, pick, values};
use crate::words::{FORMATS, NAMES, TEXTS, matches, matching};

/// Data nests this deep.
const DEPTH: usize = 7;

/// Names that no schema describes by name.
const OTHERS: &[&str] = &["k", "other", "x-1"];

const TYPES: &[&str] = &[
    "array", "boolean", "integer", "null", "number", "object", "string",
];

/// Draws data.
pub struct Sampler<'a> {
    /// The schema that the data is of, as a whole document.
    pub document: &'a Value,
    /// Whether members are sent, now and then, that no schema describes beside others that one does.
    pub strangers: bool,
}

impl<'a> Sampler<'a> {
    /// Data of the document. `None` where none was found, as for schemas that need to contain themselves.
    pub fn sample(&self, rng: &mut Rng) -> Option<Value> {
        self.value(&[self.document], &[], DEPTH, rng)
    }

    /// The same, of a schema of the document.
    pub fn sample_of(&self, schema: &'a Value, rng: &mut Rng) -> Option<Value> {
        self.value(&[schema], &[], DEPTH, rng)
    }

    /// Data in which the way, a pointer with `*` for any item or name, is there as far as the schema has it, up to its last step.
    pub fn sample_along(&self, way: &str, rng: &mut Rng) -> Option<Value> {
        let steps = way.split('/').skip(1);
        let way: Vec<String> = steps
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .collect();
        self.value(&[self.document], &way, DEPTH + way.len(), rng)
    }

    /// A value that all schemas describe.
    fn value(
        &self,
        schemas: &[&'a Value],
        way: &[String],
        depth: usize,
        rng: &mut Rng,
    ) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        let mut parts = Vec::new();
        for schema in schemas {
            self.expand(schema, &mut parts, rng)?;
        }
        if let Some(values) = parts.iter().find_map(|part| values(part)) {
            return (!values.is_empty()).then(|| pick(rng, &values).clone());
        }
        let names: Vec<&str> = TYPES
            .iter()
            .filter(|name| parts.iter().all(|part| allows(part, name)))
            .copied()
            .collect();
        if names.is_empty() {
            return None;
        }
        let containers = names
            .iter()
            .filter(|name| matches!(**name, "array" | "object"));
        let containers: Vec<&str> = containers.copied().collect();
        let names = if way.is_empty() || containers.is_empty() {
            names
        } else {
            containers
        };
        match pick(rng, &names) {
            "null" => Some(Value::Null),
            "boolean" => Some(json!(rng.bool())),
            "integer" => integer(&parts, rng),
            "number" => number(&parts, rng),
            "string" => Some(json!(text(&parts, rng))),
            "array" => self.array(&parts, way, depth, rng),
            _ => self.object(parts, way, depth, rng).map(Value::Object),
        }
    }

    /// Adds a schema and those that it leads to, each choice made in one way.
    fn expand(&self, schema: &'a Value, parts: &mut Vec<&'a Value>, rng: &mut Rng) -> Option<()> {
        if schema == &Value::Bool(false) {
            return None;
        }
        if schema == &Value::Bool(true) || parts.iter().any(|part| std::ptr::eq(*part, schema)) {
            return Some(());
        }
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.document.pointer(reference.trim_start_matches('#'));
            self.expand(target.expect("it leads somewhere"), parts, rng)?;
            let dialect = self.document["$schema"].as_str().unwrap_or_default();
            if !dialect.contains("2020-12") {
                // Older drafts read nothing beside it.
                return Some(());
            }
        }
        parts.push(schema);
        for part in list(schema, "allOf") {
            self.expand(part, parts, rng)?;
        }
        for keyword in ["anyOf", "oneOf"] {
            let choices = list(schema, keyword);
            if choices.is_empty() {
                continue;
            }
            let chosen = rng.usize(0..choices.len());
            self.expand(&choices[chosen], parts, rng)?;
            // Several of them can hold.
            if keyword == "anyOf" && rng.u8(0..4) == 0 {
                for part in choices {
                    self.expand(part, parts, rng)?;
                }
            }
        }
        if let Some(condition) = schema.get("if") {
            let branch = if rng.bool() {
                self.expand(condition, parts, rng)?;
                schema.get("then")
            } else {
                schema.get("else")
            };
            if let Some(branch) = branch {
                self.expand(branch, parts, rng)?;
            }
        }
        Some(())
    }

    fn array(
        &self,
        parts: &[&'a Value],
        way: &[String],
        depth: usize,
        rng: &mut Rng,
    ) -> Option<Value> {
        let low = bounds(parts, "minItems").max().unwrap_or(0);
        let high = bounds(parts, "maxItems").min().unwrap_or(low + 3);
        let first = ["items", "prefixItems"].into_iter().flat_map(|keyword| {
            parts
                .iter()
                .map(move |part| list(part, keyword).len() as u64)
        });
        let first = first.max().unwrap_or(0);
        let usual = if rng.bool() {
            first
        } else {
            low + rng.u64(0..3)
        };
        let rest = way.get(1..).unwrap_or_default();
        let count = usual
            .max(u64::from(!way.is_empty()))
            .clamp(low, high.max(low));
        let mut found = Vec::new();
        for index in 0..usize::try_from(count).ok()? {
            let mut schemas: Vec<&Value> =
                parts.iter().filter_map(|part| item(part, index)).collect();
            if index == 0 || rng.u8(0..4) == 0 {
                schemas.extend(parts.iter().filter_map(|part| part.get("contains")));
            }
            match self.value(&schemas, rest, depth, rng) {
                Some(item) => found.push(item),
                None if index as u64 >= low => break,
                None => return None,
            }
        }
        Some(found.into())
    }

    fn object(
        &self,
        mut parts: Vec<&'a Value>,
        way: &[String],
        depth: usize,
        rng: &mut Rng,
    ) -> Option<Map<String, Value>> {
        let (next, rest) = match way {
            [next, rest @ ..] => (Some(next.as_str()), rest),
            [] => (None, way),
        };
        // The last step itself may be absent: that can be what matters.
        let is_next =
            |name: &str, rng: &mut Rng| next == Some(name) && (!rest.is_empty() || rng.bool());
        let mut wanted = self.dependencies(&mut parts, rng)?;
        let mut must: Vec<&str> = wanted.clone();
        for part in &parts {
            must.extend(list(part, "required").iter().filter_map(Value::as_str));
        }
        wanted.extend_from_slice(&must);
        for part in &parts {
            for (name, _) in table(part, "properties") {
                if is_next(name, rng) || depth > 1 && rng.u8(0..3) > 0 {
                    wanted.push(name);
                }
            }
            for (pattern, _) in table(part, "patternProperties") {
                if depth > 1 && rng.bool() {
                    wanted.push(pick(rng, matching(pattern)));
                }
            }
        }
        let has = |keyword: &str| parts.iter().any(|part| part.get(keyword).is_some());
        // Whoever describes some members mostly sends no others.
        let likely = if !has("properties") || has("additionalProperties") {
            2
        } else {
            30
        };
        let described = |part: &&Value| {
            let others = part.get("additionalProperties").and_then(Value::as_object);
            others.is_some_and(|others| !others.is_empty())
        };
        let has_room = parts.iter().any(described) || !has("properties") && must.is_empty();
        if next == Some("*") {
            wanted.push(OTHERS[0]);
        }
        for name in OTHERS {
            if depth > 1 && (self.strangers || has_room) && rng.u8(0..likely) == 0 {
                wanted.push(name);
            }
        }
        // What one schema describes by name, another may describe with all others.
        let is_named = |name: &&&str| {
            parts
                .iter()
                .any(|part| part["properties"].get(name).is_some())
        };
        for name in NAMES.iter().filter(|name| has_room && !is_named(name)) {
            if is_next(name, rng) || depth > 1 && rng.u8(0..6) == 0 {
                wanted.push(name);
            }
        }
        let mut object = Map::new();
        for name in wanted {
            if object.contains_key(name) {
                continue;
            }
            let mut schemas = Vec::new();
            for part in &parts {
                members(part, name, &mut schemas);
            }
            let rest = if next == Some("*") || next == Some(name) {
                rest
            } else {
                &[]
            };
            match self.value(&schemas, rest, depth, rng) {
                Some(value) => drop(object.insert(name.to_owned(), value)),
                None if must.contains(&name) => return None,
                None => {}
            }
        }
        Some(object)
    }

    /// The members that some of the dependencies are to come from; their schemas become parts.
    fn dependencies(&self, parts: &mut Vec<&'a Value>, rng: &mut Rng) -> Option<Vec<&'a str>> {
        let mut names = Vec::new();
        for part in parts.clone() {
            for keyword in ["dependencies", "dependentRequired", "dependentSchemas"] {
                for (name, dependency) in table(part, keyword) {
                    if rng.bool() {
                        continue;
                    }
                    names.push(name);
                    match dependency {
                        Value::Array(more) => names.extend(more.iter().filter_map(Value::as_str)),
                        schema => self.expand(schema, parts, rng)?,
                    }
                }
            }
        }
        Some(names)
    }
}

/// The schemas of a member.
fn members<'a>(part: &'a Value, name: &str, schemas: &mut Vec<&'a Value>) {
    let before = schemas.len();
    schemas.extend(part.get("properties").and_then(|table| table.get(name)));
    let patterns = table(part, "patternProperties").filter(|(pattern, _)| matches(pattern, name));
    schemas.extend(patterns.map(|(_, schema)| schema));
    if schemas.len() == before {
        schemas.extend(part.get("additionalProperties"));
    }
}

/// The schema of an item.
fn item(part: &Value, index: usize) -> Option<&Value> {
    let (first, rest) = match part.get("items") {
        Some(Value::Array(_)) => ("items", "additionalItems"),
        _ => ("prefixItems", "items"),
    };
    list(part, first).get(index).or_else(|| part.get(rest))
}

fn list<'a>(schema: &'a Value, keyword: &str) -> &'a [Value] {
    let list = schema.get(keyword).and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

fn table<'a>(
    schema: &'a Value,
    keyword: &str,
) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
    let table = schema.get(keyword).and_then(Value::as_object);
    table
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value))
}

fn allows(schema: &Value, name: &str) -> bool {
    let is = |allowed: &str| allowed == name || allowed == "number" && name == "integer";
    match schema.get("type") {
        Some(Value::String(allowed)) => is(allowed),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

fn bounds<'a>(parts: &'a [&Value], keyword: &'a str) -> impl Iterator<Item = u64> + 'a {
    parts
        .iter()
        .filter_map(move |part| part.get(keyword)?.as_u64())
}

/// A fraction, or an integer that `f64` holds.
fn number(parts: &[&Value], rng: &mut Rng) -> Option<Value> {
    if rng.bool() {
        return Some(pick(rng, &[json!(0.5), json!(-1.25), json!(1e300)]));
    }
    let integer = integer(parts, rng)?;
    let exact = integer
        .as_i64()
        .is_some_and(|integer| integer.unsigned_abs() < 1 << 53);
    Some(if exact { integer } else { json!(3) })
}

fn text(parts: &[&Value], rng: &mut Rng) -> String {
    let fitting = |keyword: &str, known: &[(&str, &str)]| {
        let wanted = parts.iter().find_map(|part| part.get(keyword)?.as_str())?;
        let (_, text) = known.iter().find(|(known, _)| *known == wanted)?;
        Some((*text).to_owned())
    };
    if let Some(text) = fitting("pattern", TEXTS).or_else(|| fitting("format", FORMATS)) {
        return text;
    }
    if rng.u8(0..3) == 0 {
        return pick(rng, &["on", "off", "tag0", "tag1", "5", "ü\"\\\n"]).to_owned();
    }
    let low = bounds(parts, "minLength").max().unwrap_or(0);
    let high = bounds(parts, "maxLength").min().unwrap_or(low + 4);
    (0..rng.u64(low..=high.max(low)))
        .map(|_| rng.lowercase())
        .collect()
}
