//! Integers: numbers without a fraction, `42.0` too.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Error as _, Serialize as _, Serializer};
use serde_json::value::RawValue;

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

/// Reads a number without a fraction of more than 64 bits. Of such, `serde_json` gives all digits only where it gives the text.
pub(crate) fn read_wide<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i128, D::Error> {
    let raw = <Box<RawValue>>::deserialize(deserializer)?;
    wide(raw.get()).ok_or_else(|| {
        let message = format!("invalid value: {raw}, expected an integer of 128 bits");
        D::Error::custom(message)
    })
}

fn wide(text: &str) -> Option<i128> {
    let zeros = text.trim_end_matches('0').strip_suffix('.');
    if let Ok(integer) = zeros.unwrap_or(text).parse() {
        return Some(integer);
    }
    // With an exponent, or with a fraction.
    let number: f64 = serde_json::from_str(text).ok()?;
    let is_integer = number.fract() == 0.0 && number.abs() < 2_f64.powi(127);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it is one, and not too large"
    )]
    is_integer.then_some(number as i128)
}

/// Writes an integer of more than 64 bits. `serde_json` takes such only into a text, unless it is given one.
pub(crate) fn write_wide<S: Serializer>(value: i128, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(value) = i64::try_from(value) {
        return serializer.serialize_i64(value);
    }
    if let Ok(value) = u64::try_from(value) {
        return serializer.serialize_u64(value);
    }
    let raw = RawValue::from_string(value.to_string()).map_err(S::Error::custom)?;
    raw.serialize(serializer)
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{read_wide, write_wide};

    fn wide(text: &str) -> Option<i128> {
        read_wide(&mut serde_json::Deserializer::from_str(text)).ok()
    }

    #[test]
    fn more_than_64_bits() {
        for (text, number) in [
            ("0", 0),
            ("-1", -1),
            (
                "123456789012345678901234567890",
                123_456_789_012_345_678_901_234_567_890,
            ),
            (
                "123456789012345678901234567890.00",
                123_456_789_012_345_678_901_234_567_890,
            ),
            ("-170141183460469231731687303715884105728", i128::MIN),
            ("42.0", 42),
            ("-100", -100),
            ("1e20", 100_000_000_000_000_000_000),
            ("1.5E1", 15),
        ] {
            assert_eq!(wide(text), Some(number), "{text}");
        }
        for text in [
            "0.5",
            "1e39",
            "170141183460469231731687303715884105728",
            "\"1\"",
            "true",
            "null",
            "[1]",
            "{}",
        ] {
            assert_eq!(wide(text), None, "{text}");
        }
        for text in [
            "-5",
            "18446744073709551615",
            "-123456789012345678901234567890",
        ] {
            let mut written = Vec::new();
            let integer = wide(text).expect("it is one");
            write_wide(integer, &mut serde_json::Serializer::new(&mut written))
                .expect("it is written");
            assert_eq!(written, text.as_bytes());
        }
        // As many digits as a `Value` keeps.
        let value = write_wide(10_i128.pow(20), serde_json::value::Serializer);
        assert_eq!(value.ok(), Some(json!(1e20)));
        assert_eq!(read_wide(json!(-5)).ok(), Some(-5));
        assert_eq!(read_wide(json!(u64::MAX)).ok(), Some(u64::MAX.into()));
        assert_eq!(read_wide(Value::Null).ok(), None);
    }
}
