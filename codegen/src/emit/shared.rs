//! Which types of a version are alike in the newest one: they are defined there alone.

use std::collections::BTreeSet;

use crate::model::{Type, named};

/// The names of types, the root aside, that are alike in the newest version, and so is all that they are made of.
pub(super) fn shared<'a>(types: &'a [Type], newest: &[Type]) -> BTreeSet<&'a str> {
    let newest = named(newest);
    let below = || types.iter().skip(1);
    let alike = below().filter(|ty| newest.get(ty.name.as_str()) == Some(ty));
    let mut shared: BTreeSet<&str> = alike.map(|ty| ty.name.as_str()).collect();
    loop {
        let apart = below().filter(|ty| ty.parts().iter().any(|part| !shared.contains(part)));
        let apart: BTreeSet<&str> = apart.map(|ty| ty.name.as_str()).collect();
        if shared.is_disjoint(&apart) {
            return shared;
        }
        shared.retain(|name| !apart.contains(name));
    }
}

#[cfg(test)]
mod tests {
    use super::shared;
    use crate::model::{Field, Kind, Ty, Type};

    fn object(name: &str, fields: &[(&str, Ty)]) -> Type {
        let fields = fields.iter().map(|(name, ty)| Field {
            json: (*name).to_owned(),
            name: (*name).to_owned(),
            docs: String::new(),
            required: false,
            nullable: false,
            ty: ty.clone(),
            rest: false,
        });
        Type {
            name: name.to_owned(),
            docs: String::new(),
            kind: Kind::Struct(fields.collect()),
        }
    }

    fn named(name: &str) -> Ty {
        Ty::Named(name.to_owned())
    }

    #[test]
    fn what_refers_to_a_type_that_differs_is_not_shared() {
        let of = |leaf: Ty| {
            vec![
                object("Root", &[("a", Ty::String)]),
                object("Above", &[("list", Ty::Vec(Box::new(named("Between"))))]),
                object("Between", &[("leaf", named("Leaf"))]),
                object("Leaf", &[("x", leaf)]),
                object(
                    "Same",
                    &[("y", Ty::I64), ("same", Ty::Box(Box::new(named("Same"))))],
                ),
                object("Back", &[("root", Ty::Box(Box::new(named("Root"))))]),
            ]
        };
        let (one, other) = (of(Ty::I64), of(Ty::String));
        let found = |newest| shared(&one, newest).into_iter().collect::<Vec<_>>();
        assert_eq!(found(&other), ["Same"]);
        assert_eq!(found(&one), ["Above", "Between", "Leaf", "Same"]);
        assert!(found(&[]).is_empty());
    }
}
