//! Placeholder.
pub mod error;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod id;
