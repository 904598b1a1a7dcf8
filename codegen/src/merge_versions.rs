//! One type for all versions of a schema: it reads what any of them describes, and keeps every member of each.

mod endless;
mod named_apart;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Field, Kind, Named, Ty, Type, Union, can_share_types, named};
use schema_to_rust::names::type_name;

use named_apart::{name_apart, numbered, union, variants};

/// The types that read the data of both. The first is the one of the whole; names are the newer ones.
pub(crate) fn merge(older: &[Type], newer: &[Type]) -> Vec<Type> {
    if can_share_types(older, newer) {
        return newer.to_vec();
    }
    let mut merge = Merge {
        older: named(older),
        newer: named(newer),
        names: BTreeMap::new(),
        taken: BTreeSet::new(),
        open: Vec::new(),
        made: Vec::new(),
    };
    if let (Some(older), Some(newer)) = (older.first(), newer.first()) {
        merge.pair((Some(&older.name), Some(&newer.name)));
    }
    while let Some(pair) = merge.open.pop() {
        merge.define(pair);
    }
    let mut types = merge.made;
    // In the order of the newer version, the root first; then what only the older one has.
    let names = newer.iter().map(|ty| ty.name.as_str());
    let places: BTreeMap<&str, usize> = names.zip(0..).collect();
    types.sort_by_key(|ty| places.get(ty.name.as_str()).copied().unwrap_or(newer.len()));
    endless::end(&mut types);
    types
}

/// Types by name: of the older version, of the newer one, or of both.
type Pair<'a> = (Option<&'a str>, Option<&'a str>);

struct Merge<'a> {
    older: Named<'a>,
    newer: Named<'a>,
    names: BTreeMap<Pair<'a>, String>,
    taken: BTreeSet<String>,
    /// What has a name and no definition yet.
    open: Vec<Pair<'a>>,
    made: Vec<Type>,
}

/// Whose type it is.
#[derive(Clone, Copy)]
enum Side {
    Older,
    Newer,
}

impl<'a> Merge<'a> {
    fn pair(&mut self, pair: Pair<'a>) -> Ty {
        if let Some(name) = self.names.get(&pair) {
            return Ty::Named(name.clone());
        }
        let name = self.free(pair.1.or(pair.0).unwrap_or_default());
        self.names.insert(pair, name.clone());
        self.open.push(pair);
        Ty::Named(name)
    }

    fn free(&mut self, wanted: &str) -> String {
        numbered(wanted, "", |name| self.taken.insert(name.to_owned()))
    }

    fn find(&self, side: Side, name: &str) -> Option<&'a Type> {
        let types = match side {
            Side::Older => &self.older,
            Side::Newer => &self.newer,
        };
        types.get(name).copied()
    }

    fn define(&mut self, pair: Pair<'a>) {
        let name = self.names[&pair].clone();
        let older = pair.0.and_then(|name| self.find(Side::Older, name));
        let newer = pair.1.and_then(|name| self.find(Side::Newer, name));
        let docs = newer.or(older).map(|ty| ty.docs.clone());
        let kind = match (older, newer) {
            (Some(older), Some(newer)) => self.kinds(&older.kind, &newer.kind, &name),
            (Some(older), None) => self.alone(Side::Older, &older.kind),
            (None, Some(newer)) => self.alone(Side::Newer, &newer.kind),
            (None, None) => return,
        };
        self.make(name, docs.unwrap_or_default(), kind);
    }

    fn kinds(&mut self, older: &'a Kind, newer: &'a Kind, name: &str) -> Kind {
        match (older, newer) {
            (Kind::Struct(older), Kind::Struct(newer)) => {
                Kind::Struct(self.fields(older, newer, name))
            }
            (Kind::OpenEnum(older), Kind::OpenEnum(newer)) => {
                Kind::OpenEnum(variants(older, newer))
            }
            (Kind::Union(_), Kind::Union(_)) => self.unions(older, newer),
            (Kind::Alias(older), Kind::Alias(newer)) => Kind::Alias(self.ty(older, newer, name)),
            // Two things of one place that have nothing in common.
            (older, newer) => {
                let older = self.apart(Side::Older, older, name);
                let newer = self.apart(Side::Newer, newer, name);
                Kind::Union(union(vec![newer, older]))
            }
        }
    }

    /// A kind as a type of its own.
    fn apart(&mut self, side: Side, kind: &'a Kind, name: &str) -> Ty {
        match kind {
            Kind::Alias(ty) => self.taken(side, ty),
            kind => {
                let name = self.free(name);
                let kind = self.alone(side, kind);
                self.make(name, String::new(), kind)
            }
        }
    }

    /// Makes a type of a name that is free.
    fn make(&mut self, name: String, docs: String, kind: Kind) -> Ty {
        let ty = Ty::Named(name.clone());
        self.made.push(Type { name, docs, kind });
        ty
    }

    /// A kind of one version alone.
    fn alone(&mut self, side: Side, kind: &'a Kind) -> Kind {
        kind.with(|ty| self.taken(side, ty))
    }

    /// A type of one version alone.
    fn taken(&mut self, side: Side, ty: &'a Ty) -> Ty {
        ty.with_names(&mut |name| match side {
            Side::Older => self.pair((Some(name), None)),
            Side::Newer => self.pair((None, Some(name))),
        })
    }

    fn fields(&mut self, older: &'a [Field], newer: &'a [Field], name: &str) -> Vec<Field> {
        let rest = |fields: &'a [Field]| fields.iter().find(|field| field.rest);
        let members = |fields: &'a [Field]| -> BTreeMap<&'a str, &'a Field> {
            let members = fields.iter().filter(|field| !field.rest);
            members.map(|field| (&*field.json, field)).collect()
        };
        let (older_rest, newer_rest) = (rest(older), rest(newer));
        let (older_members, newer_members) = (members(older), members(newer));
        let mut taken: BTreeSet<String> = newer.iter().map(|field| field.name.clone()).collect();
        let mut fields = Vec::new();
        for field in newer.iter().filter(|field| !field.rest) {
            fields.push(match older_members.get(&*field.json) {
                Some(other) => Field {
                    required: field.required && other.required,
                    nullable: (field.required || field.nullable)
                        && (other.required || other.nullable)
                        && !(field.required && other.required),
                    ty: self.ty(&other.ty, &field.ty, &below(name, field)),
                    ..field.clone()
                },
                None => self.beside(Side::Newer, field, older_rest, name),
            });
        }
        for field in older.iter().filter(|field| !field.rest) {
            if !newer_members.contains_key(&*field.json) {
                let field = self.beside(Side::Older, field, newer_rest, name);
                let name = numbered(&field.name, "_", |name| taken.insert(name.to_owned()));
                fields.push(Field { name, ..field });
            }
        }
        fields.extend(match (older_rest, newer_rest) {
            (Some(older), Some(newer)) => {
                let ty = self.ty(&older.ty, &newer.ty, &format!("{name}Other"));
                Some(Field {
                    ty,
                    ..newer.clone()
                })
            }
            // What the other version ignores may be anything.
            (Some(rest), None) | (None, Some(rest)) => Some(Field {
                ty: Ty::Map(Box::new(Ty::Value)),
                ..rest.clone()
            }),
            (None, None) => None,
        });
        fields
    }

    /// A member that the other version does not name: it is one of all others there, if those are kept.
    fn beside(
        &mut self,
        side: Side,
        field: &'a Field,
        rest: Option<&'a Field>,
        name: &str,
    ) -> Field {
        let ty = match (rest.map(|rest| &rest.ty), side) {
            (Some(Ty::Map(others)), Side::Newer) => self.ty(others, &field.ty, &below(name, field)),
            (Some(Ty::Map(others)), Side::Older) => self.ty(&field.ty, others, &below(name, field)),
            _ => self.taken(side, &field.ty),
        };
        Field {
            required: false,
            nullable: false,
            ty,
            ..field.clone()
        }
    }

    /// The branches of both, the newer ones first.
    fn unions(&mut self, older: &'a Kind, newer: &'a Kind) -> Kind {
        let mut branches = |side, kind| match self.alone(side, kind) {
            Kind::Union(union) => union.branches,
            _ => Vec::new(),
        };
        let older = branches(Side::Older, older);
        Kind::Union(Union {
            branches: name_apart([branches(Side::Newer, newer), older].concat()),
        })
    }

    /// A type that reads what either reads. `place` names what has to be made for it.
    fn ty(&mut self, older: &'a Ty, newer: &'a Ty, place: &str) -> Ty {
        match (older, newer) {
            (Ty::Named(a), Ty::Named(b)) => self.pair((Some(a), Some(b))),
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
                self.taken(Side::Newer, newer)
            }
            (Ty::Named(name), Ty::String | Ty::Timestamp) if self.is_open(Side::Older, name) => {
                self.taken(Side::Older, older)
            }
            // A choice of an earlier pair of versions.
            (Ty::Named(name), ty) if self.has_branch(Side::Older, name, ty) => {
                self.taken(Side::Older, older)
            }
            (ty, Ty::Named(name)) if self.has_branch(Side::Newer, name, ty) => {
                self.taken(Side::Newer, newer)
            }
            (older, newer) => {
                let mut branches = vec![
                    self.taken(Side::Newer, newer),
                    self.taken(Side::Older, older),
                ];
                // A fraction is no integer, and an integer keeps its digits.
                branches.sort_by_key(|ty| *ty == Ty::F64);
                let name = self.free(place);
                self.make(name, String::new(), Kind::Union(union(branches)))
            }
        }
    }

    /// Whether a type is a union that reads another as a branch, whatever its objects hold.
    fn has_branch(&self, side: Side, name: &str, ty: &Ty) -> bool {
        let found = self.find(side, name).map(|found| &found.kind);
        matches!(found, Some(Kind::Union(union)) if union.branches.iter().any(|branch| branch.ty == *ty))
    }

    fn is_open(&self, side: Side, name: &str) -> bool {
        let found = self.find(side, name);
        found.is_some_and(|ty| matches!(ty.kind, Kind::OpenEnum(_)))
    }
}

/// What has to be made for a member is named after it.
fn below(name: &str, field: &Field) -> String {
    format!("{name}{}", type_name(&field.json))
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
