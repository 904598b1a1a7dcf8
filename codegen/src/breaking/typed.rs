//! The Rust type of a place: what it reads, and what stands below it.

use std::collections::BTreeSet;

use crate::model::{Field, Kind, Ty, Type, Union};

use super::index::Index;
use schema_to_rust::json_types::JsonTypes;

static ANY: Ty = Ty::Value;

/// A type of one version, without the `Option`s, boxes and aliases around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typed<'a> {
    types: &'a Index<'a>,
    ty: &'a Ty,
    /// Whether there is an `Option` around it.
    pub(super) option: bool,
}

impl<'a> Typed<'a> {
    pub(super) fn new(types: &'a Index<'a>, ty: &'a Ty, option: bool) -> Self {
        let mut bare = Self { types, ty, option };
        // Each alias is passed once at most, so this ends even if they name each other.
        for _ in 0..=types.len() {
            while let Ty::Option(inner) | Ty::Box(inner) = bare.ty {
                bare.option |= matches!(bare.ty, Ty::Option(_));
                bare.ty = inner;
            }
            match bare.definition() {
                Some(Kind::Alias(target)) => bare.ty = target,
                _ => break,
            }
        }
        bare
    }

    fn definition(&self) -> Option<&'a Kind> {
        let Ty::Named(name) = self.ty else {
            return None;
        };
        self.types.find(name).map(|ty| &ty.kind)
    }

    fn any(&self) -> Self {
        Self {
            types: self.types,
            ty: &ANY,
            option: false,
        }
    }

    /// The fields, if it is a struct.
    pub(super) fn fields(&self) -> Option<&'a [Field]> {
        match self.definition() {
            Some(Kind::Struct(fields)) => Some(fields),
            _ => None,
        }
    }

    pub(super) fn field(&self, json: &str) -> Option<&'a Field> {
        match self.ty {
            Ty::Named(name) => self.types.field(name, json),
            _ => None,
        }
    }

    pub(super) fn is_open_enum(&self) -> bool {
        matches!(self.definition(), Some(Kind::OpenEnum(_)))
    }

    fn union(&self) -> Option<&'a Union> {
        match self.definition() {
            Some(Kind::Union(union)) => Some(union),
            _ => None,
        }
    }

    /// Whether it is a choice between more than plain values.
    pub(super) fn is_choice_of_types(&self) -> bool {
        let plain = |ty: &Ty| {
            matches!(
                ty,
                Ty::Bool | Ty::F64 | Ty::I64 | Ty::IntegerOrText | Ty::I128 | Ty::String | Ty::U64
            )
        };
        self.union()
            .is_some_and(|union| !union.branches.iter().all(|branch| plain(&branch.ty)))
    }

    /// Whether a member says which of its types it is.
    pub(super) fn is_tagged(&self) -> bool {
        self.union().is_some_and(Union::is_tagged)
    }

    pub(super) fn is_map(&self) -> bool {
        matches!(self.ty, Ty::Map(_))
    }

    pub(super) fn is_any(&self) -> bool {
        matches!(self.ty, Ty::Value)
    }

    /// The type of a member; of one that it does not know, any JSON.
    pub(super) fn member(&self, json: &str) -> Self {
        self.field(json)
            .map_or(self.any(), |field| self.field_type(field))
    }

    /// The type of a field.
    pub(super) fn field_type(&self, field: &'a Field) -> Self {
        Self::new(self.types, &field.ty, !field.required)
    }

    /// The type of the items of an array.
    pub(super) fn item(&self) -> Self {
        match self.ty {
            Ty::Vec(item) => Self::new(self.types, item, false),
            _ => self.any(),
        }
    }

    /// The type of the values of a map, or of the members that have no field of their own.
    pub(super) fn value(&self) -> Self {
        match self.ty {
            Ty::Map(value) => Self::new(self.types, value, false),
            _ => self.rest().unwrap_or(self.any()),
        }
    }

    /// The type of the members that have no field of their own, if they are kept.
    pub(super) fn rest(&self) -> Option<Self> {
        let rest = self.fields()?.iter().find(|field| field.rest)?;
        match &rest.ty {
            Ty::Map(value) => Some(Self::new(self.types, value, false)),
            _ => None,
        }
    }

    /// Whether it reads any JSON whatever.
    pub(super) fn reads_all(&self) -> bool {
        self.is_any() || self.union().is_some_and(|union| !union.is_tagged())
    }

    /// The JSON types that it reads.
    pub(super) fn reads(&self) -> JsonTypes {
        let kinds = match self.ty {
            Ty::Value => JsonTypes::ALL,
            Ty::Bool => JsonTypes::BOOLEAN,
            Ty::I64 | Ty::U64 | Ty::I128 => JsonTypes::INTEGER,
            Ty::IntegerOrText => JsonTypes::INTEGER | JsonTypes::STRING,
            Ty::F64 => JsonTypes::NUMBER,
            Ty::String | Ty::Timestamp => JsonTypes::STRING,
            Ty::Vec(_) | Ty::Tuple(_) => JsonTypes::ARRAY,
            Ty::Named(_) if self.is_open_enum() => JsonTypes::STRING,
            Ty::Named(_) if self.union().is_some() => JsonTypes::ALL,
            Ty::Map(_) | Ty::Named(_) => JsonTypes::OBJECT,
            Ty::Option(_) | Ty::Box(_) => JsonTypes::NONE,
        };
        if self.option {
            kinds | JsonTypes::NULL
        } else {
            kinds
        }
    }

    /// Whether it reads all integers between two.
    pub(super) fn reads_integers(&self, (low, high): (i128, i128)) -> bool {
        match self.ty {
            Ty::I64 | Ty::IntegerOrText => low >= i64::MIN.into() && high <= i64::MAX.into(),
            Ty::U64 => low >= 0 && high <= u64::MAX.into(),
            _ => true,
        }
    }

    /// What tells it from all other types of its version.
    pub(super) fn identity(&self) -> (String, bool) {
        (format!("{:?}", self.ty), self.option)
    }

    /// The type up to what stands below it, in words that are equal for equal types.
    pub(super) fn head(&self) -> Head<'a> {
        match self.ty {
            Ty::Vec(_) => Head::Plain("list"),
            Ty::Tuple(_) => Head::Plain("tuple"),
            Ty::Map(_) => Head::Plain("map"),
            Ty::Value => Head::Plain("any"),
            Ty::Bool => Head::Plain("bool"),
            Ty::I64 | Ty::IntegerOrText => Head::Plain("i64"),
            Ty::U64 => Head::Plain("u64"),
            Ty::I128 => Head::Plain("i128"),
            Ty::F64 => Head::Plain("f64"),
            Ty::String => Head::Plain("string"),
            Ty::Timestamp => Head::Plain("timestamp"),
            Ty::Option(_) | Ty::Box(_) => Head::Plain(""),
            Ty::Named(name) if self.is_open_enum() => Head::Enum(name),
            Ty::Named(name) => match self.union() {
                Some(union) => Head::Union(name, union),
                None => Head::Struct(name),
            },
        }
    }

    /// This type and all that it is made of, as a list that is equal for equal types.
    pub(super) fn closure(&self) -> Vec<Type> {
        let mut found = vec![Type {
            name: String::new(),
            docs: String::new(),
            kind: Kind::Alias(self.ty.clone()),
        }];
        let mut seen = BTreeSet::new();
        let mut next = 0;
        while next < found.len() {
            let parts = found[next].parts().into_iter();
            let names: Vec<String> = parts.map(str::to_owned).collect();
            for name in names {
                if let Some(ty) = self.types.find(&name).filter(|_| seen.insert(name)) {
                    found.push(ty.clone());
                }
            }
            next += 1;
        }
        found
    }
}

/// The outermost part of a type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Head<'a> {
    Plain(&'static str),
    Struct(&'a str),
    Enum(&'a str),
    Union(&'a str, &'a Union),
}

impl Head<'_> {
    /// Whether both are structs, or both enums, of different names.
    pub(super) fn is_renamed(self, other: Self) -> bool {
        match (self, other) {
            (Head::Struct(old), Head::Struct(new)) | (Head::Enum(old), Head::Enum(new)) => {
                old != new
            }
            (Head::Union(old, before), Head::Union(new, after)) => old != new && before == after,
            _ => false,
        }
    }
}
