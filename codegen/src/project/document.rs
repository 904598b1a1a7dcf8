//! A document of the snapshot: a schema in one version.

use std::ops::Deref;

use schema_to_rust::keyword::Keyword;
use schema_to_rust::load::{self, beginning};
use schema_to_rust::resolve::{Library, resolve};
use url::Url;

use crate::error::{Diagnostic, Error, Result};
use crate::project::id::DocumentId;

/// What Twilio's documents have in their `$schema`. They are of drafts in which nothing counts that stands beside a `$ref`.
pub const OLD_DIALECT: &str = "twilio.com";

/// A document with its id, read and known to be the schema that it is said to be.
#[derive(Clone, Debug)]
pub struct Document {
    /// Which schema, which version.
    pub id: DocumentId,
    /// What it says.
    pub schema: load::Document,
}

impl Deref for Document {
    type Target = load::Document;

    fn deref(&self) -> &load::Document {
        &self.schema
    }
}

impl Document {
    /// Reads the bytes of a document.
    ///
    /// Bytes pass if they are UTF-8, a JSON object, say at least one thing that only a schema says (`type` with a type
    /// name, `properties`, `$ref`, `$schema` and their like), and if their `$id`, where there is one, ends in the asked
    /// `<SchemaId>/<version>`, on whatever host, with or without `.json`.
    ///
    /// # Errors
    /// Bytes that are not UTF-8, not JSON (with line and column), nested deeper than `serde_json` reads (127 levels), not
    /// an object, without any keyword of a schema, or whose `$id` names another schema or version.
    pub fn parse(id: &DocumentId, bytes: &[u8]) -> Result<Self> {
        read(id, bytes).map_err(|error| error.document(id))
    }

    /// Reads the bytes of a document of which nobody says which it is: its `$id` says it, or else it is called `fallback`.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_unnamed(bytes: &[u8], fallback: &DocumentId) -> Result<Self> {
        let wrong = |error: Error| error.document(fallback);
        let mut schema = load::Document::named(fallback.to_string(), fallback.schema.name(), bytes)
            .map_err(wrong)?;
        let id = own_id(&schema).unwrap_or_else(|| fallback.clone());
        schema.tree.set_name(id.to_string());
        id.schema.name().clone_into(&mut schema.called);
        check_id(&id, &schema).map_err(wrong)?;
        Ok(Self { id, schema })
    }

    /// The document with its references resolved, without looking outside, and the places that became any JSON.
    ///
    /// # Errors
    /// As [`resolve`] has them.
    pub fn resolved(&self) -> Result<(Self, Vec<Diagnostic>)> {
        let url = self.id.url();
        let url = Url::parse(&url).map_err(|error| {
            Error::new(format!("{url} is not an address"))
                .document(&self.id)
                .cause(error)
        })?;
        let mut library = Library::default();
        library.read_as_old(OLD_DIALECT);
        let mut resolved = self.clone();
        let tree = &mut resolved.schema.tree;
        let warnings = resolve(tree, &[tree.root()], &url, &mut library)?;
        Ok((resolved, warnings))
    }
}

/// As [`Document::parse`]. The error names neither the document nor where the bytes came from: that is known to the caller.
pub(crate) fn read(id: &DocumentId, bytes: &[u8]) -> Result<Document> {
    let schema = load::Document::named(id.to_string(), id.schema.name(), bytes)?;
    check_id(id, &schema)?;
    Ok(Document {
        id: id.clone(),
        schema,
    })
}

/// Which schema version the `$id` of a document names.
fn own_id(document: &load::Document) -> Option<DocumentId> {
    let tree = &document.tree;
    let named = tree.schema(tree.root())?.str(Keyword::Id)?;
    let named = named.split(['?', '#']).next()?;
    DocumentId::at_end_of(named).map(|(_, id)| id)
}

fn check_id(id: &DocumentId, document: &load::Document) -> Result<()> {
    let tree = &document.tree;
    let Some(named) = tree.member(tree.root(), Keyword::Id.name()) else {
        return Ok(());
    };
    if own_id(document).as_ref() == Some(id) {
        return Ok(());
    }
    Err(Error::new(format!(
        "this is another schema: asked for was {id}, and its `$id` is {}",
        beginning(&tree.value(named).to_string())
    )))
}
