//! Objects: members added, removed, required or not; named members and free names.

use super::old_reader::refuses;
use super::place::Place;
use super::place::Side;
use super::schema_at::Additional;
use super::type_at::TypeAt;
use super::walk::{Walk, below, breaking_if};
use super::{Class, Rule, Semver};

/// Notes where named members and free names took each other's place.
pub(super) fn forms(walk: &mut Walk<'_>, place: &Place<'_>) {
    let (rule, message) = match (place.old.is_struct(), place.new.is_struct()) {
        (true, false) => (Rule::ObjectBecameMap, "named members became free names"),
        (false, true) => (Rule::MapBecameObject, "free names became named members"),
        _ => return,
    };
    let class = breaking_if(refuses(place.old.ty, &place.new));
    walk.note(place, rule, class, message);
}

/// Compares two objects of one form and takes what they have in common into the queue.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, place: &Place<'a>) {
    match (place.old.is_struct(), place.new.is_struct()) {
        (true, true) => named(walk, place),
        (false, false) => {
            let data = format!("{}/*", place.data);
            walk.enter(Place::new(data, place.old.free(), place.new.free()));
        }
        _ => {}
    }
}

fn named<'a>(walk: &mut Walk<'a>, place: &Place<'a>) {
    let (old, new) = (&place.old, &place.new);
    let (before, after) = (old.schema.members(), new.schema.members());
    let (old_required, new_required) = (old.schema.required(), new.schema.required());
    for name in before.union(&after) {
        let required = (old_required.contains(name), new_required.contains(name));
        match (before.contains(name), after.contains(name)) {
            (true, false) => removed(walk, place, name, required.0),
            (false, true) => added(walk, place, name, required.1),
            _ => kept(walk, place, name, required),
        }
    }
    additional(walk, place);
}

/// Whether what is described beside the named members can be data that a type does not read.
fn refuses_rest(reader: TypeAt<'_>, writer: &Side<'_>) -> bool {
    matches!(writer.schema.additional(), Additional::Described(_))
        && refuses(reader, &writer.free())
}

fn removed(walk: &mut Walk<'_>, place: &Place<'_>, name: &str, required: bool) {
    let (rule, message) = if required {
        (Rule::FieldRemovedRequired, "required member removed")
    } else {
        (Rule::FieldRemovedOptional, "optional member removed")
    };
    let (old, new) = (&place.old, &place.new);
    let field = old.ty.field(name);
    let missed = field.is_some_and(|field| field.required);
    // What the new schema describes under any name can come under this one too.
    let unreadable = refuses_rest(old.ty.member(name), new);
    let class = breaking_if(missed || unreadable);
    let change = walk.note_member(place, name, rule, class, message);
    change.new_schema = None;
    if field.is_some() {
        change.semver = Semver::Major;
    }
}

fn added(walk: &mut Walk<'_>, place: &Place<'_>, name: &str, required: bool) {
    let (rule, message) = if required {
        (Rule::FieldAddedRequired, "required member added")
    } else {
        (Rule::FieldAddedOptional, "optional member added")
    };
    let (old, new) = (&place.old, &place.new);
    // What the old schema described under any name came under this one too.
    let unreadable = refuses_rest(new.ty.member(name), old);
    let rest = old.ty.rest();
    let class = breaking_if(rest.is_some_and(|rest| refuses(rest, &new.member(name))));
    let change = walk.note_member(place, name, rule, class, message);
    change.old_schema = None;
    change.semver = match new.ty.field(name) {
        // Without a field the data is any JSON, before and after.
        None => Semver::Patch,
        Some(field) if field.required || unreadable => Semver::Major,
        Some(_) => Semver::Minor,
    };
}

/// `required` says whether the old and the new schema require the member.
fn kept<'a>(walk: &mut Walk<'a>, place: &Place<'a>, name: &str, required: (bool, bool)) {
    let (old, new) = (place.old.member(name), place.new.member(name));
    let member = Place::new(below(&place.data, name), old, new);
    let fields = (place.old.ty.field(name), place.new.ty.field(name));
    let other_option = member.old.ty.option != member.new.ty.option;
    let told = match required {
        (true, false) => {
            let class = breaking_if(fields.0.is_some_and(|field| field.required));
            let message = "need not be sent any more";
            Some((Rule::FieldBecameOptional, class, message))
        }
        (false, true) => {
            let message = "is always sent now";
            Some((Rule::FieldBecameRequired, Class::Compatible, message))
        }
        _ => None,
    };
    if let Some((rule, class, message)) = told {
        let change = walk.note_member(place, name, rule, class, message);
        if other_option {
            change.semver = Semver::Major;
        }
    }
    match fields {
        (Some(before), Some(after)) if before.name != after.name => {
            let message = format!(
                "the field `{}` is now `{}` in Rust",
                before.name, after.name
            );
            let rule = Rule::RustNameChanged;
            let change = walk.note_member(place, name, rule, Class::Metadata, message);
            change.semver = Semver::Major;
        }
        _ => {}
    }
    walk.enter(Place {
        option_told: told.is_some() && other_option,
        ..member
    });
}

/// What stands beside named members is kept where the schema describes it, and ignored where it does not.
fn additional(walk: &mut Walk<'_>, place: &Place<'_>) {
    let words = |side: &Side<'_>| match side.schema.additional() {
        Additional::Open => "open",
        Additional::Closed => "closed",
        Additional::Described(_) => "described by a schema",
    };
    let (old, new) = (&place.old, &place.new);
    let same = match (old.schema.additional(), new.schema.additional()) {
        (Additional::Described(old), Additional::Described(new)) => old.says_the_same(&new),
        // Words alone say nothing of the data; but what they describe is kept.
        (Additional::Described(rest), Additional::Open)
        | (Additional::Open, Additional::Described(rest)) => rest.says_nothing(),
        _ => words(old) == words(new),
    };
    let (before, after) = (old.ty.rest(), new.ty.rest());
    let semver = match (before, after) {
        (None, None) => Semver::Patch,
        (None, Some(_)) => Semver::Minor,
        (Some(before), Some(after)) if before.is_same(&after) => Semver::Patch,
        (Some(_), _) => Semver::Major,
    };
    let refused = before.is_some_and(|rest| refuses_rest(rest, new));
    if !same || semver != Semver::Patch {
        let message = format!(
            "beside the named members: {}, was {}",
            words(new),
            words(old)
        );
        let class = if same {
            Class::Metadata
        } else {
            breaking_if(refused)
        };
        let rule = Rule::AdditionalPropertiesChanged;
        walk.note(place, rule, class, message).semver = semver;
    }
}
