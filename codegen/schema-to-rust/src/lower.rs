//! Normalized schemas become types: every object, set of values and choice under a name of its own. What stands in a slot is a
//! `schemars` schema until `typify` puts a Rust type in its place.
//!
//! What cannot be typed exactly becomes any JSON, with a warning that says where. What makes no sense is an error.

mod finite;
mod naming;
mod object;
mod tags;
mod union;
mod values;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::rc::Rc;

use schemars08::schema::{InstanceType, Schema};
use serde_json::Value;

use crate::bounds::Integer;
use crate::error::{Diagnostic, Result};
use crate::hints::{Hints, What};
use crate::model::{Kind, Type};
use crate::normalize::{Normal, Normalized, Shape};
use crate::prose;
use crate::slot_schema::{self, Slot};
use crate::tree::{NodeId, Tree};

/// The types of a document.
#[derive(Debug)]
pub struct Lowered {
    /// The types, the root type first.
    pub types: Vec<Type>,
    /// Places that became any JSON, or otherwise less than the document says.
    pub warnings: Vec<Diagnostic>,
    /// The hints that took effect, with their pointers.
    pub used: BTreeSet<(What, String)>,
}

/// More types than any schema has that people wrote.
const MOST_TYPES: usize = 20_000;

/// The same for the members of all objects, the values of all sets, and the branches of all choices together.
const MOST_MEMBERS: usize = 120_000;

/// The same for the bytes of documentation. What is described once can be shown wherever it is referred to.
const MOST_TEXT: usize = 16 * 1024 * 1024;

/// Lists and maps inside each other, without a name between: what is deeper is any JSON. Whoever parses the Rust that comes
/// of them recurses, and syn takes 40 kB of stack a level.
const DEEPEST: usize = 16;

/// What to do about documents that are too large.
const SPLIT: &str = "make types of its parts: documents of their own for some of its definitions";

/// Lowers a normalized document. `called` is what the root type is called, in any spelling.
///
/// # Errors
/// Names that collide, where `hints` say how a person settles them; more than 20,000 types, than 120,000 members, values and
/// branches, or than 16 MiB of documentation; and as typify has them.
pub fn lower(normalized: &Normalized, called: &str, hints: &Hints) -> Result<Lowered> {
    let mut lowering = Lowering {
        normalized,
        tree: &normalized.tree,
        called,
        hints,
        root: root(normalized),
        keys: HashMap::new(),
        queue: VecDeque::new(),
        definitions: Vec::new(),
        warnings: Vec::new(),
        used: BTreeSet::new(),
        members: 0,
        text: 0,
        limited: HashMap::new(),
        described_limits: HashMap::new(),
        words: RefCell::default(),
    };
    lowering.run()?;
    let definitions = lowering
        .definitions
        .into_iter()
        .map(|one| (one.key, one.ty));
    Ok(Lowered {
        types: crate::typify::resolve(&definitions.collect::<Vec<_>>())?,
        warnings: lowering.warnings,
        used: lowering.used,
    })
}

/// The schema that describes the whole: where the references of the document's root lead.
fn root(normalized: &Normalized) -> NodeId {
    let mut here = normalized.tree.root();
    for _ in 0..crate::tree::LONGEST_CHAIN {
        here = match normalized.normal(here) {
            Normal::Same { to, .. } => *to,
            _ => break,
        };
    }
    here
}

struct Lowering<'a> {
    normalized: &'a Normalized,
    tree: &'a Tree,
    called: &'a str,
    hints: &'a Hints,
    /// The schema that describes the whole.
    root: NodeId,
    /// The keys of definitions.
    keys: HashMap<Identity, String>,
    /// Objects and choices that have a key and are still to be read.
    queue: VecDeque<(NodeId, String)>,
    definitions: Vec<Definition>,
    warnings: Vec<Diagnostic>,
    used: BTreeSet<(What, String)>,
    /// How many members, values and branches there are by now, and how many bytes of documentation.
    members: usize,
    text: usize,
    /// What the members of objects are limited to, and those one level below.
    limited: HashMap<NodeId, Rc<Limited>>,
    /// The same, of the members alone.
    described_limits: HashMap<NodeId, Rc<Limited>>,
    /// What branches are called, by the schema or list that they stand in.
    words: RefCell<HashMap<NodeId, Rc<[Option<String>]>>>,
}

/// What the members of an object, and those one level below, are limited to, by their names, and whether that is what is inside of
/// a list or map; `None` for those that can have
/// any value.
type Limited = BTreeMap<(Vec<String>, bool), Option<Vec<Value>>>;

/// What a definition is made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Identity {
    /// A schema.
    Schema(NodeId),
    /// A set of values that a hint names.
    Values(String),
    /// The whole, where that is neither an object, a choice nor a set of values.
    Whole,
}

/// One named type to be.
struct Definition {
    /// The name that typify knows it by.
    key: String,
    /// The schema; nothing where a hint or the whole made it.
    schema: Option<NodeId>,
    ty: Type<Schema>,
}

impl Lowering<'_> {
    fn run(&mut self) -> Result<()> {
        let slot = self.slot(self.tree.root(), &mut Vec::new())?;
        self.whole(slot);
        while let Some((id, key)) = self.queue.pop_front() {
            if self.keys.len() > MOST_TYPES {
                let message = format!("more than {MOST_TYPES} types");
                return Err(self.tree.error(self.tree.root(), message).help(SPLIT));
            }
            match self.normalized.normal(id) {
                Normal::Branches { branches, .. } => self.union(id, key, branches)?,
                _ => self.object(id, key)?,
            }
        }
        self.finite();
        self.name_types()
    }

    /// The root type goes first. An object, a choice or a set of values has a definition; anything else gets one here. No `data`
    /// at all is not an event: the root is never null.
    fn whole(&mut self, slot: Slot) {
        let referred = slot_schema::referred(&slot.schema);
        if referred.is_some_and(|key| self.keys.values().any(|known| known == key)) {
            return;
        }
        let key = self.key(Identity::Whole);
        let ty = Type {
            name: self.type_name(self.tree.root()),
            docs: self.docs(self.tree.root()),
            kind: Kind::Alias(slot.schema),
        };
        let schema = None;
        self.definitions.insert(0, Definition { key, schema, ty });
    }

    /// What stands at a place. `open` holds the schemas that are being read.
    fn slot(&mut self, id: NodeId, open: &mut Vec<NodeId>) -> Result<Slot> {
        if open.len() > DEEPEST {
            let why = format!("nested deeper than {DEEPEST} levels");
            return Ok(self.any(id, &why));
        }
        if let Some(marked) = self.marked(id)? {
            return Ok(marked);
        }
        open.push(id);
        let slot = self.slot_of(id, open);
        open.pop();
        slot
    }

    fn slot_of(&mut self, id: NodeId, open: &mut Vec<NodeId>) -> Result<Slot> {
        let plain = match self.normalized.normal(id) {
            Normal::Any | Normal::Never { .. } => return Ok(Slot::any()),
            Normal::Same { to, null } => {
                if open.contains(to) {
                    return Ok(self.any(
                        id,
                        "a definition that contains itself without an object between",
                    ));
                }
                return Ok(self.slot(*to, open)?.or_null(*null));
            }
            Normal::Branches { branches, null } => {
                let is_any = branches.iter().all(|one| self.normalized.is_any(*one));
                let slot = if is_any { Slot::any() } else { self.queued(id) };
                return Ok(slot.or_null(*null));
            }
            Normal::Plain(plain) => plain,
        };
        let mut inner = |inner: Option<NodeId>| match inner {
            Some(inner) => self.slot(inner, open),
            None => Ok(Slot::any()),
        };
        let slot = match &plain.shape {
            Shape::Any => Slot::any(),
            Shape::Object(_) => self.queued(id),
            Shape::Map(values) => Slot::new(slot_schema::map(inner(*values)?)),
            Shape::List(items) => Slot::new(slot_schema::list(inner(*items)?)),
            Shape::Tuple(items) => {
                let items: Result<Vec<Slot>> =
                    items.iter().map(|item| inner(Some(*item))).collect();
                Slot::new(slot_schema::tuple(items?))
            }
            Shape::Text => match &plain.values {
                Some(values) => self.enumeration(id, values, plain)?,
                None => Slot::new(slot_schema::plain(InstanceType::String)),
            },
            Shape::Time => Slot::new(slot_schema::reference("Timestamp")),
            Shape::Integer(Integer::Signed) => Slot::new(slot_schema::plain(InstanceType::Integer)),
            Shape::Integer(Integer::Unsigned) => Slot::new(slot_schema::unsigned()),
            Shape::Integer(Integer::Wide) => Slot::new(slot_schema::reference("I128")),
            Shape::Integer(Integer::Beyond) => self.any(id, "integers of more than 128 bits"),
            Shape::Number => Slot::new(slot_schema::plain(InstanceType::Number)),
            Shape::Boolean => Slot::new(slot_schema::plain(InstanceType::Boolean)),
        };
        Ok(slot.or_null(plain.null))
    }

    /// A reference to an object or a choice, which gets a definition of its own.
    fn queued(&mut self, id: NodeId) -> Slot {
        let is_known = self.keys.contains_key(&Identity::Schema(id));
        let key = self.key(Identity::Schema(id));
        let slot = Slot::new(slot_schema::reference(&key));
        if !is_known {
            self.queue.push_back((id, key));
        }
        slot
    }

    fn key(&mut self, identity: Identity) -> String {
        let next = format!("T{}", self.keys.len());
        self.keys.entry(identity).or_insert(next).clone()
    }

    /// Any JSON, with a warning.
    fn any(&mut self, id: NodeId, why: &str) -> Slot {
        self.warnings
            .push(self.tree.warning(id, format!("{why}: typed as any JSON")));
        Slot::any()
    }

    /// Counts what becomes of a schema: members, values or branches.
    fn count(&mut self, id: NodeId, members: usize) -> Result<()> {
        self.members += members;
        if self.members > MOST_MEMBERS {
            let message = format!("more than {MOST_MEMBERS} members, values and branches");
            return Err(self.tree.error(id, message).help(SPLIT));
        }
        Ok(())
    }

    /// Counts documentation.
    fn described(&mut self, id: NodeId, docs: String) -> Result<String> {
        self.text += docs.len();
        if self.text > MOST_TEXT {
            let message = format!("more than {MOST_TEXT} bytes of documentation");
            return Err(self.tree.error(id, message).help(SPLIT));
        }
        Ok(docs)
    }

    /// What a person wants at a place, remembered as used.
    fn wanted<T>(&mut self, what: What, pointer: &str, found: Option<T>) -> Option<T> {
        if found.is_some() {
            self.used.insert((what, pointer.to_owned()));
        }
        found
    }

    /// What a schema says in prose, or, where it says nothing, what the one says that it refers to.
    fn docs(&self, id: NodeId) -> String {
        let own = self.normalized.words(id);
        match self.normalized.normal(id) {
            Normal::Same { to, .. } if own.is_empty() => self.normalized.words(*to).to_owned(),
            _ => own.to_owned(),
        }
    }

    /// What a member is, in words: its description, and what the schema says besides.
    fn docs_of_member(&self, id: NodeId) -> String {
        let described = self.docs(id);
        let besides =
            prose::keywords(|keyword| Some(self.tree.value(self.normalized.says(id, keyword)?)));
        match (described.is_empty(), besides.is_empty()) {
            (true, _) => besides,
            (_, true) => described,
            _ => format!("{described}\n\n{besides}"),
        }
    }

    /// What a type says of itself; the root type says what the document says first.
    fn docs_of_type(&self, id: NodeId) -> String {
        self.docs(if id == self.root {
            self.tree.root()
        } else {
            id
        })
    }
}
