//! A place of the data in both documents: on each side a schema, and the type that is made of it.

use super::schema_at::{self, SchemaAt};
use super::type_at::TypeAt;
use schema_to_rust::json_types::JsonTypes;

/// What tells a place from all others of its document.
pub(super) type Identity = (schema_at::Identity, (String, bool));

/// The same place of the data in both documents.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    /// The place in the data: a JSON pointer in which `*` stands for every item or name.
    pub(super) data: String,
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    /// Whether a difference of `Option`s has been told already.
    pub(super) option_told: bool,
}

impl<'a> Place<'a> {
    /// A place of which nothing has been told.
    pub(super) fn new(data: String, old: Side<'a>, new: Side<'a>) -> Self {
        let option_told = false;
        Self {
            data,
            old,
            new,
            option_told,
        }
    }
}

/// A place in one document.
#[derive(Clone, Debug)]
pub(super) struct Side<'a> {
    pub(super) schema: SchemaAt<'a>,
    pub(super) ty: TypeAt<'a>,
}

impl Side<'_> {
    /// What tells it from all other places of its document.
    pub(super) fn identity(&self) -> Identity {
        (self.schema.identity(), self.ty.identity())
    }

    /// Whether objects here have named members; otherwise their names are free.
    pub(super) fn is_struct(&self) -> bool {
        if self.ty.is_any() {
            return !self.schema.members().is_empty();
        }
        self.ty.fields().is_some()
    }

    pub(super) fn member(&self, name: &str) -> Self {
        Self {
            schema: self.schema.member(name),
            ty: self.ty.member(name),
        }
    }

    pub(super) fn items(&self) -> Self {
        Self {
            schema: self.schema.items(),
            ty: self.ty.item(),
        }
    }

    /// Values under free names.
    pub(super) fn free(&self) -> Self {
        Self {
            schema: self.schema.free(),
            ty: self.ty.value(),
        }
    }

    /// The JSON types that can be sent and that a type does not read.
    pub(super) fn unread_by(&self, reader: TypeAt<'_>) -> JsonTypes {
        self.schema.sent() - reader.reads()
    }
}
