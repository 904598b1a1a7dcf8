//! Bytes become a document: JSON, an object, a schema.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::files;
use crate::locate::Locations;
use crate::pointer::below;

/// A document, read and known to be an object.
#[derive(Clone, Debug)]
pub struct Document {
    /// What messages call it; nothing where its file says enough.
    pub name: Option<String>,
    /// What the type of the whole is called, in any spelling.
    pub called: String,
    /// The text as published.
    pub text: String,
    /// The parsed text: an object.
    pub root: Value,
    /// Other documents that were taken into `root`.
    pub(crate) others: Vec<Other>,
    locations: Locations,
}

/// A document that another one refers to, and that was taken into it.
#[derive(Clone, Debug)]
pub(crate) struct Other {
    /// Where it lies in `root`.
    pub(crate) pointer: String,
    /// What messages call it.
    pub(crate) name: PathBuf,
    /// The text as it was read.
    pub text: String,
    pub(crate) locations: Locations,
}

impl Document {
    /// A document with its text and what that says, which is an object.
    pub fn new(name: Option<String>, called: &str, text: &str, root: Value) -> Self {
        Self {
            name,
            called: called.to_owned(),
            text: text.to_owned(),
            root,
            others: Vec::new(),
            locations: Locations::default(),
        }
    }

    /// Reads the bytes of a document that may say nothing at all. `called` is what the type of the whole is called, in any
    /// spelling.
    ///
    /// # Errors
    /// Bytes that are not UTF-8, not JSON (with line and column), nested deeper than `serde_json` reads (127 levels), or neither
    /// an object nor a boolean.
    pub fn parse(called: &str, bytes: &[u8]) -> Result<Self> {
        let (text, root) = json(bytes)?;
        let root = match root {
            Value::Object(_) => root,
            Value::Bool(true) => json!({}),
            Value::Bool(false) => json!({"allOf": [false]}),
            _ => return Err(no_schema(text)),
        };
        Ok(Self::new(None, called, text, root))
    }

    /// Whether it says anything that only a schema says.
    pub fn is_schema(&self) -> bool {
        let mut members = self.root.as_object().into_iter().flatten();
        members.any(|(key, value)| is_of_a_schema(key, value))
    }

    /// Line and column, both counted from 1, of what lies at a JSON pointer. `None` where nothing does.
    pub fn line_and_column(&self, pointer: &str) -> Option<(usize, usize)> {
        self.locations.line_and_column(&self.text, pointer)
    }

    /// An error at a JSON pointer of this document, or of one that was taken into it, with line and column where they can be
    /// told.
    pub fn error(&self, pointer: &str, message: impl Into<String>) -> Error {
        let error = Error::new(message);
        let inside = self
            .others
            .iter()
            .find_map(|other| Some((other, below(pointer, &other.pointer)?)));
        let (error, place, pointer) = if let Some((other, pointer)) = inside {
            let place = other.locations.line_and_column(&other.text, pointer);
            (error.file(&other.name), place, pointer)
        } else {
            let error = match &self.name {
                Some(name) => error.document(name),
                None => error,
            };
            (error, self.line_and_column(pointer), pointer)
        };
        let error = error.pointer(pointer);
        match place {
            Some((line, column)) => error.line(line, column),
            None => error,
        }
    }
}

/// Reads the bytes of a JSON Schema, whatever it calls itself.
///
/// Bytes pass if they are UTF-8, a JSON object, and say at least one thing that only a schema says: `type` with a type name,
/// `properties`, `$ref`, `$schema` and their like.
///
/// # Errors
/// They are something else. The error does not name the document, nor where the bytes came from: that is known to the caller.
pub fn read_schema(bytes: &[u8]) -> Result<Value> {
    let (text, value) = json(bytes)?;
    let Value::Object(object) = &value else {
        return Err(no_schema(text));
    };
    if !object.iter().any(|(key, value)| is_of_a_schema(key, value)) {
        return Err(Error::new(format!(
            "this is a JSON object but no schema: it has neither `type` nor `properties` nor `$ref` nor `$schema`; \
             it begins with {:?}",
            beginning(text)
        )));
    }
    Ok(value)
}

fn no_schema(text: &str) -> Error {
    Error::new(format!(
        "this is JSON but no object, so no schema: it begins with {:?}",
        beginning(text)
    ))
}

/// Reads bytes that are text and JSON, nested no deeper than 127 levels. The text that it gives has no byte order mark.
pub fn json(bytes: &[u8]) -> Result<(&str, Value)> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Error::new("this is not UTF-8 text").cause(error))?;
    let text = files::without_mark(text);
    if text.trim_start().starts_with('<') {
        return Err(Error::new(format!(
            "this is HTML or XML, not JSON: it begins with {:?}",
            beginning(text)
        )));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        Error::new(format!(
            "this is not JSON that can be read: it begins with {:?}",
            beginning(text)
        ))
        .line(error.line(), error.column())
        .cause(error)
    })?;
    Ok((text, value))
}

/// Whether a member is one that schemas have, with the kind of value that it has there.
///
/// An error report in JSON can have a `type` too (RFC 9457): that is not a type name, so it does not count.
fn is_of_a_schema(key: &str, value: &Value) -> bool {
    match key {
        "$id" | "$ref" | "$schema" => value.is_string(),
        "$defs" | "definitions" | "patternProperties" | "properties" => value.is_object(),
        "allOf" | "anyOf" | "enum" | "oneOf" | "prefixItems" => value.is_array(),
        "if" | "items" | "not" | "additionalProperties" => value.is_object() || value.is_boolean(),
        "const" => true,
        "type" => match value {
            Value::Array(names) => !names.is_empty() && names.iter().all(is_type_name),
            name => is_type_name(name),
        },
        _ => false,
    }
}

fn is_type_name(value: &Value) -> bool {
    matches!(
        value.as_str(),
        Some("array" | "boolean" | "integer" | "null" | "number" | "object" | "string")
    )
}

/// Enough of a text to recognise it by.
pub fn beginning(text: &str) -> String {
    const ENOUGH: usize = 120;
    let text = text.trim();
    let mut beginning: String = text.chars().take(ENOUGH).collect();
    if beginning.len() < text.len() {
        beginning.push_str("...");
    }
    beginning
}
