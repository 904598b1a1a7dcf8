//! What `diff` says of two documents, and that it is true.

mod arm;
mod cases;
mod large;
mod overrides;
mod pair;
mod pinned;
mod property;
mod reader;
mod seed;
mod support;
mod table;
