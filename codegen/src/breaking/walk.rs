//! Goes through two documents side by side, place by place, and notes what differs.

use std::collections::{BTreeSet, VecDeque};

use crate::model::same_types;
use schema_to_rust::pointer::escape;

use super::side::{Identity, Side};
use super::view::View;
use super::{Change, Class, Rule, Semver};
use super::{annotations, constraints, kinds::Kinds, members, reads, types, values};

/// The same place of the data in both documents.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
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
    queue: VecDeque<Place<'a>>,
    seen: BTreeSet<Key>,
    pub(super) changes: Vec<Change>,
}

impl<'a> Walk<'a> {
    /// Compares a place and all below it.
    pub(super) fn run(&mut self, root: Place<'a>) {
        self.enter(root);
        while let Some(place) = self.queue.pop_front() {
            self.place(&place);
        }
    }

    /// Takes a place into the queue, unless the same two schemas have been compared for the same types.
    pub(super) fn enter(&mut self, place: Place<'a>) {
        annotations::compare(self, &place);
        let key = (
            place.old.identity(),
            place.new.identity(),
            place.option_told,
        );
        if self.seen.insert(key) {
            self.queue.push_back(place);
        }
    }

    /// Notes a change of a place, in semver a patch until [`settle`](Self::settle) says more.
    pub(super) fn note(
        &mut self,
        place: &Place<'_>,
        rule: Rule,
        class: Class,
        message: impl Into<String>,
    ) {
        self.changes.push(Change {
            rule,
            class,
            semver: Semver::Patch,
            data: place.data.clone(),
            old_schema: Some(place.old.view.pointer.clone()),
            new_schema: Some(place.new.view.pointer.clone()),
            message: message.into(),
        });
    }

    fn place(&mut self, place: &Place<'a>) {
        let (old, new) = (&place.old, &place.new);
        let first = self.changes.len();
        references(self, place);
        let chosen = |side: &Side<'_>| side.view.is_composed() || side.typed.is_choice_of_types();
        if chosen(old) || chosen(new) {
            self.composed(place);
            self.settle(place, first);
            return;
        }
        let both = old.view.declared() & new.view.declared();
        types::compare(self, place);
        values::compare(self, place);
        constraints::compare(self, place);
        if both.holds(Kinds::OBJECT) {
            members::forms(self, place);
        }
        self.settle(place, first);
        if both.holds(Kinds::ARRAY) {
            self.enter(Place {
                data: format!("{}/*", place.data),
                old: old.items(),
                new: new.items(),
                option_told: false,
            });
        }
        if both.holds(Kinds::OBJECT) {
            members::compare(self, place);
        }
    }

    /// A place that further schemas decide is compared as a whole.
    fn composed(&mut self, place: &Place<'a>) {
        let (old, new) = (&place.old, &place.new);
        let same_types = same_types(&old.typed.closure(), &new.typed.closure())
            && old.typed.option == new.typed.option;
        if same_types && old.view.says_the_same(&new.view) {
            return;
        }
        let class = breaking_if(reads::refuses(old.typed, new));
        self.note(
            place,
            Rule::CompositionChanged,
            class,
            "what may stand here is composed in another way",
        );
        if !same_types {
            self.changes.last_mut().expect("one was just noted").semver = Semver::Major;
        }
    }

    /// Gives the changes of one place, from `first` on, what its Rust types say in semver. Types that differ without a
    /// change that explains it are a change by themselves.
    fn settle(&mut self, place: &Place<'_>, first: usize) {
        let (old, new) = (place.old.typed, place.new.typed);
        let renamed = old.head().is_renamed(new.head());
        let other_type = old.head() != new.head() && !renamed;
        let other_option = old.option != new.option && !place.option_told;
        let changes = &mut self.changes[first..];
        let named = !renamed || blame(changes, |change| change.rule == Rule::DefinitionRenamed);
        let typed = !(other_type || other_option)
            || ["type", "values", "constraint"]
                .into_iter()
                .any(|category| {
                    blame(changes, |change| {
                        change.class != Class::Metadata && change.rule.category() == category
                    })
                });
        for (told, rule, message) in [
            (
                named,
                Rule::RustNameChanged,
                "the type has another name in Rust",
            ),
            (
                typed,
                Rule::RustTypeChanged,
                "the same data is of another type in Rust",
            ),
        ] {
            if !told {
                self.note(place, rule, Class::Metadata, message);
                self.changes.last_mut().expect("one was just noted").semver = Semver::Major;
            }
        }
    }
}

/// Calls the changes that are meant, and that may be so, major. Whether there are any.
fn blame(changes: &mut [Change], meant: impl Fn(&Change) -> bool) -> bool {
    let mut any = false;
    for change in changes {
        if meant(change) && change.rule.semvers().contains(&Semver::Major) {
            change.semver = Semver::Major;
            any = true;
        }
    }
    any
}

/// The same shape under another name.
fn references(walk: &mut Walk<'_>, place: &Place<'_>) {
    let name = |view: &View<'_>| match view.target() {
        Some(target) => format!("#{target}"),
        None => "in place".to_owned(),
    };
    let (old, new) = (&place.old.view, &place.new.view);
    if old.target() != new.target() && (old.target().is_some() || new.target().is_some()) {
        let message = format!("written {} instead of {}", name(new), name(old));
        walk.note(place, Rule::DefinitionRenamed, Class::Metadata, message);
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
