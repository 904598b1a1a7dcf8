//! The places of two documents that are still to be compared, and what was found.

use std::collections::{BTreeSet, VecDeque};

use schema_to_rust::tree::escape;

use super::change::Change;
use super::class::Class;
use super::rules::Rule;
use super::side::{Identity, Side};

/// The same place of the data in both documents.
#[derive(Clone, Debug)]
pub(super) struct Pair<'a> {
    /// The place in the data: a JSON pointer in which `*` stands for every item or name.
    pub(super) data: String,
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    /// Whether a difference of `Option`s has been told already.
    pub(super) option_told: bool,
}

/// What identifies the comparison of a place: it is done once, however many ways lead there.
type Key = (Identity, Identity, bool);

/// The places still to be compared, and the changes found.
#[derive(Default)]
pub(super) struct Walk<'a> {
    pub(super) queue: VecDeque<(Pair<'a>, bool)>,
    seen: BTreeSet<Key>,
    pub(super) changes: Vec<Change>,
}

impl<'a> Walk<'a> {
    /// Takes a place into the queue, with a mark where the same two schemas have been compared for the same types.
    pub(super) fn enter(&mut self, place: Pair<'a>) {
        let key = (
            place.old.identity(),
            place.new.identity(),
            place.option_told,
        );
        let is_new = self.seen.insert(key);
        self.queue.push_back((place, is_new));
    }

    /// Notes a change of a place.
    pub(super) fn note(
        &mut self,
        place: &Pair<'_>,
        rule: Rule,
        class: Class,
        message: impl Into<String>,
    ) -> &mut Change {
        let change = Change {
            old_schema: Some(place.old.view.pointer()),
            new_schema: Some(place.new.view.pointer()),
            ..Change::new(rule, class, place.data.clone(), message)
        };
        self.changes.push(change);
        self.changes.last_mut().expect("one was just pushed")
    }

    /// Notes a change of a member: where it is described.
    pub(super) fn note_member(
        &mut self,
        place: &Pair<'_>,
        name: &str,
        rule: Rule,
        class: Class,
        message: impl Into<String>,
    ) -> &mut Change {
        let change = Change {
            old_schema: Some(place.old.view.member(name).at_pointer()),
            new_schema: Some(place.new.view.member(name).at_pointer()),
            ..Change::new(rule, class, below(&place.data, name), message)
        };
        self.changes.push(change);
        self.changes.last_mut().expect("one was just pushed")
    }
}

/// The class of a change that old readers feel only where it makes data that they refuse.
pub(super) fn breaking_if(refused: bool) -> Class {
    if refused {
        Class::Breaking
    } else {
        Class::Compatible
    }
}

/// A place one step further down.
pub(super) fn below(data: &str, name: &str) -> String {
    format!("{data}/{}", escape(name))
}
