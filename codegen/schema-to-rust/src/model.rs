//! The types of a document, free of JSON Schema and of Rust syntax.
//!
//! What stands in a slot (a field, a branch, behind a name) is a Rust type, or, until `typify` has seen it, a
//! schema: the same types, with something else in their slots.

use std::collections::HashMap;

/// A type with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Type<T = Ty> {
    /// The Rust name.
    pub name: String,
    /// What the schema says of it.
    pub docs: String,
    /// What it is.
    pub kind: Kind<T>,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<T = Ty> {
    /// An object with known members, in the order of the schema.
    Struct(Vec<Field<T>>),
    /// A string with known values, in the order of the schema or of the documentation.
    OpenEnum(Vec<Variant>),
    /// Another name for a type.
    Alias(T),
    /// One of several types.
    Union(Union<T>),
}

impl<T> Kind<T> {
    /// What stands in its slots, in their order.
    pub fn slots(&self) -> Vec<&T> {
        match self {
            Self::Struct(fields) => fields.iter().map(|field| &field.ty).collect(),
            Self::Union(union) => union.branches.iter().map(|branch| &branch.ty).collect(),
            Self::Alias(target) => vec![target],
            Self::OpenEnum(_) => Vec::new(),
        }
    }

    /// The same with something else in its slots, which are seen in their order.
    pub fn with<'a, U>(&'a self, mut slot: impl FnMut(&'a T) -> U) -> Kind<U> {
        match self {
            Self::Struct(fields) => {
                let fields = fields.iter().map(|field| Field {
                    json: field.json.clone(),
                    name: field.name.clone(),
                    docs: field.docs.clone(),
                    required: field.required,
                    nullable: field.nullable,
                    ty: slot(&field.ty),
                    rest: field.rest,
                });
                Kind::Struct(fields.collect())
            }
            Self::Union(union) => {
                let branches = union.branches.iter().map(|branch| Branch {
                    name: branch.name.clone(),
                    docs: branch.docs.clone(),
                    guards: branch.guards.clone(),
                    valid_under: branch.valid_under.clone(),
                    ty: slot(&branch.ty),
                });
                Kind::Union(Union {
                    branches: branches.collect(),
                })
            }
            Self::Alias(target) => Kind::Alias(slot(target)),
            Self::OpenEnum(variants) => Kind::OpenEnum(variants.clone()),
        }
    }
}

/// A choice between types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union<T = Ty> {
    /// The branches, in the order of the schema.
    pub branches: Vec<Branch<T>>,
}

impl Union {
    /// Whether a member says which of the branches it is.
    pub fn is_tagged(&self) -> bool {
        self.branches.iter().any(|branch| !branch.guards.is_empty())
    }
}

/// A branch of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch<T = Ty> {
    /// The name in Rust.
    pub name: String,
    /// What the schema says of it.
    pub docs: String,
    /// Members that have one of some values in all its objects, and tell it from others.
    pub guards: Vec<Guard>,
    /// The schemas that its values are valid under, as JSON pointers into their documents: all of one of these lists.
    pub valid_under: Vec<Vec<String>>,
    /// What it holds.
    pub ty: T,
}

/// A member, or one inside it, that has one of some values wherever it is there; or the value itself, with no name on the way; or
/// what is inside of these.
#[derive(Clone, Debug, PartialEq)]
pub struct Guard {
    /// The names on the way to it.
    pub path: Vec<String>,
    /// Whether each item of a list, or each value of a map, has one of the values.
    pub inside: bool,
    /// The values. There are none where the member is never there.
    pub values: Vec<serde_json::Value>,
}

impl Guard {
    /// Adds the values that another branch has in its place. `false` where that can have any.
    pub(crate) fn widen(&mut self, others: &[Self]) -> bool {
        let is_own = |other: &&Self| (&other.path, other.inside) == (&self.path, self.inside);
        let Some(other) = others.iter().find(is_own) else {
            return false;
        };
        let values = &mut self.values;
        let new = other.values.iter().filter(|value| !values.contains(value));
        let new: Vec<_> = new.cloned().collect();
        values.extend(new);
        true
    }
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<T = Ty> {
    /// The name in JSON.
    pub json: String,
    /// The name in Rust.
    pub name: String,
    /// What the schema says of it.
    pub docs: String,
    /// Present and not null, as far as the schema says.
    pub required: bool,
    /// Present, as far as the schema says, but it may be null. Then it is not `required`.
    pub nullable: bool,
    /// The type without the `Option` that an optional member gets.
    pub ty: T,
    /// Not one member, but a map of all that no other field takes.
    pub rest: bool,
}

/// A known value of an open enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The value on the wire.
    pub value: String,
    /// The name in Rust.
    pub name: String,
    /// What it means, where that is known.
    pub docs: String,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    /// Any JSON.
    Value,
    /// `true` or `false`.
    Bool,
    /// A 64-bit integer.
    I64,
    /// A 64-bit integer that is also read from text.
    IntegerOrText,
    /// An unsigned 64-bit integer.
    U64,
    /// A 64-bit floating-point number.
    F64,
    /// A 128-bit integer.
    I128,
    /// Text.
    String,
    /// Text that names a point in time.
    Timestamp,
    /// A type of the same version, by its Rust name.
    Named(String),
    /// A list.
    Vec(Box<Ty>),
    /// A list of a known length.
    Tuple(Vec<Ty>),
    /// An object with free names.
    Map(Box<Ty>),
    /// A value that may be null.
    Option(Box<Ty>),
    /// A type that contains itself, one step away.
    Box(Box<Ty>),
}

impl Type {
    /// The names of the types that it is made of.
    pub fn parts(&self) -> Vec<&str> {
        let mut found = Vec::new();
        let mut open = self.kind.slots();
        open.reverse();
        while let Some(ty) = open.pop() {
            if let Ty::Named(name) = ty {
                found.push(name.as_str());
            }
            open.extend(ty.inner().iter().rev());
        }
        found
    }
}

impl Ty {
    /// Whether it is such, or has such in it, with no name between.
    pub(crate) fn holds(&self, such: &dyn Fn(&Self) -> bool) -> bool {
        such(self) || self.inner().iter().any(|inner| inner.holds(such))
    }

    /// Whether it is an integer of Rust's own, which `serde` reads from no `42.0`.
    pub(crate) fn is_integer(&self) -> bool {
        matches!(
            self,
            Self::I64 | Self::U64 | Self::I128 | Self::IntegerOrText
        )
    }

    /// The types that stand in it.
    pub fn inner(&self) -> &[Ty] {
        match self {
            Self::Vec(inner) | Self::Map(inner) | Self::Option(inner) | Self::Box(inner) => {
                std::slice::from_ref(inner)
            }
            Self::Tuple(items) => items,
            _ => &[],
        }
    }

    /// The same with other names in it.
    #[must_use]
    pub fn with_names<'a>(&'a self, name: &mut impl FnMut(&'a str) -> Ty) -> Ty {
        match self {
            Self::Vec(inner) => Self::Vec(Box::new(inner.with_names(name))),
            Self::Map(inner) => Self::Map(Box::new(inner.with_names(name))),
            Self::Option(inner) => Self::Option(Box::new(inner.with_names(name))),
            Self::Box(inner) => Self::Box(Box::new(inner.with_names(name))),
            Self::Tuple(items) => Self::Tuple(items.iter().map(|ty| ty.with_names(name)).collect()),
            Self::Named(own) => name(own),
            plain => plain.clone(),
        }
    }
}

/// The type of a name.
pub fn find<'a>(types: &'a [Type], name: &str) -> Option<&'a Type> {
    types.iter().find(|ty| ty.name == name)
}

/// The types of one version, by name.
pub type Named<'a> = HashMap<&'a str, &'a Type>;

/// Puts the types of one version under their names.
pub fn named(types: &[Type]) -> Named<'_> {
    types.iter().map(|ty| (ty.name.as_str(), ty)).collect()
}

/// Whether two versions can share their types: the same, documentation and order aside.
pub fn can_share_types(a: &[Type], b: &[Type]) -> bool {
    comparable(a) == comparable(b)
}

/// Whether two versions have the same types to code that uses them: as [`can_share_types`], and whether a member that is missing
/// is written as null aside.
pub fn same_types(a: &[Type], b: &[Type]) -> bool {
    let [a, b] = [a, b].map(|types| {
        let mut types = comparable(types);
        for ty in &mut types {
            if let Kind::Struct(fields) = &mut ty.kind {
                for field in fields {
                    field.nullable = false;
                }
            }
        }
        types
    });
    a == b
}

/// Types without documentation, the first one first and the others by name, and with their fields by name.
fn comparable(types: &[Type]) -> Vec<Type> {
    let mut types = types.to_vec();
    if let Some(others) = types.get_mut(1..) {
        others.sort_by(|a, b| a.name.cmp(&b.name));
    }
    for ty in &mut types {
        ty.docs.clear();
        match &mut ty.kind {
            Kind::Struct(fields) => {
                for field in fields.iter_mut() {
                    field.docs.clear();
                }
                fields.sort_by(|a, b| (a.rest, &a.json).cmp(&(b.rest, &b.json)));
            }
            Kind::OpenEnum(variants) => {
                for variant in variants {
                    variant.docs.clear();
                }
            }
            Kind::Union(union) => {
                for branch in &mut union.branches {
                    branch.docs.clear();
                    branch.valid_under.clear();
                }
            }
            Kind::Alias(_) => {}
        }
    }
    types
}
