//! Rust types for any JSON Schema.
//!
//! A document goes through these stages, each in the file of its name:
//!
//! 1. [`load`]: bytes become a document, and that is a [`tree`]
//! 2. [`resolve`](mod@resolve): references lead to nodes of the tree
//! 3. [`normalize`](mod@normalize): schemas that are made of schemas become plain ones
//! 4. [`lower`](mod@lower): plain schemas become types, the [`model`], with the [hints] that a person gives
//! 5. `typify` says what stands in the slots of types
//! 6. [`emit`]: types become Rust, and [`print`](mod@print) makes text of that
//!
//! [`standalone`] runs all of it. [`keyword`] is the table of keywords, [`bounds`] the reader of the bounds of integers,
//! [`json_types`] the sets of JSON types, for all of them.

pub mod address;
pub mod bounds;
pub mod diagnostic;
pub mod emit;
pub mod error;
pub mod files;
pub mod formats;
mod guard;
pub mod hints;
pub mod json_types;
pub mod keyword;
pub mod load;
pub mod lower;
pub mod model;
pub mod names;
pub mod normalize;
pub mod print;
pub mod prose;
pub mod resolve;
pub mod sanitize;
pub mod standalone;
pub mod tree;
mod typify;

pub use diagnostic::Diagnostic;
pub use error::{Error, Result};
