//! The documentation site on a host of loopback: the index, and pages in the form that links schemas.

use std::fmt::Write as _;

use super::host::{Host, Reply};

const INDEX: &str = "/docs/events/event-types-overview.md";
pub const STATE_PAGE: &str = "/docs/events/event-types/conversations/conversation-state";

/// Publishes an index that lists these pages.
pub fn index(host: &Host, pages: &[&str]) {
    let mut text = "# Event Types\n\n## Products\n\n".to_owned();
    for page in pages {
        writeln!(text, "* [A page]({page})").expect("writing to a String does not fail");
    }
    host.on(INDEX, [Reply::ok(text)]);
}

/// One section of a page: the event type, what is quoted below it, and the newest version of its schema.
pub fn section(event_type: &str, quote: &str, schema: &str, newest: u32) -> String {
    let mut text = format!("## Section\n\n`{event_type}`\n\n{quote}\n\n**Versions**\n\n");
    for version in (1..=newest).rev() {
        let latest = if version == newest { " (latest)" } else { "" };
        writeln!(
            text,
            "* [v{version}{latest}](https://events-schemas.twilio.com/{schema}/{version})"
        )
        .expect("writing to a String does not fail");
    }
    text + "\n"
}

/// Publishes a page of these sections.
pub fn page(host: &Host, path: &str, sections: &[String]) {
    let text = format!("# A page\n\n{}", sections.concat());
    host.on(&format!("{path}.md"), [Reply::ok(text)]);
}

/// Publishes what the project knows, and no more.
pub fn current(host: &Host) {
    index(host, &[STATE_PAGE]);
    page(host, STATE_PAGE, &[state(2)]);
}

/// The section of the seed's event type.
pub fn state(newest: u32) -> String {
    section(
        "com.twilio.conversations.conversation-state.updated",
        "",
        super::project::ID,
        newest,
    )
}
