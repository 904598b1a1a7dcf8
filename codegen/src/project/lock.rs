//! `schemas.lock`: which documents we hold, pinned by digest.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use serde_spanned::Spanned;

use crate::error::{Error, Result};
use crate::project::digest;
use crate::project::document::Document;
use crate::project::id::DocumentId;
use crate::project::toml;
use crate::words::words;

const HEADER: &str = "\
# The documents that this project holds, pinned by digest. Written by `twilio-events`; it may be edited by hand.
#   sha256      of the bytes
#   shape       of the document without annotations, keys sorted: equal when two documents describe the same data
#   provenance  published: the bytes of the schema host; mirrored: the bytes of another host, not yet seen at the schema host;
#               documented: written here from the whole documented list of fields; partial: written here from what could be
#               seen, there may be more members
#   basis       what a document that was written here rests on
version = 1
";

/// The locked documents, by schema and version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock(pub BTreeMap<DocumentId, Entry>);

/// One locked document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it is published.
    pub url: String,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// See [`shape`](crate::project::digest::shape).
    pub shape: String,
    /// Where the bytes come from.
    pub provenance: Provenance,
    /// What a document that was written here rests on; empty for others.
    pub basis: Vec<Basis>,
}

impl Entry {
    /// The entry of a document. `basis` is what one that was written here rests on.
    pub fn new(document: &Document, provenance: Provenance, basis: &[Basis]) -> Self {
        Self {
            url: document.id.url(),
            sha256: digest::sha256(document.text().as_bytes()),
            shape: digest::shape(&document.tree),
            provenance,
            basis: basis.to_vec(),
        }
    }

    /// The command that locks the document anew as what it is.
    pub fn command(&self, document: &DocumentId) -> String {
        if !self.provenance.is_written_here() {
            return format!("twilio-events fetch {document}");
        }
        let provenance = self.provenance.as_str();
        let basis: Vec<&str> = self.basis.iter().map(|basis| basis.as_str()).collect();
        let basis = match basis.join(",") {
            basis if basis.is_empty() => basis,
            basis => format!(" --basis {basis}"),
        };
        format!("twilio-events pin {document} --provenance {provenance}{basis}")
    }
}

words! {
    /// Where the bytes of a document come from, the surest first.
    pub enum Provenance {
        /// From the schema host, byte for byte.
        Published = "published",
        /// From another host, and not yet seen at the schema host.
        Mirrored = "mirrored",
        /// Written here from the whole documented list of fields, because the published text could not be read.
        Documented = "documented",
        /// Written here from what could be seen: there may be more members.
        Partial = "partial",
    }
}

impl Provenance {
    /// What the word says of a document.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Published => "the text of the schema host, byte for byte",
            Self::Mirrored => "the text of another host, not yet seen at the schema host",
            Self::Documented => "written here from the whole documented list of fields",
            Self::Partial => "written here from what could be seen; there may be more members",
        }
    }

    /// Whether the document was written in this project.
    pub fn is_written_here(self) -> bool {
        matches!(self, Self::Documented | Self::Partial)
    }
}

words! {
    /// What a document that was written here rests on, the surest first.
    pub enum Basis {
        /// What could be read of the published schema.
        Schema = "schema",
        /// The list of fields on a documentation page.
        Documentation = "documentation",
        /// An example on a documentation page.
        Example = "example",
        /// A guide, a quickstart or the changelog.
        Guide = "guide",
        /// The field list or the code of a public integration.
        Integration = "integration",
        /// Events that were received.
        Payload = "payload",
        /// Schemas of sister events, or of an older version.
        Related = "related",
    }
}

impl Basis {
    /// What it is called in a sentence.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Schema => "what could be read of the published schema",
            Self::Documentation => "a documented list of fields",
            Self::Example => "a documentation example",
            Self::Guide => "a guide or changelog",
            Self::Integration => "a public integration",
            Self::Payload => "events that were received",
            Self::Related => "schemas of sister events or of an older version",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default)]
    schema: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    version: u32,
    url: String,
    sha256: String,
    shape: String,
    provenance: Provenance,
    #[serde(default)]
    basis: Vec<Basis>,
}

impl Lock {
    /// Reads `schemas.lock`.
    ///
    /// # Errors
    /// A file that cannot be read, is no TOML of this form, is of a later format, has a malformed digest or an address
    /// that is neither https nor http or is that of another document, or locks a document twice.
    pub fn read(path: &Path) -> Result<Self> {
        let text = crate::project::files::read_text(path)?;
        Self::parse(&text).map_err(|error| error.file(path))
    }

    /// Reads the text of a lock.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn parse(text: &str) -> Result<Self> {
        let file: File = toml::parse(text)?;
        if file.version != 1 {
            return Err(Error::new(format!(
                "this lock is of format {}, known is 1",
                file.version
            ))
            .help("use the version of twilio-events-codegen that wrote it"));
        }
        let mut lock = Self::default();
        for row in file.schema {
            let (place, row) = (row.span(), row.into_inner());
            let added = lock.add(row);
            added.map_err(|error| toml::at_entry(error, text, place))?;
        }
        Ok(lock)
    }

    fn add(&mut self, row: Row) -> Result<()> {
        let document: DocumentId = format!("{}/{}", row.id, row.version).parse()?;
        let entry = Entry {
            url: row.url,
            sha256: row.sha256,
            shape: row.shape,
            provenance: row.provenance,
            basis: row.basis,
        };
        for (name, digest) in [("sha256", &entry.sha256), ("shape", &entry.shape)] {
            let is_hexadecimal = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
            if digest.len() != 64 || !digest.bytes().all(is_hexadecimal) {
                return Err(Error::new(format!(
                    "{name} = {digest:?} is not 64 lower-case hexadecimal digits"
                ))
                .document(&document)
                .help(format!(
                    "restore the line, or remove the entry and lock the document again: {}",
                    entry.command(&document)
                )));
            }
        }
        let wrong_url = |what: &str| {
            Error::new(format!("url = {:?} {what}", entry.url))
                .document(&document)
                .help(format!("restore the line: {:?}", document.url()))
        };
        let schemes = ["https://", "http://"];
        if !schemes.iter().any(|scheme| entry.url.starts_with(scheme)) {
            return Err(wrong_url("is neither https nor http"));
        }
        if self.0.contains_key(&document) {
            return Err(Error::new("locked twice")
                .document(&document)
                .help("remove one of the two entries"));
        }
        let named = DocumentId::at_end_of(&entry.url).map(|(_, named)| named);
        if named.as_ref() != Some(&document) {
            return Err(wrong_url("is not that of this document"));
        }
        self.0.insert(document, entry);
        Ok(())
    }

    /// The text of the lock, in the order of schema and version.
    pub fn to_text(&self) -> String {
        let mut text = HEADER.to_owned();
        for (document, entry) in &self.0 {
            write!(
                text,
                "\n[[schema]]\nid = \"{}\"\nversion = {}\nurl = {}\nsha256 = \"{}\"\nshape = \"{}\"\nprovenance = \"{}\"\n",
                document.schema,
                document.version,
                toml_edit::Value::from(entry.url.as_str()),
                entry.sha256,
                entry.shape,
                entry.provenance.as_str(),
            )
            .expect("writing to a String does not fail");
            if !entry.basis.is_empty() {
                let basis: toml_edit::Array =
                    entry.basis.iter().map(|basis| basis.as_str()).collect();
                writeln!(text, "basis = {basis}").expect("writing to a String does not fail");
            }
        }
        text
    }
}
