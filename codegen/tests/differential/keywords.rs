//! What was tried: keywords of schemas with data, and what became of them.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use crate::pair::Case;

/// Keywords of which each has to occur.
const KEYWORDS: &[&str] = &[
    "$defs",
    "$ref",
    "$schema",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "default",
    "definitions",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "else",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "if",
    "items",
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
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "required",
    "then",
    "title",
    "type",
    "unevaluatedProperties",
    "uniqueItems",
];

/// Constructs of the generated Rust of which each has to occur, by what shows them.
const CONSTRUCTS: &[(&str, &str)] = &[
    ("a struct", "pub struct"),
    ("a set of values", "open_enum!"),
    ("a choice", "open_union!"),
    ("a choice by a member", " { \""),
    ("a list", ": Vec<"),
    ("a list of a known length", ": ("),
    ("a map", ": std::collections::BTreeMap<"),
    ("members of any name", "#[rest]"),
    ("itself, in a box", "Option<Box<"),
    ("an integer with a sign", "i64"),
    ("an integer without one", "u64"),
    ("an integer of more than 64 bits", "i128"),
    ("any JSON", "serde_json::Value"),
];

/// How many schemas had each.
#[derive(Debug, Default)]
pub(crate) struct Seen(BTreeMap<&'static str, usize>);

impl Seen {
    pub(crate) fn add(&mut self, case: &Case) {
        if case.instances.is_empty() {
            return;
        }
        for keyword in KEYWORDS
            .iter()
            .filter(|keyword| holds(&case.schema, keyword))
        {
            *self.0.entry(keyword).or_default() += 1;
        }
        for (construct, _) in CONSTRUCTS
            .iter()
            .filter(|(_, shown)| case.text.contains(shown))
        {
            *self.0.entry(construct).or_default() += 1;
        }
    }

    /// What did not occur.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let constructs = CONSTRUCTS.iter().map(|(construct, _)| *construct);
        let all = KEYWORDS.iter().copied().chain(constructs);
        all.filter(|one| !self.0.contains_key(one)).collect()
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.0.iter().map(|(one, count)| format!("{one} {count}"));
        f.write_str(&all.collect::<Vec<_>>().join(", "))
    }
}

/// Whether a schema has a keyword somewhere. No member of an object is called like one.
fn holds(schema: &Value, keyword: &str) -> bool {
    match schema {
        Value::Object(members) => {
            members.contains_key(keyword) || members.values().any(|value| holds(value, keyword))
        }
        Value::Array(items) => items.iter().any(|item| holds(item, keyword)),
        _ => false,
    }
}
