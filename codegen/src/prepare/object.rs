//! An object and its members.

use serde_json::{Map, Value, json};

use super::reference::escape;
use super::{
    Body, Definition, Member, Preparer, RENAME, is_nullable, reference_to, shown, without_null,
};
use crate::error::Result;
use crate::fixups::What;
use crate::names;

impl<'a> Preparer<'a> {
    /// A reference to the object under `pointer`, which gets a definition of its own.
    pub(super) fn object_reference(&mut self, pointer: &str) -> Value {
        let known = self.keys.contains_key(pointer);
        let key = self.key_for(pointer);
        if !known {
            self.queue.push_back((pointer.to_owned(), key.clone()));
        }
        reference_to(&key)
    }

    pub(super) fn object(&mut self, pointer: &str, key: String) -> Result<()> {
        let at = format!("{pointer}/properties");
        let none = Map::new();
        let properties = match self.at(pointer).get("properties") {
            None => &none,
            Some(Value::Object(properties)) => properties,
            Some(other) => {
                let message = format!("{} is no table of properties", shown(other));
                return Err(self.error(&at, message));
            }
        };
        let required = self.required(pointer)?;
        if let Some(Value::Object(_)) = self.at(pointer).get("additionalProperties") {
            self.warn(
                &format!("{pointer}/additionalProperties"),
                "members beside those in `properties` are not typed: reading ignores them",
            );
        }
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

        // The object takes its place before its members find value sets of their own: the root stays first.
        let place = self.definitions.len();
        let (name, docs) = (self.type_name(pointer), self.docs_of_type(pointer));
        self.definitions.push(Definition {
            key: key.clone(),
            name,
            docs,
            body: Body::Plain,
        });
        let mut scope = names::Scope::default();
        let mut members = Vec::new();
        let mut schemas = Map::new();
        for (index, json) in names.into_iter().enumerate() {
            let place = format!("{at}/{}", escape(json));
            let described = properties.contains_key(json);
            let fixups = self.fixups;
            let name = match self.wanted(What::Field, &place, fixups.field_name(&place)) {
                Some(name) => name.to_owned(),
                None => names::field(json),
            };
            scope.take(&name, json).map_err(|error| {
                let place = if described { &place } else { pointer };
                self.error(place, error.message()).help(RENAME)
            })?;
            let (schema, docs) = if described {
                (self.rewrite(&place, &mut Vec::new())?, self.docs(&place))
            } else {
                (Value::Bool(true), String::new())
            };
            let required = required.contains(&json) && !is_nullable(&schema);
            let key = format!("m{index:05}");
            schemas.insert(key.clone(), without_null(schema));
            members.push(Member {
                key,
                json: json.to_owned(),
                name,
                docs,
                required,
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
                        let message = format!("{} is no member name", shown(name));
                        self.error(&format!("{place}/{index}"), message)
                    })
                })
                .collect(),
            Some(other) => Err(self.error(
                &place,
                format!("{} is no list of member names", shown(other)),
            )),
        }
    }

    /// What a type says of itself; the type of the whole says what the document says first.
    pub(super) fn docs_of_type(&self, pointer: &str) -> String {
        self.docs(if pointer == self.root { "" } else { pointer })
    }
}

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
