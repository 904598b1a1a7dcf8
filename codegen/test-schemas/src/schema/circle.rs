//! Definitions that contain themselves, and those that nothing refers to.

use serde_json::Value;

/// The first document that is drawn and does not need to contain itself.
pub fn with_an_end(mut draw: impl FnMut() -> Value) -> Value {
    loop {
        let document = draw();
        if !contains_itself(&document) {
            return document;
        }
    }
}

/// Keywords of schemas that a schema is made of.
const COMPOSE: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Whether a definition is a choice or a part of itself, with no member or item between: what is valid then, nobody knows.
fn contains_itself(document: &Value) -> bool {
    ["$defs", "definitions"].into_iter().any(|keyword| {
        let table = document.get(keyword).and_then(Value::as_object);
        let mut definitions = table.into_iter().flat_map(|table| table.values());
        definitions.any(|definition| leads_back(document, definition, &COMPOSE))
    })
}

/// Whether a definition is a list or a map of itself, with no object of named members between: types read any JSON inside.
pub fn holds_itself(document: &Value, definition: &Value) -> bool {
    let [all, any, one] = COMPOSE;
    let keywords = [all, any, one, "additionalProperties", "items"];
    leads_back(document, definition, &keywords)
}

/// Whether what a definition is made of, as these keywords have it, refers to it.
fn leads_back(document: &Value, definition: &Value, keywords: &[&str]) -> bool {
    let mut open = vec![definition];
    let mut seen: Vec<&Value> = Vec::new();
    while let Some(schema) = open.pop() {
        let reference = schema.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|text| document.pointer(text.trim_start_matches('#')));
        if target.is_some_and(|target| std::ptr::eq(target, definition)) {
            return true;
        }
        if let Some(target) = target
            && !seen.iter().any(|seen| std::ptr::eq(*seen, target))
        {
            seen.push(target);
            open.push(target);
        }
        for inner in keywords.iter().filter_map(|keyword| schema.get(*keyword)) {
            match inner {
                Value::Array(list) => open.extend(list),
                inner => open.push(inner),
            }
        }
    }
    false
}

/// Definitions that nothing refers to say nothing.
pub(super) fn add_what_is_referred_to(
    document: &mut Value,
    keyword: &str,
    mut definitions: Vec<(&str, Value)>,
) {
    while let Some(index) = definitions.iter().position(|(name, _)| {
        document
            .to_string()
            .contains(&format!("/{keyword}/{name}\""))
    }) {
        let (name, definition) = definitions.remove(index);
        document[keyword][name] = definition;
    }
}
