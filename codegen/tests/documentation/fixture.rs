//! Generated crates, written by hand as the generator writes them, and copies of them in which one thing is wrong.

use twilio_events_codegen::docs::conformance::{Sources, check};
use twilio_events_codegen::docs::documentation::Page;

use super::{CONVERSATION_STATE, TELEMETRY, folder, parse};

/// A page and the crate that was generated for it.
pub(crate) struct Fixture {
    pub(crate) page: Page,
    pub(crate) sources: Sources,
    /// The folder of the schema's modules.
    pub(crate) module: &'static str,
    /// What all findings begin with.
    pub(crate) prefix: &'static str,
}

pub(crate) fn conversations() -> Fixture {
    Fixture {
        page: parse(CONVERSATION_STATE),
        sources: Sources::read(&folder("conversations-crate")).expect("the folder is there"),
        module: "src/conversations/conversation_state_updated",
        prefix: "com.twilio.conversations.conversation-state.updated: Conversations.ConversationStateUpdated",
    }
}

/// Its page has two event types, of which one is enough here.
pub(crate) fn telemetry() -> Fixture {
    let mut page = parse(TELEMETRY);
    page.events.truncate(1);
    Fixture {
        page,
        sources: Sources::read(&folder("telemetry-crate")).expect("the folder is there"),
        module: "src/telemetry/device_report",
        prefix: "com.example.telemetry.device_report.attached: Telemetry.DeviceReport",
    }
}

impl Fixture {
    /// Replaces the one `old` in a file of the schema's modules: `v2.rs`, or nothing for the schema's own file.
    pub(crate) fn edit(mut self, file: &str, old: &str, new: &str) -> Self {
        let path = match file {
            "" => format!("{}.rs", self.module),
            file => format!("{}/{file}", self.module),
        };
        self.sources = self
            .sources
            .edited(&path, old, new)
            .expect("the text to replace occurs once");
        self
    }

    pub(crate) fn without(mut self, file: &str) -> Self {
        let mut files = self.sources.files().clone();
        files.remove(file).expect("the file to remove is there");
        self.sources = Sources::new(files);
        self
    }

    /// Exactly these findings, each without the prefix.
    #[track_caller]
    pub(crate) fn finds(&self, expected: &[&str]) {
        let found: Vec<String> = check(&self.page, &self.sources)
            .iter()
            .map(ToString::to_string)
            .collect();
        let found: Vec<&str> = found
            .iter()
            .map(|text| text.strip_prefix(self.prefix).unwrap_or(text))
            .collect();
        assert_eq!(found, expected);
    }

    /// Exactly these findings, in v2 and again in v1, which shares the types.
    #[track_caller]
    pub(crate) fn finds_in_both(&self, expected: &[&str]) {
        let older = expected
            .iter()
            .map(|text| text.replace("/2#", "/1#").replace(" of v2 ", " of v1 "));
        let older: Vec<String> = older.collect();
        let all: Vec<&str> = expected
            .iter()
            .copied()
            .chain(older.iter().map(String::as_str))
            .collect();
        self.finds(&all);
    }
}
