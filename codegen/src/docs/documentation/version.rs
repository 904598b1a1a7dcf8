//! The versions of one event type: each below a heading of its own with its fields, or all in one list of links.

use pulldown_cmark::HeadingLevel;

use super::markdown::{self, Block, Kind, Span, Style};
use super::{DocumentedVersion, Reader};
use crate::error::Result;
use crate::project::id::DocumentId;

impl Reader<'_> {
    /// All versions, the newest first. `label` is where the page announces them.
    pub(super) fn versions(
        &self,
        blocks: &[Block],
        label: usize,
    ) -> Result<Vec<DocumentedVersion>> {
        let mut found = Vec::new();
        if let Some((first, rest)) = blocks.split_first()
            && let Kind::BulletList(items) = &first.kind
        {
            for item in items {
                found.push((item.offset, self.linked_version(item)?));
            }
            if let Some(block) = rest.first() {
                let message = "nothing is expected after the list of versions";
                return Err(self.error(block.offset, message));
            }
        } else {
            for chunk in blocks.chunk_by(|_, next| next.heading(HeadingLevel::H4).is_none()) {
                found.push((chunk[0].offset, self.version(chunk)?));
            }
        }
        if found.is_empty() {
            return Err(self.error(label, "no version is documented"));
        }
        let mut versions: Vec<DocumentedVersion> = Vec::new();
        for (offset, version) in found {
            self.in_order(&versions, &version, offset)?;
            versions.push(version);
        }
        Ok(versions)
    }

    /// Whether a version may stand below the others.
    fn in_order(
        &self,
        above: &[DocumentedVersion],
        version: &DocumentedVersion,
        offset: usize,
    ) -> Result<()> {
        let (Some(newest), Some(newer)) = (above.first(), above.last()) else {
            return Ok(());
        };
        let number = version.number;
        if number >= newer.number {
            let message = format!(
                "v{number} stands below v{}, but the newest version comes first",
                newer.number
            );
            return Err(self.error(offset, message));
        }
        if version.latest {
            let message = format!(
                "v{number} is marked as the latest, but v{} is newer",
                newest.number
            );
            return Err(self.error(offset, message));
        }
        Ok(())
    }

    /// One version of a list: a link to its schema, such as `[v2 (latest)](https://events-schemas.twilio.com/Product.Name/2)`.
    fn linked_version(&self, item: &Block) -> Result<DocumentedVersion> {
        let link = item
            .item_text()
            .and_then(|spans| version_heading(&markdown::text(spans)).zip(specification(spans)));
        let ((number, latest), (url, document)) = link.ok_or_else(|| {
            self.error(item.offset, "this list item is not a version").help(
                "expected is a link such as [v1 (latest)](https://events-schemas.twilio.com/Product.Name/1)",
            )
        })?;
        Ok(DocumentedVersion {
            number,
            latest,
            metadata_only: false,
            fields: None,
            url,
            document,
        })
    }

    /// One version, from its heading on.
    fn version(&self, blocks: &[Block]) -> Result<DocumentedVersion> {
        let heading = &blocks[0];
        let text = heading.heading(HeadingLevel::H4).map(markdown::text);
        let read = text.and_then(|text| version_heading(&text));
        let (number, latest) = read.ok_or_else(|| {
            self.error(
                heading.offset,
                "a version begins with a heading such as `#### v2 (latest)`",
            )
        })?;

        let mut notes = Vec::new();
        let mut fields = Vec::new();
        let mut link = None;
        for block in &blocks[1..] {
            if link.is_some() {
                let message = format!("v{number} goes on after the link to its specification");
                return Err(self.error(block.offset, message));
            }
            match &block.kind {
                Kind::Quote(_) => notes.push(self.notice(block)?),
                Kind::BulletList(items) => self.fields(items, &mut fields)?,
                Kind::Paragraph(spans) => {
                    self.no_field(block, spans)?;
                    link = Some(specification(spans).ok_or_else(|| {
                        let message =
                            format!("this text of v{number} does not link one specification");
                        self.error(block.offset, message).help(
                            "expected is a link such as https://events-schemas.twilio.com/Product.Name/1",
                        )
                    })?);
                }
                _ => {
                    let message = format!(
                        "in v{number} only notes, a list of fields and the link to the specification are expected"
                    );
                    return Err(self.error(block.offset, message));
                }
            }
        }
        if fields.is_empty() {
            return Err(self.error(heading.offset, format!("v{number} lists no fields")));
        }
        let (url, document) = link.ok_or_else(|| {
            let message = format!("v{number} does not link its specification");
            self.error(heading.offset, message)
        })?;

        let mut metadata_only = false;
        for note in &notes {
            if let Some(about) = metadata_note(&note.text) {
                if about != format!("v{number}") {
                    let message = format!("a note on v{number} speaks of {about}");
                    return Err(self.error(heading.offset, message));
                }
                metadata_only = true;
            }
        }
        Ok(DocumentedVersion {
            number,
            latest,
            metadata_only,
            fields: Some(fields),
            url,
            document,
        })
    }
}

/// Number and latest mark of `v2 (latest)`.
fn version_heading(text: &str) -> Option<(u32, bool)> {
    let text = text.strip_prefix('v')?;
    let (number, latest) = match text.strip_suffix(" (latest)") {
        Some(number) => (number, true),
        None => (text, false),
    };
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse().ok().filter(|number| *number > 0)?;
    digits.then_some((number, latest))
}

/// The version that a note calls an update of metadata only.
fn metadata_note(text: &str) -> Option<&str> {
    let (before, _) = text.split_once(" only contains updates to the schema metadata")?;
    before.split_whitespace().next_back()
}

/// The one link of the closing line, and the schema version that it names.
fn specification(spans: &[Span]) -> Option<(String, DocumentId)> {
    let mut links = spans.iter().filter_map(|span| match &span.style {
        Style::Link(url) => Some(url),
        _ => None,
    });
    let url = links.next()?;
    if links.next().is_some() {
        return None;
    }
    let (_, path) = url.strip_prefix("https://")?.split_once('/')?;
    Some((url.clone(), path.parse().ok()?))
}
