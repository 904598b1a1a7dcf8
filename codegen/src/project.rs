//! What lies in a project: the catalog, the lock and the overrides, the documents of the snapshot, and the files that runs write.

pub mod catalog;
pub mod changelog;
pub mod digest;
pub mod document;
pub mod edit;
pub mod files;
pub mod id;
pub mod lock;
pub mod overrides;
pub mod snapshot;
mod toml;
pub mod transaction;
pub mod write;
pub(crate) mod written;
