//! Whether the types of one version read the data of another.

use std::collections::BTreeSet;

use crate::model::{Kind, Ty, Type, find};

/// Whether whatever `writer` describes is read by the types of `reader`: what the reader requires the writer requires too,
/// and every common member has a type that reads the other's.
pub(crate) fn reads(reader: &[Type], writer: &[Type]) -> bool {
    let (Some(a), Some(b)) = (reader.first(), writer.first()) else {
        return false;
    };
    let mut pairs = Pairs {
        reader,
        writer,
        seen: BTreeSet::new(),
        left: Vec::new(),
    };
    pairs.named(&a.name, &b.name);
    while let Some((reader, writer)) = pairs.left.pop() {
        if !pairs.definitions(reader, writer) {
            return false;
        }
    }
    true
}

struct Pairs<'a> {
    reader: &'a [Type],
    writer: &'a [Type],
    /// A type that contains itself is compared once.
    seen: BTreeSet<(&'a str, &'a str)>,
    /// Pairs of names still to be compared: types may contain each other to any depth.
    left: Vec<(&'a str, &'a str)>,
}

impl<'a> Pairs<'a> {
    /// Two named types are compared later; until then nothing speaks against them.
    fn named(&mut self, reader: &'a str, writer: &'a str) -> bool {
        if self.seen.insert((reader, writer)) {
            self.left.push((reader, writer));
        }
        true
    }

    fn definitions(&mut self, reader: &'a str, writer: &'a str) -> bool {
        match (kind(self.reader, reader), kind(self.writer, writer)) {
            (Some(Kind::Struct(reader)), Some(Kind::Struct(writer))) => {
                reader.iter().all(|field| {
                    match writer.iter().find(|other| other.json == field.json) {
                        Some(other) => {
                            (other.required || !field.required) && self.ty(&field.ty, &other.ty)
                        }
                        None => !field.required || field.rest,
                    }
                })
            }
            (Some(Kind::OpenEnum(_)), Some(Kind::OpenEnum(_))) => true,
            (Some(Kind::Union(reader)), Some(Kind::Union(writer))) => {
                reader.branches.len() == writer.branches.len()
                    && reader
                        .branches
                        .iter()
                        .zip(&writer.branches)
                        .all(|(reader, writer)| {
                            reader.guards == writer.guards && self.ty(&reader.ty, &writer.ty)
                        })
            }
            (Some(Kind::Alias(reader)), Some(Kind::Alias(writer))) => self.ty(reader, writer),
            _ => false,
        }
    }

    fn ty(&mut self, reader: &'a Ty, writer: &'a Ty) -> bool {
        match (reader, writer) {
            (Ty::Value, _)
            | (Ty::F64 | Ty::I128, Ty::I64 | Ty::U64)
            | (Ty::IntegerOrText, Ty::I64) => true,
            (Ty::Option(reader), Ty::Option(writer))
            | (Ty::Vec(reader), Ty::Vec(writer))
            | (Ty::Map(reader), Ty::Map(writer)) => self.ty(reader, writer),
            (Ty::Tuple(reader), Ty::Tuple(writer)) => {
                reader.len() == writer.len()
                    && reader
                        .iter()
                        .zip(writer)
                        .all(|(reader, writer)| self.ty(reader, writer))
            }
            (Ty::Box(reader) | Ty::Option(reader), writer) => self.ty(reader, writer),
            (reader, Ty::Box(writer)) => self.ty(reader, writer),
            (Ty::Named(reader), Ty::Named(writer)) => self.named(reader, writer),
            (Ty::Named(reader), other) => self.is_open_enum(reader) && is_text(other),
            (reader, Ty::Named(writer)) => {
                is_text(reader) && matches!(kind(self.writer, writer), Some(Kind::OpenEnum(_)))
            }
            (reader, writer) => reader == writer || (is_text(reader) && is_text(writer)),
        }
    }

    fn is_open_enum(&self, name: &str) -> bool {
        matches!(kind(self.reader, name), Some(Kind::OpenEnum(_)))
    }
}

fn kind<'a>(types: &'a [Type], name: &str) -> Option<&'a Kind> {
    find(types, name).map(|ty| &ty.kind)
}

/// Open enums and timestamps read any string.
fn is_text(ty: &Ty) -> bool {
    matches!(ty, Ty::String | Ty::Timestamp)
}

#[cfg(test)]
mod tests {
    use super::reads;
    use crate::model::{Field, Kind, Ty, Type};

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
