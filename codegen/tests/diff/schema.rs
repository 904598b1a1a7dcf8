//! Random schemas, out of the keywords that shape types.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use test_schemas::random::{describes_all, pick, some};

/// Names of members. Few, so that what two schemas name often meets.
pub(crate) const NAMES: &[&str] = &["a", "b", "c", "d", "e", "f"];

/// Values of sets.
pub(crate) const VALUES: &[&str] = &["on", "off", "dimmed", "broken"];

/// Patterns, each with a text that fits.
pub(crate) const PATTERNS: &[(&str, &str)] = &[("^AC[0-9]+$", "AC7"), ("^[a-z]{2}$", "de")];

pub(crate) const DEFINITIONS: &[&str] = &["One", "Two", "Three"];

/// A document: an object as a rule, with definitions that refer to each other and to themselves.
pub(crate) fn document(rng: &mut Rng) -> Value {
    let mut document = match rng.u8(0..12) {
        0 => array(rng, 2),
        1 => map(rng, 2),
        _ => object(rng, 2),
    };
    let definitions: Map<String, Value> = DEFINITIONS
        .iter()
        .map(|name| ((*name).to_owned(), definition(rng)))
        .collect();
    document["definitions"] = definitions.into();
    // Definitions that nothing refers to matter little.
    if let Some(properties) = document.get_mut("properties") {
        for (name, definition) in ["x", "y", "z"].iter().zip(DEFINITIONS) {
            properties[name] = json!({"$ref": format!("#/definitions/{definition}")});
        }
    }
    document
}

fn definition(rng: &mut Rng) -> Value {
    match rng.u8(0..4) {
        0 => scalar(rng),
        1 => array(rng, 1),
        2 => nullable(object(rng, 1)),
        _ => object(rng, 1),
    }
}

/// Any schema, with at most so many levels of schemas in it.
pub(crate) fn schema(rng: &mut Rng, depth: u8) -> Value {
    let choice = if depth == 0 {
        rng.u8(0..8)
    } else {
        rng.u8(0..16)
    };
    match choice {
        0..=4 => scalar(rng),
        5 | 6 => json!({"$ref": format!("#/definitions/{}", pick(rng, DEFINITIONS))}),
        7 => pick(
            rng,
            &[
                json!({}),
                json!({"type": "object"}),
                json!({"type": "array"}),
            ],
        ),
        8 | 9 => array(rng, depth - 1),
        10 | 11 => map(rng, depth - 1),
        12 => nullable(object(rng, depth - 1)),
        _ => object(rng, depth - 1),
    }
}

pub(crate) fn object(rng: &mut Rng, depth: u8) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for name in NAMES {
        if rng.bool() {
            properties.insert((*name).to_owned(), schema(rng, depth));
        }
        // Now and then a member is required and not described.
        let likely = if properties.contains_key(*name) {
            3
        } else {
            20
        };
        if rng.u8(0..likely) == 0 {
            required.push(*name);
        }
    }
    if properties.is_empty() {
        properties.insert("a".to_owned(), scalar(rng));
    }
    let mut object = json!({"type": "object", "properties": properties, "required": required});
    match rng.u8(0..6) {
        0 if describes_all(&object) => object["additionalProperties"] = json!(false),
        1 => object["additionalProperties"] = scalar(rng),
        _ => {}
    }
    object
}

pub(crate) fn array(rng: &mut Rng, depth: u8) -> Value {
    json!({"type": "array", "items": schema(rng, depth)})
}

pub(crate) fn map(rng: &mut Rng, depth: u8) -> Value {
    json!({"type": "object", "additionalProperties": schema(rng, depth)})
}

fn scalar(rng: &mut Rng) -> Value {
    let schema = match rng.u8(0..12) {
        0 => json!({"type": "boolean"}),
        1 => json!({"type": "integer"}),
        2 => {
            json!({"type": "integer", "minimum": 0, "maximum": pick(rng, &[json!(9), json!(u64::MAX)])})
        }
        3 => json!({"type": "number"}),
        4 => json!({"type": "string", "enum": some(rng, VALUES)}),
        5 => json!({"type": "string", "minLength": rng.u8(0..3), "maxLength": rng.u8(3..6)}),
        6 => json!({"type": "string", "pattern": pick(rng, PATTERNS).0}),
        7 => {
            json!({"type": "string", "description": format!("State ({}).", some(rng, VALUES).join(" or "))})
        }
        8 => {
            json!({"type": pick(rng, &[json!(["string", "integer"]), json!(["boolean", "number", "null"])])})
        }
        9 => pick(
            rng,
            &[
                json!({"type": "integer", "enum": [1, 2]}),
                json!({"enum": ["on", 1, null]}),
                json!({"enum": ["on", "off"]}),
                json!({"const": "on"}),
                json!({"type": "string", "const": "on"}),
            ],
        ),
        _ => json!({"type": "string"}),
    };
    if rng.u8(0..4) == 0 {
        nullable(schema)
    } else {
        schema
    }
}

/// Null in addition, where the schema names a type.
pub(crate) fn nullable(mut schema: Value) -> Value {
    if let Some(name) = schema.get("type").and_then(Value::as_str) {
        schema["type"] = json!([name, "null"]);
    }
    schema
}
