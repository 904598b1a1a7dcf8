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

/// Whether a definition is a choice or a part of itself, with no member or item between: what is valid then, nobody knows.
fn contains_itself(document: &Value) -> bool {
    ["$defs", "definitions"].into_iter().any(|keyword| {
        let table = document.get(keyword).and_then(Value::as_object);
        table.into_iter().flatten().any(|(_, definition)| {
            let mut open = vec![definition];
            let mut seen: Vec<&Value> = Vec::new();
            while let Some(schema) = open.pop() {
                let reference = schema.get("$ref").and_then(Value::as_str);
                let target =
                    reference.and_then(|text| document.pointer(text.trim_start_matches('#')));
                if target.is_some_and(|target| std::ptr::eq(target, definition)) {
                    return true;
                }
                if let Some(target) = target
                    && !seen.iter().any(|seen| std::ptr::eq(*seen, target))
                {
                    seen.push(target);
                    open.push(target);
                }
                for keyword in ["allOf", "anyOf", "oneOf"] {
                    open.extend(
                        schema
                            .get(keyword)
                            .and_then(Value::as_array)
                            .into_iter()
                            .flatten(),
                    );
                }
            }
            false
        })
    })
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
