//! The branches of a union, as generated code lists them.

use serde::ser::Serialize;
use serde_json::Value;

use super::guard::Guard;
use super::tree::Here;

/// An enum that [`open_union!`](crate::open_union) reads.
pub trait Union: Serialize + Sized + 'static {
    /// Its variants, but for the one for unknown values.
    const BRANCHES: &'static [Branch<Self>];

    /// The variant for unknown values.
    fn unknown(json: Value) -> Self;
}

/// A variant of a union.
pub struct Branch<T> {
    /// What its objects have in common.
    pub guards: &'static [Guard],
    /// Reads it.
    pub read: fn(Here<'_>) -> serde_json::Result<T>,
}
