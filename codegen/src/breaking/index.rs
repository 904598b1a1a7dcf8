//! The types of one version, found by their names, and their fields by the names in JSON.

use std::collections::HashMap;

use crate::model::{Field, Kind, Named, Type, named};

/// What is looked up for each member of a document, which may have very many.
#[derive(Debug)]
pub(super) struct Index<'a> {
    types: Named<'a>,
    fields: HashMap<(&'a str, &'a str), &'a Field>,
}

impl<'a> Index<'a> {
    pub(super) fn new(types: &'a [Type]) -> Self {
        let mut fields = HashMap::new();
        for ty in types {
            if let Kind::Struct(members) = &ty.kind {
                for field in members.iter().filter(|field| !field.rest) {
                    fields
                        .entry((ty.name.as_str(), field.json.as_str()))
                        .or_insert(field);
                }
            }
        }
        let types = named(types);
        Self { types, fields }
    }

    /// How many types there are.
    pub(super) fn len(&self) -> usize {
        self.types.len()
    }

    /// The type of a name.
    pub(super) fn find(&self, name: &str) -> Option<&'a Type> {
        self.types.get(name).copied()
    }

    /// The field of a struct that is called so in JSON; not the one for all other members.
    pub(super) fn field(&self, ty: &str, json: &str) -> Option<&'a Field> {
        self.fields.get(&(ty, json)).copied()
    }
}
