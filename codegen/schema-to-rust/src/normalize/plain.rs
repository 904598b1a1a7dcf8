//! A schema that is written out, and not made of schemas.

use super::normal::{Normal, Object, Plain, Shape};
use super::normalizer::Normalizer;
use crate::bounds::Bounds;
use crate::error::{Error, Result};
use crate::formats::Format;
use crate::json_types::JsonTypes;
use crate::keyword::Keyword;
use crate::tree::{NodeId, Schema};

impl Normalizer {
    /// What a schema comes to that is not made of schemas.
    pub(super) fn written(&mut self, id: NodeId) -> Result<Normal> {
        let schema = self
            .tree
            .schema(id)
            .expect("an object is asked what it comes to");
        let types = self.types(schema)?;
        let mut null = types.holds(JsonTypes::NULL);
        let types = types - JsonTypes::NULL;
        let named = (!types.is_empty()).then_some(types);
        let is_said = schema.has(Keyword::Enum) && named.is_none() || types == JsonTypes::STRING;
        let mut values = None;
        let shape = if self.is_struct(schema, named) {
            Shape::Object(self.written_object(schema)?)
        } else if is_said && schema.has(Keyword::Enum) {
            let listed = self.listed(schema)?;
            if listed.is_empty() && named.is_none() {
                return Ok(self.any(id, "`enum` without a type"));
            }
            null |= named.is_none() && listed.contains(&serde_json::Value::Null);
            values = Some(listed);
            Shape::Text
        } else {
            match named {
                None if null => return Ok(self.any(id, "only null is valid here")),
                None => Shape::Any,
                Some(types) => self.shape(schema, types)?,
            }
        };
        if shape == Shape::Any {
            return Ok(Normal::Any);
        }
        if let Shape::Integer(_) = shape {
            values = schema.values();
        }
        Ok(Normal::Plain(Plain {
            shape,
            null,
            values,
            meanings: std::collections::BTreeMap::new(),
            says: self.said(id),
        }))
    }

    /// The types that `type` names, and null where `nullable` says so.
    pub(super) fn types(&self, schema: Schema<'_>) -> Result<JsonTypes> {
        let mut types = JsonTypes::NONE;
        if let Some(value) = schema.get(Keyword::Type) {
            let names = self.tree.items(value);
            if names.is_some_and(<[NodeId]>::is_empty) {
                return Err(self
                    .tree
                    .error(value, "an empty list of types: no value is valid"));
            }
            for name in names.unwrap_or(&[value]) {
                let known = self
                    .tree
                    .str(*name)
                    .map(JsonTypes::named)
                    .filter(|named| !named.is_empty());
                types = types
                    | known.ok_or_else(|| {
                        let error = self
                            .tree
                            .error(value, format!("{} is not a type", self.shown(*name)));
                        error.help(
                            "types are object, array, string, integer, number, boolean and null",
                        )
                    })?;
            }
        }
        Ok(if schema.is_nullable() {
            types | JsonTypes::NULL
        } else {
            types
        })
    }

    fn shape(&self, schema: Schema<'_>, types: JsonTypes) -> Result<Shape> {
        Ok(match types {
            JsonTypes::OBJECT => match schema.get(Keyword::AdditionalProperties) {
                Some(rest) if self.tree.is_object(rest) => Shape::Map(Some(rest)),
                Some(other) if self.tree.bool(other).is_none() => {
                    return Err(self.not_a_schema(other));
                }
                _ => Shape::Map(None),
            },
            JsonTypes::ARRAY => Shape::List(schema.get(Keyword::Items)),
            JsonTypes::STRING => text(format(schema)),
            JsonTypes::INTEGER => Shape::Integer(self.integer(schema)),
            JsonTypes::BOOLEAN => Shape::Boolean,
            _ => Shape::Number,
        })
    }

    /// The Rust integer for what the bounds allow, and for the values that the schema names.
    fn integer(&self, schema: Schema<'_>) -> crate::bounds::Integer {
        let listed = schema.values().unwrap_or_default();
        let examples = schema
            .schemas(Keyword::Examples)
            .iter()
            .map(|example| self.tree.value(*example));
        let named: Vec<_> = schema
            .scalar(Keyword::Default)
            .cloned()
            .into_iter()
            .chain(examples)
            .collect();
        let known = Bounds::around(listed.iter().chain(&named));
        schema
            .bounds()
            .with(known)
            .integer(format(schema).is_some_and(Format::is_unsigned))
    }

    /// An object with named members, or with something in their place that [`Self::written_object`] refuses.
    fn is_struct(&self, schema: Schema<'_>, types: Option<JsonTypes>) -> bool {
        let is_object = types == Some(JsonTypes::OBJECT);
        let names = schema.get(Keyword::Properties).is_some_and(|properties| {
            !self.tree.is_object(properties) || self.tree.members(properties).len() > 0
        });
        let requires =
            schema
                .get(Keyword::Required)
                .is_some_and(|required| match self.tree.items(required) {
                    Some(names) => !names.is_empty(),
                    // A boolean says nothing about the members.
                    None => self.tree.bool(required).is_none(),
                });
        (is_object || types.is_none() && !schema.has(Keyword::Type)) && names
            || is_object && requires
    }

    fn written_object(&self, schema: Schema<'_>) -> Result<Object> {
        if let Some(properties) = schema
            .get(Keyword::Properties)
            .filter(|value| !self.tree.is_object(*value))
        {
            let message = format!("{} is not a table of properties", self.shown(properties));
            return Err(self.tree.error(properties, message));
        }
        let members = || schema.table(Keyword::Properties);
        let never = members().filter(|(_, member)| self.is_never_filled(*member));
        let rest = schema.object(Keyword::AdditionalProperties);
        Ok(Object {
            never: never.map(|(name, _)| name.into()).collect(),
            members: members()
                .map(|(name, member)| (name.into(), member))
                .collect(),
            required: self.required(schema)?,
            rest: rest.filter(|rest| self.tree.members(*rest).len() > 0),
        })
    }

    /// Whether no value is valid, or `null` alone.
    pub(super) fn is_never_filled(&self, id: NodeId) -> bool {
        let Some(schema) = self
            .tree
            .target(id)
            .ok()
            .and_then(|id| self.tree.schema(id))
        else {
            return self.tree.bool(id) == Some(false);
        };
        let is_null =
            |values: Vec<serde_json::Value>| values.iter().all(serde_json::Value::is_null);
        schema.types() == Some(JsonTypes::NULL) || schema.values().is_some_and(is_null)
    }

    fn required(&self, schema: Schema<'_>) -> Result<Vec<Box<str>>> {
        let Some(required) = schema.get(Keyword::Required) else {
            return Ok(Vec::new());
        };
        // Draft 3 has a boolean on the property itself; it says nothing about this object.
        if self.tree.bool(required).is_some() {
            return Ok(Vec::new());
        }
        let names = self.tree.items(required).ok_or_else(|| {
            let message = format!("{} is not a list of member names", self.shown(required));
            self.tree.error(required, message)
        })?;
        let name = |name: &NodeId| {
            self.tree
                .str(*name)
                .map(Box::from)
                .ok_or_else(|| self.not_a_name(*name))
        };
        names.iter().map(name).collect()
    }

    fn not_a_name(&self, name: NodeId) -> Error {
        self.tree
            .error(name, format!("{} is not a member name", self.shown(name)))
    }

    fn listed(&self, schema: Schema<'_>) -> Result<Vec<serde_json::Value>> {
        let value = schema.get(Keyword::Enum).unwrap_or(schema.id);
        let values = self.tree.items(value).ok_or_else(|| {
            self.tree.error(
                value,
                format!("{} is not a list of values", self.shown(value)),
            )
        })?;
        Ok(values.iter().map(|value| self.tree.value(*value)).collect())
    }
}

/// What the `format` of a schema says, if it shapes a type.
fn format(schema: Schema<'_>) -> Option<Format> {
    Format::named(schema.str(Keyword::Format)?)
}

/// The shape of a text with this format.
pub(super) fn text(format: Option<Format>) -> Shape {
    match format {
        Some(Format::Time) => Shape::Time,
        Some(Format::Unsigned) | None => Shape::Text,
    }
}
