//! A document becomes what typify reads without surprise: only the keywords that shape a type, every object and every
//! marked string under a name of its own, and opaque names for definitions and members, so that no name of the schema can
//! meet another, be a keyword, or be spelled in a way that typify does not expect. The real names wait in a table.
//!
//! What cannot be typed exactly becomes any JSON, with a warning that says where. What makes no sense is an error.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::fixups::{Fixups, Mark};
use crate::load::Document;
use crate::names;

/// A document for typify, with the table that gives things their names back.
#[derive(Debug)]
pub struct Prepared {
    /// The definitions, by opaque name: schemas in the subset that typify reads.
    pub schemas: BTreeMap<String, Value>,
    /// What each definition is, the root first.
    pub definitions: Vec<Definition>,
    /// Places that became any JSON.
    pub warnings: Vec<Error>,
}

/// A definition: one named type to be.
#[derive(Debug)]
pub struct Definition {
    /// The opaque name.
    pub key: String,
    /// The Rust name.
    pub name: String,
    /// The description.
    pub docs: String,
    /// What is behind the key.
    pub body: Body,
}

/// What a definition describes.
#[derive(Debug)]
pub enum Body {
    /// An object: its members by opaque name, in the order of their JSON names.
    Object(Vec<Member>),
    /// A string with known values.
    Values(Vec<String>),
    /// A string that holds a point in time.
    Timestamp,
    /// Anything else: the root of a document that describes no object.
    Plain,
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// The opaque name.
    pub key: String,
    /// The name in JSON.
    pub json: String,
    /// The name in Rust.
    pub name: String,
    /// The description.
    pub docs: String,
    /// Required, and never null.
    pub required: bool,
}

/// Prepares a document.
///
/// # Errors
/// A construct that makes no sense, such as a `$ref` to nowhere or `properties` that is no object, and names that meet.
pub fn prepare(document: &Document, fixups: &Fixups) -> Result<Prepared> {
    let mut preparer = Preparer {
        document,
        fixups,
        keys: BTreeMap::new(),
        queue: VecDeque::new(),
        schemas: BTreeMap::new(),
        definitions: Vec::new(),
        warnings: Vec::new(),
    };
    preparer.run()?;
    Ok(Prepared {
        schemas: preparer.schemas,
        definitions: preparer.definitions,
        warnings: preparer.warnings,
    })
}

/// Keywords that shape a type in a way that is not typed yet.
const DEGRADING: &[&str] = &[
    "$dynamicRef",
    "$recursiveRef",
    "allOf",
    "anyOf",
    "const",
    "else",
    "if",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

struct Preparer<'a> {
    document: &'a Document,
    fixups: &'a Fixups,
    /// Opaque names by what they stand for: a pointer, or a value set.
    keys: BTreeMap<String, String>,
    /// Objects that have a name and are still to be read.
    queue: VecDeque<(String, String)>,
    schemas: BTreeMap<String, Value>,
    definitions: Vec<Definition>,
    warnings: Vec<Error>,
}

impl<'a> Preparer<'a> {
    fn run(&mut self) -> Result<()> {
        let root = self.resolve("")?;
        if is_struct(self.at(&root)) {
            self.object_reference(&root);
        } else {
            let key = self.key_for("");
            let schema = self.rewrite("", &mut Vec::new())?;
            let (name, docs) = (self.type_name(""), description(&self.document.root));
            self.schemas.insert(key.clone(), schema);
            self.definitions.push(Definition {
                key,
                name,
                docs,
                body: Body::Plain,
            });
        }
        while let Some((pointer, key)) = self.queue.pop_front() {
            self.object(&pointer, key)?;
        }
        let mut scope = names::Scope::default();
        let named = |definition: &&Definition| !matches!(definition.body, Body::Timestamp);
        for definition in self.definitions.iter().filter(named) {
            scope.take(&definition.name, &definition.key).map_err(|_| {
                Error::new(format!(
                    "two types of this document would be named `{}`",
                    definition.name
                ))
                .help("give one of them another name: a [[rename]] entry in overrides.toml")
                .document(&self.document.id)
            })?;
        }
        Ok(())
    }

    fn at(&self, pointer: &str) -> &'a Value {
        self.document
            .root
            .pointer(pointer)
            .expect("pointers are made from places that were visited")
    }

    fn error(&self, pointer: &str, message: impl Into<String>) -> Error {
        self.document.error(pointer, message)
    }

    /// Any JSON, with a warning.
    fn degrade(&mut self, pointer: &str, why: impl Into<String>) -> Value {
        self.warnings
            .push(self.error(pointer, format!("{}: typed as any JSON", why.into())));
        Value::Bool(true)
    }

    /// The schema under `pointer` for typify. `open` holds the references that are being followed.
    fn rewrite(&mut self, pointer: &str, open: &mut Vec<String>) -> Result<Value> {
        if let Some(mark) = self.fixups.mark(pointer) {
            return Ok(self.marked(pointer, mark));
        }
        let schema = match self.at(pointer) {
            Value::Bool(true) => return Ok(Value::Bool(true)),
            Value::Bool(false) => return Ok(self.degrade(pointer, "no value is valid here")),
            Value::Object(schema) => schema,
            other => {
                return Err(self
                    .error(pointer, format!("{other} is no schema"))
                    .help("a schema is an object or a boolean"));
            }
        };
        if schema.contains_key("$ref") {
            return self.reference(pointer, open);
        }
        if let Some(keyword) = DEGRADING
            .iter()
            .find(|keyword| schema.contains_key(**keyword))
        {
            return Ok(self.degrade(pointer, format!("`{keyword}` is not typed")));
        }
        let (types, nullable) = self.types(pointer, schema)?;
        let rewritten = match types.as_slice() {
            [] if is_struct(self.at(pointer)) => self.object_reference(pointer),
            [] if schema.contains_key("enum") => self.degrade(pointer, "`enum` without a type"),
            [] if nullable => self.degrade(pointer, "only null is valid here"),
            [] => Value::Bool(true),
            [one] => self.typed(pointer, one, schema, open)?,
            several => self.degrade(pointer, format!("a choice of {}", several.join(", "))),
        };
        Ok(if nullable {
            or_null(rewritten)
        } else {
            rewritten
        })
    }

    /// The names in `type` without `null`, and whether `null` was among them.
    fn types(&self, pointer: &str, schema: &'a Map<String, Value>) -> Result<(Vec<&'a str>, bool)> {
        let names: Vec<&Value> = match schema.get("type") {
            None => Vec::new(),
            Some(Value::Array(names)) => names.iter().collect(),
            Some(name) => vec![name],
        };
        let mut types = Vec::new();
        for name in names {
            match name.as_str() {
                Some(
                    name @ ("object" | "array" | "string" | "integer" | "number" | "boolean"
                    | "null"),
                ) => types.push(name),
                _ => {
                    return Err(self
                        .error(&format!("{pointer}/type"), format!("{name} is no type"))
                        .help(
                            "types are object, array, string, integer, number, boolean and null",
                        ));
                }
            }
        }
        let all = types.len();
        types.retain(|name| *name != "null");
        let nullable = types.len() < all || schema.get("nullable") == Some(&Value::Bool(true));
        Ok((types, nullable))
    }

    fn typed(
        &mut self,
        pointer: &str,
        name: &str,
        schema: &'a Map<String, Value>,
        open: &mut Vec<String>,
    ) -> Result<Value> {
        if name != "string" && schema.contains_key("enum") {
            return Ok(self.degrade(pointer, format!("`enum` of {name} values")));
        }
        match name {
            "object" if is_struct(self.at(pointer)) => Ok(self.object_reference(pointer)),
            "object" => match schema.get("additionalProperties") {
                Some(Value::Object(_)) => {
                    let values = self.rewrite(&format!("{pointer}/additionalProperties"), open)?;
                    Ok(json!({"type": "object", "additionalProperties": values}))
                }
                _ => Ok(json!({"type": "object", "additionalProperties": true})),
            },
            "array" => match schema.get("items") {
                Some(Value::Array(_)) => Ok(self.degrade(pointer, "a tuple")),
                Some(_) => {
                    let items = self.rewrite(&format!("{pointer}/items"), open)?;
                    Ok(json!({"type": "array", "items": items}))
                }
                None => Ok(json!({"type": "array", "items": true})),
            },
            "string" => match schema.get("enum") {
                Some(values) => self.enumeration(pointer, values),
                None => Ok(json!({"type": "string"})),
            },
            "integer" if beyond_i64(schema) => {
                Ok(json!({"type": "integer", "format": "uint64", "minimum": 0}))
            }
            plain => Ok(json!({"type": plain})),
        }
    }

    /// Follows a `$ref`: to an object by its name, to anything else by reading it in place.
    fn reference(&mut self, pointer: &str, open: &mut Vec<String>) -> Result<Value> {
        let target = self.resolve(pointer)?;
        if is_struct(self.at(&target)) && self.fixups.mark(&target).is_none() {
            return Ok(self.object_reference(&target));
        }
        if open.contains(&target) {
            return Ok(self.degrade(
                pointer,
                "a definition that contains itself without an object between",
            ));
        }
        open.push(target.clone());
        let rewritten = self.rewrite(&target, open);
        open.pop();
        rewritten
    }

    /// The place that the `$ref`s from `pointer` on lead to.
    fn resolve(&self, pointer: &str) -> Result<String> {
        let mut seen = vec![pointer.to_owned()];
        loop {
            let here = seen.last().expect("starts with one and only grows");
            let Some(reference) = self.at(here).get("$ref") else {
                return Ok(here.clone());
            };
            let place = format!("{here}/$ref");
            let target = reference
                .as_str()
                .and_then(|text| text.strip_prefix('#'))
                .ok_or_else(|| {
                    self.error(&place, format!("{reference} leads out of this document"))
                })?;
            if self.document.root.pointer(target).is_none() {
                return Err(self.error(&place, format!("{reference} leads nowhere")));
            }
            if seen.iter().any(|place| place == target) {
                return Err(self.error(&place, format!("{reference} leads back to itself")));
            }
            seen.push(target.to_owned());
        }
    }

    fn marked(&mut self, pointer: &str, mark: &Mark) -> Value {
        let (identity, name, docs, body) = match mark {
            Mark::Values(entry) => (
                format!("values {}", entry.type_name),
                entry.type_name.clone(),
                entry.description.clone(),
                Body::Values(entry.values.clone()),
            ),
            Mark::Timestamp => (
                "timestamp".to_owned(),
                "Timestamp".to_owned(),
                String::new(),
                Body::Timestamp,
            ),
        };
        let nullable = self.at(pointer)["type"].is_array();
        let reference = self.string_definition(identity, name, docs, body);
        if nullable {
            or_null(reference)
        } else {
            reference
        }
    }

    fn enumeration(&mut self, pointer: &str, values: &Value) -> Result<Value> {
        let wrong = || self.error(&format!("{pointer}/enum"), "`enum` is a list of values");
        let mut strings = Vec::new();
        for value in values.as_array().ok_or_else(wrong)? {
            match value.as_str() {
                Some(text) => strings.push(text.to_owned()),
                None => {
                    return Ok(self.degrade(
                        pointer,
                        format!("`enum` of strings with {value} among them"),
                    ));
                }
            }
        }
        let (name, docs) = (self.type_name(pointer), description(self.at(pointer)));
        Ok(self.string_definition(pointer.to_owned(), name, docs, Body::Values(strings)))
    }

    fn string_definition(
        &mut self,
        identity: String,
        name: String,
        docs: String,
        body: Body,
    ) -> Value {
        let known = self.keys.contains_key(&identity);
        let key = self.key_for(&identity);
        let reference = reference_to(&key);
        if !known {
            self.schemas.insert(key.clone(), json!({"type": "string"}));
            self.definitions.push(Definition {
                key,
                name,
                docs,
                body,
            });
        }
        reference
    }

    /// A reference to the object under `pointer`, which gets a definition of its own.
    fn object_reference(&mut self, pointer: &str) -> Value {
        let known = self.keys.contains_key(pointer);
        let key = self.key_for(pointer);
        if !known {
            self.queue.push_back((pointer.to_owned(), key.clone()));
        }
        reference_to(&key)
    }

    fn key_for(&mut self, identity: &str) -> String {
        let next = format!("T{}", self.keys.len());
        self.keys.entry(identity.to_owned()).or_insert(next).clone()
    }

    fn object(&mut self, pointer: &str, key: String) -> Result<()> {
        let at = format!("{pointer}/properties");
        let none = Map::new();
        let properties = match self.at(pointer).get("properties") {
            None => &none,
            Some(Value::Object(properties)) => properties,
            Some(other) => {
                return Err(self.error(&at, format!("{other} is no table of properties")));
            }
        };
        let required = self.required(pointer)?;
        if let Some(Value::Object(_)) = self.at(pointer).get("additionalProperties") {
            self.degrade(
                &format!("{pointer}/additionalProperties"),
                "members beside the named ones are not kept",
            );
        }
        // A member can be required without being described: then any JSON will do.
        let undescribed = required
            .iter()
            .filter(|name| !properties.contains_key(**name))
            .copied();
        let mut names: Vec<&str> = properties
            .keys()
            .map(String::as_str)
            .chain(undescribed)
            .collect();
        names.sort_unstable();
        names.dedup();

        // The object takes its place before its members find objects of their own: the root stays first.
        let place = self.definitions.len();
        self.definitions.push(Definition {
            key: key.clone(),
            name: self.type_name(pointer),
            docs: description(self.at(pointer)),
            body: Body::Plain,
        });
        let mut scope = names::Scope::default();
        let mut members = Vec::new();
        let mut schemas = Map::new();
        for (index, json) in names.into_iter().enumerate() {
            let place = format!("{at}/{}", escape(json));
            let name = match self.fixups.field_name(&place) {
                Some(name) => name.to_owned(),
                None => names::field(json),
            };
            scope
                .take(&name, json)
                .map_err(|error| error.document(&self.document.id).pointer(&place))?;
            let (schema, docs) = match properties.get(json) {
                Some(described) => (
                    self.rewrite(&place, &mut Vec::new())?,
                    description(described),
                ),
                None => (Value::Bool(true), String::new()),
            };
            let required = required.contains(&json) && !is_nullable(&schema);
            let key = format!("m{index:05}");
            schemas.insert(key.clone(), without_null(schema));
            members.push(Member {
                key,
                json: json.to_owned(),
                name,
                docs,
                required,
            });
        }
        let required: Vec<&str> = members.iter().map(|member| member.key.as_str()).collect();
        self.schemas.insert(
            key,
            json!({"type": "object", "properties": schemas, "required": required}),
        );
        self.definitions[place].body = Body::Object(members);
        Ok(())
    }

    fn required(&self, pointer: &str) -> Result<Vec<&'a str>> {
        let place = format!("{pointer}/required");
        match self.at(pointer).get("required") {
            // Draft 4 and older allow a boolean on the property itself; it says nothing about this object.
            None | Some(Value::Bool(_)) => Ok(Vec::new()),
            Some(Value::Array(names)) => names
                .iter()
                .map(|name| {
                    name.as_str()
                        .ok_or_else(|| self.error(&place, format!("{name} is no member name")))
                })
                .collect(),
            Some(other) => Err(self.error(&place, format!("{other} is no list of member names"))),
        }
    }

    /// The name of the type under `pointer`, decided by the pointer alone.
    fn type_name(&self, pointer: &str) -> String {
        if let Some(name) = self.fixups.type_name(pointer) {
            return name.to_owned();
        }
        let mut name = self.document.id.schema.name().to_owned();
        let mut segments = pointer.split('/').skip(1).map(unescape);
        while let Some(segment) = segments.next() {
            match segment.as_str() {
                "definitions" | "$defs" => name = segments.next().unwrap_or_default(),
                "properties" => name = format!("{name} {}", segments.next().unwrap_or_default()),
                "items" => name.push_str(" Item"),
                "additionalProperties" => name.push_str(" Value"),
                other => name = format!("{name} {other}"),
            }
        }
        names::type_name(&name)
    }
}

/// An object with named members.
fn is_struct(schema: &Value) -> bool {
    let objects = match &schema["type"] {
        Value::String(name) => name == "object",
        Value::Array(names) => names.iter().all(|name| name == "object" || name == "null"),
        Value::Null => true,
        _ => false,
    };
    let named = |keyword: &str| match &schema[keyword] {
        Value::Object(members) => !members.is_empty(),
        Value::Array(names) => !names.is_empty(),
        Value::Null => false,
        _ => true,
    };
    objects
        && schema.is_object()
        && (named("properties") || (schema["type"] == "object" && named("required")))
}

/// Integers that may be larger than an `i64` holds, and never negative.
fn beyond_i64(schema: &Map<String, Value>) -> bool {
    let number = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    #[expect(
        clippy::cast_precision_loss,
        reason = "a bound near 2^63 is meant to be beyond it"
    )]
    let limit = i64::MAX as f64;
    number("minimum").is_some_and(|low| low >= 0.0)
        && number("maximum").is_some_and(|high| high > limit)
}

fn description(schema: &Value) -> String {
    schema
        .get("description")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn reference_to(key: &str) -> Value {
    json!({"$ref": format!("#/definitions/{key}")})
}

fn or_null(schema: Value) -> Value {
    if schema.is_boolean() || is_nullable(&schema) {
        return schema;
    }
    json!({"oneOf": [schema, {"type": "null"}]})
}

fn is_nullable(rewritten: &Value) -> bool {
    rewritten.get("oneOf").is_some()
}

/// Members say by themselves whether they may be null.
fn without_null(rewritten: Value) -> Value {
    match rewritten.pointer("/oneOf/0") {
        Some(schema) => schema.clone(),
        None => rewritten,
    }
}

fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
