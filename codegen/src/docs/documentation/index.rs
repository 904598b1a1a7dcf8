//! The page that lists all pages of event types.
//!
//! Below the title and some text it has one `## Product` per product, and below that a list item per page, which links it.

use pulldown_cmark::HeadingLevel;

use super::Reader;
use super::markdown::{self, Block, Kind, Span, Style};
use crate::error::Result;
use schema_to_rust::files::without_mark;

/// Reads the index: where its links lead, as they are written, in its order. There is at least one, such as
/// `/docs/events/event-types/conversations/conversation-state`.
///
/// The error names line and column of the page; add the file with [`Error::file`](crate::Error::file).
pub fn parse_index(page: &str) -> Result<Vec<String>> {
    let page = without_mark(page);
    let reader = Reader { page };
    let mut in_product = false;
    let mut pages = Vec::new();
    for block in markdown::blocks(page)? {
        match &block.kind {
            Kind::Heading(HeadingLevel::H2, _) => in_product = true,
            // Above the products stands what there is to say of all of them.
            Kind::BulletList(items) if in_product => {
                for item in items {
                    pages.push(reader.listed(item)?);
                }
            }
            _ => {}
        }
    }
    if pages.is_empty() {
        return Err(reader.error(page.len(), "the page lists no pages of event types"));
    }
    Ok(pages)
}

impl Reader<'_> {
    fn listed(&self, item: &Block) -> Result<String> {
        match item.item_text() {
            Some(
                [
                    Span {
                        style: Style::Link(link),
                        ..
                    },
                ],
            ) => Ok(link.clone()),
            _ => Err(self
                .error(item.offset, "this list item does not link one page")
                .help("expected is a link such as [Title](/docs/events/event-types/product/page)")),
        }
    }
}
