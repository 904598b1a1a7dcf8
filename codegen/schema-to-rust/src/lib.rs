#![doc = include_str!("../README.md")]
//!
//! # The way of a document
//!
//! [`module`] takes a document through these stages, each in the file of its name. They are public for crates that go through them
//! one by one, with [hints] of a person between, or that compare documents:
//!
//! 1. [`load`]: bytes become a document, and that is a [`tree`]
//! 2. [`resolve`](mod@resolve): references lead to nodes of the tree
//! 3. [`normalize`](mod@normalize): schemas that are made of schemas become plain ones
//! 4. [`lower`](mod@lower): plain schemas become types, the [`model`]
//! 5. `typify` says what stands in the slots of types
//! 6. [`emit`]: types become Rust, and [`print`](mod@print) makes text of that
//!
//! [`keyword`] is the table of keywords, `bounds` the reader of the bounds of integers, [`json_types`] the sets of JSON types, for all
//! of them.

pub mod address;
mod bounds;
pub mod emit;
pub mod error;
pub mod files;
mod formats;
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
mod slot_schema;
pub mod standalone;
pub mod suggest;
pub mod tree;
mod typify;

pub use emit::Style;
pub use error::{Diagnostic, Error, Result};
pub use load::Source;
pub use resolve::{Library, Retrieve};
pub use standalone::{Module, module};
pub use url::Url;
