//! Strings and integers that are more than that: sets of values, points in time, integers that come as text.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

use super::schema::is_flagged;
use super::{Body, Definition, Preparer, or_null, reference_to, shown};
use crate::compose::{ALTERNATIVES, MEANINGS};
use crate::error::Result;
use crate::hints::{Mark, What};
use crate::model::Variant;
use crate::names::{self, collide};

/// The variant of an open enum that takes every value without a variant of its own.
const UNKNOWN: &str = "Unknown";

impl Preparer<'_> {
    /// What a hint makes of the string or integer under `pointer`.
    pub(super) fn marked(&mut self, pointer: &str) -> Result<Option<Value>> {
        let hints = self.hints;
        let Some(mark) = self.wanted(What::Mark, pointer, hints.mark(pointer)) else {
            return Ok(None);
        };
        let reference = match mark {
            Mark::Values(entry) => {
                let values = entry.values.iter().map(|value| {
                    let short = value.strip_prefix(&entry.prefix).unwrap_or(value);
                    (value.clone(), Some(names::variant(short)))
                });
                let variants = variants(values, &entry.meanings).map_err(|message| {
                    self.error(pointer, message)
                        .help("list one of them only: the other is read as an unknown value")
                })?;
                let (name, docs) = (entry.type_name.clone(), entry.description.clone());
                self.string(
                    &format!("values {name}"),
                    name,
                    docs,
                    Body::Values(variants),
                )
            }
            Mark::Timestamp => self.timestamp(),
            Mark::IntegerOrText => self.string(
                "integer or text",
                "IntegerOrText".to_owned(),
                String::new(),
                Body::IntegerOrText,
            ),
        };
        let nullable = match self.at(pointer) {
            Value::Object(schema) => self.types(pointer, schema)?.1,
            _ => false,
        };
        Ok(Some(if nullable {
            or_null(reference)
        } else {
            reference
        }))
    }

    /// An `enum` of strings. `null` among them says what `type` says too.
    pub(super) fn enumeration(&mut self, pointer: &str, values: &Value) -> Result<Value> {
        if let Some(key) = self.keys.get(pointer) {
            return Ok(reference_to(key));
        }
        let place = format!("{pointer}/enum");
        let Value::Array(values) = values else {
            return Err(self.error(&place, format!("{} is not a list of values", shown(values))));
        };
        let mut strings = Vec::new();
        for (index, value) in values.iter().enumerate() {
            match value {
                Value::String(text) => {
                    let place = format!("{place}/{index}");
                    let hints = self.hints;
                    let name = self.wanted(What::Variant, &place, hints.variant_name(&place));
                    strings.push((text.clone(), name.map(str::to_owned)));
                }
                Value::Null => {}
                other => {
                    let why = format!("`enum` of strings with {} among them", shown(other));
                    return Ok(self.degrade(pointer, why));
                }
            }
        }
        if self.hints.is_unattended() {
            let mut seen = HashSet::new();
            strings.retain(|(text, _)| seen.insert(text.clone()));
            let texts: Vec<&str> = strings.iter().map(|(text, _)| text.as_str()).collect();
            let found = collide::apart(&texts, names::variant, names::TAKEN_VARIANTS);
            for ((_, name), found) in strings.iter_mut().zip(found) {
                *name = Some(found);
            }
        }
        self.count(pointer, strings.len())?;
        let meanings = self.at(pointer).get(MEANINGS).and_then(Value::as_object);
        let meanings = meanings.filter(|_| pointer.contains(ALTERNATIVES));
        let meanings = meanings
            .into_iter()
            .flatten()
            .filter_map(|(value, text)| Some((value.clone(), text.as_str()?.to_owned())));
        let variants = variants(strings, &meanings.collect())
            .map_err(|message| self.collision(&place, message))?;
        let docs = self.described(pointer, self.docs_of_type(pointer))?;
        let name = self.type_name(pointer);
        Ok(self.string(pointer, name, docs, Body::Values(variants)))
    }

    /// An `enum` without a `type`: all strings, but for `null`, or any JSON.
    pub(super) fn untyped_enumeration(
        &mut self,
        pointer: &str,
        schema: &Map<String, Value>,
    ) -> Result<Value> {
        let values = schema.get("enum").unwrap_or(&Value::Null);
        let strings = values
            .as_array()
            .filter(|values| values.iter().any(Value::is_string))
            .is_some_and(|values| {
                values
                    .iter()
                    .all(|value| value.is_string() || value.is_null())
            });
        if !strings && values.is_array() {
            return Ok(self.degrade(pointer, "`enum` without a type"));
        }
        let reference = self.enumeration(pointer, values)?;
        let null = values
            .as_array()
            .is_some_and(|values| values.contains(&Value::Null));
        Ok(if null && !is_flagged(schema) {
            or_null(reference)
        } else {
            reference
        })
    }

    /// A reference to text that is a point in time.
    pub(super) fn timestamp(&mut self) -> Value {
        let name = "Timestamp".to_owned();
        self.string("timestamp", name, String::new(), Body::Timestamp)
    }

    /// A reference to an integer of any size.
    pub(super) fn number(&mut self) -> Value {
        self.string("number", "Number".to_owned(), String::new(), Body::Number)
    }

    /// A reference to a string with a definition of its own.
    fn string(&mut self, identity: &str, name: String, docs: String, body: Body) -> Value {
        let known = self.keys.contains_key(identity);
        let key = self.key_for(identity);
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
}

/// A variant for each value, each value once; a name that a person wants goes before the rules. The error is a message.
fn variants(
    values: impl IntoIterator<Item = (String, Option<String>)>,
    meanings: &BTreeMap<String, String>,
) -> Result<Vec<Variant>, String> {
    let mut scope = open_scope();
    let mut variants: Vec<Variant> = Vec::new();
    let mut seen = HashSet::new();
    for (value, name) in values {
        if !seen.insert(value.clone()) {
            continue;
        }
        let name = name.unwrap_or_else(|| names::variant(&value));
        scope
            .take(&name, &value)
            .map_err(|error| error.message().to_owned())?;
        let docs = meanings.get(&value).cloned().unwrap_or_default();
        variants.push(Variant { value, name, docs });
    }
    Ok(variants)
}

/// The names of an open enum, or of an open union, before its values have any.
pub(super) fn open_scope() -> names::Scope {
    let mut scope = names::Scope::default();
    scope
        .take(UNKNOWN, "any other value")
        .expect("the first name meets no other");
    scope
}
