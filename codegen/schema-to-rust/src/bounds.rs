//! The bounds of integers: the one reader of `minimum`, `maximum` and their like, and which Rust integer holds what they allow.

use serde_json::Value;

use crate::formats::Format;
use crate::keyword::Keyword;

/// The least and the greatest integer that may come, where something says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub low: Option<i128>,
    /// The greatest.
    pub high: Option<i128>,
}

/// A Rust integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Integer {
    /// `i64`.
    Signed,
    /// `u64`.
    Unsigned,
    /// `i128`.
    Wide,
    /// Beyond what Rust has.
    Beyond,
}

/// Bounds beyond all integers that matter here stay beyond them.
const BEYOND: i128 = 1 << 126;

impl Bounds {
    /// The bounds that keywords set: `get` gives the value of one.
    pub fn read<'a>(get: impl Fn(Keyword) -> Option<&'a Value>) -> Self {
        let number = |keyword| get(keyword).filter(|bound| bound.is_number());
        // Draft 4 has a boolean beside the bound.
        let excludes = |keyword| get(keyword) == Some(&Value::Bool(true));
        let least = number(Keyword::Minimum)
            .map(|low| ceiling(low) + i128::from(excludes(Keyword::ExclusiveMinimum)));
        let above = number(Keyword::ExclusiveMinimum).map(|low| floor(low) + 1);
        let most = number(Keyword::Maximum)
            .map(|high| floor(high) - i128::from(excludes(Keyword::ExclusiveMaximum)));
        let below = number(Keyword::ExclusiveMaximum).map(|high| ceiling(high) - 1);
        let bounds = Self {
            low: least.into_iter().chain(above).max(),
            high: most.into_iter().chain(below).min(),
        };
        let format = get(Keyword::Format).and_then(Value::as_str);
        if format
            .and_then(Format::named)
            .is_some_and(Format::is_unsigned)
        {
            bounds.or(0, u64::MAX.into())
        } else {
            bounds
        }
    }

    /// Bounds around values; those that are not numbers do not count.
    pub(crate) fn around<'a>(values: impl IntoIterator<Item = &'a Value>) -> Self {
        let mut bounds = Self::default();
        for value in values.into_iter().filter(|value| value.is_number()) {
            let (low, high) = (floor(value), ceiling(value));
            bounds.low = Some(bounds.low.map_or(low, |known| known.min(low)));
            bounds.high = Some(bounds.high.map_or(high, |known| known.max(high)));
        }
        bounds
    }

    /// Room for all that either allows. Where one sets no bound, 64 bits are meant; where neither does, nothing is set.
    #[must_use]
    pub(crate) fn either(self, other: Self) -> Self {
        let unset = Self::default();
        if self == unset && other == unset {
            return unset;
        }
        let [a, b] = [self, other].map(|bounds| bounds.or(i64::MIN.into(), i64::MAX.into()));
        Self {
            low: a.low.min(b.low),
            high: a.high.max(b.high),
        }
    }

    /// Room for both: for what the bounds allow, and for values that are known to come.
    #[must_use]
    pub(crate) fn with(self, other: Self) -> Self {
        let both = |a: Option<i128>, b: Option<i128>, choose: fn(i128, i128) -> i128| match (a, b) {
            (Some(a), Some(b)) => Some(choose(a, b)),
            (a, b) => a.or(b),
        };
        Self {
            low: both(self.low, other.low, Ord::min),
            high: both(self.high, other.high, Ord::max),
        }
    }

    /// The Rust integer that holds all of them; `unsigned` where the schema says that none is negative. Bounds never narrow an
    /// integer below 64 bits: senders do not keep to them.
    pub(crate) fn integer(self, unsigned: bool) -> Integer {
        let within = |bound: Option<i128>, low: i128, high: i128| {
            bound.is_none_or(|bound| (low..=high).contains(&bound))
        };
        let is_signed = within(self.low, i64::MIN.into(), i64::MAX.into())
            && within(self.high, i64::MIN.into(), i64::MAX.into());
        let is_unsigned = self.low.is_some_and(|low| low >= 0)
            && within(self.high, 0, u64::MAX.into())
            && within(self.low, 0, u64::MAX.into());
        match (is_signed, is_unsigned) {
            (_, true) if unsigned || !is_signed => Integer::Unsigned,
            (true, _) => Integer::Signed,
            _ if within(self.low, 1 - BEYOND, BEYOND - 1)
                && within(self.high, 1 - BEYOND, BEYOND - 1) =>
            {
                Integer::Wide
            }
            _ => Integer::Beyond,
        }
    }

    /// The bounds, or these where none are set.
    fn or(self, low: i128, high: i128) -> Self {
        Self {
            low: self.low.or(Some(low)),
            high: self.high.or(Some(high)),
        }
    }

    /// The least and the greatest integer: within 64 bits where nothing is set.
    pub fn ends(self) -> (i128, i128) {
        (
            self.low.unwrap_or(i64::MIN.into()),
            self.high.unwrap_or(i64::MAX.into()),
        )
    }
}

/// The least integer that is not below a bound.
fn ceiling(bound: &Value) -> i128 {
    exact(bound).unwrap_or_else(|| saturated(bound.as_f64().unwrap_or_default().ceil()))
}

/// The greatest integer that is not above a bound.
fn floor(bound: &Value) -> i128 {
    exact(bound).unwrap_or_else(|| saturated(bound.as_f64().unwrap_or_default().floor()))
}

fn exact(bound: &Value) -> Option<i128> {
    let signed = bound.as_i64().map(i128::from);
    signed.or_else(|| bound.as_u64().map(i128::from))
}

fn saturated(bound: f64) -> i128 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast saturates, which keeps the bound beyond"
    )]
    let whole = bound as i128;
    whole.clamp(-BEYOND, BEYOND)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Bounds, Integer};

    fn read(schema: &Value) -> Bounds {
        Bounds::read(|keyword| schema.get(keyword.name()))
    }

    #[test]
    fn an_integer_holds_what_the_bounds_allow() {
        let beyond = 9_223_372_036_854_775_808_u64;
        for (schema, expected) in [
            (json!({}), Integer::Signed),
            (json!({"minimum": 0}), Integer::Signed),
            (
                json!({"minimum": 0, "maximum": u64::MAX}),
                Integer::Unsigned,
            ),
            (json!({"minimum": -1, "maximum": u64::MAX}), Integer::Wide),
            (json!({"minimum": beyond}), Integer::Unsigned),
            (json!({"exclusiveMinimum": i64::MAX}), Integer::Unsigned),
            (json!({"exclusiveMaximum": beyond}), Integer::Signed),
            (
                json!({"minimum": 0, "exclusiveMaximum": 1.844_674_407_370_955_2e19}),
                Integer::Unsigned,
            ),
            (json!({"minimum": 0, "maximum": 1e30}), Integer::Wide),
            (json!({"maximum": -1e30}), Integer::Wide),
            (
                json!({"minimum": i64::MAX, "exclusiveMinimum": true}),
                Integer::Unsigned,
            ),
            (json!({"minimum": "0", "maximum": null}), Integer::Signed),
        ] {
            assert_eq!(read(&schema).integer(false), expected, "{schema}");
        }
        assert_eq!(
            read(&json!({"format": "uint64"})).integer(true),
            Integer::Unsigned
        );
        assert_eq!(
            read(&json!({"format": "uint64", "maximum": 5})).integer(true),
            Integer::Unsigned
        );
        assert_eq!(
            read(&json!({"format": "uint64", "minimum": -1})).integer(true),
            Integer::Wide
        );
    }

    #[test]
    fn values_make_room() {
        let listed = [json!(5), json!(beyond_all()), json!("x")];
        assert_eq!(Bounds::around(&listed).integer(false), Integer::Unsigned);
        let negative = read(&json!({"minimum": -5}));
        assert_eq!(
            negative.with(Bounds::around(&listed)).integer(false),
            Integer::Wide
        );
        let one_of =
            read(&json!({"maximum": 5})).either(read(&json!({"minimum": 0, "maximum": u64::MAX})));
        assert_eq!(one_of.ends(), (i64::MIN.into(), u64::MAX.into()));
    }

    fn beyond_all() -> u64 {
        u64::MAX
    }
}
