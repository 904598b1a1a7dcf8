//! What all that draw random schemas and random data of them have in common.

use fastrand::Rng;
use serde_json::{Value, json};

/// One of some.
pub fn pick<T: Clone>(rng: &mut Rng, choices: &[T]) -> T {
    choices[rng.usize(0..choices.len())].clone()
}

/// One of them at least, in their order.
pub fn some(rng: &mut Rng, values: &[&'static str]) -> Vec<&'static str> {
    let first = rng.usize(0..values.len());
    let kept = values
        .iter()
        .enumerate()
        .filter(|(index, _)| *index == first || rng.bool());
    kept.map(|(_, value)| *value).collect()
}

/// Whether each required member is described: if not, and nothing else may be sent, then nothing may be.
pub fn describes_all(object: &Value) -> bool {
    let required = object["required"].as_array().into_iter().flatten();
    required
        .filter_map(Value::as_str)
        .all(|name| object["properties"].get(name).is_some())
}

/// The values that a schema lists.
pub fn values(schema: &Value) -> Option<Vec<&Value>> {
    match schema.get("const") {
        Some(value) => Some(vec![value]),
        None => Some(schema.get("enum")?.as_array()?.iter().collect()),
    }
}

/// An integer that all schemas allow: a bound, or something between; now and then with a fraction that is nothing.
pub fn integer(parts: &[&Value], rng: &mut Rng) -> Option<Value> {
    let bound = |keyword: &'static str| {
        parts.iter().filter_map(move |part| {
            let bound = part.get(keyword)?;
            let exact = bound.as_i64().map(i128::from);
            let exact = exact.or_else(|| bound.as_u64().map(i128::from));
            // Bounds beyond 64 bits are powers of two, and those of numbers small fractions.
            #[expect(clippy::cast_possible_truncation, reason = "see above")]
            exact.or_else(|| bound.as_f64().map(|bound| bound as i128))
        })
    };
    let lows = bound("minimum").chain(bound("exclusiveMinimum").map(|low| low + 1));
    let highs = bound("maximum").chain(bound("exclusiveMaximum").map(|high| high - 1));
    let low = lows.max().unwrap_or(i64::MIN.into());
    let high = highs.min().unwrap_or(i64::MAX.into());
    if low > high {
        return None;
    }
    let between = rng.i128(-9..9).clamp(low, high);
    let number = pick(rng, &[low, high, between, between]);
    let has_fraction = number.unsigned_abs() < 1 << 53 && rng.u8(0..8) == 0;
    let exact = i64::try_from(number).map(|number| json!(number));
    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers beyond 64 bits are written as floats, and small ones are what they are"
    )]
    let number = if has_fraction {
        Ok(json!(number as f64))
    } else {
        exact
    }
    .or_else(|_| u64::try_from(number).map(|number| json!(number)))
    .unwrap_or_else(|_| json!(number as f64));
    Some(number)
}
