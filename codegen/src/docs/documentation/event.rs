//! The section of one event type: its type, notices and examples.

use pulldown_cmark::HeadingLevel;
use serde_json::Value;

use super::markdown::{self, Block, Kind, Span, Style};
use super::{EventSection, Example, Notice, Reader};
use crate::error::{Error, Result};

impl Reader<'_> {
    /// A section, from its heading on.
    pub(super) fn event(&self, blocks: &[Block]) -> Result<EventSection> {
        let heading = &blocks[0];
        let title = heading.heading(HeadingLevel::H2).map(markdown::text);
        let title = title.unwrap_or_default();
        let mut rest = blocks[1..].iter();
        let event_type = rest
            .next()
            .and_then(event_type)
            .ok_or_else(|| {
                let message =
                    format!("the section {title:?} does not begin with an event type in backticks");
                self.error(heading.offset, message)
            })?
            .to_owned();

        let mut notices = Vec::new();
        let mut examples = Vec::new();
        let mut in_examples = false;
        for block in rest.by_ref() {
            match &block.kind {
                Kind::Paragraph(spans) if is_label(spans, "Versions") => {
                    let versions = self.versions(rest.as_slice(), block.offset)?;
                    return Ok(EventSection {
                        event_type,
                        notices,
                        examples,
                        versions,
                    });
                }
                Kind::Paragraph(spans) if is_label(spans, "Examples") => in_examples = true,
                Kind::Paragraph(spans) => self.no_field(block, spans)?,
                Kind::Quote(_) => notices.push(self.notice(block)?),
                Kind::Code(text, begin) if in_examples => {
                    examples.push(self.example(text, *begin)?);
                }
                _ => {
                    return Err(self.error(
                        block.offset,
                        "between event type and versions only text, notices and examples are expected",
                    ));
                }
            }
        }
        let message = format!("the section {title:?} has no versions");
        Err(self.error(heading.offset, message))
    }

    fn example(&self, text: &str, begin: usize) -> Result<Example> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            // The code block stands on the page line for line.
            let (first, _) = self
                .error(begin, "")
                .place()
                .line
                .expect("`Reader::error` sets the line");
            let line = first + error.line().saturating_sub(1);
            Error::new("the example is not valid JSON")
                .cause(error)
                .line(line, 1)
        })?;
        if !value.is_object() {
            return Err(self.error(begin, "the example is not a JSON object"));
        }
        Ok(Example {
            text: text.to_owned(),
            value,
        })
    }

    /// A block quote of paragraphs. The first may begin with its kind: `[!NOTE]`.
    pub(super) fn notice(&self, quote: &Block) -> Result<Notice> {
        let Kind::Quote(blocks) = &quote.kind else {
            return Err(self.error(quote.offset, "a block quote is expected"));
        };
        let mut paragraphs = Vec::new();
        for block in blocks {
            let more = || self.error(block.offset, "a notice holds more than text");
            let spans = block.paragraph().ok_or_else(more)?;
            self.no_field(block, spans)?;
            paragraphs.push(markdown::text(spans));
        }
        let text = paragraphs.join(" ");
        let marked = text.strip_prefix("[!");
        let marked = marked.and_then(|rest| rest.split_once(']'));
        let (kind, text) = marked.unwrap_or(("", &text));
        Ok(Notice {
            kind: kind.to_owned(),
            text: text.trim_start().to_owned(),
        })
    }
}

/// The event type, if the block is one word of code that looks like an event type.
fn event_type(block: &Block) -> Option<&str> {
    let [span] = block.paragraph()? else {
        return None;
    };
    let fits = span.style == Style::Code
        && span.text.contains('.')
        && span
            .text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    fits.then_some(&span.text)
}

/// Whether a paragraph is one bold word, which is how pages head examples and versions.
fn is_label(spans: &[Span], word: &str) -> bool {
    matches!(spans, [span] if span.style == Style::Strong && span.text == word)
}
