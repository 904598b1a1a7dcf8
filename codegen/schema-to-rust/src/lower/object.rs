//! An object and its members.

use std::collections::HashSet;

use schemars08::schema::Schema;

use super::slot::{self, Slot};
use super::{Definition, Lowering};
use crate::error::Result;
use crate::hints::What;
use crate::model::{Field, Kind, Type};
use crate::names::{self, collide};
use crate::normalize::{Object, Shape};
use crate::tree::{NodeId, escape};

/// The field for members that have none of their own: what it is called, and where a member is called so.
const REST: [&str; 4] = [
    "additional_properties",
    "other_members",
    "members_beside",
    "additional_properties_",
];

/// A member of an object, and the schema that describes it; nothing where it is only required.
struct Member<'a> {
    json: &'a str,
    schema: Option<NodeId>,
    /// The JSON pointer by which people name it.
    pointer: String,
}

impl<'a> Lowering<'a> {
    pub(super) fn object(&mut self, id: NodeId, key: String) -> Result<()> {
        let normalized = self.normalized;
        let Some(Shape::Object(object)) = normalized.plain(id).map(|plain| &plain.shape) else {
            return Ok(());
        };
        let members = self.members_of(id, object);
        self.count(id, members.len())?;
        // The object takes its place before its members find sets of values of their own: the root stays first.
        let place = self.define(id, key)?;
        let names = self.field_names(id, &members, object.rest.is_some())?;
        let required: HashSet<&str> = object.required.iter().map(|name| &**name).collect();
        let mut fields = Vec::new();
        for (member, name) in members.iter().zip(names.fields) {
            let (slot, docs) = match (member.schema, object.rest) {
                (Some(schema), _) => {
                    let docs = self.described(schema, self.docs_of_member(schema))?;
                    (self.slot(schema, &mut Vec::new())?, docs)
                }
                // What describes the rest describes it too.
                (None, Some(rest)) => (self.slot(rest, &mut Vec::new())?, self.docs(rest)),
                (None, None) => (Slot::any(), String::new()),
            };
            let is_optional = self.hints.is_optional(&member.pointer).then_some(());
            let is_optional = self
                .wanted(What::Optional, &member.pointer, is_optional)
                .is_some();
            let is_present = required.contains(member.json) && !is_optional;
            fields.push(Field {
                json: member.json.to_owned(),
                name,
                docs,
                required: is_present && !slot.null,
                nullable: is_present && slot.null,
                ty: slot.schema,
                rest: false,
            });
        }
        if let Some(rest) = object.rest {
            let values = self.slot(rest, &mut Vec::new())?;
            fields.push(Field {
                json: String::new(),
                name: names.rest,
                docs: "The members that have no field of their own.".to_owned(),
                required: true,
                nullable: false,
                ty: slot::map(values),
                rest: true,
            });
        }
        self.definitions[place].ty.kind = Kind::Struct(fields);
        Ok(())
    }

    /// A definition for a schema, whose kind is still to be found. Returns its place.
    pub(super) fn define(&mut self, id: NodeId, key: String) -> Result<usize> {
        let ty = Type {
            docs: self.described(id, self.docs_of_type(id))?,
            name: self.type_name(id),
            kind: Kind::Alias(Schema::Bool(true)),
        };
        let schema = Some(id);
        self.definitions.push(Definition { key, schema, ty });
        Ok(self.definitions.len() - 1)
    }

    /// The members in the order of the document, then those that are required without being described: any JSON will do there.
    fn members_of(&self, id: NodeId, object: &'a Object) -> Vec<Member<'a>> {
        let mut seen: HashSet<&str> = HashSet::new();
        let described = object
            .members
            .iter()
            .map(|(name, schema)| (&**name, Some(*schema)));
        let required = object.required.iter().map(|name| (&**name, None));
        let members = described
            .chain(required)
            .filter(|(json, _)| seen.insert(json));
        let above = self.tree.pointer(id);
        let member = |(json, schema): (&'a str, Option<NodeId>)| Member {
            json,
            schema,
            pointer: match schema {
                Some(schema) => self.tree.pointer(schema),
                None => format!("{above}/properties/{}", escape(json)),
            },
        };
        members.map(member).collect()
    }

    /// The names of an object's fields, and of the one for all other members.
    fn field_names(&mut self, id: NodeId, members: &[Member<'_>], has_rest: bool) -> Result<Names> {
        let Some(remedy) = self.hints.naming else {
            let names: Vec<&str> = members.iter().map(|member| member.json).collect();
            let fields = collide::apart(&names, names::field, &[]);
            let is_free = |rest: &&&str| !fields.iter().any(|name| name == **rest);
            let rest = REST.iter().find(is_free).unwrap_or(&REST[0]);
            return Ok(Names {
                rest: (*rest).to_owned(),
                fields,
            });
        };
        let mut scope = names::Scope::default();
        let mut fields = Vec::new();
        for member in members {
            let hint = self.hints.field_name(&member.pointer);
            let name = self.wanted(What::Field, &member.pointer, hint);
            let name = name.map_or_else(|| names::field(member.json), str::to_owned);
            scope.take(&name, member.json).map_err(|error| {
                let place = member.schema.unwrap_or(id);
                self.tree.error(place, error.message()).help(remedy)
            })?;
            fields.push(name);
        }
        let rest = REST[0].to_owned();
        if has_rest {
            scope
                .take(&rest, "members without a name of their own")
                .map_err(|error| self.tree.error(id, error.message()).help(remedy))?;
        }
        Ok(Names { fields, rest })
    }
}

struct Names {
    fields: Vec<String>,
    rest: String,
}
