//! References become JSON pointers: `$id`s and anchors are looked up, siblings of a `$ref` that count go into an `allOf`, and
//! documents that are referred to are taken in, under `$documents`. What is read afterwards is one document.
//!
//! A reference is followed where a type comes of it, and nowhere else: what nothing reads may lead nowhere.

mod index;
mod library;
mod resolve;

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::{Map, Value, json};
use url::Url;

use self::index::Index;
pub use self::library::Library;
use crate::compose::ALTERNATIVES;
use crate::error::{Error, Result};
use crate::load::Document;
use crate::places;
use crate::pointer::{of_fragment, reference};

/// The keyword under which documents are taken in. No vocabulary has it.
pub const DOCUMENTS: &str = "$documents";

/// Keywords beside a `$ref` that add something to it.
const ADDING: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "dependencies",
    "dependentSchemas",
    "enum",
    "if",
    "items",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "properties",
    "required",
    "unevaluatedProperties",
];

/// Keywords that refer.
const REFERRING: &[&str] = &["$dynamicRef", "$recursiveRef", "$ref"];

/// A document that refers to nothing outside, and what could not be followed: those places allow any JSON.
#[derive(Debug)]
pub struct Bundled {
    /// The document, with what it refers to.
    pub document: Document,
    /// Places that became any JSON.
    pub warnings: Vec<Error>,
}

/// Bundles a document that lies at `url`.
///
/// # Errors
/// A reference to a file that cannot be read, or to a place of another document that is not there; more than 1,000 documents.
pub fn bundle(mut document: Document, url: &Url, library: &mut Library) -> Result<Bundled> {
    if let Value::Object(root) = &mut document.root {
        root.remove(DOCUMENTS);
    }
    let index = Rc::new(Index::of(&document.root, url, &library.old));
    let mut bundler = Bundler {
        document,
        library,
        parts: vec![Part {
            pointer: String::new(),
            index,
        }],
        open: vec![String::new()],
        warnings: Vec::new(),
    };
    bundler.run()?;
    bundler.warnings.sort_by_cached_key(ToString::to_string);
    Ok(Bundled {
        document: bundler.document,
        warnings: bundler.warnings,
    })
}

struct Bundler<'a> {
    document: Document,
    library: &'a mut Library,
    /// The documents, the first one first.
    parts: Vec<Part>,
    /// Places that are still to be read.
    open: Vec<String>,
    warnings: Vec<Error>,
}

/// A document in the bundle.
#[derive(Clone)]
struct Part {
    pointer: String,
    index: Rc<Index>,
}

/// Where a reference leads.
enum Target {
    Place(String),
    /// To a document that is not asked for.
    NotAsked,
    /// To nothing in its own document: the stage that reads types says so.
    Nowhere,
    /// To several places, depending on where validation began.
    Several,
}

impl Bundler<'_> {
    fn run(&mut self) -> Result<()> {
        let mut seen = BTreeSet::new();
        while let Some(pointer) = self.open.pop() {
            if !seen.insert(pointer.clone()) {
                continue;
            }
            self.follow(&pointer)?;
            let schema = self.document.root.pointer(&pointer);
            if let Some(Value::Object(schema)) = schema {
                let below = places::shaping(&pointer, schema).into_iter();
                self.open.extend(below.map(|(pointer, _)| pointer));
            }
        }
        Ok(())
    }

    /// Rewrites what refers from the schema at a place.
    fn follow(&mut self, pointer: &str) -> Result<()> {
        let part = self.part(pointer);
        let Some(Value::Object(schema)) = self.document.root.pointer_mut(pointer) else {
            return Ok(());
        };
        // What only later stages write.
        schema.remove(ALTERNATIVES);
        let mut references = Vec::new();
        for keyword in REFERRING {
            if let Some(text) = schema.get(*keyword).and_then(Value::as_str) {
                references.push((*keyword, text.to_owned()));
            }
        }
        let Some((first, _)) = references.last() else {
            return Ok(());
        };
        if *first == "$ref" && !part.index.siblings {
            references.drain(..references.len() - 1);
        }
        let alone = references.len() == 1 && !(part.index.siblings && adds(schema));
        for (keyword, text) in references {
            let target = match keyword {
                "$ref" => self.target(&part, pointer, &text)?,
                "$dynamicRef" => self.dynamic(&part, pointer, &text)?,
                _ => self.recursive(&part, pointer, &text)?,
            };
            self.rewrite(pointer, keyword, &text, target, alone);
        }
        Ok(())
    }

    fn rewrite(&mut self, pointer: &str, keyword: &str, text: &str, target: Target, alone: bool) {
        let why = match &target {
            Target::Place(_) => None,
            Target::Nowhere => return,
            Target::NotAsked => Some("lies outside, and is not asked for"),
            Target::Several => Some("leads to several places, depending on the way to it"),
        };
        if let Some(why) = why {
            let place = format!("{pointer}/{keyword}");
            let message = format!("{text:?} {why}: typed as any JSON");
            let warning = self.document.error(&place, message);
            self.warnings.push(match target {
                Target::NotAsked => match self.library.network {
                    Some(help) => warning.help(help),
                    None => warning,
                },
                _ => warning,
            });
        }
        let as_it_is = match &target {
            Target::Place(target) if keyword == "$ref" && alone => {
                let fragment = text.strip_prefix('#');
                let read = fragment.and_then(|text| of_fragment(&self.document.root, text));
                read.as_ref() == Some(target)
            }
            _ => false,
        };
        let Some(Value::Object(schema)) = self.document.root.pointer_mut(pointer) else {
            return;
        };
        if let Target::Place(target) = target {
            if !as_it_is {
                schema.remove(keyword);
                let rewritten = reference(&target);
                if alone {
                    schema.insert("$ref".to_owned(), rewritten["$ref"].clone());
                } else if let Value::Array(all) = schema.entry("allOf").or_insert_with(|| json!([]))
                {
                    all.push(rewritten);
                }
            }
            self.open.push(target);
        } else {
            schema.remove(keyword);
        }
    }
}

/// Whether a schema says more than its reference.
fn adds(schema: &Map<String, Value>) -> bool {
    ADDING.iter().any(|keyword| {
        let value = schema.get(*keyword);
        value.is_some_and(|value| !value.is_boolean())
    })
}

/// What a type is called that comes of a whole document: the last part of its address that has a letter, without `.json`.
pub fn name_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut segments = path.rsplit('/');
    let named = segments.find(|segment| segment.contains(|c: char| c.is_ascii_alphabetic()));
    let named = named.unwrap_or(path);
    named.strip_suffix(".json").unwrap_or(named).to_owned()
}
