//! The commands on a project of their own, as a person runs them: a file per command.

mod discover;
mod docs;
mod fetch;
#[cfg(unix)]
mod links;
mod list;
mod mirror;
mod mistakes;
mod outdated;
mod owned;
mod pin;
mod said;
#[path = "../support/mod.rs"]
mod support;
mod unfinished;
mod verify;

const NOWHERE: &str = "http://127.0.0.1:9";
const PAGE: &str = "documentation/conversation-state.md";
