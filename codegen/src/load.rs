//! Bytes become a document: JSON, an object, the schema that it is said to be.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::id::DocumentId;
use crate::locate::line_and_column;

/// A document, read and known to be an object.
#[derive(Clone, Debug)]
pub struct Document {
    /// Which schema, which version.
    pub id: DocumentId,
    /// The text as published.
    pub text: String,
    /// The parsed text: an object.
    pub root: Value,
}

/// Keywords of which a schema for event data has at least one.
const SCHEMA_KEYWORDS: &[&str] = &[
    "$defs",
    "$ref",
    "$schema",
    "allOf",
    "anyOf",
    "definitions",
    "oneOf",
    "properties",
    "type",
];

impl Document {
    /// Reads the bytes of a document.
    ///
    /// # Errors
    /// Bytes that are not UTF-8, not JSON (with line and column), nested deeper than `serde_json` reads (127 levels), not
    /// an object, without any keyword of a schema, or whose `$id` names another schema or version.
    pub fn parse(id: &DocumentId, bytes: &[u8]) -> Result<Self> {
        Self::read(id, bytes).map_err(|error| error.document(id))
    }

    fn read(id: &DocumentId, bytes: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| Error::new("this is not UTF-8").cause(error))?;
        if text.trim_start().starts_with('<') {
            return Err(Error::new("this is HTML or XML, not a JSON Schema")
                .help("a login page or a proxy may have answered in place of the schema host"));
        }
        let root: Value = serde_json::from_str(text).map_err(|error| {
            Error::new("this is not JSON that can be read")
                .line(error.line(), error.column())
                .cause(error)
        })?;
        let Value::Object(members) = &root else {
            return Err(Error::new(
                "a schema document is a JSON object; this is not one",
            ));
        };
        if !SCHEMA_KEYWORDS
            .iter()
            .any(|keyword| members.contains_key(*keyword))
        {
            return Err(Error::new("this object has no keyword of a JSON Schema")
                .help(format!("looked for {}", SCHEMA_KEYWORDS.join(", "))));
        }
        if let Some(value) = members.get("$id") {
            check_id(id, value).map_err(|error| error.pointer("/$id"))?;
        }
        Ok(Self {
            id: id.clone(),
            text: text.to_owned(),
            root,
        })
    }
}

impl Document {
    /// An error at a JSON pointer of this document, with line and column where they can be told.
    pub fn error(&self, pointer: &str, message: impl Into<String>) -> Error {
        let error = Error::new(message).document(&self.id).pointer(pointer);
        match line_and_column(&self.text, pointer) {
            Some((line, column)) => error.line(line, column),
            None => error,
        }
    }
}

/// The last two path segments of `$id` are the schema id and the version, on any host, `.json` allowed.
fn check_id(id: &DocumentId, value: &Value) -> Result<()> {
    let Some(uri) = value.as_str() else {
        return Err(Error::new(format!("$id is {value}, not a string")));
    };
    let path = uri
        .split(['?', '#'])
        .next()
        .unwrap_or(uri)
        .trim_end_matches('/');
    let mut segments = path.rsplit('/');
    let version = segments
        .next()
        .map(|text| text.strip_suffix(".json").unwrap_or(text));
    let schema = segments.next();
    if (schema, version)
        == (
            Some(id.schema.as_str()),
            Some(id.version.to_string().as_str()),
        )
    {
        return Ok(());
    }
    Err(Error::new(format!("asked for {id}, but $id is {uri:?}"))
        .help("the host served another document than it was asked for"))
}
