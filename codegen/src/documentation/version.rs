//! The versions of one event type.

use pulldown_cmark::HeadingLevel;

use super::markdown::{self, Block, Kind, Span, Style};
use super::{Reader, Version};
use crate::error::Result;
use crate::id::DocumentId;

impl Reader<'_> {
    /// All versions, the newest first. `label` is where the page announces them.
    pub(super) fn versions(&self, blocks: &[Block], label: usize) -> Result<Vec<Version>> {
        let is_version = |block: &Block| matches!(block.kind, Kind::Heading(HeadingLevel::H4, _));
        let mut versions: Vec<Version> = Vec::new();
        for chunk in blocks.chunk_by(|_, next| !is_version(next)) {
            let version = self.version(chunk)?;
            if let Some(newer) = versions.last() {
                let heading = chunk[0].offset;
                if version.number >= newer.number {
                    let message = format!(
                        "v{} stands below v{}, but the newest version comes first",
                        version.number, newer.number
                    );
                    return Err(self.error(heading, message));
                }
                if version.latest {
                    let message = format!(
                        "v{} is called the latest, but v{} is newer",
                        version.number, versions[0].number
                    );
                    return Err(self.error(heading, message));
                }
            }
            versions.push(version);
        }
        if versions.is_empty() {
            return Err(self.error(label, "no version is documented"));
        }
        Ok(versions)
    }

    /// One version, from its heading on.
    fn version(&self, blocks: &[Block]) -> Result<Version> {
        let heading = &blocks[0];
        let (number, latest) = match &heading.kind {
            Kind::Heading(HeadingLevel::H4, spans) => version_heading(&markdown::text(spans)),
            _ => None,
        }
        .ok_or_else(|| {
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
        Ok(Version {
            number,
            latest,
            notes,
            metadata_only,
            fields,
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
