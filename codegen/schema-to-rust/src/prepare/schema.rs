//! One schema, in the subset that typify reads.

use serde_json::{Map, Value, json};

use super::object::is_struct;
use super::{Preparer, integer, or_null, shown};
use crate::compose::ALTERNATIVES;
use crate::error::Result;

/// Lists and maps inside each other, without a name between: what is deeper is any JSON. Whoever parses the Rust that comes
/// of them recurses, and syn takes 40 kB of stack a level.
const DEEPEST: usize = 16;

impl<'a> Preparer<'a> {
    /// The schema under `pointer` for typify. `open` holds the places that are being read.
    pub(super) fn rewrite(&mut self, pointer: &str, open: &mut Vec<String>) -> Result<Value> {
        if open.len() > DEEPEST {
            let why = format!("nested deeper than {DEEPEST} levels");
            return Ok(self.degrade(pointer, why));
        }
        open.push(pointer.to_owned());
        let rewritten = self.rewrite_open(pointer, open);
        open.pop();
        rewritten
    }

    fn rewrite_open(&mut self, pointer: &str, open: &mut Vec<String>) -> Result<Value> {
        if let Some(marked) = self.marked(pointer)? {
            return Ok(marked);
        }
        let schema = match self.at(pointer) {
            Value::Bool(true) => return Ok(Value::Bool(true)),
            Value::Bool(false) => return Ok(self.degrade(pointer, "no value is valid here")),
            Value::Object(schema) => schema,
            other => {
                return Err(self
                    .error(pointer, format!("{} is not a schema", shown(other)))
                    .help("a schema is an object or a boolean"));
            }
        };
        match schema.get(ALTERNATIVES) {
            Some(Value::Array(none)) if none.is_empty() => return Ok(Value::Bool(true)),
            Some(Value::Array(_)) => return self.choice_reference(pointer, open),
            Some(_) => return self.rewrite_open(&format!("{pointer}/{ALTERNATIVES}"), open),
            None => {}
        }
        if schema.contains_key("$ref") {
            let referred = self.reference(pointer, open)?;
            return Ok(if is_flagged(schema) {
                or_null(referred)
            } else {
                referred
            });
        }
        let (types, nullable) = self.types(pointer, schema)?;
        let rewritten = match types.as_slice() {
            [] if is_struct(self.at(pointer)) => self.object_reference(pointer),
            [] if schema.contains_key("enum") => self.untyped_enumeration(pointer, schema)?,
            [] if nullable => self.degrade(pointer, "only null is valid here"),
            [] => Value::Bool(true),
            [one] => self.typed(pointer, one, schema, open)?,
            _ => unreachable!("several types are composed"),
        };
        Ok(if nullable {
            or_null(rewritten)
        } else {
            rewritten
        })
    }

    /// The names in `type` without `null`, and whether `null` was among them.
    pub(super) fn types(
        &self,
        pointer: &str,
        schema: &'a Map<String, Value>,
    ) -> Result<(Vec<&'a str>, bool)> {
        let place = format!("{pointer}/type");
        let names: Vec<&Value> = match schema.get("type") {
            None => Vec::new(),
            Some(Value::Array(names)) if names.is_empty() => {
                return Err(self.error(&place, "an empty list of types: no value is valid"));
            }
            Some(Value::Array(names)) => names.iter().collect(),
            Some(name) => vec![name],
        };
        let mut types = Vec::new();
        let mut nullable = is_flagged(schema);
        for name in names {
            match name.as_str() {
                Some("null") => nullable = true,
                Some(name @ ("object" | "array" | "string" | "integer" | "number" | "boolean")) => {
                    if !types.contains(&name) {
                        types.push(name);
                    }
                }
                _ => {
                    return Err(self
                        .error(&place, format!("{} is not a type", shown(name)))
                        .help(
                            "types are object, array, string, integer, number, boolean and null",
                        ));
                }
            }
        }
        Ok((types, nullable))
    }

    fn typed(
        &mut self,
        pointer: &str,
        name: &str,
        schema: &'a Map<String, Value>,
        open: &mut Vec<String>,
    ) -> Result<Value> {
        match name {
            "object" if is_struct(self.at(pointer)) => Ok(self.object_reference(pointer)),
            "object" => match schema.get("additionalProperties") {
                Some(Value::Object(_)) => {
                    let values = self.rewrite(&format!("{pointer}/additionalProperties"), open)?;
                    Ok(json!({"type": "object", "additionalProperties": values}))
                }
                None | Some(Value::Bool(_)) => {
                    Ok(json!({"type": "object", "additionalProperties": true}))
                }
                Some(other) => Err(self.no_schema(pointer, "additionalProperties", other)),
            },
            "array" => match schema.get("items") {
                None if schema.contains_key("prefixItems") => self.tuple(pointer, open),
                Some(_) => {
                    let items = self.rewrite(&format!("{pointer}/items"), open)?;
                    Ok(json!({"type": "array", "items": items}))
                }
                None => Ok(json!({"type": "array", "items": true})),
            },
            "string" => match schema.get("enum") {
                Some(values) => self.enumeration(pointer, values),
                None if is_time(schema) => Ok(self.timestamp()),
                None => Ok(json!({"type": "string"})),
            },
            "integer" => match integer::of(schema) {
                Some(integer) => Ok(integer),
                None => Ok(self.number()),
            },
            plain => Ok(json!({"type": plain})),
        }
    }

    /// A list of a known length, each item with a schema of its own.
    fn tuple(&mut self, pointer: &str, open: &mut Vec<String>) -> Result<Value> {
        let place = format!("{pointer}/prefixItems");
        let length = self.at(&place).as_array().map_or(0, Vec::len);
        let items: Result<Vec<Value>> = (0..length)
            .map(|index| self.rewrite(&format!("{place}/{index}"), open))
            .collect();
        Ok(json!({"type": "array", "items": items?, "minItems": length, "maxItems": length}))
    }

    fn no_schema(&self, pointer: &str, keyword: &str, found: &Value) -> crate::Error {
        self.error(
            &format!("{pointer}/{keyword}"),
            format!("{} is not a schema", shown(found)),
        )
        .help("a schema is an object or a boolean")
    }
}

/// Text that is a point in time.
fn is_time(schema: &Map<String, Value>) -> bool {
    schema
        .get("format")
        .is_some_and(|format| format == "date-time")
}

/// `nullable`, as `OpenAPI` has it.
pub(super) fn is_flagged(schema: &Map<String, Value>) -> bool {
    schema.get("nullable") == Some(&Value::Bool(true))
}
