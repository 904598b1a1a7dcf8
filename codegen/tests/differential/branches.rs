//! Whether the branch that each union took is one that is valid: a round trip does not show that another one was.
//!
//! Types do not read bounds, patterns or formats, and a member that is `null` is one that is not there. Where nothing else tells
//! branches apart, any of them may be taken; and where several are valid that each hold something else, none. With members that
//! nothing describes, the branch that keeps most is taken, and with more of those than others, none.

use std::collections::{HashMap, VecDeque};

use schema_to_rust::model::{Branch, Field, Kind, Ty, Type, Union};
use serde_json::Value;

use test_schemas::described::{Described, below};
use test_schemas::judge::Judge;

/// The variants that the program read, by the pointer of the value, outermost first.
pub(crate) type Read = HashMap<String, VecDeque<String>>;

/// Finds a union that took a branch that is not valid, or none, where one is valid.
pub(crate) fn wrong(
    types: &[Type],
    data: &Value,
    read: Read,
    described: &Described,
    judge: &Judge,
) -> Result<(), String> {
    let root = types.first().expect("there is a type for the whole");
    let mut walk = Walk {
        types,
        read,
        described,
        judge,
    };
    walk.kind(&root.kind, data, "")?;
    match walk.read.iter().find(|(_, left)| !left.is_empty()) {
        Some((place, left)) => Err(format!(
            "{place:?} was read as {left:?}, and no union is there"
        )),
        None => Ok(()),
    }
}

struct Walk<'a> {
    types: &'a [Type],
    read: Read,
    described: &'a Described,
    judge: &'a Judge,
}

impl Walk<'_> {
    fn kind(&mut self, kind: &Kind, data: &Value, place: &str) -> Result<(), String> {
        match kind {
            Kind::Struct(fields) => self.members(fields, data, place),
            Kind::Union(union) => self.union(union, data, place),
            Kind::Alias(ty) => self.ty(ty, data, place),
            Kind::OpenEnum(_) => Ok(()),
        }
    }

    fn members(&mut self, fields: &[Field], data: &Value, place: &str) -> Result<(), String> {
        let rest = fields.iter().find(|field| field.rest);
        for (name, value) in data.as_object().into_iter().flatten() {
            let own = fields
                .iter()
                .find(|field| !field.rest && field.json == *name);
            let place = below(place, name);
            match (own, rest.map(|rest| &rest.ty)) {
                // That is `None`.
                (Some(own), _) if !own.required && value.is_null() => {}
                (Some(own), _) => self.ty(&own.ty, value, &place)?,
                (None, Some(Ty::Map(inner))) => self.ty(inner, value, &place)?,
                (None, _) => {}
            }
        }
        Ok(())
    }

    fn ty(&mut self, ty: &Ty, data: &Value, place: &str) -> Result<(), String> {
        let types = self.types;
        match (ty, data) {
            (Ty::Named(name), _) => {
                let named = types.iter().find(|ty| ty.name == *name);
                self.kind(&named.expect("it is a type of this").kind, data, place)
            }
            (Ty::Option(_), Value::Null) => Ok(()),
            (Ty::Box(inner) | Ty::Option(inner), _) => self.ty(inner, data, place),
            (Ty::Vec(inner), Value::Array(items)) => {
                let mut items = items.iter().enumerate();
                items
                    .try_for_each(|(index, item)| self.ty(inner, item, &format!("{place}/{index}")))
            }
            (Ty::Tuple(types), Value::Array(items)) => {
                let mut items = types.iter().zip(items).enumerate();
                items.try_for_each(|(index, (ty, item))| {
                    self.ty(ty, item, &format!("{place}/{index}"))
                })
            }
            (Ty::Map(inner), Value::Object(members)) => {
                let mut members = members.iter();
                members.try_for_each(|(name, value)| self.ty(inner, value, &below(place, name)))
            }
            _ => Ok(()),
        }
    }

    fn union(&mut self, union: &Union, data: &Value, place: &str) -> Result<(), String> {
        let taken = self.read.get_mut(place).and_then(VecDeque::pop_front);
        let taken = taken.ok_or_else(|| format!("{place:?} was read by no union"))?;
        let branch = union.branches.iter().find(|branch| branch.name == taken);
        let is_valid = |branch: &Branch| holds(branch, |at| self.judge.is_valid(at, data));
        let is_readable = |branch: &Branch| holds(branch, |at| self.judge.is_readable(at, data));
        let valid: Vec<&Branch> = union
            .branches
            .iter()
            .filter(|branch| is_valid(branch))
            .collect();
        let right = match branch {
            _ if self.described.is_silent(data, place) => true,
            Some(branch) => valid.is_empty() || is_readable(branch),
            None => valid.len() != 1,
        };
        if !right {
            let schema = |at: &String| {
                self.judge
                    .document
                    .pointer(at)
                    .map_or_else(String::new, Value::to_string)
            };
            let shown = |branch: &Branch| {
                let ways: Vec<String> = branch
                    .valid_under
                    .iter()
                    .map(|way| way.iter().map(schema).collect::<Vec<_>>().join(" and "))
                    .collect();
                format!("{} = {}", branch.name, ways.join(", or "))
            };
            let valid: Vec<String> = valid.into_iter().map(shown).collect();
            return Err(format!(
                "{place:?} {data} was read as {}; valid is {}",
                branch.map_or(taken, shown),
                valid.join("; ")
            ));
        }
        match branch {
            Some(branch) => self.ty(&branch.ty, data, place),
            None => Ok(()),
        }
    }
}

/// Whether all schemas hold that one of the ways to a branch leads through.
fn holds(branch: &Branch, says: impl Fn(&str) -> bool) -> bool {
    let mut ways = branch.valid_under.iter();
    ways.any(|way| way.iter().all(|at| says(at)))
}
