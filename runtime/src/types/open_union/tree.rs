//! The JSON of a union, flat: values have numbers, so that what was found out about one can be looked up.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Number, Value};

use super::fit::Fit;

/// The JSON of the outermost union, with what is known of the unions inside.
pub(super) struct Tree {
    /// Each value before what it holds.
    nodes: Vec<Node>,
    /// The number after the last value inside each.
    ends: Vec<usize>,
    /// How many values are not `null` before each, and in all.
    filled: Vec<usize>,
    /// How each union reads a value.
    fits: RefCell<HashMap<(TypeId, usize), Rc<Fit>>>,
    /// The unions inside the values that are being tried, outermost first.
    trials: RefCell<Vec<Inside>>,
}

/// How unions read the values with these numbers.
pub(super) type Inside = Vec<(usize, Rc<Fit>)>;

pub(super) enum Node {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<usize>),
    Object(Vec<(String, usize)>),
}

impl Tree {
    pub(super) fn new(json: Value) -> Rc<Self> {
        let mut tree = Self {
            nodes: Vec::new(),
            ends: Vec::new(),
            filled: vec![0],
            fits: RefCell::default(),
            trials: RefCell::default(),
        };
        tree.push(json);
        Rc::new(tree)
    }

    fn push(&mut self, json: Value) -> usize {
        let number = self.nodes.len();
        self.nodes.push(Node::Null);
        self.ends.push(number + 1);
        let before = self.filled[number];
        self.filled.push(before + usize::from(!json.is_null()));
        let node = match json {
            Value::Null => Node::Null,
            Value::Bool(flag) => Node::Bool(flag),
            Value::Number(digits) => Node::Number(digits),
            Value::String(text) => Node::String(text),
            Value::Array(items) => {
                Node::Array(items.into_iter().map(|item| self.push(item)).collect())
            }
            Value::Object(members) => {
                let members = members.into_iter();
                Node::Object(
                    members
                        .map(|(name, value)| (name, self.push(value)))
                        .collect(),
                )
            }
        };
        self.nodes[number] = node;
        self.ends[number] = self.nodes.len();
        number
    }

    pub(super) fn node(&self, number: usize) -> &Node {
        &self.nodes[number]
    }

    /// How many values there are in a value, itself included. `null` counts as absent.
    pub(super) fn size(&self, number: usize) -> usize {
        self.filled[self.ends[number]] - self.filled[number]
    }

    /// Whether one value is another, or inside it.
    pub(super) fn holds(&self, outer: usize, inner: usize) -> bool {
        (outer..self.ends[outer]).contains(&inner)
    }

    fn value(&self, number: usize) -> Value {
        match &self.nodes[number] {
            Node::Null => Value::Null,
            Node::Bool(flag) => Value::Bool(*flag),
            Node::Number(digits) => Value::Number(digits.clone()),
            Node::String(text) => Value::String(text.clone()),
            Node::Array(items) => items.iter().map(|item| self.value(*item)).collect(),
            Node::Object(members) => members
                .iter()
                .map(|(name, value)| (name.clone(), self.value(*value)))
                .collect(),
        }
    }
}

/// A value of a tree.
#[derive(Clone, Copy)]
pub struct Here<'t> {
    pub(super) tree: &'t Rc<Tree>,
    pub(super) number: usize,
}

impl<'t> Here<'t> {
    pub(super) fn new(tree: &'t Rc<Tree>, number: usize) -> Self {
        Self { tree, number }
    }

    pub(super) fn node(self) -> &'t Node {
        self.tree.node(self.number)
    }

    pub(super) fn value(self) -> Value {
        self.tree.value(self.number)
    }

    pub(super) fn member(self, name: &str) -> Option<Here<'t>> {
        let Node::Object(members) = self.node() else {
            return None;
        };
        let (_, number) = members.iter().find(|(known, _)| known == name)?;
        Some(self.at(*number))
    }

    /// The items of a list, or the values of an object.
    pub(super) fn inside(self) -> impl Iterator<Item = Here<'t>> {
        let (items, members) = match self.node() {
            Node::Array(items) => (items.as_slice(), [].as_slice()),
            Node::Object(members) => ([].as_slice(), members.as_slice()),
            _ => ([].as_slice(), [].as_slice()),
        };
        let members = members.iter().map(|(_, number)| number);
        items
            .iter()
            .chain(members)
            .map(move |number| self.at(*number))
    }

    pub(super) fn at(self, number: usize) -> Self {
        Self { number, ..self }
    }

    pub(super) fn known_fit(self, union: TypeId) -> Option<Rc<Fit>> {
        self.tree.fits.borrow().get(&(union, self.number)).cloned()
    }

    pub(super) fn keep_fit(self, union: TypeId, fit: &Rc<Fit>) {
        let mut fits = self.tree.fits.borrow_mut();
        fits.insert((union, self.number), Rc::clone(fit));
    }

    /// Whether what is read now is looked at, and then read again.
    pub(super) fn is_tried(self) -> bool {
        !self.tree.trials.borrow().is_empty()
    }

    /// Notes a union inside what is being tried.
    pub(super) fn note(self, fit: &Rc<Fit>) {
        if let Some(inside) = self.tree.trials.borrow_mut().last_mut() {
            inside.push((self.number, Rc::clone(fit)));
        }
    }

    /// Tries to read the value. What unions inside have to say is noted, and they are left empty.
    pub(super) fn trial<T>(self, read: impl FnOnce(Self) -> T) -> (T, Inside) {
        self.tree.trials.borrow_mut().push(Inside::new());
        let read = read(self);
        let inside = self.tree.trials.borrow_mut().pop();
        (read, inside.unwrap_or_default())
    }
}

thread_local! {
    /// The value that a union is about to be read from, so that it need not be copied.
    static HANDED: RefCell<Option<(Rc<Tree>, usize)>> = const { RefCell::new(None) };
}

/// The name by which a union asks for the value in its tree.
pub(super) const UNION: &str = "$twilio_events_runtime::union";

/// The value that a union was just handed.
pub(super) fn handed() -> Option<(Rc<Tree>, usize)> {
    HANDED.take()
}

impl<'de> Deserializer<'de> for Here<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node() {
            Node::Null => visitor.visit_unit(),
            Node::Bool(flag) => visitor.visit_bool(*flag),
            Node::Number(digits) => digits.deserialize_any(visitor),
            Node::String(text) => visitor.visit_borrowed_str(text),
            Node::Array(items) => {
                let mut items = SeqDeserializer::new(items.iter().map(|item| self.at(*item)));
                let read = visitor.visit_seq(&mut items)?;
                items.end().map(|()| read)
            }
            Node::Object(members) => {
                let members = members.iter();
                let mut members = MapDeserializer::new(
                    members.map(|(name, value)| (name.as_str(), self.at(*value))),
                );
                let read = visitor.visit_map(&mut members)?;
                members.end().map(|()| read)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node() {
            Node::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == UNION {
            HANDED.set(Some((Rc::clone(self.tree), self.number)));
        }
        match self.node() {
            // `serde_json` knows whether its text is wanted.
            Node::Number(digits) => {
                Value::Number(digits.clone()).deserialize_newtype_struct(name, visitor)
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier
    }
}

impl<'de> IntoDeserializer<'de, Error> for Here<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
