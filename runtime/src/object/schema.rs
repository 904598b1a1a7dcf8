//! The `JsonSchema` of an object, member by member.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};

/// What is known of an object so far.
pub struct ObjectSchema<'g> {
    generator: &'g mut SchemaGenerator,
    properties: Map<String, Value>,
    required: Vec<Value>,
    additional: Option<Schema>,
}

impl<'g> ObjectSchema<'g> {
    /// An object without members.
    pub fn new(generator: &'g mut SchemaGenerator) -> Self {
        Self {
            generator,
            properties: Map::new(),
            required: Vec::new(),
            additional: None,
        }
    }

    /// Adds a member. Of the field only the type counts.
    pub fn member<T: JsonSchema>(&mut self, _field: &T, name: &str, required: bool, docs: &[&str]) {
        let mut schema = self.generator.subschema_for::<T>();
        if !docs.is_empty() {
            schema.insert("description".to_owned(), docs.join("\n").into());
        }
        self.properties.insert(name.to_owned(), schema.to_value());
        if required {
            self.required.push(name.into());
        }
    }

    /// Says what all other members hold. Of the field only the type counts.
    pub fn rest<T: JsonSchema>(&mut self, _field: &BTreeMap<String, T>) {
        self.additional = Some(self.generator.subschema_for::<T>());
    }

    /// The schema.
    pub fn finish(self) -> Schema {
        let mut schema = Map::new();
        schema.insert("type".to_owned(), "object".into());
        if !self.properties.is_empty() {
            schema.insert("properties".to_owned(), self.properties.into());
        }
        if !self.required.is_empty() {
            schema.insert("required".to_owned(), self.required.into());
        }
        if let Some(additional) = self.additional {
            schema.insert("additionalProperties".to_owned(), additional.to_value());
        }
        schema.into()
    }
}
