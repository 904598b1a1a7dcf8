//! What `fetch` says of the documents that came, and in the end of all of them.

use twilio_events_codegen::breaking::{self, Class, Format};
use twilio_events_codegen::project::digest;
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::Provenance;
use twilio_events_codegen::project::overrides::Overrides;
use twilio_events_codegen::project::snapshot::Taken;
use twilio_events_codegen::{Error, Result};

use crate::commands::Shell;

/// What came, counted.
#[derive(Default)]
pub(super) struct Tally {
    new: usize,
    same: usize,
    confirmed: usize,
    /// What took the place of something, by what that means to those who read the old one.
    alike: usize,
    compatible: usize,
    breaking: usize,
    unread: usize,
    pub(super) absent: usize,
    pub(super) failed: usize,
    pub(super) dropped: usize,
}

impl Tally {
    /// Tells of one document, and counts it.
    pub(super) fn tell(
        &mut self,
        shell: &Shell,
        document: &Document,
        provenance: Provenance,
        taken: &Taken,
        overrides: &Overrides,
    ) {
        let id = &document.id;
        let word = provenance.as_str();
        match taken {
            Taken::New => self.new += 1,
            Taken::Same => self.same += 1,
            Taken::Confirmed(from) => {
                self.confirmed += 1;
                let from = from.as_str();
                shell.status(format_args!("{id}: the {from} document is the {word} one"));
            }
            Taken::Replaced { from, old } => {
                let from = from.as_str();
                let head = format!("{id}: the {word} document takes the place of the {from} one");
                let Some(old) = old else {
                    self.unread += 1;
                    return shell.result(head);
                };
                if digest::shape(&old.value()) == digest::shape(&document.value()) {
                    self.alike += 1;
                    return shell.status(format_args!("{head}; they describe the same data"));
                }
                match self.differs(old, document, overrides) {
                    Ok(text) => shell.result(format_args!("{head}\n{}", text.trim_end())),
                    Err(error) => {
                        shell.result(head);
                        Shell::warning(&error.into_warning());
                    }
                }
            }
        }
    }

    fn differs(
        &mut self,
        old: &Document,
        new: &Document,
        overrides: &Overrides,
    ) -> Result<String, Error> {
        let compared = breaking::compare(old, new, overrides);
        match compared.as_ref().map(breaking::Difference::class) {
            Ok(Some(Class::Breaking)) => self.breaking += 1,
            Ok(_) => self.compatible += 1,
            Err(_) => self.unread += 1,
        }
        Ok(compared?.render(Format::Text))
    }

    /// All of it in one line.
    pub(super) fn line(&self) -> String {
        let parts = [
            (self.new, "new"),
            (self.same, "unchanged"),
            (self.confirmed, "confirmed by the schema host"),
            (self.alike, "in place of others that describe the same data"),
            (
                self.compatible,
                "in place of others, with differences that old readers can take",
            ),
            (
                self.breaking,
                "in place of others, with breaking differences",
            ),
            (self.unread, "in place of others that cannot be compared"),
            (self.absent, "not published"),
            (self.failed, "failed"),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let line = if parts.is_empty() {
            "nothing came".to_owned()
        } else {
            format!("documents: {}", parts.join(", "))
        };
        match self.dropped {
            0 => line,
            dropped => format!("{line}; overrides dropped or cut: {dropped}"),
        }
    }

    /// Counts what is as the host's own memory of it says.
    pub(super) fn not_modified(&mut self) {
        self.same += 1;
    }

    /// Tells of a version that the host does not have, and that nobody said it has.
    pub(super) fn not_published(&mut self, shell: &Shell, id: &DocumentId) {
        self.absent += 1;
        shell.status(format_args!("{id}: the host has no such version"));
    }
}
