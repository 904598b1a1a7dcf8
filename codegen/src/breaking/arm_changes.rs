//! What a new version means to receivers: to the type behind the schema's arm, which reads every version.
//!
//! That type takes a new version in by growing, as a rule: it gets members and values. Where the new document contradicts the
//! others, a member that all required is an `Option` from then on, or a member's type is one that reads both; code that used the
//! member does not compile any more, and this is said loudly.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::class::Semver;
use crate::merge_versions::merge;
use crate::model::{Branch, Field, Kind, Schema, Ty, Type, Variant, find};
use schema_to_rust::emit::types;
use schema_to_rust::tree::escape;

/// What happens to one place of the type behind a schema's arm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArmChange {
    /// Minor where something is added, major where code that used it may not compile.
    pub semver: Semver,
    /// Where in the data: a JSON pointer in which `*` stands for every item of an array and every free name.
    pub data: String,
    /// What is different, in one line without the place.
    pub message: String,
}

/// What a version changes in the types of an arm, which are those of before and of after. Both begin with the type of the whole data.
pub fn between(before: &[Type], after: &[Type]) -> Vec<ArmChange> {
    let (Some(old), Some(new)) = (before.first(), after.first()) else {
        return Vec::new();
    };
    let mut walk = Walk {
        before,
        after,
        seen: BTreeSet::new(),
        left: Vec::new(),
        changes: Vec::new(),
    };
    walk.names(&old.name, &new.name, "");
    while let Some((old, new, place)) = walk.left.pop() {
        walk.definitions(old, new, &place);
    }
    let mut changes = walk.changes;
    changes.sort_by(|a, b| (b.semver, &a.data, &a.message).cmp(&(a.semver, &b.data, &b.message)));
    changes
}

/// What a version of the schema changes in the arm of those before it. Nothing, where it is the first, or not of the schema.
pub fn of_version(schema: &Schema, number: u32) -> Vec<ArmChange> {
    let upto = |most: &dyn Fn(u32) -> bool| {
        let versions = schema.versions.iter();
        let versions = versions.filter(|version| most(version.document.version));
        let types = versions.map(|version| schema.types_of(version).types.clone());
        types.reduce(|older, newer| merge(&older, &newer))
    };
    let (before, after) = (
        upto(&|other| other < number),
        upto(&|other| other <= number),
    );
    match (before, after) {
        (Some(before), Some(after)) => between(&before, &after),
        _ => Vec::new(),
    }
}

struct Walk<'a> {
    before: &'a [Type],
    after: &'a [Type],
    /// A type that contains itself is compared once, and named for its first place.
    seen: BTreeSet<(&'a str, &'a str)>,
    left: Vec<(&'a Type, &'a Type, String)>,
    changes: Vec<ArmChange>,
}

impl<'a> Walk<'a> {
    fn note(&mut self, semver: Semver, data: &str, message: String) {
        let data = data.to_owned();
        self.changes.push(ArmChange {
            semver,
            data,
            message,
        });
    }

    fn major(&mut self, data: &str, message: String) {
        self.note(Semver::Major, data, message);
    }

    fn names(&mut self, old: &'a str, new: &'a str, place: &str) {
        if let (true, Some(before), Some(after)) = (
            self.seen.insert((old, new)),
            find(self.before, old),
            find(self.after, new),
        ) {
            if old != new {
                self.major(place, format!("the type {old} is now {new}"));
            }
            self.left.push((before, after, place.to_owned()));
        }
    }

    fn definitions(&mut self, old: &'a Type, new: &'a Type, place: &str) {
        match (&old.kind, &new.kind) {
            (Kind::Struct(old), Kind::Struct(new)) => self.fields(old, new, place),
            (Kind::OpenEnum(old), Kind::OpenEnum(new)) => {
                // The value is listed, under the same name.
                let key = |one: &'a Variant| (&one.value, &one.name);
                let said = |one: &Variant| (place.to_owned(), format!("the variant {}", one.name));
                self.kept(old, new, key, said);
            }
            (Kind::Union(old), Kind::Union(new)) => {
                let key = |one: &'a Branch| &one.name;
                let said = |one: &Branch| (place.to_owned(), format!("the variant {}", one.name));
                for (old, new) in self.kept(&old.branches, &new.branches, key, said) {
                    self.types(&old.ty, &new.ty, place, false, false);
                }
            }
            (Kind::Alias(old), Kind::Alias(new)) => self.types(old, new, place, false, false),
            _ => self.major(place, format!("the type {} is of another kind", new.name)),
        }
    }

    fn fields(&mut self, old: &'a [Field], new: &'a [Field], place: &str) {
        let key = |one: &'a Field| (one.rest, &one.json);
        let said = |one: &Field| (below(place, one), format!("the field {}", one.name));
        for (field, other) in self.kept(old, new, key, said) {
            let place = below(place, field);
            if field.name != other.name {
                let message = format!("the field {} is now {}", field.name, other.name);
                self.major(&place, message);
            }
            let option = |field: &Field| !field.required && !field.rest;
            self.types(&field.ty, &other.ty, &place, option(field), option(other));
        }
    }

    /// Those that have one key on both sides. What is gone is major, what is added minor; `said` is where it is, and what.
    fn kept<T, K: Ord>(
        &mut self,
        old: &'a [T],
        new: &'a [T],
        key: impl Fn(&'a T) -> K,
        said: impl Fn(&T) -> (String, String),
    ) -> Vec<(&'a T, &'a T)> {
        let by_key = |all: &'a [T]| -> BTreeMap<K, &'a T> {
            all.iter().map(|one| (key(one), one)).collect()
        };
        let (before, after) = (by_key(old), by_key(new));
        let mut kept = Vec::new();
        for one in old {
            if let Some(other) = after.get(&key(one)) {
                kept.push((one, *other));
            } else {
                let (place, what) = said(one);
                self.major(&place, format!("{what} is gone"));
            }
        }
        for one in new.iter().filter(|one| !before.contains_key(&key(one))) {
            let (place, what) = said(one);
            self.note(Semver::Minor, &place, format!("{what} is added"));
        }
        kept
    }

    /// Two types of one place, each in an `Option` or not.
    fn types(&mut self, old: &'a Ty, new: &'a Ty, place: &str, was_option: bool, is_option: bool) {
        let mut inner = (old, new);
        let mut below = place.to_owned();
        let named = loop {
            inner = match inner {
                (Ty::Option(old), Ty::Option(new)) | (Ty::Box(old), Ty::Box(new)) => (old, new),
                (Ty::Vec(old), Ty::Vec(new)) | (Ty::Map(old), Ty::Map(new)) => {
                    below.push_str("/*");
                    (old, new)
                }
                (Ty::Named(old), Ty::Named(new)) => break Some((old, new)),
                (old, new) if old == new => break None,
                _ => return self.retyped(old, new, place, was_option, is_option),
            };
        };
        if was_option != is_option {
            self.retyped(old, new, place, was_option, is_option);
        }
        match named {
            Some((old, new)) => self.names(old, new, &below),
            None => self.tuple(inner.0, &below),
        }
    }

    /// The items of a tuple: named alike, but perhaps not made alike.
    fn tuple(&mut self, ty: &'a Ty, place: &str) {
        if let Ty::Tuple(items) = ty {
            for item in items {
                self.types(item, item, &format!("{place}/*"), false, false);
            }
        }
    }

    fn retyped(&mut self, old: &Ty, new: &Ty, place: &str, was_option: bool, is_option: bool) {
        let spelled = |ty: &Ty, option: bool| {
            let text = types::text(ty, "twilio_events");
            if option {
                format!("Option<{text}>")
            } else {
                text
            }
        };
        let (old, new) = (spelled(old, was_option), spelled(new, is_option));
        self.major(place, format!("its type {old} becomes {new}"));
    }
}

fn below(place: &str, field: &Field) -> String {
    if field.rest {
        return format!("{place}/*");
    }
    format!("{place}/{}", escape(&field.json))
}
