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

use std::process::Output;

use support::project::Project;

const NOWHERE: &str = "http://127.0.0.1:9";
const PAGE: &str = "documentation/conversation-state.md";

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(project: &Project, output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    // macOS and others reach temporary folders through links.
    text.replace(&project.root.path().display().to_string(), "ROOT")
}
