//! Generated crates, written by hand as the generator writes them, and copies of them in which one thing is wrong.

use twilio_events_codegen::docs::conformance::{check, sources};
use twilio_events_codegen::docs::documentation::Page;
use twilio_events_codegen::emit::Files;

use super::{CONVERSATION_STATE, TELEMETRY, folder, parse};

/// A page and the crate that was generated for it.
pub(crate) struct Fixture {
    pub(crate) page: Page,
    pub(crate) sources: Files,
    /// The folder of the schema's modules.
    pub(crate) module: &'static str,
    /// What all findings begin with.
    pub(crate) prefix: &'static str,
}

pub(crate) fn conversations() -> Fixture {
    Fixture {
        page: parse(CONVERSATION_STATE),
        sources: sources(&folder("conversations-crate")).expect("the folder is there"),
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
        sources: sources(&folder("telemetry-crate")).expect("the folder is there"),
        module: "src/telemetry/device_report",
        prefix: "com.example.telemetry.device_report.attached: Telemetry.DeviceReport",
    }
}

impl Fixture {
    /// With another page.
    pub(crate) fn page(self, page: &str) -> Self {
        Self {
            page: parse(page),
            ..self
        }
    }

    /// A file of the schema's modules: `v2.rs`, or nothing for the schema's own file.
    pub(crate) fn file(&mut self, name: &str) -> &mut String {
        let path = match name {
            "" => format!("{}.rs", self.module),
            name => format!("{}/{name}", self.module),
        };
        self.sources.get_mut(&path).expect("the file is there")
    }

    /// Replaces the one `old` in such a file.
    #[track_caller]
    pub(crate) fn edit(mut self, name: &str, old: &str, new: &str) -> Self {
        let text = self.file(name);
        assert_eq!(
            text.matches(old).count(),
            1,
            "{old:?} stands once in {name}"
        );
        *text = text.replace(old, new);
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
}
