//! Documentation pages, read and held against generated Rust.

mod fields;
mod fixture;
mod links;
mod page;
mod page_errors;
mod versions;

use std::path::PathBuf;

use twilio_events_codegen::docs::documentation::{self, Page};

/// The page that the project was asked to implement first.
const CONVERSATION_STATE: &str = include_str!("conversation-state.md");

/// A page with everything else that pages hold: front matter, two event types, notices, nested fields.
const TELEMETRY: &str = include_str!("telemetry.md");

fn parse(page: &str) -> Page {
    documentation::parse(page).expect("the page is in order")
}

fn folder(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "documentation", name]
        .iter()
        .collect()
}
