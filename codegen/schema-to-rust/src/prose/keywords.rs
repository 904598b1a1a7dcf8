//! What the keywords of a schema say of a value beside its description, in words.

use serde_json::Value;

use crate::keyword::Keyword;

/// More examples than these say no more.
const EXAMPLES: usize = 3;

/// The keywords that say something besides, and how.
const WORDS: &[(Keyword, &str)] = &[
    (Keyword::Format, "Format: {}."),
    (Keyword::Minimum, "At least {}."),
    (Keyword::ExclusiveMinimum, "More than {}."),
    (Keyword::Maximum, "At most {}."),
    (Keyword::ExclusiveMaximum, "Less than {}."),
    (Keyword::MultipleOf, "A multiple of {}."),
    (Keyword::MinLength, "At least {} characters."),
    (Keyword::MaxLength, "At most {} characters."),
    (Keyword::Pattern, "Pattern: {}"),
    (Keyword::MinItems, "At least {} items."),
    (Keyword::MaxItems, "At most {} items."),
    (Keyword::Const, "Always {}."),
    (Keyword::Default, "Default: {}."),
];

/// One line: title, format, bounds, default, examples; empty where the schema has none of them. `get` gives a keyword's value.
pub(crate) fn keywords(get: impl Fn(Keyword) -> Option<Value>) -> String {
    let mut sentences = Vec::new();
    let is_described = get(Keyword::Description).is_some_and(|text| text.as_str() != Some(""));
    if let Some(title) = get(Keyword::Title)
        .and_then(|title| shown(&title))
        .filter(|_| is_described)
    {
        sentences.push(format!("Title: {title}."));
    }
    for (keyword, words) in WORDS {
        if let Some(value) = get(*keyword).and_then(|value| shown(&value)) {
            sentences.push(words.replace("{}", &value));
        }
    }
    if let Some(Value::Array(examples)) = get(Keyword::Examples) {
        let shown: Vec<String> = examples.iter().filter_map(shown).take(EXAMPLES).collect();
        if !shown.is_empty() {
            sentences.push(format!("For example {}.", shown.join(", ")));
        }
    }
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
    use super::keywords;
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
            assert_eq!(
                keywords(|keyword| schema.get(keyword.name()).cloned()),
                expected
            );
        }
    }
}
