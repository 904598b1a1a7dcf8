//! Bytes become a document: text that is JSON, parsed into a tree.

use std::path::PathBuf;

use serde_json::Value;
use url::Url;

use crate::error::{Error, Result};
use crate::files;
use crate::json_types::JsonTypes;
use crate::keyword::{Holds, Keyword};
use crate::tree::{NodeId, Tree};

/// A document to be read: where it lies, what it is called, and its bytes.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its address. References in it are relative to this.
    pub url: Url,
    /// What messages call it.
    pub file: PathBuf,
    /// What the type of the whole is called, in any spelling.
    pub name: String,
    /// What it says.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A document that lies nowhere: what it refers to outside of itself is found by `$id`, or by an address of its own.
    ///
    /// # Panics
    /// Never: the address is a constant.
    pub fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            url: Url::parse("file:///schema.json").expect("a constant that is a URL"),
            file: PathBuf::from(format!("{name}.json")),
            name: name.to_owned(),
            bytes: bytes.into(),
        }
    }
}

/// A document, parsed.
#[derive(Clone, Debug)]
pub struct Document {
    /// What the root type is called, in any spelling.
    pub called: String,
    /// What it says, and where.
    pub tree: Tree,
}

impl Document {
    /// Reads the bytes of a document that may say nothing at all. `called` is what the root type is called, in any spelling.
    ///
    /// # Errors
    /// Bytes that are not UTF-8, not JSON (with line and column), nested deeper than `serde_json` reads (127 levels), or neither
    /// an object nor a boolean.
    pub fn parse(called: &str, bytes: &[u8]) -> Result<Self> {
        let tree = parse(bytes)?;
        let root = tree.root();
        if !tree.is_object(root) && tree.bool(root).is_none() {
            return Err(not_an_object(tree.text()));
        }
        Ok(Self {
            called: called.to_owned(),
            tree,
        })
    }

    /// Reads the bytes of a JSON Schema that is called `name` in messages. Bytes pass if they are UTF-8, a JSON object, and say at
    /// least one thing that only a schema says: `type` with a type name, `properties`, `$ref`, `$schema` and their like.
    ///
    /// # Errors
    /// They are something else. The error does not name the document, nor where the bytes came from: that is known to the caller.
    pub fn named(name: String, called: &str, bytes: &[u8]) -> Result<Self> {
        let mut document = Self::parse(called, bytes)?;
        let text = document.tree.text();
        if !document.tree.is_object(document.tree.root()) {
            return Err(not_an_object(text));
        }
        if !document.is_schema() {
            return Err(Error::new(format!(
                "this is a JSON object, and not a schema: it has neither `type` nor `properties` nor `$ref` nor `$schema`; \
                 it begins with {:?}",
                beginning(text)
            )));
        }
        document.tree.set_name(name);
        Ok(document)
    }

    /// The text as published.
    pub fn text(&self) -> &str {
        self.tree.text()
    }

    /// What it says, as `serde_json` has it.
    pub fn value(&self) -> Value {
        self.tree.value(self.tree.root())
    }

    /// Line and column, both counted from 1, of what lies at a JSON pointer. `None` where nothing does.
    pub fn line_and_column(&self, pointer: &str) -> Option<(usize, usize)> {
        let id = self.tree.at(self.tree.root(), pointer)?;
        Some(self.tree.line_and_column(id))
    }

    /// Whether it says anything that only a schema says.
    pub(crate) fn is_schema(&self) -> bool {
        let mut members = self.tree.members(self.tree.root());
        members.any(|(name, value)| {
            Keyword::named(name).is_some_and(|keyword| self.is_said(keyword, value))
        })
    }

    /// Whether the value of a keyword is of the kind that schemas have there.
    ///
    /// An error report in JSON can have a `type` too (RFC 9457): that is not a type name, so it does not count.
    fn is_said(&self, keyword: Keyword, value: NodeId) -> bool {
        let tree = &self.tree;
        let is_schema = tree.is_object(value) || tree.bool(value).is_some();
        match (keyword, keyword.holds()) {
            (Keyword::Id | Keyword::Ref | Keyword::Dialect, _) => tree.str(value).is_some(),
            (Keyword::Enum, _) | (_, Holds::Schemas) => tree.items(value).is_some(),
            (Keyword::Const, _) => true,
            (Keyword::Type, _) => {
                let names = tree.items(value).unwrap_or(&[][..]);
                let is_type = |name: &NodeId| {
                    tree.str(*name)
                        .is_some_and(|name| !JsonTypes::named(name).is_empty())
                };
                is_type(&value) || !names.is_empty() && names.iter().all(is_type)
            }
            (_, Holds::Table) => tree.is_object(value),
            (_, Holds::Schema | Holds::SchemaOrSchemas) => is_schema,
            (_, Holds::Data) => false,
        }
    }
}

/// Reads bytes that are text and JSON, nested no deeper than 127 levels. A byte order mark is read through.
///
/// # Errors
/// They are something else, with line and column.
pub(crate) fn parse(bytes: &[u8]) -> Result<Tree> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Error::new("this is not UTF-8 text").cause(error))?;
    let plain = files::without_mark(text).trim_start();
    if plain.starts_with('<') {
        return Err(Error::new(format!(
            "this is HTML or XML, not JSON: it begins with {:?}",
            beginning(text)
        )));
    }
    Tree::parse(text).map_err(|error| {
        Error::new(format!(
            "this is not JSON that can be read: it begins with {:?}",
            beginning(text)
        ))
        .line(error.line(), error.column())
        .cause(error)
    })
}

fn not_an_object(text: &str) -> Error {
    Error::new(format!(
        "this is JSON, but not an object, so it is not a schema: it begins with {:?}",
        beginning(text)
    ))
}

/// Enough of a text to recognise it by.
pub fn beginning(text: &str) -> String {
    const ENOUGH: usize = 120;
    let text = files::without_mark(text).trim();
    let mut beginning: String = text.chars().take(ENOUGH).collect();
    if beginning.len() < text.len() {
        beginning.push_str("...");
    }
    beginning
}
