//! An object and its members.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{Body, Definition, Member, Preparer, is_nullable, shown, without_null};
use crate::compose::ALTERNATIVES;
use crate::error::Result;
use crate::hints::What;
use crate::names::{self, collide};
use crate::pointer::{escape, referred};

impl<'a> Preparer<'a> {
    /// A reference to the object under `pointer`, which gets a definition of its own.
    pub(super) fn object_reference(&mut self, pointer: &str) -> Value {
        self.queued(pointer)
    }

    pub(super) fn object(&mut self, pointer: &str, key: String) -> Result<()> {
        let at = format!("{pointer}/properties");
        let none = Map::new();
        let properties = match self.at(pointer).get("properties") {
            None => &none,
            Some(Value::Object(properties)) => properties,
            Some(other) => {
                let message = format!("{} is not a table of properties", shown(other));
                return Err(self.error(&at, message));
            }
        };
        let required: HashSet<&str> = self.required(pointer)?.into_iter().collect();
        // A member can be required without being described: then any JSON will do.
        let undescribed = required
            .iter()
            .filter(|name| !properties.contains_key(**name))
            .copied();
        let mut names: Vec<&str> = properties
            .keys()
            .map(String::as_str)
            .chain(undescribed)
            .collect();
        names.sort_unstable();
        names.dedup();
        self.count(pointer, names.len())?;

        // The object takes its place before its members find value sets of their own: the root stays first.
        let place = self.definitions.len();
        let docs = self.described(pointer, self.docs_of_type(pointer))?;
        let name = self.type_name(pointer);
        self.definitions.push(Definition {
            key: key.clone(),
            name,
            docs,
            body: Body::Plain,
        });
        let rest = self.rest(pointer)?;
        let (fields, rest_name) = self.field_names(pointer, &names, rest.is_some())?;
        let mut members = Vec::new();
        let mut schemas = Map::new();
        for (index, (json, name)) in names.into_iter().zip(fields).enumerate() {
            let place = format!("{at}/{}", escape(json));
            let described = properties.contains_key(json);
            let (schema, docs) = if described {
                let docs = self.described(&place, self.docs_of_member(&place))?;
                (self.rewrite(&place, &mut Vec::new())?, docs)
            } else if rest.is_some() {
                // What describes the rest describes it too.
                let place = format!("{pointer}/additionalProperties");
                (self.rewrite(&place, &mut Vec::new())?, self.docs(&place))
            } else {
                (Value::Bool(true), String::new())
            };
            let is_optional = self.hints.is_optional(&place).then_some(());
            let is_optional = self.wanted(What::Optional, &place, is_optional).is_some();
            let nullable = is_nullable(&schema);
            let present = required.contains(json) && !is_optional;
            let key = format!("m{index:05}");
            schemas.insert(key.clone(), without_null(schema));
            members.push(Member {
                key,
                json: json.to_owned(),
                name,
                docs,
                required: present && !nullable,
                nullable: present && nullable,
                rest: false,
            });
        }
        if let Some(rest) = rest {
            let key = "rest".to_owned();
            schemas.insert(key.clone(), rest);
            members.push(Member {
                key,
                json: String::new(),
                name: rest_name,
                docs: "The members that have no field of their own.".to_owned(),
                required: true,
                nullable: false,
                rest: true,
            });
        }
        let required: Vec<&str> = members.iter().map(|member| member.key.as_str()).collect();
        self.schemas.insert(
            key,
            json!({"type": "object", "properties": schemas, "required": required}),
        );
        self.definitions[place].body = Body::Object(members);
        Ok(())
    }

    /// The names of an object's fields, and of the one for all other members, where that is needed.
    fn field_names(
        &mut self,
        pointer: &str,
        names: &[&str],
        rest: bool,
    ) -> Result<(Vec<String>, String)> {
        if self.hints.is_unattended() {
            let found = collide::apart(names, names::field, &[]);
            let free = REST
                .iter()
                .find(|rest| !found.iter().any(|name| name == *rest));
            let rest_name = free.unwrap_or(&REST[0]);
            return Ok((found, (*rest_name).to_owned()));
        }
        let mut scope = names::Scope::default();
        let mut fields = Vec::new();
        for json in names {
            let place = format!("{pointer}/properties/{}", escape(json));
            let name = self.field_name(&place, json);
            scope.take(&name, json).map_err(|error| {
                let described = self.root_value.pointer(&place).is_some();
                let place = if described { &place } else { pointer };
                self.collision(place, error.message())
            })?;
            fields.push(name);
        }
        let rest_name = REST[0].to_owned();
        if rest {
            scope
                .take(&rest_name, "members without a name of their own")
                .map_err(|error| self.collision(pointer, error.message()))?;
        }
        Ok((fields, rest_name))
    }

    /// The name of the field for the property under `place`, or for the one that it was composed of.
    fn field_name(&mut self, place: &str, json: &str) -> String {
        let hints = self.hints;
        let mut places = vec![place.to_owned()];
        if place.contains(ALTERNATIVES) {
            // A member can be required without being described: then it has no place.
            let described = self.root_value.pointer(place);
            places.extend(described.and_then(|schema| referred(self.root_value, schema)));
        }
        for place in &places {
            if let Some(name) = self.wanted(What::Field, place, hints.field_name(place)) {
                return name.to_owned();
            }
        }
        names::field(json)
    }

    /// The map of the members beside those in `properties`, where the schema describes them.
    fn rest(&mut self, pointer: &str) -> Result<Option<Value>> {
        match self.at(pointer).get("additionalProperties") {
            Some(Value::Object(schema)) if !schema.is_empty() => {
                let place = format!("{pointer}/additionalProperties");
                let values = self.rewrite(&place, &mut Vec::new())?;
                Ok(Some(
                    json!({"type": "object", "additionalProperties": values}),
                ))
            }
            _ => Ok(None),
        }
    }

    fn required(&self, pointer: &str) -> Result<Vec<&'a str>> {
        let place = format!("{pointer}/required");
        match self.at(pointer).get("required") {
            // Draft 3 has a boolean on the property itself; it says nothing about this object.
            None | Some(Value::Bool(_)) => Ok(Vec::new()),
            Some(Value::Array(names)) => names
                .iter()
                .enumerate()
                .map(|(index, name)| {
                    name.as_str().ok_or_else(|| {
                        let message = format!("{} is not a member name", shown(name));
                        self.error(&format!("{place}/{index}"), message)
                    })
                })
                .collect(),
            Some(other) => Err(self.error(
                &place,
                format!("{} is not a list of member names", shown(other)),
            )),
        }
    }

    /// What a type says of itself; the type of the whole says what the document says first.
    pub(super) fn docs_of_type(&self, pointer: &str) -> String {
        self.docs(if pointer == self.root { "" } else { pointer })
    }
}

/// The field for members that have none of their own: what it is called, and where a member is called so.
const REST: [&str; 4] = [
    "additional_properties",
    "other_members",
    "members_beside",
    "additional_properties_",
];

/// An object with named members; or with something in their place that [`Preparer::object`] refuses.
pub(super) fn is_struct(schema: &Value) -> bool {
    let Value::Object(schema) = schema else {
        return false;
    };
    let ty = schema.get("type");
    let object = match ty {
        Some(Value::String(name)) => name == "object",
        Some(Value::Array(names)) => {
            names.iter().any(|name| name == "object")
                && names.iter().all(|name| name == "object" || name == "null")
        }
        Some(_) => return false,
        None => false,
    };
    let properties = match schema.get("properties") {
        Some(Value::Object(members)) => !members.is_empty(),
        Some(_) => true,
        None => false,
    };
    let required = match schema.get("required") {
        Some(Value::Array(names)) => !names.is_empty(),
        // A boolean says nothing about the members.
        Some(Value::Bool(_)) | None => false,
        Some(_) => true,
    };
    (object || ty.is_none()) && properties || object && required
}
