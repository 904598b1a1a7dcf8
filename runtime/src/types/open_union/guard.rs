//! Members whose value says that an object is not of a branch.

use super::tree::{Here, Node};

/// A member, or one inside it, that has one of some values in all objects of a branch, where it is there at all; or the value
/// itself.
pub struct Guard {
    /// The names on the way to it; none where the value itself has the values.
    pub path: &'static [&'static str],
    /// Its values; none where it is never there.
    pub values: &'static [&'static dyn Literal],
}

/// What a guard makes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// The value is not of the branch.
    No,
    /// The member is not there, or `null`.
    Nothing,
    /// The member has a value of the branch.
    Yes,
}

impl Guard {
    pub(super) fn says(&self, here: Here<'_>) -> Says {
        let member = self
            .path
            .iter()
            .try_fold(here, |here, name| here.member(name));
        match member {
            Some(here) if !matches!(here.node(), Node::Null) => {
                if self.values.iter().any(|value| value.is(here)) {
                    Says::Yes
                } else {
                    Says::No
                }
            }
            _ => Says::Nothing,
        }
    }
}

/// A value as generated code writes it: text, a number or a boolean.
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
