//! Which Rust integer holds all that a schema allows.

use serde_json::{Map, Value, json};

/// The schema for typify: an `i64`, or a `u64` where a bound, a listed value or the format says that it is needed. `None`
/// where what neither holds is allowed. Bounds never narrow: senders do not keep to them.
pub(super) fn of(schema: &Map<String, Value>) -> Option<Value> {
    let bound = |keyword: &str| schema.get(keyword).filter(|bound| bound.is_number());
    let listed = schema.get("enum").and_then(Value::as_array);
    let listed = || {
        listed
            .into_iter()
            .flatten()
            .filter(|value| value.is_number())
    };
    let low = bound("minimum").or_else(|| bound("exclusiveMinimum"));
    let high = bound("maximum").or_else(|| bound("exclusiveMaximum"));
    let beyond = bound("exclusiveMinimum").is_some_and(|low| low.as_i64() == Some(i64::MAX));
    let is_u64 = schema.get("format").and_then(Value::as_str) == Some("uint64");
    let never_negative = match low {
        Some(low) => low.as_f64().is_some_and(|low| low >= 0.0),
        None => is_u64 || is_listed_above(listed()),
    } && listed()
        .all(|value| value.as_f64().is_some_and(|value| value >= 0.0));
    let is_signed = |number: &Value, least: f64| {
        number.is_i64()
            || number
                .as_f64()
                .is_some_and(|number| number >= least && number < TWO_TO_63)
    };
    let signed = !beyond
        && low.is_none_or(|low| is_signed(low, -TWO_TO_63))
        && high.is_none_or(|high| is_signed(high, f64::NEG_INFINITY))
        && listed().all(|value| is_signed(value, -TWO_TO_63));
    let is_unsigned = |number: &Value| number.is_u64() || number.as_f64() < Some(TWO_TO_64);
    let unsigned = never_negative && high.is_none_or(is_unsigned) && listed().all(is_unsigned);
    if unsigned && (is_u64 || !signed) {
        return Some(json!({"type": "integer", "format": "uint64", "minimum": 0}));
    }
    signed.then(|| json!({"type": "integer"}))
}

/// Whether a list of values needs more than an `i64`.
fn is_listed_above<'a>(mut listed: impl Iterator<Item = &'a Value>) -> bool {
    listed.any(|value| value.as_f64() >= Some(TWO_TO_63))
}

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;
