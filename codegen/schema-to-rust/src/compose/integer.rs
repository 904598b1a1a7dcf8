//! The bounds of integers of which one or another is allowed.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

/// The bounds that leave room for all that either schema allows, where either has bounds. Where one has none, 64 bits are
/// meant.
pub(super) fn both(a: &Map<String, Value>, b: &Map<String, Value>) -> Map<String, Value> {
    let mut bounds = Map::new();
    if [a, b]
        .iter()
        .all(|schema| low(schema).is_none() && high(schema).is_none())
    {
        return bounds;
    }
    let lows = [a, b].map(|schema| low(schema).unwrap_or_else(|| json!(i64::MIN)));
    let highs = [a, b].map(|schema| high(schema).unwrap_or_else(|| json!(i64::MAX)));
    let [first, second] = lows;
    let lower = if second.as_f64() < first.as_f64() {
        second
    } else {
        first
    };
    let [first, second] = highs;
    let higher = if second.as_f64() > first.as_f64() {
        second
    } else {
        first
    };
    bounds.insert("minimum".to_owned(), lower);
    bounds.insert("maximum".to_owned(), higher);
    bounds
}

fn low(schema: &Map<String, Value>) -> Option<Value> {
    bound(schema, ["minimum", "exclusiveMinimum"]).or_else(|| is_unsigned(schema).then(|| json!(0)))
}

fn is_unsigned(schema: &Map<String, Value>) -> bool {
    schema
        .get("format")
        .is_some_and(|format| format == "uint64")
}

fn high(schema: &Map<String, Value>) -> Option<Value> {
    bound(schema, ["maximum", "exclusiveMaximum"])
        .or_else(|| is_unsigned(schema).then(|| json!(u64::MAX)))
}

/// The first of the keywords that has a number; a bound that excludes itself is as good as one that does not.
fn bound(schema: &Map<String, Value>, keywords: [&str; 2]) -> Option<Value> {
    let mut bounds = keywords
        .into_iter()
        .filter_map(|keyword| schema.get(keyword));
    bounds.find(|bound| bound.is_number()).cloned()
}

/// Bounds around listed values.
pub(super) fn around(values: &[Value]) -> Map<String, Value> {
    let order = |a: &&Value, b: &&Value| {
        a.as_f64()
            .partial_cmp(&b.as_f64())
            .unwrap_or(Ordering::Equal)
    };
    let numbers = || values.iter().filter(|value| value.is_number());
    let ends = [
        ("minimum", numbers().min_by(order)),
        ("maximum", numbers().max_by(order)),
    ];
    ends.into_iter()
        .filter_map(|(keyword, value)| Some((keyword.to_owned(), value?.clone())))
        .collect()
}
