//! The Rust type of a place: what it reads, and what stands below it.

mod reads;

use std::collections::BTreeSet;
use std::mem::discriminant;

use crate::model::{Field, Kind, Ty, Type, Union, same_types};

use super::index::Index;
use schema_to_rust::json_types::JsonTypes;

static ANY: Ty = Ty::Value;

/// A type of one version, without the `Option`s, boxes and aliases around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypeAt<'a> {
    types: &'a Index<'a>,
    ty: &'a Ty,
    /// Whether there is an `Option` around it.
    pub(super) option: bool,
}

impl<'a> TypeAt<'a> {
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
        self.types.find(self.name()?).map(|ty| &ty.kind)
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
        self.types.field(self.name()?, json)
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

    /// Its name, where it has one.
    pub(super) fn name(&self) -> Option<&'a str> {
        match self.ty {
            Ty::Named(name) => Some(name),
            _ => None,
        }
    }

    /// Whether both are of one kind, whatever they are called and whatever stands below them; of a choice, all of it counts.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self.definition(), other.definition()) {
            (Some(Kind::Union(union)), Some(Kind::Union(other))) => union == other,
            (Some(kind), Some(other)) => discriminant(kind) == discriminant(other),
            // Where integers are read from text too, they are integers all the same.
            (None, None) => {
                let plain = |ty: &Ty| match ty {
                    Ty::IntegerOrText => discriminant(&Ty::I64),
                    ty => discriminant(ty),
                };
                plain(self.ty) == plain(other.ty)
            }
            _ => false,
        }
    }

    /// Whether both are the same type to code that uses them.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.option == other.option && same_types(&self.closure(), &other.closure())
    }

    /// This type and all that it is made of, as a list that is equal for equal types.
    fn closure(&self) -> Vec<Type> {
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
