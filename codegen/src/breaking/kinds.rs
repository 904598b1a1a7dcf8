//! Sets of JSON types.

use std::fmt;
use std::ops::{BitAnd, BitOr, Sub};

use serde_json::Value;

/// A set of JSON types. Numbers are two of them, those without a fraction and those with one, so that `number` holds
/// `integer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(2);
    pub(super) const INTEGER: Self = Self(4);
    const FRACTION: Self = Self(8);
    pub(super) const NUMBER: Self = Self(Self::INTEGER.0 | Self::FRACTION.0);
    pub(super) const STRING: Self = Self(16);
    pub(super) const ARRAY: Self = Self(32);
    pub(super) const OBJECT: Self = Self(64);
    pub(super) const ALL: Self = Self(127);

    /// The set that a type name stands for; none for a word that is not a type name.
    pub(super) fn named(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self::NONE,
        }
    }

    /// The type of a value.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) if number.is_f64() && !is_whole(number) => Self::FRACTION,
            Value::Number(_) => Self::INTEGER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// Whether all of `other` is here too.
    pub(super) fn holds(self, other: Self) -> bool {
        (other - self).is_empty()
    }
}

fn is_whole(number: &serde_json::Number) -> bool {
    number.as_f64().is_some_and(|number| number.fract() == 0.0)
}

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Kinds {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Sub for Kinds {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl FromIterator<Kinds> for Kinds {
    fn from_iter<I: IntoIterator<Item = Self>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::NONE, BitOr::bitor)
    }
}

impl fmt::Display for Kinds {
    /// `string`, `integer or null`, `anything`, `nothing`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            return f.write_str("anything");
        }
        let mut words = Vec::new();
        for name in [
            "object", "array", "string", "number", "integer", "boolean", "null",
        ] {
            let kind = Self::named(name);
            // An integer is said only where numbers in general are not.
            if self.holds(kind) && !(name == "integer" && self.holds(Self::NUMBER)) {
                words.push(name);
            }
        }
        if words.is_empty() {
            return f.write_str("nothing");
        }
        f.write_str(&words.join(" or "))
    }
}

#[cfg(test)]
mod tests {
    use super::Kinds;
    use serde_json::json;

    #[test]
    fn a_number_holds_an_integer_and_not_the_reverse() {
        assert!(Kinds::NUMBER.holds(Kinds::INTEGER));
        assert!(!Kinds::INTEGER.holds(Kinds::NUMBER));
        assert_eq!(Kinds::of(&json!(1.0)), Kinds::INTEGER);
        assert!(!Kinds::INTEGER.holds(Kinds::of(&json!(1.5))));
    }

    #[test]
    fn sets_read_like_words() {
        assert_eq!(Kinds::ALL.to_string(), "anything");
        assert_eq!(Kinds::NONE.to_string(), "nothing");
        assert_eq!(
            (Kinds::INTEGER | Kinds::NULL).to_string(),
            "integer or null"
        );
        assert_eq!(
            (Kinds::NUMBER | Kinds::STRING).to_string(),
            "string or number"
        );
    }
}
