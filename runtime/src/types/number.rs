//! Integers beyond 64 bits.

use std::fmt;
use std::str::FromStr;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

/// A number as it was sent, with all its digits.
///
/// Generated types have it where a schema allows integers that neither `i64` nor `u64` holds. Read from text; from a
/// [`serde_json::Value`], or where serde flattens, come those digits that were kept. Two numbers are equal when they are
/// spelled alike.
///
/// ```
/// # extern crate twilio_events_runtime as twilio_events;
/// use twilio_events::Number;
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
from_integers!(i32, i64, i128, u32, u64, u128);

/// The name by which `serde_json` asks its own readers for JSON as it was sent.
const RAW: &str = "$serde_json::private::RawValue";

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(RAW, Digits)
    }
}

struct Digits;

impl<'de> Visitor<'de> for Digits {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    /// What `serde_json` has: the text.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Number, A::Error> {
        let raw = <Box<RawValue>>::deserialize(MapAccessDeserializer::new(map))?;
        let text = raw.get();
        if text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            Ok(Number(text.into()))
        } else {
            Err(A::Error::custom("invalid type: expected a number"))
        }
    }

    /// What others have, such as serde where it flattens: a number.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Number, D::Error> {
        let number = serde_json::Number::deserialize(inner)?;
        Ok(Number(number.to_string().into()))
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
    use std::collections::BTreeMap;

    use super::Number;

    #[derive(Debug, serde::Deserialize)]
    struct Rest {
        #[serde(flatten)]
        members: BTreeMap<String, Number>,
    }

    #[test]
    fn is_read_where_serde_flattens() {
        let rest: Rest = serde_json::from_str(r#"{"a": -5, "b": 18446744073709551615}"#).unwrap();
        let numbers: Vec<_> = rest.members.values().map(Number::as_str).collect();
        assert_eq!(numbers, ["-5", "18446744073709551615"]);
        for text in ["\"1\"", "true", "null", "[1]", "{}"] {
            let text = format!("{{\"a\": {text}}}");
            assert!(serde_json::from_str::<Rest>(&text).is_err(), "{text}");
        }
    }

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
