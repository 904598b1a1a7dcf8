//! Values and branches of several versions side by side, each with a name of its own.

use std::collections::BTreeSet;

use crate::model::{Branch, Ty, Union, Variant};

/// The name that is wanted, or else with the first number behind it with which it is free: `take` says so, and takes it.
pub(super) fn numbered(wanted: &str, between: &str, mut take: impl FnMut(&str) -> bool) -> String {
    let numbers = (2..).map(|number| format!("{wanted}{between}{number}"));
    let mut names = std::iter::once(wanted.to_owned()).chain(numbers);
    let free = names.find(|name| take(name));
    free.expect("some number is not taken")
}

/// The values of both, the newer ones first.
pub(super) fn variants(older: &[Variant], newer: &[Variant]) -> Vec<Variant> {
    let mut all = newer.to_vec();
    let mut values: BTreeSet<&str> = newer.iter().map(|variant| &*variant.value).collect();
    let mut names: BTreeSet<String> = newer.iter().map(|variant| variant.name.clone()).collect();
    for variant in older.iter().filter(|variant| values.insert(&variant.value)) {
        all.push(Variant {
            name: numbered(&variant.name, "", |name| names.insert(name.to_owned())),
            ..variant.clone()
        });
    }
    all
}

/// A choice between types of different versions.
pub(super) fn union(types: Vec<Ty>) -> Union {
    let branches = types.into_iter().map(|ty| Branch {
        name: word(&ty),
        docs: String::new(),
        guards: Vec::new(),
        valid_under: Vec::new(),
        ty: match ty {
            // Versions together can contain what none of them contains.
            Ty::Named(_) => Ty::Box(Box::new(ty)),
            ty => ty,
        },
    });
    Union {
        branches: name_apart(branches.collect()),
    }
}

/// Branches with equal names get numbers.
pub(super) fn name_apart(mut branches: Vec<Branch>) -> Vec<Branch> {
    let mut taken = BTreeSet::from(["Unknown".to_owned()]);
    for branch in &mut branches {
        branch.name = numbered(&branch.name, "", |name| taken.insert(name.to_owned()));
    }
    branches
}

fn word(ty: &Ty) -> String {
    match ty {
        Ty::Value => "Any",
        Ty::Bool => "Boolean",
        Ty::I64 | Ty::U64 | Ty::I128 | Ty::IntegerOrText => "Integer",
        Ty::F64 => "Number",
        Ty::String => "String",
        Ty::Timestamp => "Timestamp",
        Ty::Vec(_) | Ty::Tuple(_) => "List",
        Ty::Map(_) => "Map",
        Ty::Named(name) => name,
        Ty::Option(inner) | Ty::Box(inner) => return word(inner),
    }
    .to_owned()
}
