//! Sets of values: in `enum` and `const`, or in the words of a description.

use std::collections::HashSet;

use serde_json::Value;

use schema_to_rust::prose;

use super::side::Side;
use super::walk::{Pair, Walk, breaking_if};
use super::{Class, Rule, Semver};
use schema_to_rust::json_types::JsonTypes;

pub(super) fn compare(walk: &mut Walk<'_>, place: &Pair<'_>) {
    match (place.old.view.values(), place.new.view.values()) {
        (None, None) => described(walk, place),
        (Some(old), Some(new)) => changed(walk, place, &old, &new),
        (None, Some(new)) => {
            let message = format!("only {} can be sent now", list(&new));
            walk.note(place, Rule::ValueSetAdded, Class::Compatible, message);
        }
        (Some(old), None) => {
            // Where the type is not the same, that is what breaks.
            let same = place.old.view.declared() == place.new.view.declared();
            let class = breaking_if(same && !place.new.unread_by(place.old.typed).is_empty());
            let message = format!("more than {} can be sent now", list(&old));
            walk.note(place, Rule::ValueSetRemoved, class, message);
        }
    }
}

fn changed(walk: &mut Walk<'_>, place: &Pair<'_>, old: &[Value], new: &[Value]) {
    let both_enums = place.old.typed.is_open_enum() && place.new.typed.is_open_enum();
    let reads = place.old.typed.reads();
    let (before, after): (HashSet<&Value>, HashSet<&Value>) =
        (old.iter().collect(), new.iter().collect());
    for value in new.iter().filter(|value| !before.contains(value)) {
        let class = breaking_if(!reads.holds(JsonTypes::of(value) & place.new.view.sent()));
        note(
            walk,
            place,
            Rule::ValueAdded,
            class,
            value,
            both_enums.then_some(Semver::Minor),
        );
    }
    for value in old.iter().filter(|value| !after.contains(value)) {
        note(
            walk,
            place,
            Rule::ValueRemoved,
            Class::Compatible,
            value,
            both_enums.then_some(Semver::Major),
        );
    }
}

fn note(
    walk: &mut Walk<'_>,
    place: &Pair<'_>,
    rule: Rule,
    class: Class,
    value: impl std::fmt::Display,
    semver: Option<Semver>,
) {
    let verb = if rule == Rule::ValueAdded {
        "added"
    } else {
        "removed"
    };
    walk.note(place, rule, class, format!("value {value} {verb}"));
    if let Some(semver) = semver {
        walk.changes.last_mut().expect("one was just noted").semver = semver;
    }
}

/// Sets that stand in prose restrict nothing: a set that appears is a word of documentation, a value in one is data to come.
fn described(walk: &mut Walk<'_>, place: &Pair<'_>) {
    let set = |side: &Side<'_>| {
        let text =
            side.view.declared() != JsonTypes::ALL && side.view.declared().holds(JsonTypes::STRING);
        text.then(|| prose::values(side.view.description()))
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
            let semver = place.old.typed.is_open_enum().then_some(Semver::Minor);
            for value in new.iter().filter(|value| !old.contains(value)) {
                note(
                    walk,
                    place,
                    Rule::ValueAdded,
                    Class::Compatible,
                    format!("{value:?}"),
                    semver,
                );
            }
            for value in old.iter().filter(|value| !new.contains(value)) {
                note(
                    walk,
                    place,
                    Rule::ValueRemoved,
                    Class::Compatible,
                    format!("{value:?}"),
                    None,
                );
            }
        }
        (None, None) => {}
    }
}

fn list(values: &[Value]) -> String {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    values.join(", ")
}
