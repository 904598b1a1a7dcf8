//! Whether a type of one version reads the data of a type of another.

use std::collections::BTreeSet;

use super::TypeAt;
use crate::model::{Field, Kind, Ty};

impl<'a> TypeAt<'a> {
    /// Whether it reads what another describes, of another version perhaps, by their definitions alone: what it requires the other
    /// requires too, and every common member has a type that reads the other's.
    pub(in crate::breaking) fn reads_type(self, writer: Self) -> bool {
        let mut open = vec![(self, writer)];
        let mut seen = BTreeSet::new();
        while let Some((reader, writer)) = open.pop() {
            // A type that contains itself is compared once.
            if seen.insert((reader.identity(), writer.identity())) {
                match reader.has_to_read(&writer) {
                    Some(below) => open.extend(below),
                    None => return false,
                }
            }
        }
        true
    }

    /// What has to be read below a type so that this one reads it; `None` where it does not in any case.
    fn has_to_read(&self, writer: &Self) -> Option<Vec<(Self, Self)>> {
        if self.is_any() {
            return Some(Vec::new());
        }
        if writer.option && !self.option {
            return None;
        }
        let below = |reader: &'a Ty, other: &'a Ty| {
            let (reader, other) = (
                Self::new(self.types, reader, false),
                Self::new(writer.types, other, false),
            );
            (reader, other)
        };
        match (self.ty, writer.ty) {
            (Ty::Vec(item), Ty::Vec(other)) | (Ty::Map(item), Ty::Map(other)) => {
                Some(vec![below(item, other)])
            }
            (Ty::Tuple(items), Ty::Tuple(others)) if items.len() == others.len() => {
                let items = items.iter().zip(others);
                Some(items.map(|(item, other)| below(item, other)).collect())
            }
            (Ty::Named(_), Ty::Named(_)) => match (self.definition()?, writer.definition()?) {
                (Kind::Struct(fields), Kind::Struct(others)) => {
                    self.has_to_read_fields(fields, writer, others)
                }
                (Kind::OpenEnum(_), Kind::OpenEnum(_)) => Some(Vec::new()),
                (Kind::Union(union), Kind::Union(other)) => {
                    let same_guards = union.branches.len() == other.branches.len()
                        && union
                            .branches
                            .iter()
                            .zip(&other.branches)
                            .all(|(one, other)| one.guards == other.guards);
                    let branches = union.branches.iter().zip(&other.branches);
                    same_guards.then(|| {
                        branches
                            .map(|(one, other)| below(&one.ty, &other.ty))
                            .collect()
                    })
                }
                _ => None,
            },
            (reader, other) => {
                let reads = matches!(
                    (reader, other),
                    (Ty::F64 | Ty::I128, Ty::I64 | Ty::U64) | (Ty::IntegerOrText, Ty::I64)
                );
                let is_read = reads || reader == other || (self.is_text() && writer.is_text());
                is_read.then(Vec::new)
            }
        }
    }

    /// The same of the fields of two structs.
    fn has_to_read_fields(
        &self,
        fields: &'a [Field],
        writer: &Self,
        others: &'a [Field],
    ) -> Option<Vec<(Self, Self)>> {
        let mut below = Vec::new();
        for field in fields {
            match others.iter().find(|other| other.json == field.json) {
                Some(other) if field.required && !other.required => return None,
                Some(other) => below.push((self.field_type(field), writer.field_type(other))),
                None if field.required && !field.rest => return None,
                None => {}
            }
        }
        Some(below)
    }

    /// Open enums and timestamps read any string.
    fn is_text(&self) -> bool {
        matches!(self.ty, Ty::String | Ty::Timestamp) || self.is_open_enum()
    }
}

#[cfg(test)]
mod tests {
    use super::TypeAt;
    use crate::breaking::index::Index;
    use crate::model::{Field, Kind, Ty, Type};

    fn reads(reader: &[Type], writer: &[Type]) -> bool {
        let (reader, writer) = (Index::new(reader), Index::new(writer));
        let root = Ty::Named("Root".to_owned());
        TypeAt::new(&reader, &root, false).reads_type(TypeAt::new(&writer, &root, false))
    }

    fn root(fields: &[(&str, bool, Ty)]) -> Vec<Type> {
        let fields = fields.iter().map(|(name, required, ty)| Field {
            json: (*name).to_owned(),
            name: (*name).to_owned(),
            docs: String::new(),
            required: *required,
            nullable: false,
            ty: ty.clone(),
            rest: false,
        });
        vec![Type {
            name: "Root".to_owned(),
            docs: String::new(),
            kind: Kind::Struct(fields.collect()),
        }]
    }

    #[test]
    fn required_members_must_be_required_of_the_writer() {
        let optional = root(&[("a", false, Ty::String)]);
        let required = root(&[("a", true, Ty::String)]);
        let none = root(&[]);
        assert!(reads(&optional, &required) && reads(&optional, &none) && reads(&none, &required));
        assert!(!reads(&required, &optional) && !reads(&required, &none));
    }

    #[test]
    fn wider_types_read_narrower_ones() {
        let of = |ty: Ty| root(&[("a", true, ty)]);
        for (wide, narrow) in [
            (Ty::F64, Ty::I64),
            (Ty::Value, Ty::Bool),
            (Ty::Option(Box::new(Ty::I64)), Ty::I64),
        ] {
            assert!(
                reads(&of(wide.clone()), &of(narrow.clone())),
                "{wide:?} reads {narrow:?}"
            );
            assert!(!reads(&of(narrow), &of(wide)));
        }
        assert!(
            reads(&of(Ty::Timestamp), &of(Ty::String))
                && reads(&of(Ty::String), &of(Ty::Timestamp))
        );
    }

    #[test]
    fn a_type_that_contains_itself_is_compared_once() {
        let list = root(&[(
            "next",
            false,
            Ty::Box(Box::new(Ty::Named("Root".to_owned()))),
        )]);
        assert!(reads(&list, &list));
    }
}
