//! Keywords that restrict values and shape no type.

use std::collections::BTreeSet;

use serde_json::Value;

use super::kinds::Kinds;
use super::walk::{Pair, Walk, breaking_if};
use super::{Class, Rule};

const BOUNDS: &[&str] = &[
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "uniqueItems",
];

/// Keywords that restrict data, beyond those that have a rule of their own. What is in no list is an annotation.
const RESTRICTIONS: &[&str] = &[
    "additionalItems",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "maxContains",
    "minContains",
    "not",
    "propertyNames",
];

/// The rule for a keyword, if it restricts.
pub(super) fn rule(keyword: &str) -> Option<Rule> {
    match keyword {
        "pattern" => Some(Rule::PatternChanged),
        "format" => Some(Rule::FormatChanged),
        _ if BOUNDS.contains(&keyword) => Some(Rule::BoundsChanged),
        _ if RESTRICTIONS.contains(&keyword) => Some(Rule::RestrictionChanged),
        _ => None,
    }
}

pub(super) fn compare(walk: &mut Walk<'_>, place: &Pair<'_>) {
    let (old, new) = (&place.old.view, &place.new.view);
    let keywords: BTreeSet<&str> = old.keywords().chain(new.keywords()).collect();
    for keyword in keywords {
        let (before, after) = (old.get(keyword), new.get(keyword));
        if before == after {
            continue;
        }
        let Some(rule) = rule(keyword) else { continue };
        let class = match rule {
            Rule::BoundsChanged => breaking_if(keyword.contains("imum") && overflows(place)),
            _ => Class::Compatible,
        };
        let message = format!("`{keyword}` {}", became(before, after));
        walk.note(place, rule, class, message);
    }
}

/// Whether integers come that the old type reads only up to a limit. Where it reads no integers at all, the type says so.
fn overflows(place: &Pair<'_>) -> bool {
    let reader = place.old.typed;
    let integers = place.new.view.sent() & reader.reads();
    integers.holds(Kinds::INTEGER) && !reader.reads_integers(place.new.view.integers())
}

fn became(before: Option<&Value>, after: Option<&Value>) -> String {
    /// A limit or a pattern is shown, a whole schema is not.
    fn short(value: &Value) -> Option<String> {
        (!value.is_object() && !value.is_array()).then(|| value.to_string())
    }
    match (before, after) {
        (None, Some(after)) => match short(after) {
            Some(after) => format!("{after} added"),
            None => "added".to_owned(),
        },
        (Some(before), None) => match short(before) {
            Some(before) => format!("{before} removed"),
            None => "removed".to_owned(),
        },
        (before, after) => match (before.and_then(short), after.and_then(short)) {
            (Some(before), Some(after)) => format!("{before} became {after}"),
            _ => "changed".to_owned(),
        },
    }
}
