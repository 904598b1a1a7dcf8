//! One side of a comparison: a schema, and the type that is made of it.

use super::typed::Typed;
use super::view::{self, View};
use schema_to_rust::json_types::JsonTypes;

/// The schema and the type of a place.
pub(super) type Identity = (view::Identity, (String, bool));

/// A place in one document.
#[derive(Clone, Debug)]
pub(super) struct Side<'a> {
    pub(super) view: View<'a>,
    pub(super) typed: Typed<'a>,
}

impl Side<'_> {
    /// What tells it from all other places of its document.
    pub(super) fn identity(&self) -> Identity {
        (self.view.identity(), self.typed.identity())
    }

    /// Whether objects here have named members; otherwise their names are free.
    pub(super) fn is_struct(&self) -> bool {
        if self.typed.is_any() {
            return !self.view.members().is_empty();
        }
        self.typed.fields().is_some()
    }

    pub(super) fn member(&self, name: &str) -> Self {
        Self {
            view: self.view.member(name),
            typed: self.typed.member(name),
        }
    }

    pub(super) fn items(&self) -> Self {
        Self {
            view: self.view.items(),
            typed: self.typed.item(),
        }
    }

    /// Values under free names.
    pub(super) fn free(&self) -> Self {
        Self {
            view: self.view.free(),
            typed: self.typed.value(),
        }
    }

    /// The JSON types that can be sent and that a type does not read.
    pub(super) fn unread_by(&self, reader: Typed<'_>) -> JsonTypes {
        self.view.sent() - reader.reads()
    }
}
