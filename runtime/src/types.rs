//! What generated types are made of. Nothing here knows of events.
//!
//! `object!`, `open_enum!` and `open_union!` make Rust's structs and enums read and write JSON: each hands out places and views of
//! what it holds, and one reader, one writer and so on serve all.

pub(crate) mod copy;
pub(crate) mod data;
pub(crate) mod hash;
mod integer;
mod locate;
pub(crate) mod new;
pub(crate) mod object;
pub(crate) mod open_enum;
pub(crate) mod open_union;
pub(crate) mod place;
pub(crate) mod pointer;
pub(crate) mod reader;
pub(crate) mod report;
pub(crate) mod same;
mod show;
mod slots;
pub(crate) mod timestamp;
pub(crate) mod tolerant;
pub(crate) mod unknown_value;
mod writer;
