//! Sets of JSON types.

use std::fmt;
use std::ops::{BitAnd, BitOr, Sub};

use serde_json::Value;

/// A set of JSON types. Numbers are two of them, those without a fraction and those with one, so that `number` holds
/// `integer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JsonTypes(u8);

impl JsonTypes {
    /// No type.
    pub const NONE: Self = Self(0);
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `boolean`.
    pub const BOOLEAN: Self = Self(2);
    /// `integer`.
    pub const INTEGER: Self = Self(4);
    /// Numbers with a fraction.
    pub const FRACTION: Self = Self(8);
    /// `number`.
    pub const NUMBER: Self = Self(Self::INTEGER.0 | Self::FRACTION.0);
    /// `string`.
    pub const STRING: Self = Self(16);
    /// `array`.
    pub const ARRAY: Self = Self(32);
    /// `object`.
    pub const OBJECT: Self = Self(64);
    /// Any type.
    pub const ALL: Self = Self(127);

    /// What the types are called.
    pub const NAMES: [&str; 7] = [
        "object", "array", "string", "number", "integer", "boolean", "null",
    ];

    /// The set that a type name stands for; none for a word that is not a type name.
    pub fn named(name: &str) -> Self {
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
    pub fn from_value(value: &Value) -> Self {
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

    /// Whether no type is in it.
    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// Whether all of `other` is here too.
    pub fn holds(self, other: Self) -> bool {
        (other - self).is_empty()
    }
}

fn is_whole(number: &serde_json::Number) -> bool {
    number.as_f64().is_some_and(|number| number.fract() == 0.0)
}

impl BitOr for JsonTypes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for JsonTypes {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Sub for JsonTypes {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl FromIterator<JsonTypes> for JsonTypes {
    fn from_iter<I: IntoIterator<Item = Self>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::NONE, BitOr::bitor)
    }
}

impl fmt::Display for JsonTypes {
    /// `string`, `integer or null`, `anything`, `nothing`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            return f.write_str("anything");
        }
        let mut words = Vec::new();
        for name in Self::NAMES {
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
    use super::JsonTypes;
    use serde_json::json;

    #[test]
    fn a_number_holds_an_integer_and_not_the_reverse() {
        assert!(JsonTypes::NUMBER.holds(JsonTypes::INTEGER));
        assert!(!JsonTypes::INTEGER.holds(JsonTypes::NUMBER));
        assert_eq!(JsonTypes::from_value(&json!(1.0)), JsonTypes::INTEGER);
        assert!(!JsonTypes::INTEGER.holds(JsonTypes::from_value(&json!(1.5))));
    }

    #[test]
    fn sets_read_like_words() {
        assert_eq!(JsonTypes::ALL.to_string(), "anything");
        assert_eq!(JsonTypes::NONE.to_string(), "nothing");
        assert_eq!(
            (JsonTypes::INTEGER | JsonTypes::NULL).to_string(),
            "integer or null"
        );
        assert_eq!(
            (JsonTypes::NUMBER | JsonTypes::STRING).to_string(),
            "string or number"
        );
    }
}
