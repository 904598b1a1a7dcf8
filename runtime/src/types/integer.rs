//! Integers: numbers without a fraction, `42.0` too.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

/// An integer type.
pub(crate) trait Integer: TryFrom<i128> {
    const NAME: &'static str;
}

impl Integer for i64 {
    const NAME: &'static str = "i64";
}

impl Integer for u64 {
    const NAME: &'static str = "u64";
}

/// Reads a number without a fraction.
pub(crate) fn read<'de, D: Deserializer<'de>, T: Integer>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_i64(Whole(PhantomData))
}

/// Reads a number without a fraction, or text that holds an integer.
pub(crate) fn read_or_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    deserializer.deserialize_any(WholeOrText)
}

/// Reads a number without a fraction, or `null`.
pub(crate) fn read_option<'de, D: Deserializer<'de>, T: Integer>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_option(WholeOrNull(PhantomData))
}

struct Whole<T>(PhantomData<T>);

impl<T: Integer> Visitor<'_> for Whole<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::NAME)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(i128::from(value))
            .map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(i128::from(value))
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<T, E> {
        T::try_from(value)
            .map_err(|_| E::invalid_value(Unexpected::Other(&value.to_string()), &self))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<T, E> {
        let whole = i128::try_from(value).ok();
        whole
            .and_then(|whole| T::try_from(whole).ok())
            .ok_or_else(|| E::invalid_value(Unexpected::Other(&value.to_string()), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        if value.fract() != 0.0 {
            return Err(E::invalid_type(Unexpected::Float(value), &self));
        }
        // A cast of what lies beyond `i128` gives its end, which no `T` holds.
        #[expect(clippy::cast_possible_truncation, reason = "there is no fraction")]
        T::try_from(value as i128).map_err(|_| E::invalid_value(Unexpected::Float(value), &self))
    }
}

struct WholeOrNull<T>(PhantomData<T>);

impl<'de, T: Integer> Visitor<'de> for WholeOrNull<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} or null", T::NAME)
    }

    fn visit_none<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        read(deserializer).map(Some)
    }
}

/// Of an `i64` alone: what senders write as text is no more.
struct WholeOrText;

impl Visitor<'_> for WholeOrText {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, or text that holds one")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i64, E> {
        Whole(PhantomData).visit_u64(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i64, E> {
        Whole(PhantomData).visit_f64(value)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i64, E> {
        text.trim()
            .parse()
            .map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// Reads as [`read_or_text`] does.
pub(crate) struct OrText(pub(crate) i64);

impl<'de> Deserialize<'de> for OrText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_or_text(deserializer).map(Self)
    }
}
