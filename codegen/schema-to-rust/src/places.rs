//! Where a document holds schemas.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::pointer::{escape, referred};

/// Keywords whose schemas say what a value looks like.
const SHAPING: Keywords = Keywords {
    one: &[
        "additionalItems",
        "additionalProperties",
        "else",
        "items",
        "then",
        "unevaluatedProperties",
    ],
    lists: &["allOf", "anyOf", "items", "oneOf", "prefixItems"],
    tables: &[
        "dependencies",
        "dependentSchemas",
        "patternProperties",
        "properties",
    ],
};

/// Keywords whose schemas say nothing by themselves, or only which values are valid.
const OTHERS: Keywords = Keywords {
    one: &[
        "contains",
        "contentSchema",
        "if",
        "not",
        "propertyNames",
        "unevaluatedItems",
    ],
    lists: &[],
    tables: &["$defs", "definitions"],
};

struct Keywords {
    /// Their value is a schema.
    one: &'static [&'static str],
    /// Their value is a list of schemas.
    lists: &'static [&'static str],
    /// Their value is a table of schemas.
    tables: &'static [&'static str],
}

/// The schemas right below one that say what a value looks like, with their pointers.
pub(crate) fn shaping<'a>(
    pointer: &str,
    schema: &'a Map<String, Value>,
) -> Vec<(String, &'a Value)> {
    SHAPING.below(pointer, schema)
}

/// All schemas right below one, with their pointers.
pub(crate) fn all<'a>(pointer: &str, schema: &'a Map<String, Value>) -> Vec<(String, &'a Value)> {
    let mut found = SHAPING.below(pointer, schema);
    found.extend(OTHERS.below(pointer, schema));
    found
}

impl Keywords {
    fn below<'a>(&self, pointer: &str, schema: &'a Map<String, Value>) -> Vec<(String, &'a Value)> {
        let mut found = Vec::new();
        for keyword in self.one {
            if let Some(value) = schema.get(*keyword) {
                found.push((format!("{pointer}/{keyword}"), value));
            }
        }
        for keyword in self.lists {
            if let Some(Value::Array(list)) = schema.get(*keyword) {
                let items = list.iter().enumerate();
                found.extend(
                    items.map(|(index, value)| (format!("{pointer}/{keyword}/{index}"), value)),
                );
            }
        }
        for keyword in self.tables {
            if let Some(Value::Object(table)) = schema.get(*keyword) {
                let members = table.iter();
                found.extend(
                    members.map(|(name, value)| {
                        (format!("{pointer}/{keyword}/{}", escape(name)), value)
                    }),
                );
            }
        }
        found
    }
}

/// The pointers of the schemas that types are made of: those that shape the root, and those that references lead to.
pub(crate) fn typed(root: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![(String::new(), root)];
    while let Some((pointer, value)) = open.pop() {
        let Value::Object(schema) = value else {
            continue;
        };
        if !found.insert(pointer.clone()) {
            continue;
        }
        open.extend(shaping(&pointer, schema));
        if let Some(target) = referred(root, value) {
            let schema = root
                .pointer(&target)
                .expect("a pointer of a fragment leads somewhere");
            open.push((target, schema));
        }
    }
    found
}
