//! A document that tries to be more than types: in its texts, its names and its values.

use serde_json::{Map, Value, json};

/// Texts that try to leave a comment, a string, an attribute, a page, or to be code that somebody runs.
pub(crate) const TEXTS: &[&str] = &[
    "*/ pub struct Escaped; /*",
    "//! inner\n//! words\n#![feature(escaped)]",
    "a line\n    pub struct Escaped;\n\tpub struct Escaped;",
    "carriage\rpub struct Escaped;\r\npub struct Escaped;",
    "separators\u{2028}pub struct Escaped;\u{2029}pub struct Escaped;\u{85}pub struct Escaped;\u{b}x\u{c}y",
    "\"# , r#\" \\\" \\",
    "\\",
    "'\">]]}})",
    "${escaped} {0} {{ {% raw %} {{ root }} #{x}",
    "#[doc = \"escaped\"] #[cfg(any())] #[path = \"/etc/passwd\"]",
    "```\npanic!(\"escaped\");\n```",
    "~~~rust\npanic!(\"escaped\");\n~~~",
    "words\n\n    panic!(\"escaped\");\n\n\tpanic!(\"escaped\");",
    "> ```\n> panic!(\"escaped\");\n> ```",
    "- ```\n  panic!(\"escaped\");\n  ```",
    "1.     panic!(\"escaped\");",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">a</a> [b](javascript:alert(1)) <javascript:alert(1)> [c]\n\n[c]: javascript:alert(1)",
    "![image](https://example.com/x.png) [crate::escaped] [`std::process::abort()`]",
    "<!-- a comment that does not end",
    "nothing\u{0}bell\u{7}escape\u{1b}[2J\u{9b}2J",
    "right\u{202e}to left\u{2066} hidden\u{200b}\u{2060}\u{feff}\u{e0041}",
    "",
    "   ",
];

/// Names that try to be a keyword, a path, code, nothing, or each other.
pub(crate) const NAMES: &[&str] = &[
    "",
    "self",
    "crate",
    "super",
    "async",
    "gen",
    "'static",
    "r#type",
    "fn",
    "_",
    "__",
    "!!!",
    "+",
    "\u{0}",
    "\n",
    "../../etc/passwd",
    "C:\\Windows",
    "con",
    "a*/",
    "b//",
    "c\"#",
    "d\\",
    "e${x}",
    "f{}",
    "g]",
    "h)",
    "<script>",
    "\u{202e}right",
    "zero\u{200b}width",
    "\u{feff}mark",
    "е",
    "e",
    "ﬁ",
    "é",
    "１",
    "2",
    "😀",
    "String",
    "Option",
    "std",
    "serde_json",
    "main",
];

/// Longer than anything has to be.
pub(crate) fn long() -> String {
    "long".repeat(2_500)
}

/// All of it, without members of these names. Each name is that of a member, whose type is called after it; each text stands
/// wherever there are words.
pub(crate) fn document(id: &str, without: &[&str]) -> Value {
    let long = long();
    let mut members = Map::new();
    for (name, text) in names(&long).zip(TEXTS.iter().cycle()) {
        if without.contains(&name) {
            continue;
        }
        let inner = json!({"type": "string", "enum": [text, "other"], "title": text});
        members.insert(
            name.to_owned(),
            json!({"type": "object", "description": text, "title": text, "properties": {name: inner}}),
        );
    }
    for (index, text) in TEXTS.iter().enumerate() {
        members.insert(
            format!("text{index}"),
            json!({
                "type": "string", "title": text, "description": text, "format": text, "default": text,
                "examples": [text], "pattern": text, "$comment": text,
            }),
        );
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": id,
        "title": TEXTS.concat(),
        "description": TEXTS.join("\n\n"),
        "type": "object",
        "properties": members,
    })
}

/// What is valid by it, with every member.
pub(crate) fn instance() -> Value {
    let long = long();
    let mut members = Map::new();
    for (name, text) in names(&long).zip(TEXTS.iter().cycle()) {
        members.insert(name.to_owned(), json!({name: text}));
    }
    for (index, text) in TEXTS.iter().enumerate() {
        members.insert(format!("text{index}"), json!(text));
    }
    Value::Object(members)
}

fn names(long: &str) -> impl Iterator<Item = &str> {
    NAMES.iter().copied().chain([long])
}
