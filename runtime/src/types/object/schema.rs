//! The `JsonSchema` of an object, member by member.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};

use super::{Member, Presence};

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

    /// Adds a member, with the lines of its documentation.
    pub fn member<T: JsonSchema>(&mut self, member: Member, docs: &[&str]) {
        let mut schema = self.generator.subschema_for::<T>();
        if !docs.is_empty() {
            let lines: Vec<&str> = docs.iter().map(|line| line.trim()).collect();
            schema.insert("description".to_owned(), lines.join("\n").into());
        }
        let (name, presence) = member;
        self.properties.insert(name.to_owned(), schema.to_value());
        if presence != Presence::Optional {
            self.required.push(name.into());
        }
    }

    /// Says what the map of all other members holds.
    pub fn rest<T: JsonSchema>(&mut self) {
        let map = T::json_schema(self.generator);
        let values = map.get("additionalProperties").cloned();
        self.additional = values.and_then(|values| values.try_into().ok());
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
