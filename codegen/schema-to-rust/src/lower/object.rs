//! An object and its members.

use std::collections::HashSet;

use schemars08::schema::Schema;

use super::{Definition, Lowering};
use crate::error::Result;
use crate::hints::What;
use crate::model::{Field, Kind, Type};
use crate::names::{self, collide};
use crate::normalize::Object;
use crate::slot_schema;
use crate::tree::NodeId;

/// The field for members that have none of their own: what it is called, and where a member is called so.
const REST: [&str; 4] = [
    "additional_properties",
    "other_members",
    "members_beside",
    "additional_properties_",
];

/// A member of an object, and the schema that describes it.
struct Member<'a> {
    json: &'a str,
    schema: NodeId,
    /// The JSON pointer by which people name it.
    pointer: String,
}

impl<'a> Lowering<'a> {
    pub(super) fn object(&mut self, id: NodeId, key: String) -> Result<()> {
        let normalized = self.normalized;
        let Some(object) = normalized.object(id) else {
            return Ok(());
        };
        let members = self.members_of(object);
        // Where no value is valid, there are no others.
        let rest = object.rest.filter(|rest| !normalized.is_never(*rest));
        self.count(id, members.len())?;
        // The object takes its place before its members find sets of values of their own: the root stays first.
        let place = self.define(id, key)?;
        let names = self.field_names(id, &members, rest.is_some())?;
        let required: HashSet<&str> = object.required.iter().map(|name| &**name).collect();
        let mut fields = Vec::new();
        for (member, name) in members.iter().zip(names.fields) {
            let docs = self.described(member.schema, self.docs_of_member(member.schema))?;
            let slot = self.slot(member.schema, &mut Vec::new())?;
            let is_optional = self.hints.optional.get(&member.pointer);
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
        if let Some(rest) = rest {
            let values = self.slot(rest, &mut Vec::new())?;
            fields.push(Field {
                json: String::new(),
                name: names.rest,
                docs: "The members that have no field of their own.".to_owned(),
                required: true,
                nullable: false,
                ty: slot_schema::map(values),
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

    /// The members, each name once.
    fn members_of(&self, object: &'a Object) -> Vec<Member<'a>> {
        let mut seen: HashSet<&str> = HashSet::new();
        let members = object.members.iter().filter(|(json, _)| seen.insert(json));
        let member = |(json, schema): &'a (Box<str>, NodeId)| Member {
            json,
            schema: *schema,
            pointer: self.tree.pointer(*schema),
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
            let hint = self.hints.name(What::Field, &member.pointer);
            let name = self.wanted(What::Field, &member.pointer, hint);
            let name = name.map_or_else(|| names::field(member.json), str::to_owned);
            scope
                .take(&name, member.json)
                .map_err(|error| self.tree.error(member.schema, error.message()).help(remedy))?;
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
