//! A document of the snapshot: a schema in one version.

use std::ops::Deref;

use schema_to_rust::bundle::{Bundled, Library, bundle};
use schema_to_rust::load::{self, beginning, read_schema};
use serde_json::{Map, Value};
use url::Url;

use crate::error::{Error, Result};
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
    /// # Errors
    /// Bytes that are not UTF-8, not JSON (with line and column), nested deeper than `serde_json` reads (127 levels), not
    /// an object, without any keyword of a schema, or whose `$id` names another schema or version.
    pub fn parse(id: &DocumentId, bytes: &[u8]) -> Result<Self> {
        let root = read(id, bytes).map_err(|error| error.document(id))?;
        let text = String::from_utf8_lossy(bytes);
        let (name, called) = (Some(id.to_string()), id.schema.name());
        Ok(Self {
            id: id.clone(),
            schema: load::Document::new(name, called, &text, root),
        })
    }

    /// The document with its references followed, without looking outside.
    ///
    /// # Errors
    /// As [`bundle`] has them.
    pub fn bundled(&self) -> Result<Bundled> {
        let url = self.id.url();
        let url = Url::parse(&url).map_err(|error| {
            Error::new(format!("{url} is not an address"))
                .document(&self.id)
                .cause(error)
        })?;
        let mut library = Library::default();
        library.read_as_old(OLD_DIALECT);
        bundle(self.schema.clone(), &url, &mut library)
    }
}

/// Reads the bytes of a JSON Schema that does not name itself as another.
///
/// Bytes pass if they are UTF-8, a JSON object, say at least one thing that only a schema says (`type` with a type
/// name, `properties`, `$ref`, `$schema` and their like), and if their `$id`, where there is one, ends in the asked
/// `<SchemaId>/<version>`, on whatever host, with or without `.json`.
///
/// The error names neither the document nor where the bytes came from: that is known to the caller.
pub(crate) fn read(id: &DocumentId, bytes: &[u8]) -> Result<Value> {
    let value = read_schema(bytes)?;
    if let Value::Object(object) = &value {
        check_id(id, object)?;
    }
    Ok(value)
}

fn check_id(id: &DocumentId, object: &Map<String, Value>) -> Result<()> {
    let Some(named) = object.get("$id") else {
        return Ok(());
    };
    let path = named.as_str().map(|text| {
        let text = text.split(['?', '#']).next().unwrap_or(text);
        text.strip_suffix(".json").unwrap_or(text)
    });
    let asked = id.to_string();
    let same = path
        .and_then(|path| path.strip_suffix(&asked))
        .is_some_and(|before| before.is_empty() || before.ends_with('/'));
    if same {
        return Ok(());
    }
    Err(Error::new(format!(
        "this is another schema: asked for was {asked}, and its `$id` is {}",
        beginning(&named.to_string())
    )))
}
