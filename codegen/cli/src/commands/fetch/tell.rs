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

/// What can become of a document that was asked for, in the order in which it is said.
#[derive(Clone, Copy)]
pub(super) enum Outcome {
    New,
    Same,
    Confirmed,
    /// It took the place of something, by what that means to those who read the old one.
    Alike,
    Compatible,
    Breaking,
    Unread,
    Absent,
    Failed,
}

const WORDS: [&str; 9] = [
    "new",
    "unchanged",
    "confirmed by the schema host",
    "in place of others that describe the same data",
    "in place of others, with differences that old readers can take",
    "in place of others, with breaking differences",
    "in place of others that cannot be compared",
    "not published",
    "failed",
];

/// What came, counted.
#[derive(Default)]
pub(super) struct Tally {
    counts: [usize; WORDS.len()],
    pub(super) dropped: usize,
}

impl Tally {
    /// Counts one, or more.
    pub(super) fn add(&mut self, outcome: Outcome, count: usize) {
        self.counts[outcome as usize] += count;
    }

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
            Taken::New => self.add(Outcome::New, 1),
            Taken::Same => self.add(Outcome::Same, 1),
            Taken::Confirmed(from) => {
                self.add(Outcome::Confirmed, 1);
                let from = from.as_str();
                shell.status(format_args!("{id}: the {from} document is the {word} one"));
            }
            Taken::Replaced { from, old } => {
                let from = from.as_str();
                let head = format!("{id}: the {word} document takes the place of the {from} one");
                let Some(old) = old else {
                    self.add(Outcome::Unread, 1);
                    return shell.result(head);
                };
                if digest::shape(&old.tree) == digest::shape(&document.tree) {
                    self.add(Outcome::Alike, 1);
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
        let outcome = match compared.as_ref().map(breaking::Difference::class) {
            Ok(Some(Class::Breaking)) => Outcome::Breaking,
            Ok(_) => Outcome::Compatible,
            Err(_) => Outcome::Unread,
        };
        self.add(outcome, 1);
        Ok(compared?.render(Format::Text))
    }

    /// All of it in one line.
    pub(super) fn line(&self) -> String {
        let counted = self.counts.iter().zip(WORDS);
        let parts: Vec<String> = counted
            .filter(|(count, _)| **count > 0)
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

    /// Tells of a version that the host does not have, and that nobody said it has.
    pub(super) fn not_published(&mut self, shell: &Shell, id: &DocumentId) {
        self.add(Outcome::Absent, 1);
        shell.status(format_args!("{id}: the host has no such version"));
    }
}
