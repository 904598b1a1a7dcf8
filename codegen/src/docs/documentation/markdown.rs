//! A Markdown page as a tree of blocks that know where they stand, and Markdown as plain text.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::error::{Error, Result};
use crate::project::files::line_and_column;

/// Far more than a page needs. It keeps everything that walks the tree clear of the end of the stack.
const MAX_DEPTH: usize = 32;

/// One block and the byte of the page at which it begins.
pub(super) struct Block {
    pub(super) offset: usize,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Heading(HeadingLevel, Vec<Span>),
    Paragraph(Vec<Span>),
    Quote(Vec<Block>),
    BulletList(Vec<Block>),
    NumberedList,
    Item(Vec<Block>),
    /// The text of a code block, and where on the page that text begins.
    Code(String, usize),
    Html,
}

impl Block {
    /// The text, if it is a paragraph.
    pub(super) fn paragraph(&self) -> Option<&[Span]> {
        match &self.kind {
            Kind::Paragraph(spans) => Some(spans),
            _ => None,
        }
    }

    /// The text, if it is a heading of a level.
    pub(super) fn heading(&self, level: HeadingLevel) -> Option<&[Span]> {
        match &self.kind {
            Kind::Heading(own, spans) if *own == level => Some(spans),
            _ => None,
        }
    }

    /// The text, if it is an item of a list and holds nothing else.
    pub(super) fn item_text(&self) -> Option<&[Span]> {
        match &self.kind {
            Kind::Item(blocks) if blocks.len() == 1 => blocks[0].paragraph(),
            _ => None,
        }
    }
}

/// A run of text in one style.
#[derive(Debug)]
pub(super) struct Span {
    pub(super) style: Style,
    pub(super) text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Style {
    Plain,
    Code,
    Strong,
    /// A link, with its address.
    Link(String),
}

/// The blocks of a page. Front matter and rules are left out.
pub(super) fn blocks(page: &str) -> Result<Vec<Block>> {
    let start = front_matter(page);
    let mut tree = Tree::default();
    for (event, range) in Parser::new_ext(&page[start..], Options::empty()).into_offset_iter() {
        tree.take(event, start + range.start)
            .map_err(|error| located(error, page, start + range.start))?;
    }
    tree.close_text();
    Ok(tree.done)
}

/// How many bytes of front matter the page begins with. The rest is read with front matter switched off: further down, two
/// rules would make everything between them vanish.
fn front_matter(page: &str) -> usize {
    let events = Parser::new_ext(page, Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);
    match events.into_offset_iter().next() {
        Some((Event::Start(Tag::MetadataBlock(_)), range)) => range.end,
        _ => 0,
    }
}

/// The error with line and column of a byte of the page.
pub(super) fn located(error: Error, page: &str, offset: usize) -> Error {
    let (line, column) = line_and_column(page, offset);
    error.line(line, column)
}

/// The text of the spans, white space made even.
pub(super) fn text(spans: &[Span]) -> String {
    even(&spans.iter().map(|span| &*span.text).collect::<String>())
}

/// What a reader of the Markdown sees, as rustdoc reads it: words without markup, white space made even.
pub(crate) fn plain_text(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(tag) if !is_inline(tag.to_end()) => text.push(' '),
            Event::End(tag) if !is_inline(tag) => text.push(' '),
            event => text.push_str(inline_text(&event)),
        }
    }
    even(&text)
}

fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn inline_text<'a>(event: &'a Event<'_>) -> &'a str {
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text)
        | Event::FootnoteReference(text) => text,
        Event::SoftBreak | Event::HardBreak | Event::Rule => " ",
        Event::Start(_) | Event::End(_) | Event::TaskListMarker(_) => "",
    }
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// The tree while it grows.
#[derive(Default)]
struct Tree {
    done: Vec<Block>,
    /// Containers that have begun and not ended: where, and their blocks so far.
    open: Vec<(usize, Vec<Block>)>,
    /// The paragraph or heading under way. The text of a tight list item comes without a paragraph of its own.
    text: Option<(usize, Vec<Span>)>,
    /// The code block under way.
    code: Option<(String, Option<usize>)>,
    strong: usize,
    links: Vec<String>,
}

impl Tree {
    fn take(&mut self, event: Event<'_>, offset: usize) -> Result<()> {
        match event {
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) => self.links.push(dest_url.into_string()),
            Event::End(TagEnd::Link) => drop(self.links.pop()),
            Event::Start(tag) if is_inline(tag.to_end()) => {}
            Event::End(tag) if is_inline(tag) => {}
            Event::Start(tag) => return self.begin(&tag, offset),
            Event::End(tag) => self.end(tag, offset),
            Event::Rule => self.close_text(),
            Event::Html(_) => {}
            event => self.inline(&event, offset),
        }
        Ok(())
    }

    fn begin(&mut self, tag: &Tag<'_>, offset: usize) -> Result<()> {
        self.close_text();
        match tag {
            Tag::Paragraph | Tag::Heading { .. } => self.text = Some((offset, Vec::new())),
            Tag::CodeBlock(_) => self.code = Some((String::new(), None)),
            _ => {}
        }
        if self.open.len() == MAX_DEPTH {
            return Err(Error::new(format!(
                "the page nests more than {MAX_DEPTH} blocks"
            )));
        }
        self.open.push((offset, Vec::new()));
        Ok(())
    }

    fn end(&mut self, tag: TagEnd, end: usize) {
        let kind = match tag {
            TagEnd::Paragraph => Kind::Paragraph(self.take_spans()),
            TagEnd::Heading(level) => Kind::Heading(level, self.take_spans()),
            TagEnd::CodeBlock => {
                let (text, begin) = self.code.take().unwrap_or_default();
                Kind::Code(text, begin.unwrap_or(end))
            }
            _ => {
                self.close_text();
                let blocks = self
                    .open
                    .last_mut()
                    .map(|(_, blocks)| std::mem::take(blocks))
                    .unwrap_or_default();
                match tag {
                    TagEnd::BlockQuote(_) => Kind::Quote(blocks),
                    TagEnd::List(false) => Kind::BulletList(blocks),
                    TagEnd::List(true) => Kind::NumberedList,
                    TagEnd::Item => Kind::Item(blocks),
                    // Tables, footnotes and the like are switched off: HTML is what remains.
                    _ => Kind::Html,
                }
            }
        };
        let offset = self.open.pop().map_or(end, |(offset, _)| offset);
        self.push(Block { offset, kind });
    }

    fn inline(&mut self, event: &Event<'_>, offset: usize) {
        let text = inline_text(event);
        if let Some((code, begin)) = &mut self.code {
            begin.get_or_insert(offset);
            code.push_str(text);
            return;
        }
        let style = match (event, self.links.last()) {
            _ if self.strong > 0 => Style::Strong,
            (_, Some(url)) => Style::Link(url.clone()),
            (Event::Code(_), None) => Style::Code,
            _ => Style::Plain,
        };
        let (_, spans) = self.text.get_or_insert_with(|| (offset, Vec::new()));
        match spans.last_mut() {
            Some(last) if last.style == style => last.text.push_str(text),
            _ => spans.push(Span {
                style,
                text: text.to_owned(),
            }),
        }
    }

    fn take_spans(&mut self) -> Vec<Span> {
        self.text.take().map(|(_, spans)| spans).unwrap_or_default()
    }

    /// Ends the text of a tight list item.
    fn close_text(&mut self) {
        if let Some((offset, spans)) = self.text.take() {
            self.push(Block {
                offset,
                kind: Kind::Paragraph(spans),
            });
        }
    }

    fn push(&mut self, block: Block) {
        match self.open.last_mut() {
            Some((_, blocks)) => blocks.push(block),
            None => self.done.push(block),
        }
    }
}
