//! The document that is composed, and how much may still come of it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use serde_json::{Map, Value};

use super::facts::Why;
use crate::pointer;

/// Parts, members and values that are looked at, in all. Documents that people write come to a few for each of their lines;
/// those whose parts multiply have no end.
pub(crate) const MOST: usize = 2_000_000;

pub(super) struct Source<'a> {
    pub(super) root: &'a Value,
    left: Cell<usize>,
    targets: RefCell<HashMap<String, Option<String>>>,
}

impl<'a> Source<'a> {
    pub(super) fn new(root: &'a Value) -> Self {
        Self {
            root,
            left: Cell::new(MOST),
            targets: RefCell::default(),
        }
    }

    /// Counts what is looked at.
    pub(super) fn spend(&self, count: usize) -> Result<(), Why> {
        let left = self.left.get().checked_sub(count).ok_or(Why::TooMuch)?;
        self.left.set(left);
        Ok(())
    }

    pub(super) fn at(&self, pointer: &str) -> Option<&'a Value> {
        self.root.pointer(pointer)
    }

    /// The place that the references from `pointer` on lead to. `None` where they lead nowhere, or round.
    pub(super) fn target(&self, pointer: &str) -> Option<String> {
        if self.at(pointer)?.get("$ref").is_none() {
            return Some(pointer.to_owned());
        }
        let mut targets = self.targets.borrow_mut();
        let known = targets.entry(pointer.to_owned());
        known
            .or_insert_with(|| pointer::target(self.root, pointer))
            .clone()
    }
}

/// How much a schema says by itself.
pub(super) fn weight(schema: &Map<String, Value>) -> usize {
    let counted = schema.values().map(|value| match value {
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    });
    1 + counted.sum::<usize>()
}
