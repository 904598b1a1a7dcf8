//! Sets of values: in `enum` and `const`, or in the words of a description.

use std::collections::HashSet;

use serde_json::Value;

use schema_to_rust::prose;

use super::place::{Place, Side};
use super::walk::{Walk, breaking_if};
use super::{Change, Class, Rule, Semver};
use schema_to_rust::json_types::JsonTypes;

pub(super) fn compare(walk: &mut Walk<'_>, place: &Place<'_>) {
    match (place.old.schema.values(), place.new.schema.values()) {
        (None, None) => described(walk, place),
        (Some(old), Some(new)) => changed(walk, place, &old, &new),
        (None, Some(new)) => {
            let message = format!("only {} can be sent now", list(&new));
            walk.note(place, Rule::ValueSetAdded, Class::Compatible, message);
        }
        (Some(old), None) => {
            // Where the type is not the same, that is what breaks.
            let same = place.old.schema.declared() == place.new.schema.declared();
            let class = breaking_if(same && !place.new.unread_by(place.old.ty).is_empty());
            let message = format!("more than {} can be sent now", list(&old));
            walk.note(place, Rule::ValueSetRemoved, class, message);
        }
    }
}

fn changed(walk: &mut Walk<'_>, place: &Place<'_>, old: &[Value], new: &[Value]) {
    let (before, after): (HashSet<&Value>, HashSet<&Value>) =
        (old.iter().collect(), new.iter().collect());
    let reads = place.old.ty.reads();
    let are_enums = place.old.ty.is_open_enum() && place.new.ty.is_open_enum();
    for value in new.iter().filter(|value| !before.contains(value)) {
        let class =
            breaking_if(!reads.holds(JsonTypes::from_value(value) & place.new.schema.sent()));
        added(walk, place, class, &value.to_string(), are_enums);
    }
    for value in old.iter().filter(|value| !after.contains(value)) {
        let change = removed(walk, place, &value.to_string());
        if are_enums {
            change.semver = Semver::Major;
        }
    }
}

/// A value more, and in an enum a variant more.
fn added(walk: &mut Walk<'_>, place: &Place<'_>, class: Class, value: &str, is_enum: bool) {
    let message = format!("value {value} added");
    let change = walk.note(place, Rule::ValueAdded, class, message);
    if is_enum {
        change.semver = Semver::Minor;
    }
}

fn removed<'w>(walk: &'w mut Walk<'_>, place: &Place<'_>, value: &str) -> &'w mut Change {
    let message = format!("value {value} removed");
    walk.note(place, Rule::ValueRemoved, Class::Compatible, message)
}

/// Sets that stand in prose restrict nothing: a set that appears is a word of documentation, a value in one is data to come.
fn described(walk: &mut Walk<'_>, place: &Place<'_>) {
    let set = |side: &Side<'_>| {
        let text = side.schema.declared() != JsonTypes::ALL
            && side.schema.declared().holds(JsonTypes::STRING);
        text.then(|| prose::values(side.schema.description()))
            .flatten()
    };
    match (set(&place.old), set(&place.new)) {
        (None, Some(new)) => {
            let message = format!("the description now names {}", new.join(", "));
            walk.note(place, Rule::ValueSetAdded, Class::Metadata, message);
        }
        (Some(old), None) => {
            let message = format!("the description no longer names {}", old.join(", "));
            walk.note(place, Rule::ValueSetRemoved, Class::Metadata, message);
        }
        (Some(old), Some(new)) => {
            let is_enum = place.old.ty.is_open_enum();
            for value in new.iter().filter(|value| !old.contains(value)) {
                let value = format!("{value:?}");
                added(walk, place, Class::Compatible, &value, is_enum);
            }
            for value in old.iter().filter(|value| !new.contains(value)) {
                removed(walk, place, &format!("{value:?}"));
            }
        }
        (None, None) => {}
    }
}

fn list(values: &[Value]) -> String {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    values.join(", ")
}
