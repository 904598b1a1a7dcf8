//! What tests of the generator draw at random, and what says whether the generator was right: schemas, data of them, what `jsonschema`
//! calls valid, and what may be lost.

#![expect(
    clippy::missing_panics_doc,
    reason = "a panic is how a test says that it is wrong itself"
)]

pub mod compare;
pub mod described;
pub mod edit;
pub mod instance;
pub mod judge;
pub mod meaning;
pub mod random;
pub mod schema;
pub mod wild;
pub mod words;
