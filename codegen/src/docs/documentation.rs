//! The documentation page of event types: what it says about versions, fields and examples.
//!
//! A page is Markdown. After optional front matter and the `# Title` it has one `## Section` per event type: the type in
//! backticks, block quotes with a status, `**Examples**` with JSON in code blocks, and `**Versions**`. These are a list of links
//! to the schemas, `[v2 (latest)](...)`; on older pages each version is a heading `#### v2 (latest)`, notes, a list of fields, and
//! a link to the schema.
//!
//! The reader is strict. What it does not expect is an error that names the line, since it might be a field.

mod event;
mod field;
mod index;
pub(crate) mod markdown;
mod version;

use std::path::{Path, PathBuf};

use pulldown_cmark::HeadingLevel;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::project::files;
use crate::project::id::DocumentId;
use crate::words::words;
pub use index::parse_index;
use markdown::{Block, Kind, Span, Style};
use schema_to_rust::files::without_mark;

/// What one page documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The event types, in the order of the page. There is at least one.
    pub events: Vec<EventSection>,
}

/// What a page says about one event type.
#[derive(Clone, Debug, PartialEq)]
pub struct EventSection {
    /// The event type, such as `com.twilio.conversations.conversation-state.updated`.
    pub event_type: String,
    /// The block quotes below the event type: a status such as "discontinued", or when the event is sent.
    pub notices: Vec<Notice>,
    /// Whole events, as the page shows them. There may be none.
    pub examples: Vec<Example>,
    /// The versions of the schema, the newest first. There is at least one.
    pub versions: Vec<DocumentedVersion>,
}

/// A block quote that sets something off from the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// `NOTE`, `CAUTION` and so on; empty for a plain quote.
    pub kind: String,
    /// The text without markup.
    pub text: String,
}

/// One event as a page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The JSON as it stands on the page.
    pub text: String,
    /// The same, parsed. It is an object.
    pub value: Value,
}

/// What a page says about one version of a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentedVersion {
    /// The number in the heading.
    pub number: u32,
    /// Whether the heading calls it the latest.
    pub latest: bool,
    /// Whether a note says that this version changes nothing but the metadata of the schema.
    pub metadata_only: bool,
    /// The fields of `data`, in the order of the page, at least one; none where the page only links the schema.
    pub fields: Option<Vec<DocumentedField>>,
    /// The address of the schema, as the page links it.
    pub url: String,
    /// The schema version which that address names.
    pub document: DocumentId,
}

/// One documented field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentedField {
    /// The name in JSON.
    pub name: String,
    /// The type in JSON.
    pub json_type: JsonType,
    /// Whether the object that holds the field must have it.
    pub required: bool,
    /// The description without markup, white space made even; empty if there is none.
    pub description: String,
    /// The fields of an object, or of the objects in an array.
    pub children: Vec<DocumentedField>,
}

words! {
    /// The type of a documented field, in the words that pages use.
    pub enum JsonType {
        /// Text.
        String = "string",
        /// A number without a fraction.
        Integer = "integer",
        /// A number.
        Number = "number",
        /// `true` or `false`.
        Boolean = "boolean",
        /// An object.
        Object = "object",
        /// A list.
        Array = "array",
    }
}

/// The pages below a folder: its Markdown files, by name. A folder that is not there has none.
///
/// # Errors
/// Files that cannot be read, or are no pages; all of them in one error.
pub fn read_folder(folder: &Path) -> Result<Vec<(PathBuf, Page)>> {
    let (mut pages, mut errors) = (Vec::new(), Vec::new());
    for path in files::below(folder)? {
        if path.extension().is_none_or(|extension| extension != "md") || files::is_hidden(&path) {
            continue;
        }
        let path = folder.join(path);
        let page = files::read_text(&path).and_then(|text| parse(&text));
        match page {
            Ok(page) => pages.push((path, page)),
            Err(error) => errors.push(error.file(&path)),
        }
    }
    Error::all(errors)?;
    Ok(pages)
}

/// Reads a page.
///
/// The error names line and column of the page; add the file with [`Error::file`].
pub fn parse(page: &str) -> Result<Page> {
    let page = without_mark(page);
    let blocks = markdown::blocks(page)?;
    let reader = Reader { page };
    let is_title = |(block, _): &(&Block, _)| block.heading(HeadingLevel::H1).is_some();
    let Some((_, rest)) = blocks.split_first().filter(is_title) else {
        let place = blocks.first().map_or(page.len(), |block| block.offset);
        return Err(reader.error(place, "the page does not begin with its title"));
    };
    let is_section = |block: &Block| block.heading(HeadingLevel::H2).is_some();
    let mut sections = rest.chunk_by(|_, next| !is_section(next)).peekable();
    if let Some(introduction) = sections.next_if(|chunk| !is_section(&chunk[0])) {
        for block in introduction {
            match &block.kind {
                Kind::Paragraph(spans) => reader.no_field(block, spans)?,
                Kind::Quote(_) => drop(reader.notice(block)?),
                _ => {
                    return Err(reader.error(
                        block.offset,
                        "only text is expected before the first event type",
                    ));
                }
            }
        }
    }
    let mut events: Vec<EventSection> = Vec::new();
    for blocks in sections {
        let event = reader.event(blocks)?;
        if events.iter().any(|e| e.event_type == event.event_type) {
            let message = format!("the event type {} comes twice", event.event_type);
            return Err(reader.error(blocks[0].offset, message));
        }
        events.push(event);
    }
    if events.is_empty() {
        return Err(reader.error(page.len(), "the page documents no event type"));
    }
    Ok(Page { events })
}

/// What the parts of the reader share.
struct Reader<'a> {
    page: &'a str,
}

impl Reader<'_> {
    fn error(&self, offset: usize, message: impl Into<String>) -> Error {
        markdown::located(Error::new(message), self.page, offset)
    }

    /// Text may not hold what looks like a field: the page's author forgot a bullet or a blank line.
    fn no_field(&self, block: &Block, spans: &[Span]) -> Result<()> {
        let found = spans.iter().enumerate().any(|(at, span)| {
            span.style == Style::Code && JsonType::named(&span.text).is_some() && {
                let next = spans[at + 1..]
                    .iter()
                    .find(|span| !span.text.trim().is_empty());
                next.is_some_and(|span| span.style == Style::Strong)
            }
        });
        if found {
            return Err(self
                .error(
                    block.offset,
                    "a field stands here outside a list item of its own",
                )
                .help("begin the field with a bullet on a line of its own"));
        }
        Ok(())
    }
}
