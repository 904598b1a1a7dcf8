//! A document becomes what typify reads without surprise: only the keywords that shape a type, every object and every
//! marked string under a name of its own, and opaque names for definitions and members, so that no name of the schema can
//! meet another, be a keyword, or be spelled in a way that typify does not expect. The real names wait in a table.
//!
//! What cannot be typed exactly becomes any JSON, with a warning that says where. What makes no sense is an error.

mod choice;
mod finite;
mod guards;
mod integer;
mod naming;
mod object;
mod reference;
mod schema;
mod values;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use serde_json::{Value, json};

use self::guards::Limited;
use crate::compose::{ALTERNATIVES, Composed};
use crate::error::{Error, Result};
use crate::hints::{Hints, What};
use crate::load::Document;
use crate::model::{Guard, Variant};
use crate::pointer::LONGEST_CHAIN;
use crate::prose;

/// A document for typify, with the table that gives things their names back.
#[derive(Debug)]
pub struct Prepared {
    /// The definitions, by opaque name: schemas in the subset that typify reads.
    pub schemas: BTreeMap<String, Value>,
    /// What each definition is, the root first.
    pub definitions: Vec<Definition>,
    /// Places that became any JSON, or otherwise less than the document says.
    pub warnings: Vec<Error>,
    /// The hints that took effect, with their pointers.
    pub used: BTreeSet<(What, String)>,
}

/// A definition: one named type to be.
#[derive(Debug)]
pub struct Definition {
    /// The opaque name.
    pub key: String,
    /// The Rust name.
    pub name: String,
    /// The description.
    pub docs: String,
    /// What is behind the key.
    pub body: Body,
}

/// What a definition describes.
#[derive(Debug)]
pub enum Body {
    /// An object: its members by opaque name, in the order of their JSON names.
    Object(Vec<Member>),
    /// A string with known values.
    Values(Vec<Variant>),
    /// A string that holds a point in time.
    Timestamp,
    /// An integer of any size.
    Number,
    /// An integer that is also sent as text.
    IntegerOrText,
    /// One of several types.
    Union(Union),
    /// Anything else: the root of a document that describes no object.
    Plain,
}

/// A choice between types.
#[derive(Debug)]
pub struct Union {
    /// The alternatives.
    pub branches: Vec<Branch>,
}

/// An alternative of a choice.
#[derive(Debug)]
pub struct Branch {
    /// The opaque name.
    pub key: String,
    /// The name in Rust.
    pub name: String,
    /// What the schema says of it.
    pub docs: String,
    /// Members whose values tell it from others.
    pub guards: Vec<Guard>,
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// The opaque name.
    pub key: String,
    /// The name in JSON.
    pub json: String,
    /// The name in Rust.
    pub name: String,
    /// The description.
    pub docs: String,
    /// Required, and never null.
    pub required: bool,
    /// Required, and it may be null.
    pub nullable: bool,
    /// Not one member, but all that no other has the name of.
    pub rest: bool,
}

/// More types than any schema has that people wrote.
const MOST_TYPES: usize = 20_000;

/// The same for the members of all objects, the values of all sets, and the alternatives of all choices together.
const MOST_MEMBERS: usize = 150_000;

/// The same for the bytes of documentation. What is described once can be shown wherever it is referred to.
const MOST_TEXT: usize = 16 * 1024 * 1024;

/// Prepares a document.
///
/// # Errors
/// A construct that makes no sense, such as a `$ref` to nowhere or `properties` that is not an object; names that meet; more
/// than 20,000 types, than 150,000 members, values and alternatives, or than 16 MiB of documentation.
pub fn prepare(document: &Document, composed: &Composed, hints: &Hints) -> Result<Prepared> {
    let mut preparer = Preparer {
        document,
        root_value: &composed.root,
        hints,
        root: String::new(),
        keys: BTreeMap::new(),
        queue: VecDeque::new(),
        schemas: BTreeMap::new(),
        definitions: Vec::new(),
        warnings: Vec::new(),
        used: BTreeSet::new(),
        members: 0,
        text: 0,
        targets: RefCell::default(),
        limited: BTreeMap::new(),
        branch_words: RefCell::default(),
    };
    preparer.run()?;
    Ok(Prepared {
        schemas: preparer.schemas,
        definitions: preparer.definitions,
        warnings: preparer.warnings,
        used: preparer.used,
    })
}

struct Preparer<'a> {
    document: &'a Document,
    /// What it says when its schemas are composed.
    root_value: &'a Value,
    hints: &'a Hints,
    /// The place that describes the whole: where the `$ref`s of the document's root lead, or the root itself.
    root: String,
    /// Opaque names by what they stand for: a pointer, or a value set.
    keys: BTreeMap<String, String>,
    /// Objects that have a name and are still to be read.
    queue: VecDeque<(String, String)>,
    schemas: BTreeMap<String, Value>,
    definitions: Vec<Definition>,
    warnings: Vec<Error>,
    used: BTreeSet<(What, String)>,
    /// How many members, values and alternatives there are by now, and how many bytes of documentation.
    members: usize,
    text: usize,
    /// Where references lead that lead to references.
    targets: RefCell<BTreeMap<String, String>>,
    /// What the members of objects are limited to, by their places.
    limited: BTreeMap<String, Rc<Limited>>,
    /// What alternatives are called, by the lists that they stand in.
    branch_words: RefCell<BTreeMap<String, Rc<[Option<String>]>>>,
}

impl<'a> Preparer<'a> {
    fn run(&mut self) -> Result<()> {
        self.root = self.whole()?;
        let schema = self.rewrite("", &mut Vec::new())?;
        // No `data` at all is not an event: the root is never null.
        self.root_definition(without_null(schema));
        while let Some((pointer, key)) = self.queue.pop_front() {
            if self.keys.len() > MOST_TYPES {
                let message = format!("more than {MOST_TYPES} types");
                return Err(self.error("", message).help(SPLIT));
            }
            match self.at(&pointer).get(ALTERNATIVES) {
                Some(_) => self.choice(&pointer, key)?,
                None => self.object(&pointer, key)?,
            }
        }
        self.finite();
        self.name_types()
    }

    /// The place that describes the whole: where its references lead, and its only alternative beside `null`.
    fn whole(&self) -> Result<String> {
        self.resolve("")?;
        let mut here = self.settled("");
        for _ in 0..LONGEST_CHAIN {
            match self.alternatives(&here).as_slice() {
                [one] => here = self.settled(one),
                _ => break,
            }
        }
        Ok(here)
    }

    /// The type of the whole goes first. An object or a value set has a definition; anything else gets one here.
    fn root_definition(&mut self, schema: Value) {
        let unnamed = |definition: &Definition| {
            matches!(
                definition.body,
                Body::Timestamp | Body::Number | Body::IntegerOrText
            )
        };
        if schema.get("$ref").is_some() && !self.definitions.iter().any(unnamed) {
            return;
        }
        let key = self.key_for("the whole");
        let definition = Definition {
            key: key.clone(),
            name: self.type_name(""),
            docs: self.docs(""),
            body: Body::Plain,
        };
        self.definitions.insert(0, definition);
        self.schemas.insert(key, schema);
    }

    fn at(&self, pointer: &str) -> &'a Value {
        self.root_value
            .pointer(pointer)
            .expect("pointers are made from places that were visited")
    }

    fn error(&self, pointer: &str, message: impl Into<String>) -> Error {
        // What was composed is told of where it was written.
        let written = match pointer.find(ALTERNATIVES) {
            Some(end) => pointer[..end].trim_end_matches('/'),
            None => pointer,
        };
        self.document.error(written, message)
    }

    /// An error about names that collide, with what a person can do about it.
    fn collision(&self, pointer: &str, message: impl Into<String>) -> Error {
        let error = self.error(pointer, message);
        match self.hints.naming {
            Some(help) => error.help(help),
            None => error,
        }
    }

    fn warn(&mut self, pointer: &str, message: impl Into<String>) {
        self.warnings.push(self.error(pointer, message));
    }

    /// Any JSON, with a warning.
    fn degrade(&mut self, pointer: &str, why: impl Into<String>) -> Value {
        self.warn(pointer, format!("{}: typed as any JSON", why.into()));
        Value::Bool(true)
    }

    /// Counts what becomes of the schema under `pointer`: members, values or alternatives.
    fn count(&mut self, pointer: &str, members: usize) -> Result<()> {
        self.members += members;
        if self.members > MOST_MEMBERS {
            let message = format!("more than {MOST_MEMBERS} members, values and alternatives");
            return Err(self.error(pointer, message).help(SPLIT));
        }
        Ok(())
    }

    /// Counts documentation.
    fn described(&mut self, pointer: &str, docs: String) -> Result<String> {
        self.text += docs.len();
        if self.text > MOST_TEXT {
            let message = format!("more than {MOST_TEXT} bytes of documentation");
            return Err(self.error(pointer, message).help(SPLIT));
        }
        Ok(docs)
    }

    /// A reference to what lies under `pointer`, which gets a definition of its own.
    fn queued(&mut self, pointer: &str) -> Value {
        let known = self.keys.contains_key(pointer);
        let key = self.key_for(pointer);
        if !known {
            self.queue.push_back((pointer.to_owned(), key.clone()));
        }
        reference_to(&key)
    }

    fn key_for(&mut self, identity: &str) -> String {
        let next = format!("T{}", self.keys.len());
        self.keys.entry(identity.to_owned()).or_insert(next).clone()
    }

    /// What a person wants at a place, remembered as used.
    fn wanted<T>(&mut self, what: What, pointer: &str, found: Option<T>) -> Option<T> {
        if found.is_some() {
            self.used.insert((what, pointer.to_owned()));
        }
        found
    }

    /// The description of a place, or, where that has none, of the place that it refers to.
    fn docs(&self, pointer: &str) -> String {
        let own = description(self.at(pointer));
        if !own.is_empty() {
            return own;
        }
        self.resolve(pointer)
            .map_or(own, |target| description(self.at(&target)))
    }

    /// What a member is, in words: its description, and what the schema says besides.
    fn docs_of_member(&self, pointer: &str) -> String {
        let described = self.docs(pointer);
        let besides = self.at(pointer).as_object().map(prose::besides);
        match besides {
            Some(besides) if described.is_empty() => besides,
            Some(besides) if !besides.is_empty() => format!("{described}\n\n{besides}"),
            _ => described,
        }
    }
}

/// What to do about documents that are too large.
const SPLIT: &str = "make types of its parts: documents of their own for some of its definitions";

/// What a schema says in prose: its description, or else its title.
fn description(schema: &Value) -> String {
    let text = |keyword: &str| schema.get(keyword).and_then(Value::as_str).map(str::trim);
    let described = text("description").filter(|text| !text.is_empty());
    described.or(text("title")).unwrap_or_default().to_owned()
}

/// A value of the document for a message: not longer than a line.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 {
        return text;
    }
    let start: String = text.chars().take(60).collect();
    format!("{start}…")
}

fn reference_to(key: &str) -> Value {
    json!({"$ref": format!("#/definitions/{key}")})
}

fn or_null(schema: Value) -> Value {
    if schema.is_boolean() || is_nullable(&schema) {
        return schema;
    }
    json!({"oneOf": [schema, {"type": "null"}]})
}

fn is_nullable(rewritten: &Value) -> bool {
    rewritten.get("oneOf").is_some()
}

/// Members say by themselves whether they may be null.
fn without_null(rewritten: Value) -> Value {
    match rewritten.pointer("/oneOf/0") {
        Some(schema) => schema.clone(),
        None => rewritten,
    }
}
