//! A difference as text.

mod json;
mod markdown;
mod plain;
mod words;

use super::change::Difference;

/// How a difference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A line per change, for a terminal.
    Text,
    /// A list, for a change log or the text of a pull request.
    Markdown,
    /// One object, for a script.
    Json,
}

impl Difference {
    /// What it all comes to, in a sentence.
    pub fn summary(&self) -> String {
        words::summary(self)
    }

    /// The changes as text of a format.
    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Text => plain::render(self),
            Format::Markdown => markdown::render(self),
            Format::Json => json::render(self),
        }
    }
}
