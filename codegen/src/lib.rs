//! Placeholder.
pub mod error;
pub mod id;
