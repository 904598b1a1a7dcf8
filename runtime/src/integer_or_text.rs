//! Integers that senders write as text now and then.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

/// An integer, read from a number or from text that holds one: what `object!` reads `or text`.
pub struct IntegerOrText<T>(pub T);

impl<'de> Deserialize<'de> for IntegerOrText<i64> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Either).map(Self)
    }
}

impl<'de> Deserialize<'de> for IntegerOrText<Option<i64>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Option::<IntegerOrText<i64>>::deserialize(deserializer)?;
        Ok(Self(read.map(|IntegerOrText(integer)| integer)))
    }
}

struct Either;

impl Visitor<'_> for Either {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, or text that holds one")
    }

    fn visit_i64<E: Error>(self, integer: i64) -> Result<i64, E> {
        Ok(integer)
    }

    fn visit_u64<E: Error>(self, integer: u64) -> Result<i64, E> {
        i64::try_from(integer).map_err(|_| E::invalid_value(Unexpected::Unsigned(integer), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i64, E> {
        text.trim()
            .parse()
            .map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}
