//! The page that lists all pages of event types.
//!
//! Below the title and some text it has one `## Product` per product, and below that a list item per page, which links it.

use pulldown_cmark::HeadingLevel;

use super::Reader;
use super::markdown::{self, Block, Kind, Span, Style};
use crate::error::Result;
use schema_to_rust::files::without_mark;

/// What the index lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The pages, in its order. There is at least one.
    pub pages: Vec<ListedPage>,
}

/// A page of event types, as the index has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPage {
    /// The heading above it: `Conversations`.
    pub product: String,
    /// The text of the link: `Conversation State`.
    pub title: String,
    /// Where it leads, as it is written: `/docs/events/event-types/conversations/conversation-state`.
    pub link: String,
}

/// Reads the index.
///
/// The error names line and column of the page; add the file with [`Error::file`](crate::Error::file).
pub fn parse_index(page: &str) -> Result<Index> {
    let page = without_mark(page);
    let reader = Reader { page };
    let mut product = None;
    let mut pages = Vec::new();
    for block in markdown::blocks(page)? {
        match (&block.kind, &product) {
            (Kind::Heading(HeadingLevel::H2, spans), _) => product = Some(markdown::text(spans)),
            // Above the products stands what there is to say of all of them.
            (Kind::BulletList(items), Some(product)) => {
                for item in items {
                    pages.push(reader.listed(item, product)?);
                }
            }
            _ => {}
        }
    }
    if pages.is_empty() {
        return Err(reader.error(page.len(), "the page lists no pages of event types"));
    }
    Ok(Index { pages })
}

impl Reader<'_> {
    fn listed(&self, item: &Block, product: &str) -> Result<ListedPage> {
        if let Kind::Item(blocks) = &item.kind
            && let [
                Block {
                    kind: Kind::Paragraph(spans),
                    ..
                },
            ] = &blocks[..]
            && let [
                Span {
                    style: Style::Link(link),
                    text,
                },
            ] = &spans[..]
        {
            return Ok(ListedPage {
                product: product.to_owned(),
                title: text.clone(),
                link: link.clone(),
            });
        }
        Err(self
            .error(item.offset, "this list item does not link one page")
            .help("expected is a link such as [Title](/docs/events/event-types/product/page)"))
    }
}
