//! Integers beyond 64 bits.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

/// A number as it was sent, with all its digits.
///
/// Generated types have it where a schema allows integers that neither `i64` nor `u64` holds. Read from text; from a
/// [`serde_json::Value`] come those digits that the value has kept. Two numbers are equal when they are spelled alike.
///
/// ```
/// use twilio_events_runtime::Number;
///
/// let number: Number = serde_json::from_str("340282366920938463463374607431768211455")?;
/// assert_eq!(number.parse::<u128>()?, u128::MAX);
/// assert_eq!(serde_json::to_string(&number)?, "340282366920938463463374607431768211455");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// The digits as they were sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as `T`, such as `i128` or `f64`.
    ///
    /// # Errors
    /// As `T` has it for text that it does not hold.
    pub fn parse<T: FromStr>(&self) -> Result<T, T::Err> {
        self.0.parse()
    }
}

/// Zero.
impl Default for Number {
    fn default() -> Self {
        Self("0".into())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            fn from(integer: $integer) -> Self {
                Self(integer.to_string().into())
            }
        }
    )*};
}
from_integers!(i64, i128, u64, u128);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <Box<RawValue>>::deserialize(deserializer)?;
        let text = raw.get();
        if text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            Ok(Self(text.into()))
        } else {
            Err(D::Error::custom("invalid type: expected a number"))
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = RawValue::from_string(self.0.to_string()).map_err(S::Error::custom)?;
        raw.serialize(serializer)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        f64::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn keeps_digits_and_refuses_what_is_no_number() {
        for text in ["0", "-1", "123456789012345678901234567890", "1.50", "1e400"] {
            let number: Number = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&number).unwrap(), text);
        }
        for text in ["\"1\"", "true", "null", "[1]", "{}"] {
            assert!(serde_json::from_str::<Number>(text).is_err(), "{text}");
        }
        let value: Number = serde_json::from_value(serde_json::json!(5)).unwrap();
        assert_eq!(value, Number::from(5_i64));
    }
}
