//! Goes through two documents side by side, place by place, and notes what differs.

use schema_to_rust::json_types::JsonTypes;

use super::change::Change;
use super::class::{Class, Semver};
use super::place::Place;
use super::place::Side;
use super::rules::Rule;
use super::schema_at::SchemaAt;
use super::walk::{Walk, breaking_if};
use super::{annotations, constraints, members, old_reader, types, values};

/// Compares a place and all below it.
pub(super) fn compare(root: Place<'_>) -> Vec<Change> {
    let mut walk = Walk::default();
    walk.enter(root);
    while let Some((place, is_new)) = walk.queue.pop_front() {
        annotations::compare(&mut walk, &place);
        if is_new {
            walk.place(&place);
        }
    }
    walk.changes
}

impl<'a> Walk<'a> {
    fn place(&mut self, place: &Place<'a>) {
        let (old, new) = (&place.old, &place.new);
        let first = self.changes.len();
        references(self, place);
        let chosen = |side: &Side<'_>| side.schema.is_composed() || side.ty.is_choice_of_types();
        if chosen(old) || chosen(new) {
            self.composed(place);
            self.settle(place, first);
            return;
        }
        let both = old.schema.declared() & new.schema.declared();
        types::compare(self, place);
        values::compare(self, place);
        constraints::compare(self, place);
        if both.holds(JsonTypes::OBJECT) {
            members::forms(self, place);
        }
        self.settle(place, first);
        if both.holds(JsonTypes::ARRAY) {
            let data = format!("{}/*", place.data);
            self.enter(Place::new(data, old.items(), new.items()));
        }
        if both.holds(JsonTypes::OBJECT) {
            members::compare(self, place);
        }
    }

    /// A place that further schemas decide is compared as a whole.
    fn composed(&mut self, place: &Place<'a>) {
        let (old, new) = (&place.old, &place.new);
        let same_types = old.ty.is_same(&new.ty);
        if same_types && old.schema.says_the_same(&new.schema) {
            return;
        }
        let class = breaking_if(old_reader::refuses(old.ty, new));
        let message = "what may stand here is composed in another way";
        let change = self.note(place, Rule::CompositionChanged, class, message);
        if !same_types {
            change.semver = Semver::Major;
        }
    }

    /// Gives the changes of one place, from `first` on, what its Rust types say in semver. Types that differ without a
    /// change that explains it are a change by themselves.
    fn settle(&mut self, place: &Place<'_>, first: usize) {
        let (old, new) = (place.old.ty, place.new.ty);
        let other_type = !old.is_like(&new);
        let renamed = !other_type && old.name() != new.name();
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
        if !named {
            let (rule, message) = (Rule::RustNameChanged, "the type has another name in Rust");
            self.note(place, rule, Class::Metadata, message).semver = Semver::Major;
        }
        if !typed {
            let message = "the same data is of another type in Rust";
            let rule = Rule::RustTypeChanged;
            self.note(place, rule, Class::Metadata, message).semver = Semver::Major;
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
    let name = |schema: &SchemaAt<'_>| match schema.target() {
        Some(target) => format!("#{target}"),
        None => "in place".to_owned(),
    };
    let (old, new) = (&place.old.schema, &place.new.schema);
    if old.target() != new.target() && (old.target().is_some() || new.target().is_some()) {
        let message = format!("written {} instead of {}", name(new), name(old));
        walk.note(place, Rule::DefinitionRenamed, Class::Metadata, message);
    }
}
