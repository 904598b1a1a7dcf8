//! Random edits of a schema: what a publisher might do to it.

use fastrand::Rng;
use serde_json::{Value, json};

use crate::meaning::{HOLD, TABLES};
use crate::random::{describes_all, pick};
use crate::schema::Generator;
use crate::words::{DEFINITIONS, NAMES, TEXTS, VALUES};

/// A copy with one to three edits.
pub fn edited(document: &Value, rng: &mut Rng) -> Value {
    let mut edited = document.clone();
    for _ in 0..rng.u8(1..=3) {
        if rng.u8(0..12) == 0 {
            rename_definition(&mut edited, rng);
            continue;
        }
        // Not every edit suits every place, and most places suit some.
        for _ in 0..20 {
            let place = pick(rng, &places(&edited));
            let schema = edited.pointer_mut(&place).expect("it was just found");
            if edit(schema, place.is_empty(), rng) {
                break;
            }
        }
    }
    mend(&mut edited);
    edited
}

/// References that lead nowhere since a definition was renamed, or in a circle, are no schema at all.
fn mend(document: &mut Value) {
    for place in places(document) {
        let target = document
            .pointer(&place)
            .and_then(|schema| schema.get("$ref")?.as_str());
        let Some(target) = target else { continue };
        let is_there = |target: &str| document.pointer(target.trim_start_matches('#')).is_some();
        let renamed = "#/definitions/Four";
        let instead = if place.starts_with("/definitions/") && place.matches('/').count() == 2
            || !is_there(target) && !is_there(renamed)
        {
            json!({"type": "string"})
        } else if !is_there(target) {
            json!({"$ref": renamed})
        } else {
            continue;
        };
        *document.pointer_mut(&place).expect("it was just found") = instead;
    }
}

/// The pointers of all schemas.
pub fn places(document: &Value) -> Vec<String> {
    let mut places = vec![String::new()];
    let mut next = 0;
    while let Some(place) = places.get(next).cloned() {
        let schema = document.pointer(&place).expect("it was just found");
        for (keyword, value) in schema.as_object().into_iter().flatten() {
            let place = format!("{place}/{keyword}");
            let name =
                |name: &String| format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
            match value {
                Value::Object(table) if TABLES.contains(&keyword.as_str()) => {
                    let schemas = table.iter().filter(|(_, schema)| !schema.is_array());
                    places.extend(schemas.map(|(member, _)| name(member)));
                }
                Value::Array(list) if HOLD.contains(&keyword.as_str()) => {
                    places.extend((0..list.len()).map(|index| format!("{place}/{index}")));
                }
                _ if HOLD.contains(&keyword.as_str()) => places.push(place),
                _ => {}
            }
        }
        next += 1;
    }
    places
}

/// Edits a schema. `false` where the edit that was drawn does not suit it.
fn edit(schema: &mut Value, is_root: bool, rng: &mut Rng) -> bool {
    let depth = 1;
    let is_object = schema.get("properties").is_some();
    let Some(_) = schema.as_object() else {
        *schema = Generator::of_shapes(rng).schema(depth);
        return true;
    };
    match rng.u8(0..14) {
        0 | 1 if is_object => member(schema, rng),
        2 | 3 if is_object => required(schema, rng),
        4 if is_object => additional(schema, rng),
        5 | 6 if !is_root && !is_object => null(schema),
        7 if !is_root => *schema = Generator::of_shapes(rng).schema(depth),
        8 if schema.get("enum").is_some() => values(schema, rng),
        // Sets and limits that leave no value together are not what this is about.
        9 if schema.get("enum").or(schema.get("const")).is_some() => return false,
        9 if schema["type"] == "string" => {
            let (keyword, value) = match rng.u8(0..3) {
                0 => ("enum", json!(["on", "off"])),
                1 => ("pattern", json!(pick(rng, TEXTS).0)),
                _ => ("maxLength", json!(rng.u8(3..9))),
            };
            *schema = json!({"type": "string", keyword: value});
        }
        9 if schema["type"] == "integer" => match rng.u8(0..3) {
            0 => schema["type"] = json!("number"),
            1 => schema["maximum"] = pick(rng, &[json!(5), json!(u64::MAX), json!(1e30)]),
            _ => schema["minimum"] = pick(rng, &[json!(0), json!(-5)]),
        },
        9 if schema["type"] == "number" => schema["type"] = json!("integer"),
        10 => {
            let words = pick(
                rng,
                &[
                    "A text.",
                    "State (on or off).",
                    "State (on, off or dimmed).",
                ],
            );
            schema["description"] = json!(words);
        }
        11 => schema[pick(rng, &["title", "default", "identityType"])] = json!("x"),
        12 if is_object && !is_root => {
            let values = Generator::of_shapes(rng).schema(depth);
            *schema = json!({"type": "object", "additionalProperties": values});
        }
        13 if schema.get("items").is_some() || schema["type"] == "object" && !is_object => {
            if schema.get("items").is_some() {
                schema["items"] = Generator::of_shapes(rng).schema(depth);
            } else if !is_root {
                *schema = Generator::of_shapes(rng).object(depth);
            }
        }
        _ => return false,
    }
    true
}

/// A member more, or one less.
fn member(schema: &mut Value, rng: &mut Rng) {
    let name = pick(rng, NAMES);
    let new = Generator::of_shapes(rng).schema(1);
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    if properties.len() > 1 && properties.remove(name).is_some() {
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|other| other != name);
        }
    } else {
        properties.insert(name.to_owned(), new);
        if rng.bool() {
            required(schema, rng);
        }
    }
}

/// A required member more, or one less.
fn required(schema: &mut Value, rng: &mut Rng) {
    let names: Vec<String> = schema["properties"]
        .as_object()
        .into_iter()
        .flat_map(|p| p.keys().cloned())
        .collect();
    let name = json!(pick(rng, &names));
    if !schema["required"].is_array() {
        schema["required"] = json!([]);
    }
    let required = schema["required"]
        .as_array_mut()
        .expect("it was just made sure");
    if required.contains(&name) {
        required.retain(|other| *other != name);
    } else {
        required.push(name);
    }
}

/// A word on further members more, or one less.
fn additional(schema: &mut Value, rng: &mut Rng) {
    let closed = json!(!describes_all(schema));
    let members = schema.as_object_mut().expect("it has members");
    if members.remove("additionalProperties").is_none() {
        let choices = [
            closed,
            json!({"type": "string"}),
            json!({"type": "integer"}),
        ];
        members.insert("additionalProperties".to_owned(), pick(rng, &choices));
    }
}

fn null(schema: &mut Value) {
    let names = match schema.get("type") {
        Some(Value::String(name)) if name != "null" => json!([name, "null"]),
        Some(Value::Array(names)) => match names.as_slice() {
            [name, null] if null == "null" => name.clone(),
            _ => return,
        },
        _ => json!("string"),
    };
    schema["type"] = names;
    if let Value::Object(schema) = schema {
        schema.remove("nullable");
    }
}

fn values(schema: &mut Value, rng: &mut Rng) {
    let value = json!(pick(rng, VALUES));
    let values = schema["enum"]
        .as_array_mut()
        .expect("only schemas with a set come here");
    if values.contains(&value) && values.len() > 1 {
        values.retain(|other| *other != value);
    } else if !values.contains(&value) {
        values.push(value);
    } else if let Value::Object(schema) = schema {
        schema.remove("enum");
    }
}

/// The same definition under another name, here and wherever it is referred to.
fn rename_definition(document: &mut Value, rng: &mut Rng) {
    let (old, new) = (pick(rng, DEFINITIONS), "Four");
    let Some(definitions) = document
        .get_mut("definitions")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    if definitions.contains_key(new) {
        return;
    }
    let Some(definition) = definitions.remove(old) else {
        return;
    };
    definitions.insert(new.to_owned(), definition);
    let (old, new) = (
        json!(format!("#/definitions/{old}")),
        json!(format!("#/definitions/{new}")),
    );
    for place in places(document) {
        if let Some(reference) = document.pointer_mut(&format!("{place}/$ref"))
            && *reference == old
        {
            *reference = new.clone();
        }
    }
}
