//! Placeholder.
pub mod conformance;
pub mod documentation;
pub mod error;
pub mod id;
pub mod prose;
