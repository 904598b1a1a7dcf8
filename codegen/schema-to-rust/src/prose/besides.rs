//! What a schema says of a value beside its description, in words.

use serde_json::{Map, Value};

/// More examples than these say no more.
const EXAMPLES: usize = 3;

/// One line: title, format, bounds, default, examples; empty where the schema has none of them.
pub fn besides(schema: &Map<String, Value>) -> String {
    let mut sentences = Vec::new();
    let mut say = |keyword: &str, words: &dyn Fn(&str) -> String| {
        if let Some(value) = schema.get(keyword).and_then(shown) {
            sentences.push(words(&value));
        }
    };
    say("title", &|title| match schema.get("description") {
        Some(Value::String(text)) if !text.is_empty() => format!("Title: {title}."),
        _ => String::new(),
    });
    say("format", &|format| format!("Format: {format}."));
    say("minimum", &|bound| format!("At least {bound}."));
    say("exclusiveMinimum", &|bound| format!("More than {bound}."));
    say("maximum", &|bound| format!("At most {bound}."));
    say("exclusiveMaximum", &|bound| format!("Less than {bound}."));
    say("multipleOf", &|step| format!("A multiple of {step}."));
    say("minLength", &|bound| {
        format!("At least {bound} characters.")
    });
    say("maxLength", &|bound| format!("At most {bound} characters."));
    say("pattern", &|pattern| format!("Pattern: {pattern}"));
    say("minItems", &|bound| format!("At least {bound} items."));
    say("maxItems", &|bound| format!("At most {bound} items."));
    say("const", &|value| format!("Always {value}."));
    say("default", &|value| format!("Default: {value}."));
    if let Some(Value::Array(examples)) = schema.get("examples") {
        let shown: Vec<String> = examples.iter().filter_map(shown).take(EXAMPLES).collect();
        if !shown.is_empty() {
            sentences.push(format!("For example {}.", shown.join(", ")));
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

/// A text without quotes, unless it would not show; a number, a boolean; nothing else.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => Some(format!("{text:?}")),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::besides;
    use serde_json::json;

    #[test]
    fn says_what_the_schema_says() {
        for (schema, expected) in [
            (json!({"type": "string", "description": "x"}), ""),
            (
                json!({"type": "integer", "minimum": 0, "maximum": 10, "default": 0}),
                "At least 0. At most 10. Default: 0.",
            ),
            (
                json!({"description": "x", "title": "Name", "default": "", "format": "uri"}),
                "Title: Name. Format: uri. Default: \"\".",
            ),
            (json!({"title": "Name"}), ""),
            (
                json!({"examples": ["a", 1, [2], true, "b"], "minItems": 1, "const": false}),
                "At least 1 items. Always false. For example a, 1, true.",
            ),
            (json!({"examples": [{}], "default": null}), ""),
        ] {
            assert_eq!(besides(schema.as_object().expect("an object")), expected);
        }
    }
}
