//! One type for all versions of a schema: it reads what any of them describes, and keeps every member of each.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Branch, Field, Kind, Ty, Type, Union, Variant, can_share_types};

/// The types that read the data of both. The first is the one of the whole; names are the newer ones.
pub(crate) fn merge(older: &[Type], newer: &[Type]) -> Vec<Type> {
    if can_share_types(older, newer) {
        return newer.to_vec();
    }
    let mut merge = Merge {
        older,
        newer,
        names: BTreeMap::new(),
        taken: BTreeSet::new(),
        open: Vec::new(),
        made: Vec::new(),
    };
    if let (Some(older), Some(newer)) = (older.first(), newer.first()) {
        merge.both(&older.name, &newer.name);
    }
    while let Some(pair) = merge.open.pop() {
        merge.define(&pair);
    }
    let mut types = merge.made;
    // In the order of the newer version, the root first; then what only the older one has.
    let names = newer.iter().map(|ty| ty.name.as_str());
    let places: BTreeMap<&str, usize> = names.zip(0..).collect();
    types.sort_by_key(|ty| places.get(ty.name.as_str()).copied().unwrap_or(newer.len()));
    end(&mut types);
    types
}

/// Types by name: of the older version, of the newer one, or of both.
type Pair = (Option<String>, Option<String>);

struct Merge<'a> {
    older: &'a [Type],
    newer: &'a [Type],
    names: BTreeMap<Pair, String>,
    taken: BTreeSet<String>,
    /// What has a name and no definition yet.
    open: Vec<Pair>,
    made: Vec<Type>,
}

/// Whose type it is.
#[derive(Clone, Copy)]
enum Side {
    Older,
    Newer,
}

impl Merge<'_> {
    fn both(&mut self, older: &str, newer: &str) -> Ty {
        self.named((Some(older.to_owned()), Some(newer.to_owned())))
    }

    fn named(&mut self, pair: Pair) -> Ty {
        if let Some(name) = self.names.get(&pair) {
            return Ty::Named(name.clone());
        }
        let wanted = pair.1.as_ref().or(pair.0.as_ref()).cloned();
        let name = self.free(&wanted.unwrap_or_default());
        self.names.insert(pair.clone(), name.clone());
        self.open.push(pair);
        Ty::Named(name)
    }

    /// The name, with a number behind it where it is taken.
    fn free(&mut self, wanted: &str) -> String {
        let numbered = (2..).map(|number| format!("{wanted}{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
        let name = names.find(|name| self.taken.insert(name.clone()));
        name.expect("some number is not taken")
    }

    fn find(&self, side: Side, name: &str) -> Option<Type> {
        let types = match side {
            Side::Older => self.older,
            Side::Newer => self.newer,
        };
        types.iter().find(|ty| ty.name == name).cloned()
    }

    fn define(&mut self, pair: &Pair) {
        let name = self.names[pair].clone();
        let older = pair
            .0
            .as_ref()
            .and_then(|name| self.find(Side::Older, name));
        let newer = pair
            .1
            .as_ref()
            .and_then(|name| self.find(Side::Newer, name));
        let docs = newer.as_ref().or(older.as_ref());
        let docs = docs.map(|ty| ty.docs.clone()).unwrap_or_default();
        let kind = match (older, newer) {
            (Some(older), Some(newer)) => self.kinds(older.kind, newer.kind, &name),
            (Some(older), None) => self.alone(Side::Older, older.kind),
            (None, Some(newer)) => self.alone(Side::Newer, newer.kind),
            (None, None) => return,
        };
        self.made.push(Type { name, docs, kind });
    }

    fn kinds(&mut self, older: Kind, newer: Kind, name: &str) -> Kind {
        match (older, newer) {
            (Kind::Struct(older), Kind::Struct(newer)) => {
                Kind::Struct(self.fields(&older, newer, name))
            }
            (Kind::OpenEnum(older), Kind::OpenEnum(newer)) => {
                Kind::OpenEnum(variants(older, newer))
            }
            (Kind::Union(older), Kind::Union(newer)) => Kind::Union(self.unions(older, newer)),
            (Kind::Alias(older), Kind::Alias(newer)) => Kind::Alias(self.ty(&older, &newer, name)),
            // Two things of one place that have nothing in common.
            (older, newer) => {
                let older = self.apart(Side::Older, older, name);
                let newer = self.apart(Side::Newer, newer, name);
                Kind::Union(union(vec![newer, older]))
            }
        }
    }

    /// A kind as a type of its own.
    fn apart(&mut self, side: Side, kind: Kind, name: &str) -> Ty {
        match kind {
            Kind::Alias(ty) => self.of(side, &ty),
            kind => {
                let name = self.free(name);
                let kind = self.alone(side, kind);
                self.make(name, kind)
            }
        }
    }

    /// Makes a type of a name that is free.
    fn make(&mut self, name: String, kind: Kind) -> Ty {
        let docs = String::new();
        self.made.push(Type {
            name: name.clone(),
            docs,
            kind,
        });
        Ty::Named(name)
    }

    /// A kind of one version alone.
    fn alone(&mut self, side: Side, kind: Kind) -> Kind {
        match kind {
            Kind::Struct(fields) => {
                let fields = fields.into_iter().map(|field| Field {
                    ty: self.of(side, &field.ty),
                    ..field
                });
                Kind::Struct(fields.collect())
            }
            Kind::Union(union) => {
                let branches = union.branches.into_iter().map(|branch| Branch {
                    ty: self.of(side, &branch.ty),
                    ..branch
                });
                Kind::Union(Union {
                    branches: branches.collect(),
                })
            }
            Kind::Alias(ty) => Kind::Alias(self.of(side, &ty)),
            Kind::OpenEnum(variants) => Kind::OpenEnum(variants),
        }
    }

    /// A type of one version alone.
    fn of(&mut self, side: Side, ty: &Ty) -> Ty {
        match (ty, side) {
            (Ty::Named(name), Side::Older) => self.named((Some(name.clone()), None)),
            (Ty::Named(name), Side::Newer) => self.named((None, Some(name.clone()))),
            (Ty::Vec(inner), _) => Ty::Vec(Box::new(self.of(side, inner))),
            (Ty::Map(inner), _) => Ty::Map(Box::new(self.of(side, inner))),
            (Ty::Option(inner), _) => Ty::Option(Box::new(self.of(side, inner))),
            (Ty::Box(inner), _) => Ty::Box(Box::new(self.of(side, inner))),
            (Ty::Tuple(items), _) => Ty::Tuple(items.iter().map(|ty| self.of(side, ty)).collect()),
            (ty, _) => ty.clone(),
        }
    }

    fn fields(&mut self, older: &[Field], newer: Vec<Field>, name: &str) -> Vec<Field> {
        let rest = |fields: &[Field]| fields.iter().find(|field| field.rest).cloned();
        let (older_rest, newer_rest) = (rest(older), rest(&newer));
        let mut taken: BTreeSet<String> = newer.iter().map(|field| field.name.clone()).collect();
        let mut fields = Vec::new();
        for field in newer.into_iter().filter(|field| !field.rest) {
            let place = format!("{name}{}", schema_to_rust::names::type_name(&field.json));
            let other = older
                .iter()
                .find(|other| !other.rest && other.json == field.json);
            fields.push(match (other, &older_rest) {
                (Some(other), _) => Field {
                    required: field.required && other.required,
                    nullable: (field.required || field.nullable)
                        && (other.required || other.nullable)
                        && !(field.required && other.required),
                    ty: self.ty(&other.ty, &field.ty, &place),
                    ..field
                },
                (None, Some(rest)) => self.beside_rest(Side::Newer, field, rest, &place),
                (None, None) => optional(self.of(Side::Newer, &field.ty), field),
            });
        }
        for field in older.iter().filter(|field| !field.rest) {
            if fields.iter().any(|other: &Field| other.json == field.json) {
                continue;
            }
            let place = format!("{name}{}", schema_to_rust::names::type_name(&field.json));
            let mut field = match &newer_rest {
                Some(rest) => self.beside_rest(Side::Older, field.clone(), rest, &place),
                None => optional(self.of(Side::Older, &field.ty), field.clone()),
            };
            let wanted = field.name.clone();
            let mut number = 2;
            while !taken.insert(field.name.clone()) {
                field.name = format!("{wanted}_{number}");
                number += 1;
            }
            fields.push(field);
        }
        let any = Ty::Map(Box::new(Ty::Value));
        let rest = match (older_rest, newer_rest) {
            (Some(older), Some(newer)) => {
                let ty = self.ty(&older.ty, &newer.ty, &format!("{name}Other"));
                Some(Field { ty, ..newer })
            }
            // What the other version ignores may be anything.
            (Some(rest), None) | (None, Some(rest)) => Some(Field { ty: any, ..rest }),
            (None, None) => None,
        };
        fields.extend(rest);
        fields
    }

    /// A member that is one of all others to the other version.
    fn beside_rest(&mut self, side: Side, field: Field, rest: &Field, place: &str) -> Field {
        let Ty::Map(values) = &rest.ty else {
            return optional(self.of(side, &field.ty), field);
        };
        let ty = match side {
            Side::Newer => self.ty(values, &field.ty, place),
            Side::Older => self.ty(&field.ty, values, place),
        };
        optional(ty, field)
    }

    fn unions(&mut self, older: Union, newer: Union) -> Union {
        let Kind::Union(older) = self.alone(Side::Older, Kind::Union(older)) else {
            return newer;
        };
        let Kind::Union(mut newer) = self.alone(Side::Newer, Kind::Union(newer)) else {
            return older;
        };
        for branch in older.branches {
            newer.branches.push(branch);
        }
        name_apart(&mut newer.branches);
        newer
    }

    /// A type that reads what either reads. `place` names what has to be made for it.
    fn ty(&mut self, older: &Ty, newer: &Ty, place: &str) -> Ty {
        match (older, newer) {
            (Ty::Named(a), Ty::Named(b)) => self.both(a, b),
            (Ty::Option(older), Ty::Option(newer)) => {
                Ty::Option(Box::new(self.ty(older, newer, place)))
            }
            (Ty::Option(older), newer) => Ty::Option(Box::new(self.ty(older, newer, place))),
            (older, Ty::Option(newer)) => Ty::Option(Box::new(self.ty(older, newer, place))),
            (Ty::Box(older), Ty::Box(newer)) => Ty::Box(Box::new(self.ty(older, newer, place))),
            (Ty::Box(older), newer) => Ty::Box(Box::new(self.ty(older, newer, place))),
            (older, Ty::Box(newer)) => Ty::Box(Box::new(self.ty(older, newer, place))),
            (Ty::Vec(older), Ty::Vec(newer)) => {
                Ty::Vec(Box::new(self.ty(older, newer, &format!("{place}Item"))))
            }
            (Ty::Map(older), Ty::Map(newer)) => {
                Ty::Map(Box::new(self.ty(older, newer, &format!("{place}Value"))))
            }
            (Ty::Tuple(a), Ty::Tuple(b)) if a.len() == b.len() => {
                let items = a.iter().zip(b).enumerate();
                let items = items.map(|(index, (older, newer))| {
                    self.ty(older, newer, &format!("{place}Item{index}"))
                });
                Ty::Tuple(items.collect())
            }
            (Ty::Value, _) | (_, Ty::Value) => Ty::Value,
            (older, newer) if older == newer => newer.clone(),
            (Ty::String | Ty::Timestamp, Ty::String | Ty::Timestamp) => Ty::String,
            (Ty::I64 | Ty::U64 | Ty::I128, Ty::I64 | Ty::U64 | Ty::I128) => Ty::I128,
            (Ty::I64, Ty::IntegerOrText) | (Ty::IntegerOrText, Ty::I64) => Ty::IntegerOrText,
            // An open enum reads any text.
            (Ty::String | Ty::Timestamp, Ty::Named(name)) if self.is_open(Side::Newer, name) => {
                self.of(Side::Newer, newer)
            }
            (Ty::Named(name), Ty::String | Ty::Timestamp) if self.is_open(Side::Older, name) => {
                self.of(Side::Older, older)
            }
            // A choice of an earlier pair of versions.
            (Ty::Named(name), ty) if self.has_branch(Side::Older, name, ty) => {
                self.of(Side::Older, older)
            }
            (ty, Ty::Named(name)) if self.has_branch(Side::Newer, name, ty) => {
                self.of(Side::Newer, newer)
            }
            (older, newer) => {
                let mut branches = vec![self.of(Side::Newer, newer), self.of(Side::Older, older)];
                // A fraction is no integer, and an integer keeps its digits.
                branches.sort_by_key(|ty| *ty == Ty::F64);
                let name = self.free(place);
                self.make(name, Kind::Union(union(branches)))
            }
        }
    }

    /// Whether a type is a union that reads another as a branch, whatever its objects hold.
    fn has_branch(&self, side: Side, name: &str, ty: &Ty) -> bool {
        let found = self.find(side, name);
        found.is_some_and(|found| match found.kind {
            Kind::Union(union) => union.branches.iter().any(|branch| branch.ty == *ty),
            _ => false,
        })
    }

    fn is_open(&self, side: Side, name: &str) -> bool {
        let found = self.find(side, name);
        found.is_some_and(|ty| matches!(ty.kind, Kind::OpenEnum(_)))
    }
}

fn optional(ty: Ty, field: Field) -> Field {
    Field {
        required: false,
        nullable: false,
        ty,
        ..field
    }
}

/// The values of both, the newer ones first.
fn variants(older: Vec<Variant>, newer: Vec<Variant>) -> Vec<Variant> {
    let mut all = newer;
    for mut variant in older {
        if all.iter().any(|other| other.value == variant.value) {
            continue;
        }
        let wanted = variant.name.clone();
        let mut number = 2;
        while all.iter().any(|other| other.name == variant.name) {
            variant.name = format!("{wanted}{number}");
            number += 1;
        }
        all.push(variant);
    }
    all
}

fn union(types: Vec<Ty>) -> Union {
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
    let mut branches: Vec<Branch> = branches.collect();
    name_apart(&mut branches);
    Union { branches }
}

/// Branches with equal names get numbers.
fn name_apart(branches: &mut [Branch]) {
    let mut taken = BTreeSet::from(["Unknown".to_owned()]);
    for branch in branches {
        let wanted = branch.name.clone();
        let mut number = 2;
        while !taken.insert(branch.name.clone()) {
            branch.name = format!("{wanted}{number}");
            number += 1;
        }
    }
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

/// Boxes where a type contains itself by members of different versions.
fn end(types: &mut [Type]) {
    for index in 0..types.len() {
        let name = types[index].name.clone();
        let Kind::Struct(fields) = &types[index].kind else {
            continue;
        };
        let endless: Vec<usize> = (0..fields.len())
            .filter(|field| holds(types, &fields[*field].ty, &name, &mut BTreeSet::new()))
            .collect();
        if let Kind::Struct(fields) = &mut types[index].kind {
            for field in endless {
                let field = &mut fields[field];
                let inner = std::mem::replace(&mut field.ty, Ty::Value);
                field.ty = Ty::Box(Box::new(inner));
                field.required = false;
            }
        }
    }
}

/// Whether a value of the type has one of the named type in itself, with nothing around it that could be empty but `Option`.
fn holds(types: &[Type], ty: &Ty, wanted: &str, seen: &mut BTreeSet<String>) -> bool {
    match ty {
        Ty::Option(inner) => holds(types, inner, wanted, seen),
        Ty::Tuple(items) => items.iter().any(|ty| holds(types, ty, wanted, seen)),
        Ty::Named(name) if name == wanted => true,
        Ty::Named(name) if seen.insert(name.clone()) => {
            let found = types.iter().find(|ty| ty.name == *name);
            found.is_some_and(|ty| match &ty.kind {
                Kind::Struct(fields) => fields
                    .iter()
                    .any(|field| holds(types, &field.ty, wanted, seen)),
                Kind::Alias(ty) => holds(types, ty, wanted, seen),
                // Its branches are boxed.
                Kind::Union(_) | Kind::OpenEnum(_) => false,
            })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::merge;
    use crate::model::{Kind, Ty, Type};

    /// What the branches read, of a value whose type changes from version to version.
    fn branches(versions: &[Ty]) -> Vec<Ty> {
        let versions = versions.iter().map(|ty| {
            vec![Type {
                name: "Root".to_owned(),
                docs: String::new(),
                kind: Kind::Alias(ty.clone()),
            }]
        });
        let types = versions.reduce(|older, newer| merge(&older, &newer));
        let unions = types.into_iter().flatten().filter_map(|ty| match ty.kind {
            Kind::Union(union) => Some(union.branches),
            _ => None,
        });
        unions.flatten().map(|branch| branch.ty).collect()
    }

    #[test]
    fn a_type_that_comes_back_is_one_branch() {
        assert_eq!(
            branches(&[Ty::I64, Ty::F64, Ty::I64, Ty::F64]),
            [Ty::I64, Ty::F64]
        );
        assert_eq!(
            branches(&[Ty::String, Ty::Bool, Ty::String]),
            [Ty::Bool, Ty::String]
        );
    }

    #[test]
    fn integers_come_before_numbers_and_keep_their_digits() {
        assert_eq!(branches(&[Ty::F64, Ty::I64]), [Ty::I64, Ty::F64]);
        assert_eq!(branches(&[Ty::I64, Ty::F64]), [Ty::I64, Ty::F64]);
        assert_eq!(branches(&[Ty::I64, Ty::U64]), []);
    }
}
