//! Which Rust integer holds all that a schema allows.

use serde_json::{Map, Value, json};

/// The schema for typify: an `i64`, or a `u64` where a bound says that it is needed. `None` where the bounds allow what
/// neither holds. Bounds never narrow: senders do not keep to them.
pub(super) fn of(schema: &Map<String, Value>) -> Option<Value> {
    let bound = |keyword: &str| schema.get(keyword).filter(|bound| bound.is_number());
    let low = bound("minimum").or_else(|| bound("exclusiveMinimum"));
    let high = bound("maximum").or_else(|| bound("exclusiveMaximum"));
    let never_negative = low.is_some_and(|low| low.as_f64().is_some_and(|low| low >= 0.0));
    let signed = low.is_none_or(|low| low.as_f64() >= Some(-TWO_TO_63))
        && high.is_none_or(|high| high.is_i64() || high.as_f64() < Some(TWO_TO_63));
    let unsigned =
        never_negative && high.is_none_or(|high| high.is_u64() || high.as_f64() < Some(TWO_TO_64));
    let is_u64 = schema.get("format").and_then(Value::as_str) == Some("uint64");
    if unsigned && (is_u64 || !signed) {
        return Some(json!({"type": "integer", "format": "uint64", "minimum": 0}));
    }
    signed.then(|| json!({"type": "integer"}))
}

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;
