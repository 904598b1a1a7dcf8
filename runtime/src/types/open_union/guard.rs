//! Members whose value says that an object is not of a branch.

use serde_json::Value;

use super::tree::{Here, Node};

/// A member, or one inside it, that has one of some values in all objects of a branch, where it is there at all; or the value
/// itself.
pub struct Guard {
    /// The names on the way to it; none where the value itself has the values.
    pub path: &'static [&'static str],
    /// Its values; none where it is never there, or where it is not itself that has values.
    pub values: &'static [&'static dyn Literal],
    /// The values of each item of a list, or of each member of a map; none where it is not what is inside that has values.
    pub inside: &'static [&'static dyn Literal],
}

/// What a guard makes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Says {
    /// The member is not there, or `null`.
    Nothing,
    /// The member has a value of the branch.
    Yes,
    /// The value is not of the branch.
    No,
}

impl Guard {
    pub(super) fn says(&self, here: Here<'_>) -> Says {
        let member = self
            .path
            .iter()
            .try_fold(here, |here, name| here.member(name));
        match member {
            Some(here) if self.inside.is_empty() => says(self.values, here),
            Some(here) => {
                let inside = here.inside().map(|one| says(self.inside, one));
                inside.max().unwrap_or(Says::Nothing)
            }
            None => Says::Nothing,
        }
    }
}

/// What it means that a value is to be one of some.
fn says(values: &[&dyn Literal], here: Here<'_>) -> Says {
    if matches!(here.node(), Node::Null) {
        Says::Nothing
    } else if values.iter().any(|value| value.is(here)) {
        Says::Yes
    } else {
        Says::No
    }
}

/// A value as generated code writes it: text, a number or a boolean; bytes of JSON for a list or an object.
pub trait Literal: Sync {
    /// Whether a value of a tree is this one.
    fn is(&self, here: Here<'_>) -> bool;
}

impl Literal for &'static str {
    fn is(&self, here: Here<'_>) -> bool {
        matches!(here.node(), Node::String(text) if text == self)
    }
}

impl Literal for bool {
    fn is(&self, here: Here<'_>) -> bool {
        matches!(here.node(), Node::Bool(flag) if flag == self)
    }
}

impl Literal for f64 {
    #[allow(
        clippy::float_cmp,
        reason = "numbers of a document, which are equal or not"
    )]
    fn is(&self, here: Here<'_>) -> bool {
        matches!(here.node(), Node::Number(number) if number.as_f64() == Some(*self))
    }
}

impl<const N: usize> Literal for &'static [u8; N] {
    fn is(&self, here: Here<'_>) -> bool {
        serde_json::from_slice(*self).is_ok_and(|json| same(&json, here))
    }
}

/// Whether a value of a tree is this one.
fn same(json: &Value, here: Here<'_>) -> bool {
    match (json, here.node()) {
        (Value::Null, Node::Null) => true,
        (Value::Bool(flag), Node::Bool(other)) => flag == other,
        (Value::Number(number), Node::Number(other)) => {
            let is_float = number.is_f64() || other.is_f64();
            number == other || is_float && number.as_f64() == other.as_f64()
        }
        (Value::String(text), Node::String(other)) => text == other,
        (Value::Array(items), Node::Array(others)) => {
            let mut pairs = items.iter().zip(others);
            items.len() == others.len() && pairs.all(|(item, other)| same(item, here.at(*other)))
        }
        (Value::Object(members), Node::Object(others)) => {
            let is_there = |(name, value): (&String, &Value)| {
                here.member(name).is_some_and(|other| same(value, other))
            };
            members.len() == others.len() && members.iter().all(is_there)
        }
        _ => false,
    }
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Literal for $integer {
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless, clippy::float_cmp, reason = "1.0 is 1")]
            fn is(&self, here: Here<'_>) -> bool {
                let Node::Number(number) = here.node() else {
                    return false;
                };
                if number.is_f64() {
                    return number.as_f64() == Some(*self as f64);
                }
                let integer = number.as_i64().map(i128::from);
                integer.or(number.as_u64().map(i128::from)) == Some(i128::from(*self))
            }
        }
    )*};
}
integers!(i32, i64, u64);
