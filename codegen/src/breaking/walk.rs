//! The places of two documents that are still to be compared, and what was found.

use std::collections::{BTreeSet, VecDeque};

use schema_to_rust::tree::escape;

use super::change::Change;
use super::class::Class;
use super::place::{Identity, Place};
use super::rules::Rule;

/// What identifies the comparison of a place: it is done once, however many ways lead there.
type Key = (Identity, Identity, bool);

/// The places still to be compared, and the changes found.
#[derive(Default)]
pub(super) struct Walk<'a> {
    pub(super) queue: VecDeque<(Place<'a>, bool)>,
    seen: BTreeSet<Key>,
    pub(super) changes: Vec<Change>,
}

impl<'a> Walk<'a> {
    /// Takes a place into the queue, with a mark where the same two schemas have been compared for the same types.
    pub(super) fn enter(&mut self, place: Place<'a>) {
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
        place: &Place<'_>,
        rule: Rule,
        class: Class,
        message: impl Into<String>,
    ) -> &mut Change {
        let change = Change {
            old_schema: Some(place.old.schema.pointer()),
            new_schema: Some(place.new.schema.pointer()),
            ..Change::new(rule, class, place.data.clone(), message)
        };
        self.changes.push(change);
        self.changes.last_mut().expect("one was just pushed")
    }

    /// Notes a change of a member: where it is described.
    pub(super) fn note_member(
        &mut self,
        place: &Place<'_>,
        name: &str,
        rule: Rule,
        class: Class,
        message: impl Into<String>,
    ) -> &mut Change {
        let change = Change {
            old_schema: Some(place.old.schema.member(name).at_pointer()),
            new_schema: Some(place.new.schema.member(name).at_pointer()),
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
