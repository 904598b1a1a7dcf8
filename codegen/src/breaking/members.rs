//! Objects: members added, removed, required or not; named members and free names.

use crate::model::same_types;

use super::reads::refuses;
use super::side::Side;
use super::view::Additional;
use super::walk::{Pair, Walk, below, breaking_if};
use super::{Change, Class, Rule, Semver};

/// Notes where named members and free names took each other's place.
pub(super) fn forms(walk: &mut Walk<'_>, place: &Pair<'_>) {
    let (rule, message) = match (place.old.is_struct(), place.new.is_struct()) {
        (true, false) => (Rule::ObjectBecameMap, "named members became free names"),
        (false, true) => (Rule::MapBecameObject, "free names became named members"),
        _ => return,
    };
    let class = breaking_if(refuses(place.old.typed, &place.new));
    walk.note(place, rule, class, message);
}

/// Compares two objects of one form and takes what they have in common into the queue.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, place: &Pair<'a>) {
    match (place.old.is_struct(), place.new.is_struct()) {
        (true, true) => named(walk, place),
        (false, false) => walk.enter(Pair {
            data: format!("{}/*", place.data),
            old: place.old.free(),
            new: place.new.free(),
            option_told: false,
        }),
        _ => {}
    }
}

fn named<'a>(walk: &mut Walk<'a>, place: &Pair<'a>) {
    let (old, new) = (&place.old, &place.new);
    let (before, after) = (old.view.members(), new.view.members());
    let (old_required, new_required) = (old.view.required(), new.view.required());
    for name in before.union(&after) {
        let required = (old_required.contains(name), new_required.contains(name));
        match (before.contains(name), after.contains(name)) {
            (true, false) => walk.changes.push(removed(place, name, required.0)),
            (false, true) => walk.changes.push(added(place, name, required.1)),
            _ => kept(walk, place, name, required),
        }
    }
    additional(walk, place);
}

fn removed(place: &Pair<'_>, name: &str, required: bool) -> Change {
    let (old, new) = (&place.old, &place.new);
    let missed = old.typed.field(name).is_some_and(|field| field.required);
    // What the new schema describes under any name can come under this one too.
    let unreadable = match new.view.additional() {
        Additional::Described(_) => refuses(old.typed.member(name), &new.free()),
        Additional::Open | Additional::Closed => false,
    };
    Change {
        rule: if required {
            Rule::FieldRemovedRequired
        } else {
            Rule::FieldRemovedOptional
        },
        class: breaking_if(missed || unreadable),
        semver: if old.typed.field(name).is_some() {
            Semver::Major
        } else {
            Semver::Patch
        },
        data: below(&place.data, name),
        old_schema: Some(old.view.member(name).at_pointer()),
        new_schema: None,
        message: if required {
            "required member removed"
        } else {
            "optional member removed"
        }
        .to_owned(),
    }
}

fn added(place: &Pair<'_>, name: &str, required: bool) -> Change {
    let (old, new) = (&place.old, &place.new);
    // What the old schema described under any name came under this one too.
    let unreadable = match old.view.additional() {
        Additional::Described(_) => refuses(new.typed.member(name), &old.free()),
        Additional::Open | Additional::Closed => false,
    };
    let semver = match new.typed.field(name) {
        // Without a field the data is any JSON, before and after.
        None => Semver::Patch,
        Some(field) if field.required || unreadable => Semver::Major,
        Some(_) => Semver::Minor,
    };
    Change {
        rule: if required {
            Rule::FieldAddedRequired
        } else {
            Rule::FieldAddedOptional
        },
        class: breaking_if(
            old.typed
                .rest()
                .is_some_and(|rest| refuses(rest, &new.member(name))),
        ),
        semver,
        data: below(&place.data, name),
        old_schema: None,
        new_schema: Some(new.view.member(name).at_pointer()),
        message: if required {
            "required member added"
        } else {
            "optional member added"
        }
        .to_owned(),
    }
}

/// `required` says whether the old and the new schema require the member.
fn kept<'a>(walk: &mut Walk<'a>, place: &Pair<'a>, name: &str, required: (bool, bool)) {
    let (old, new) = (&place.old, &place.new);
    let member = Pair {
        data: below(&place.data, name),
        old: old.member(name),
        new: new.member(name),
        option_told: false,
    };
    let other_option = member.old.typed.option != member.new.typed.option;
    let semver = if other_option {
        Semver::Major
    } else {
        Semver::Patch
    };
    let change = |rule, class, message: &str| Change {
        rule,
        class,
        semver,
        data: member.data.clone(),
        old_schema: Some(member.old.view.at_pointer()),
        new_schema: Some(member.new.view.at_pointer()),
        message: message.to_owned(),
    };
    let told = match required {
        (true, false) => {
            let missed = old.typed.field(name).is_some_and(|field| field.required);
            let class = breaking_if(missed);
            walk.changes.push(change(
                Rule::FieldBecameOptional,
                class,
                "need not be sent any more",
            ));
            true
        }
        (false, true) => {
            walk.changes.push(change(
                Rule::FieldBecameRequired,
                Class::Compatible,
                "is always sent now",
            ));
            true
        }
        _ => false,
    };
    if let (Some(before), Some(after)) = (old.typed.field(name), new.typed.field(name))
        && before.name != after.name
    {
        let message = format!(
            "the field `{}` is now `{}` in Rust",
            before.name, after.name
        );
        walk.changes.push(Change {
            semver: Semver::Major,
            ..change(Rule::RustNameChanged, Class::Metadata, &message)
        });
    }
    walk.enter(Pair {
        option_told: told && other_option,
        ..member
    });
}

/// What stands beside named members is kept where the schema describes it, and ignored where it does not.
fn additional(walk: &mut Walk<'_>, place: &Pair<'_>) {
    let words = |side: &Side<'_>| match side.view.additional() {
        Additional::Open => "open",
        Additional::Closed => "closed",
        Additional::Described(_) => "described by a schema",
    };
    let (old, new) = (&place.old, &place.new);
    let same = match (old.view.additional(), new.view.additional()) {
        (Additional::Described(old), Additional::Described(new)) => old.says_the_same(&new),
        _ => words(old) == words(new),
    };
    let (before, after) = (old.typed.rest(), new.typed.rest());
    let semver = match (before, after) {
        (None, None) => Semver::Patch,
        (None, Some(_)) => Semver::Minor,
        (Some(before), Some(after))
            if same_types(&before.closure(), &after.closure()) && before.option == after.option =>
        {
            Semver::Patch
        }
        (Some(_), _) => Semver::Major,
    };
    let refused = before.is_some_and(|rest| {
        matches!(new.view.additional(), Additional::Described(_)) && refuses(rest, &new.free())
    });
    if !same || semver != Semver::Patch {
        let message = format!(
            "beside the named members: {}, was {}",
            words(new),
            words(old)
        );
        walk.note(
            place,
            Rule::AdditionalPropertiesChanged,
            breaking_if(refused),
            message,
        );
        walk.changes.last_mut().expect("one was just noted").semver = semver;
    }
}
