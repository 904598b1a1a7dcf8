//! The text of an enum value that was not known when the code was generated.

use std::fmt;

/// A value that an open enum does not know.
///
/// It is opaque: it can be read, compared and printed, but not made and not matched on. So code cannot come
/// to depend on a value being unknown, and goes on compiling and meaning the same when a later release
/// makes a variant of it. Compare [`as_str`](Self::as_str) where you must know the text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// The value as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For [`open_enum!`](crate::open_enum) alone.
    #[doc(hidden)]
    pub fn __new(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
