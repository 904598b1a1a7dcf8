//! The types of a document, free of JSON Schema and of Rust syntax.

use std::collections::HashMap;

/// A type with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// The Rust name.
    pub name: String,
    /// What the schema says of it.
    pub docs: String,
    /// What it is.
    pub kind: Kind,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// An object with known members, by JSON name.
    Struct(Vec<Field>),
    /// A string with known values, in the order of the schema or of the documentation.
    OpenEnum(Vec<Variant>),
    /// Another name for a type.
    Alias(Ty),
    /// One of several types.
    Union(Union),
}

/// A choice between types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The alternatives, in the order of the schema.
    pub branches: Vec<Branch>,
}

impl Union {
    /// Whether a member says which of the alternatives it is.
    pub fn is_tagged(&self) -> bool {
        self.branches.iter().any(|branch| !branch.guards.is_empty())
    }
}

/// An alternative of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// The name in Rust.
    pub name: String,
    /// What the schema says of it.
    pub docs: String,
    /// Members that have one of some values in all its objects, and tell it from others.
    pub guards: Vec<Guard>,
    /// What it holds.
    pub ty: Ty,
}

/// A member, or one inside it, that has one of some values wherever it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Guard {
    /// The names on the way to it.
    pub path: Vec<String>,
    /// The values: text, numbers and booleans.
    pub values: Vec<serde_json::Value>,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
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
    pub ty: Ty,
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
    /// An integer of any size.
    Number,
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

/// Whether two versions have the same types to code that uses them: documentation aside, and whether a member that is missing
/// is written as null.
pub fn same_types(a: &[Type], b: &[Type]) -> bool {
    fn seen(types: &[Type]) -> Vec<Type> {
        let bare = |field: Field| Field {
            nullable: false,
            ..without_docs(field)
        };
        types.iter().map(|ty| with_fields(ty, bare)).collect()
    }
    seen(a) == seen(b)
}

/// The types of one version, by name.
pub type Named<'a> = HashMap<&'a str, &'a Type>;

/// Puts the types of one version under their names.
pub fn named(types: &[Type]) -> Named<'_> {
    types.iter().map(|ty| (ty.name.as_str(), ty)).collect()
}

/// Whether two versions can share their types: the same, documentation aside.
pub fn can_share_types(a: &[Type], b: &[Type]) -> bool {
    let bare = |types: &[Type]| -> Vec<Type> {
        let types = types.iter();
        types.map(|ty| with_fields(ty, without_docs)).collect()
    };
    bare(a) == bare(b)
}

fn without_docs(field: Field) -> Field {
    Field {
        docs: String::new(),
        ..field
    }
}

/// The type without its documentation, and with its fields as `bare` has them.
fn with_fields(ty: &Type, bare: fn(Field) -> Field) -> Type {
    let kind = match &ty.kind {
        Kind::Struct(fields) => Kind::Struct(fields.iter().cloned().map(bare).collect()),
        Kind::OpenEnum(variants) => Kind::OpenEnum(
            variants
                .iter()
                .map(|variant| Variant {
                    docs: String::new(),
                    ..variant.clone()
                })
                .collect(),
        ),
        Kind::Union(union) => Kind::Union(Union {
            branches: union
                .branches
                .iter()
                .map(|branch| Branch {
                    docs: String::new(),
                    ..branch.clone()
                })
                .collect(),
        }),
        alias @ Kind::Alias(_) => alias.clone(),
    };
    Type {
        name: ty.name.clone(),
        docs: String::new(),
        kind,
    }
}
