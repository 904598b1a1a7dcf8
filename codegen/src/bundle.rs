//! References become JSON pointers: `$id`s and anchors are looked up, siblings of a `$ref` that count go into an `allOf`, and
//! documents that are referred to are taken in, under `$documents`. What is read afterwards is one document.
//!
//! A reference is followed where a type comes of it, and nowhere else: what nothing reads may lead nowhere.

mod index;
mod library;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::rc::Rc;

use serde_json::{Map, Value, json};
use url::Url;

use self::index::Index;
pub use self::library::Library;
use self::library::{Found, Source};
use crate::compose::ALTERNATIVES;
use crate::error::{Error, Result};
use crate::load::{Document, Other};
use crate::places;
use crate::pointer::{escape, of_fragment, reference};

/// The keyword under which documents are taken in. No vocabulary has it.
pub(crate) const DOCUMENTS: &str = "$documents";

/// More documents than anybody's schema refers to.
const MOST_DOCUMENTS: usize = 1000;

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
pub fn bundle(document: &Document, url: &Url, library: &mut Library) -> Result<Bundled> {
    let mut document = document.clone();
    if let Value::Object(root) = &mut document.root {
        root.remove(DOCUMENTS);
    }
    let index = Rc::new(Index::of(&document.root, url));
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
    bundler.warnings.sort_by_key(ToString::to_string);
    Ok(Bundled {
        document: bundler.document,
        warnings: bundler.warnings,
    })
}

/// Bundles a document of the schema host without looking outside.
///
/// # Errors
/// As [`bundle`] has them.
pub fn alone(document: &Document) -> Result<Bundled> {
    let url = format!("https://events-schemas.twilio.com/{}", document.id);
    let url = Url::parse(&url).map_err(|error| {
        Error::new(format!("{url} is no address"))
            .document(&document.id)
            .cause(error)
    })?;
    bundle(document, &url, &mut Library::default())
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
                Target::NotAsked => warning
                    .help("`twilio-events types --allow-remote-refs` asks the network for it"),
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

    /// Where a `$ref` leads.
    fn target(&mut self, part: &Part, pointer: &str, text: &str) -> Result<Target> {
        let place = format!("{pointer}/$ref");
        let (base_pointer, base) = part.index.base(&pointer[part.pointer.len()..]);
        if text.is_empty() || text.starts_with('#') {
            let fragment = text.strip_prefix('#').unwrap_or_default();
            let found = self.inside(part, base_pointer, base, fragment);
            return Ok(found.map_or(Target::Nowhere, Target::Place));
        }
        // Where `$id` says that a document lies, it often does not.
        let mut addresses: Vec<Url> = Vec::new();
        for base in [base, &part.index.url] {
            if let Ok(url) = base.join(text)
                && !addresses.contains(&url)
            {
                addresses.push(url);
            }
        }
        let fragment = addresses
            .first()
            .and_then(Url::fragment)
            .unwrap_or_default();
        let fragment = fragment.to_owned();
        for url in &mut addresses {
            url.set_fragment(None);
        }
        let known = addresses.iter().find_map(|url| self.known(url));
        let (part, schema) = match known {
            Some(known) => known,
            None => match self.library.find(&part.index.url, &addresses) {
                Ok(Found::Source(source, url)) => {
                    let part = self.take_in(&source)?;
                    let schema = part.index.schema_at(&url).unwrap_or_default().to_owned();
                    (part, schema)
                }
                Ok(Found::NotAsked) => return Ok(Target::NotAsked),
                Ok(Found::Nothing) => {
                    let message = format!("{text:?} leads out of this document");
                    return Err(self.document.error(&place, message).help(
                        "references lead to the same document, to files, and to addresses with http or https",
                    ));
                }
                Err(error) => return Err(self.because(&place, text, error)),
            },
        };
        let index = Rc::clone(&part.index);
        let base = index.base(&schema).1;
        match self.inside(&part, &schema, base, &fragment) {
            Some(target) => Ok(Target::Place(target)),
            None => Err(self
                .document
                .error(&place, format!("{text:?} leads nowhere"))),
        }
    }

    /// An error about what a reference leads to becomes one about the reference, unless it names a place of its own.
    fn because(&self, place: &str, text: &str, error: Error) -> Error {
        if error.place().file.is_some() {
            return error;
        }
        let advice = error.advice().map(str::to_owned);
        let own = self
            .document
            .error(place, format!("{text:?} cannot be followed"))
            .cause(error.message().to_owned());
        match advice {
            Some(advice) => own.help(advice),
            None => own,
        }
    }

    /// A schema of the documents that are in the bundle already.
    fn known(&self, url: &Url) -> Option<(Part, String)> {
        self.parts.iter().find_map(|part| {
            let schema = part.index.schema_at(url)?;
            Some((part.clone(), schema.to_owned()))
        })
    }

    fn take_in(&mut self, source: &Source) -> Result<Part> {
        if self.parts.len() > MOST_DOCUMENTS {
            let message = format!("more than {MOST_DOCUMENTS} documents refer to each other");
            return Err(self.document.error("", message));
        }
        let key = source.index.url.as_str();
        let part = Part {
            pointer: format!("/{DOCUMENTS}/{}", escape(key)),
            index: Rc::clone(&source.index),
        };
        if self.parts.iter().any(|known| known.pointer == part.pointer) {
            return Ok(part);
        }
        self.document.root[DOCUMENTS][key] = source.root.clone();
        self.document.others.push(Other {
            pointer: part.pointer.clone(),
            name: PathBuf::from(&source.name),
            text: source.text.clone(),
        });
        self.parts.push(part.clone());
        Ok(part)
    }

    /// The document that a place of the bundle is from.
    fn part(&self, pointer: &str) -> Part {
        let holds = |part: &&Part| {
            let rest = pointer.strip_prefix(&part.pointer);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        // The first one holds the others.
        let part = self.parts.iter().rev().find(holds);
        part.expect("the first document holds every place").clone()
    }

    /// The place in the bundle that a fragment names, seen from a schema of a document.
    fn inside(&self, part: &Part, schema: &str, base: &Url, fragment: &str) -> Option<String> {
        if !fragment.is_empty() && !fragment.starts_with('/') && !fragment.starts_with('%') {
            let named = |(known, name): &(Url, String)| (known == base) && name == fragment;
            let anchors = &part.index.anchors;
            let own = anchors.iter().find(|(key, _)| named(key));
            let found = own.or_else(|| anchors.iter().find(|((_, name), _)| name == fragment));
            return found.map(|(_, pointer)| format!("{}{pointer}", part.pointer));
        }
        // A pointer is relative to what has an `$id`; people also write it relative to the document.
        [schema, ""].iter().find_map(|schema| {
            let root = format!("{}{schema}", part.pointer);
            let target = of_fragment(self.document.root.pointer(&root)?, fragment)?;
            Some(format!("{root}{target}"))
        })
    }

    /// Where a `$dynamicRef` leads: to the outermost schema that has the name, as seen by a validator that began at the root.
    /// What has the name as a plain anchor is where a `$ref` would lead, too.
    fn dynamic(&mut self, part: &Part, pointer: &str, text: &str) -> Result<Target> {
        let fixed = self.target(part, pointer, text)?;
        let name = text.rsplit_once('#').map(|(_, name)| name);
        if let Target::Place(place) = &fixed {
            let schema = self.document.root.pointer(place);
            let anchor = schema.and_then(|schema| schema.get("$dynamicAnchor")?.as_str());
            if anchor.is_none() || anchor != name {
                return Ok(fixed);
            }
        }
        let places: Vec<String> = name
            .into_iter()
            .flat_map(|name| self.parts.iter().map(move |part| (part, name)))
            .flat_map(|(part, name)| {
                let found = part.index.dynamic.get(name).into_iter().flatten();
                found.map(|pointer| format!("{}{pointer}", part.pointer))
            })
            .collect();
        let of_root = |place: &&String| {
            let root = &self.parts[0];
            self.part(place).pointer.is_empty() && root.index.base(place).0.is_empty()
        };
        match places.as_slice() {
            [] => Ok(fixed),
            [one] => Ok(Target::Place(one.clone())),
            several => Ok(several
                .iter()
                .find(of_root)
                .map_or(Target::Several, |place| Target::Place(place.clone()))),
        }
    }

    /// Where a `$recursiveRef` leads: to the root, if that and where it stands say so; otherwise as a `$ref` does.
    fn recursive(&mut self, part: &Part, pointer: &str, text: &str) -> Result<Target> {
        if part.index.recursive && self.parts[0].index.recursive {
            return Ok(Target::Place(String::new()));
        }
        self.target(part, pointer, text)
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
