//! A schema as `jsonschema` is to read it: what the generator takes for granted is said.

use serde_json::{Map, Value, json};

/// Keywords that hold a schema, a list of schemas or a table of schemas.
const HOLD: &[&str] = &[
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "oneOf",
    "prefixItems",
    "propertyNames",
    "then",
];
const TABLES: &[&str] = &[
    "$defs",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

/// `nullable` adds `null` to the types; members without a type mean an object.
pub(crate) fn meaning(schema: &Value) -> Value {
    match schema {
        Value::Array(list) => list.iter().map(meaning).collect(),
        Value::Object(schema) => Value::Object(of_object(schema)),
        other => other.clone(),
    }
}

fn of_object(schema: &Map<String, Value>) -> Map<String, Value> {
    let mut meant = Map::new();
    for (keyword, value) in schema {
        let value = match value {
            Value::Object(table) if TABLES.contains(&keyword.as_str()) => {
                let table = table.iter().map(|(name, one)| (name.clone(), meaning(one)));
                Value::Object(table.collect())
            }
            value if HOLD.contains(&keyword.as_str()) => meaning(value),
            value => value.clone(),
        };
        meant.insert(keyword.clone(), value);
    }
    if !meant.contains_key("type") && meant.contains_key("properties") {
        meant.insert("type".to_owned(), json!("object"));
    }
    if meant.remove("nullable") == Some(json!(true)) {
        let Some(Value::String(name)) = meant.get("type").cloned() else {
            unreachable!("`nullable` is written beside one type")
        };
        meant.insert("type".to_owned(), json!([name, "null"]));
    }
    meant
}
