//! A schema as `jsonschema` is to read it: what the generator takes for granted is said, and, where branches are looked at, what no
//! type reads is not.

use serde_json::{Map, Value, json};

use crate::random::values;

/// Keywords that hold a schema, or a list of schemas.
pub const HOLD: &[&str] = &[
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
/// Keywords that hold a table of schemas.
pub const TABLES: &[&str] = &[
    "$defs",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

/// `nullable` adds `null` to the types; members without a type mean an object.
pub fn meaning(document: &Value) -> Value {
    meant(document, document)
}

fn meant(schema: &Value, document: &Value) -> Value {
    match schema {
        Value::Array(list) => list.iter().map(|one| meant(one, document)).collect(),
        Value::Object(schema) => Value::Object(of_object(schema, document)),
        other => other.clone(),
    }
}

fn of_object(schema: &Map<String, Value>, document: &Value) -> Map<String, Value> {
    let mut found = Map::new();
    for (keyword, value) in schema {
        let value = match value {
            Value::Object(table) if TABLES.contains(&keyword.as_str()) => {
                let table = table
                    .iter()
                    .map(|(name, one)| (name.clone(), meant(one, document)));
                Value::Object(table.collect())
            }
            value if HOLD.contains(&keyword.as_str()) => meant(value, document),
            value => value.clone(),
        };
        found.insert(keyword.clone(), value);
    }
    let target = schema.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|text| document.pointer(text.trim_start_matches('#')));
    let is_typed = target.is_some_and(|target| says_types(target, document));
    if !is_typed && !found.contains_key("type") && found.contains_key("properties") {
        found.insert("type".to_owned(), json!("object"));
    }
    if found.remove("nullable") == Some(json!(true)) {
        let Some(Value::String(name)) = found.get("type").cloned() else {
            unreachable!("`nullable` is written beside one type")
        };
        found.insert("type".to_owned(), json!([name, "null"]));
    }
    found
}

/// Whether a schema says of which types its values are.
fn says_types(schema: &Value, document: &Value) -> bool {
    let parts = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    let says = |part: &Value| says_types(part, document);
    let target = schema.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|text| document.pointer(text.trim_start_matches('#')));
    ["const", "enum", "properties", "type"]
        .iter()
        .any(|keyword| schema.get(keyword).is_some())
        || target.is_some_and(says)
        || parts("allOf").is_some_and(|parts| parts.iter().any(says))
        || ["anyOf", "oneOf"]
            .iter()
            .any(|keyword| parts(keyword).is_some_and(|parts| parts.iter().all(says)))
}

/// Keywords that only bound what types read.
const BOUND: &[&str] = &[
    "contains",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "if",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "pattern",
    "propertyNames",
    "then",
    "unevaluatedProperties",
    "uniqueItems",
];

/// The schema without what no type reads. Without bounds, several branches of `oneOf` can hold; all members without a name are
/// of one type, whatever pattern they match; what is not required may be null; and members that nothing describes are ignored,
/// never refused.
pub fn without_bounds(schema: &Value) -> Value {
    let listed = values(schema);
    let Value::Object(schema) = schema else {
        return schema.clone();
    };
    let mut kept = Map::new();
    for (keyword, value) in schema {
        let table = |(name, one): (&String, &Value)| (name.clone(), without_bounds(one));
        let value = match value {
            _ if BOUND.contains(&keyword.as_str()) => continue,
            Value::Object(members) if TABLES.contains(&keyword.as_str()) => {
                Value::Object(members.iter().map(table).collect())
            }
            Value::Array(list) if HOLD.contains(&keyword.as_str()) => {
                list.iter().map(without_bounds).collect()
            }
            value if HOLD.contains(&keyword.as_str()) => without_bounds(value),
            value => value.clone(),
        };
        kept.insert(keyword.clone(), value);
    }
    // A set of lists or objects is any JSON, and null is that.
    if let Some(values) = listed.filter(|values| values.iter().any(|value| is_of_many(value))) {
        kept.remove("const");
        let null = values.into_iter().chain([&Value::Null]).cloned();
        kept.insert("enum".to_owned(), null.collect());
    }
    if let Some(items) = any_item(schema) {
        for keyword in ["additionalItems", "items", "prefixItems"] {
            kept.remove(keyword);
        }
        kept.insert("items".to_owned(), without_bounds(&items));
    }
    if let Some(Value::Object(patterns)) = kept.remove("patternProperties") {
        let rest = kept.remove("additionalProperties").unwrap_or(json!(true));
        let others: Vec<Value> = patterns.into_values().chain([rest]).collect();
        kept.insert("additionalProperties".to_owned(), json!({"anyOf": others}));
    }
    let required = schema.get("required").and_then(Value::as_array);
    if let Some(Value::Object(members)) = kept.get_mut("properties") {
        for (name, member) in members {
            if !required.is_some_and(|required| required.contains(&json!(name))) {
                *member = json!({"anyOf": [member.take(), {"type": "null"}]});
            }
        }
    }
    if kept.get("additionalProperties") == Some(&json!(false)) {
        kept.remove("additionalProperties");
    }
    let asks_for_names = |part: &Value| {
        part.as_object()
            .is_some_and(|part| part.keys().eq(["required"]))
    };
    if let Some(Value::Array(parts)) = kept.get("anyOf")
        && parts.iter().all(asks_for_names)
    {
        kept.remove("anyOf");
    }
    if let Some(branches) = kept.remove("oneOf") {
        let mut all = match kept.remove("allOf") {
            Some(Value::Array(all)) => all,
            _ => Vec::new(),
        };
        all.push(json!({"anyOf": branches}));
        kept.insert("allOf".to_owned(), all.into());
    }
    Value::Object(kept)
}

fn is_of_many(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

/// What any item is, where the first ones have schemas of their own and the list has no known length: types read all alike.
fn any_item(schema: &Map<String, Value>) -> Option<Value> {
    let first = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    let (first, rest) = match first("prefixItems") {
        Some(first) => (first, schema.get("items")),
        None => (first("items")?, schema.get("additionalItems")),
    };
    let length = first.len() as u64;
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    let most = bound("maxItems").or((rest == Some(&json!(false))).then_some(length));
    if bound("minItems") == Some(length) && most == Some(length) {
        return None;
    }
    let rest = rest.unwrap_or(&Value::Bool(true));
    let items: Vec<&Value> = first.iter().chain([rest]).collect();
    Some(json!({"anyOf": items}))
}
