//! What the parts of a schema say together.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Map, Value};

use super::source::{self, Source, weight};
use crate::pointer::escape;

/// Parts that lead to further parts: more are taken for a mistake.
const MOST_PARTS: usize = 500;

/// Why parts cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// No value is valid.
    Never,
    /// There is no end to it.
    TooMuch,
    /// Something else, as a message says it.
    Other(String),
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Never => f.write_str("no value is valid here"),
            Self::TooMuch => write!(f, "more than {} parts are to be merged", source::MOST),
            Self::Other(message) => f.write_str(message),
        }
    }
}

/// What one or several schemas say of one value that they all describe.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// The places that were read, references followed.
    pub(super) parts: BTreeSet<String>,
    /// The one place that says all of it, if there is one.
    pub(super) alone: Option<String>,
    /// Whether a schema of these says what the value looks like.
    pub(super) shaped: bool,
    /// The types that all allow; `None` where none speaks of types.
    pub(super) types: Option<BTreeSet<String>>,
    /// The places of each member's schemas.
    pub(super) properties: BTreeMap<String, Vec<String>>,
    /// The same for members that are described under a condition.
    pub(super) conditional: BTreeMap<String, Vec<String>>,
    pub(super) required: BTreeSet<String>,
    /// Members that some of the valid objects must have.
    pub(super) mentioned: BTreeSet<String>,
    /// The places of the schemas for members without a name.
    pub(super) additional: Vec<String>,
    /// The places of the schemas for members by pattern.
    pub(super) patterns: Vec<String>,
    /// No members beside those that are described.
    pub(super) closed: bool,
    /// The places of the schemas of items.
    pub(super) items: Vec<String>,
    /// The places of the first items, one each.
    pub(super) first: Vec<String>,
    pub(super) values: Option<Vec<Value>>,
    /// Choices that are still to be made: places, of which one or several hold.
    pub(super) choices: Vec<Vec<String>>,
    /// What the last choice says of itself: `description` and `title`.
    pub(super) own: Map<String, Value>,
    /// What listed values mean.
    pub(super) meanings: BTreeMap<String, String>,
    /// Keywords that describe, or that bound a number or a length: of the first schema that has them.
    pub(super) plain: Map<String, Value>,
}

/// Keywords that are taken over as they are.
const PLAIN: &[&str] = &[
    "default",
    "deprecated",
    "description",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maximum",
    "minItems",
    "minimum",
    "title",
];

impl Facts {
    /// What the schema at a place says. The error says why that cannot be told.
    pub(super) fn of(source: &Source<'_>, pointer: &str) -> Result<Self, Why> {
        let mut facts = Self::default();
        facts.add(source, pointer)?;
        Ok(facts)
    }

    /// Adds what a choice says: its words are its own, and those of the value that it stands for.
    pub(super) fn choose(&mut self, source: &Source<'_>, place: &str) -> Result<bool, Why> {
        let added = self.add(source, place)?;
        let schema = source
            .target(place)
            .and_then(|place| source.at(&place)?.as_object());
        let Some(schema) = schema else {
            return Ok(added);
        };
        let words = ["description", "title"].into_iter().filter_map(|keyword| {
            let text = schema.get(keyword)?.as_str()?.trim();
            (!text.is_empty()).then(|| (keyword.to_owned(), Value::from(text)))
        });
        let words: Map<String, Value> = words.collect();
        let value = match (schema.get("const"), schema.get("enum")) {
            (Some(value), _) => Some(value),
            (None, Some(Value::Array(values))) if values.len() == 1 => values.first(),
            _ => None,
        };
        let text = words.get("description").or_else(|| words.get("title"));
        if let (Some(Value::String(value)), Some(Value::String(text))) = (value, text) {
            self.meanings.insert(value.clone(), text.clone());
        }
        if !words.is_empty() {
            self.own = words;
        }
        Ok(added)
    }

    /// How much is known.
    pub(super) fn weight(&self) -> usize {
        let tables = [&self.properties, &self.conditional];
        let lists = [&self.additional, &self.patterns, &self.items, &self.first];
        1 + self.parts.len()
            + tables.iter().map(|table| table.len()).sum::<usize>()
            + lists.iter().map(|list| list.len()).sum::<usize>()
            + self.required.len()
            + self.mentioned.len()
            + self.values.as_ref().map_or(0, Vec::len)
            + self.choices.iter().map(Vec::len).sum::<usize>()
    }

    /// Adds what the schema at a place says. `false` where it was there already.
    pub(super) fn add(&mut self, source: &Source<'_>, pointer: &str) -> Result<bool, Why> {
        source.spend(1)?;
        let pointer = source.target(pointer).ok_or_else(|| {
            Why::Other("a reference does not resolve, or leads back to itself".to_owned())
        })?;
        if self.parts.contains(&pointer) {
            return Ok(false);
        }
        if self.parts.len() > MOST_PARTS {
            return Err(Why::Other(format!(
                "more than {MOST_PARTS} schemas at once"
            )));
        }
        let schema = match source.at(&pointer) {
            Some(Value::Object(schema)) => schema,
            Some(Value::Bool(true)) => return Ok(true),
            Some(Value::Bool(false)) => return Err(Why::Never),
            _ => {
                return Err(Why::Other(
                    "something that is not a schema takes part".to_owned(),
                ));
            }
        };
        if let Some(keyword) = ["$dynamicRef", "$recursiveRef"]
            .iter()
            .find(|one| schema.contains_key(**one))
        {
            return Err(Why::Other(format!("`{keyword}` is not followed")));
        }
        source.spend(weight(schema))?;
        self.parts.insert(pointer.clone());
        for keyword in PLAIN {
            if let (Some(value), None) = (schema.get(*keyword), self.plain.get(*keyword)) {
                self.plain.insert((*keyword).to_owned(), value.clone());
            }
        }
        self.shaped |= is_shaped(schema);
        self.add_types(schema);
        self.add_members(schema, &pointer);
        self.add_items(schema, &pointer);
        self.add_values(schema);
        self.add_conditions(source, schema, &pointer)?;
        for keyword in ["anyOf", "oneOf"] {
            let Some(choice) = places(schema, keyword, &pointer) else {
                continue;
            };
            let mut seen = HashSet::new();
            let mut says = false;
            for place in &choice {
                says = says || says_something(source, place, &mut seen)?;
            }
            if says {
                self.choices.push(choice);
            } else {
                let names = choice
                    .iter()
                    .filter_map(|place| source.at(place)?.get("required")?.as_array());
                let names = names.flatten().filter_map(Value::as_str);
                self.mentioned.extend(names.map(str::to_owned));
            }
        }
        for part in places(schema, "allOf", &pointer).into_iter().flatten() {
            self.add(source, &part)?;
        }
        Ok(true)
    }

    fn add_types(&mut self, schema: &Map<String, Value>) {
        let names: Vec<&str> = match schema.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => return,
        };
        let mut types: BTreeSet<String> = names.into_iter().map(str::to_owned).collect();
        if schema.get("nullable") == Some(&Value::Bool(true)) {
            types.insert("null".to_owned());
        }
        self.types = Some(match self.types.take() {
            None => types,
            Some(before) => both(&before, &types),
        });
    }

    fn add_members(&mut self, schema: &Map<String, Value>, pointer: &str) {
        for (name, place) in table(schema, "properties", pointer) {
            self.properties.entry(name).or_default().push(place);
        }
        if let Some(Value::Array(names)) = schema.get("required") {
            let names = names.iter().filter_map(Value::as_str).map(str::to_owned);
            self.required.extend(names);
        }
        let patterns = table(schema, "patternProperties", pointer);
        self.patterns
            .extend(patterns.into_iter().map(|(_, place)| place));
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            match schema.get(keyword) {
                Some(Value::Object(rest)) if !rest.is_empty() => {
                    self.additional.push(format!("{pointer}/{keyword}"));
                }
                Some(Value::Bool(false)) => self.closed = true,
                _ => {}
            }
        }
    }

    fn add_items(&mut self, schema: &Map<String, Value>, pointer: &str) {
        let first =
            places(schema, "prefixItems", pointer).or_else(|| places(schema, "items", pointer));
        if self.first.is_empty() {
            self.first = first.unwrap_or_default();
        }
        if matches!(
            schema.get("items"),
            Some(Value::Object(_) | Value::Bool(true))
        ) {
            self.items.push(format!("{pointer}/items"));
        }
        // What comes after a list of first items, as older drafts have it.
        if schema.get("items").is_some_and(Value::is_array)
            && schema.get("additionalItems").is_some_and(Value::is_object)
        {
            self.items.push(format!("{pointer}/additionalItems"));
        }
        if schema.get("items") == Some(&Value::Bool(false))
            || schema.get("additionalItems") == Some(&Value::Bool(false))
        {
            let most = Value::from(self.first.len());
            self.plain.entry("maxItems").or_insert(most);
        }
    }

    fn add_values(&mut self, schema: &Map<String, Value>) {
        let values = match (schema.get("const"), schema.get("enum")) {
            (Some(value), _) => vec![value.clone()],
            (None, Some(Value::Array(values))) => values.clone(),
            _ => return,
        };
        self.values = Some(match self.values.take() {
            None => values,
            Some(before) => {
                let texts: HashSet<String> = values.iter().map(Value::to_string).collect();
                let both = before
                    .into_iter()
                    .filter(|value| texts.contains(&value.to_string()));
                both.collect()
            }
        });
    }

    /// What holds under a condition: members that may be there.
    fn add_conditions(
        &mut self,
        source: &Source<'_>,
        schema: &Map<String, Value>,
        pointer: &str,
    ) -> Result<(), Why> {
        // What a condition asks of a member is not a type of it: it may not hold.
        if schema.contains_key("then") || schema.contains_key("else") {
            let asked = schema.get("if").and_then(|one| one.get("properties"));
            let names = asked.and_then(Value::as_object).into_iter().flatten();
            self.mentioned.extend(names.map(|(name, _)| name.clone()));
        }
        let mut parts: Vec<String> = ["then", "else"]
            .into_iter()
            .filter(|keyword| schema.contains_key("if") && schema.contains_key(*keyword))
            .map(|keyword| format!("{pointer}/{keyword}"))
            .collect();
        for keyword in ["dependentSchemas", "dependencies"] {
            let table = table(schema, keyword, pointer).into_iter();
            parts.extend(table.map(|(_, place)| place));
        }
        for part in parts {
            if !matches!(source.at(&part), Some(Value::Object(_))) {
                continue;
            }
            source.spend(self.parts.len())?;
            let mut under = Self {
                parts: self.parts.clone(),
                ..Self::default()
            };
            under.add(source, &part)?;
            for under in super::alternatives::of(source, under)? {
                self.mentioned.extend(under.required);
                self.mentioned.extend(under.mentioned);
                for (name, places) in under.properties.into_iter().chain(under.conditional) {
                    source.spend(1)?;
                    let known = self.conditional.entry(name).or_default();
                    known.extend(
                        places
                            .into_iter()
                            .filter(|place| !known.contains(place))
                            .collect::<Vec<_>>(),
                    );
                }
            }
        }
        Ok(())
    }
}

/// The types in both, where an integer is a number.
pub(super) fn both(a: &BTreeSet<String>, b: &BTreeSet<String>) -> BTreeSet<String> {
    let mut both: BTreeSet<String> = a.intersection(b).cloned().collect();
    let integers = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
        one.contains("integer") && other.contains("number")
    };
    if !both.contains("number") && (integers(a, b) || integers(b, a)) {
        both.insert("integer".to_owned());
    }
    both
}

/// The places of a list of schemas.
fn places(schema: &Map<String, Value>, keyword: &str, pointer: &str) -> Option<Vec<String>> {
    let list = schema.get(keyword)?.as_array()?;
    Some(
        (0..list.len())
            .map(|index| format!("{pointer}/{keyword}/{index}"))
            .collect(),
    )
}

/// The names of a table of schemas, with their places.
fn table(schema: &Map<String, Value>, keyword: &str, pointer: &str) -> Vec<(String, String)> {
    let table = schema.get(keyword).and_then(Value::as_object);
    let members = table.into_iter().flatten();
    members
        .map(|(name, _)| {
            (
                name.clone(),
                format!("{pointer}/{keyword}/{}", escape(name)),
            )
        })
        .collect()
}

/// Whether a schema says by itself what a value looks like, and not only which of them are valid.
fn is_shaped(schema: &Map<String, Value>) -> bool {
    [
        "const",
        "enum",
        "items",
        "patternProperties",
        "prefixItems",
        "properties",
        "type",
    ]
    .iter()
    .any(|keyword| schema.contains_key(*keyword))
        || schema
            .get("additionalProperties")
            .is_some_and(Value::is_object)
}

/// The same, with the schemas that it is made of.
fn says_something(
    source: &Source<'_>,
    pointer: &str,
    seen: &mut HashSet<String>,
) -> Result<bool, Why> {
    source.spend(1)?;
    let Some(pointer) = source.target(pointer) else {
        return Ok(true);
    };
    if seen.contains(&pointer) {
        return Ok(false);
    }
    let Some(Value::Object(schema)) = source.at(&pointer) else {
        return Ok(false);
    };
    if is_shaped(schema) {
        return Ok(true);
    }
    seen.insert(pointer.clone());
    for keyword in ["allOf", "anyOf", "oneOf"] {
        for part in places(schema, keyword, &pointer).into_iter().flatten() {
            if says_something(source, &part, seen)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The one place that says all that the schema at `pointer` says: what `allOf` with a single entry is written for.
pub(super) fn sole(source: &Source<'_>, pointer: &str) -> Option<String> {
    let schema = source.at(pointer)?.as_object()?;
    let adds = [
        "anyOf",
        "dependencies",
        "dependentSchemas",
        "if",
        "oneOf",
        "required",
    ];
    if is_shaped(schema) || adds.iter().any(|keyword| schema.contains_key(*keyword)) {
        return None;
    }
    match places(schema, "allOf", pointer)?.as_slice() {
        [place] => source.target(place).filter(|place| place != pointer),
        _ => None,
    }
}
