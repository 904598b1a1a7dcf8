//! Rust types for any JSON Schema.
//!
//! A document goes through these stages, each in the file of its name:
//!
//! 1. [`load`]: bytes become a document
//! 2. [`bundle`](mod@bundle): references lead to places of the same document
//! 3. [`compose`](mod@compose): schemas that are made of schemas become plain ones
//! 4. [`prepare`](mod@prepare): a document becomes what typify reads without surprise, with the [hints](hints) that a person gives
//! 5. [`lower`](mod@lower): typify makes types of it, the [`model`]
//! 6. [`emit`]: types become Rust, and [`format`](mod@format) makes text of that
//!
//! [`standalone`] runs all of it.

pub mod address;
pub mod bundle;
pub mod compose;
pub mod emit;
pub mod error;
pub mod files;
pub mod format;
pub mod hints;
pub mod load;
mod locate;
pub mod lower;
pub mod model;
pub mod names;
mod places;
pub mod pointer;
pub mod prepare;
pub mod prose;
pub mod sanitize;
pub mod standalone;

pub use error::{Error, Result};
