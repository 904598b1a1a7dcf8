//! What a value looks like of which all is known.

use indexmap::IndexSet;

use super::merge::Facts;
use super::normalized::{Normal, Object, Plain, Shape};
use super::{Normalizer, Why};
use serde_json::Value;

use crate::bounds::{Bounds, Integer};
use crate::formats::Format;
use crate::json_types::JsonTypes;
use crate::keyword::Keyword;
use crate::tree::{Key, NodeId};

/// More items are read as a list: Rust's tuples have traits up to here.
const LONGEST_TUPLE: usize = 12;

impl Normalizer {
    /// One schema of which all is known, as a schema that is not made of others. `None` where any JSON is read.
    pub(super) fn plain(
        &mut self,
        id: NodeId,
        facts: &Facts,
        null: bool,
        depth: usize,
    ) -> Result<Option<Plain>, Why> {
        let types = facts.types.map(|types| types - JsonTypes::NULL);
        let shape = match types {
            None | Some(JsonTypes::OBJECT) => self.object(id, facts, depth)?,
            Some(JsonTypes::ARRAY) => self.list(id, facts, depth)?,
            Some(JsonTypes::STRING) if facts.values.is_some() => Shape::Text,
            Some(JsonTypes::STRING) => match self.format(facts) {
                Some(Format::Time) => Shape::Time,
                Some(Format::Unsigned) | None => Shape::Text,
            },
            Some(JsonTypes::INTEGER) => Shape::Integer(self.integer(facts)),
            Some(JsonTypes::BOOLEAN) => Shape::Boolean,
            Some(_) => Shape::Number,
        };
        let is_of_many = matches!(
            shape,
            Shape::Object(_) | Shape::Map(_) | Shape::List(_) | Shape::Tuple(_)
        );
        if facts.values.is_some() && is_of_many {
            return Err(Why::Other("a set of lists or objects".to_owned()));
        }
        let mut says = facts.says.clone();
        says.extend(&facts.own);
        Ok((shape != Shape::Any).then(|| Plain {
            shape,
            null,
            values: facts.values.clone(),
            meanings: facts.meanings.clone(),
            says,
        }))
    }

    fn format(&self, facts: &Facts) -> Option<Format> {
        Format::named(self.tree.str(*facts.says.get(&Keyword::Format)?)?)
    }

    /// The Rust integer for what the bounds allow, and for the values that are named.
    fn integer(&self, facts: &Facts) -> Integer {
        let said = |keyword| facts.says.get(&keyword).map(|id| self.tree.value(*id));
        let examples = match said(Keyword::Examples) {
            Some(Value::Array(examples)) => examples,
            _ => Vec::new(),
        };
        let default = said(Keyword::Default);
        let listed = facts.values.iter().flatten();
        let known = Bounds::around(listed.chain(&default).chain(&examples));
        let is_unsigned = self.format(facts).is_some_and(Format::is_unsigned);
        self.said_bounds(facts).with(known).integer(is_unsigned)
    }

    fn object(&mut self, id: NodeId, facts: &Facts, depth: usize) -> Result<Shape, Why> {
        let names = facts.properties.keys().chain(facts.conditional.keys());
        let mut names: IndexSet<&Box<str>> = names.chain(&facts.mentioned).collect();
        let rest = self.rest(id, facts, depth)?;
        let is_object = facts.types.is_some();
        if names.is_empty() && (facts.required.is_empty() || !is_object) {
            return Ok(if is_object {
                Shape::Map(rest)
            } else {
                Shape::Any
            });
        }
        names.extend(&facts.required);
        let mut members: Vec<(Box<str>, NodeId)> = Vec::new();
        for name in names {
            self.spend(facts.additional.len())?;
            let key = Key::Member(name.clone());
            let mut schemas = facts.properties.get(name).cloned().unwrap_or_default();
            schemas.extend(self.additional(facts, name));
            let member = match (schemas.as_slice(), facts.conditional.get(name)) {
                // What describes the rest describes it too.
                ([], None) => {
                    let normal = rest.map_or(Normal::Any, |to| Normal::Same { to, null: false });
                    self.made(id, key, normal)
                }
                ([], Some(conditional)) => self.any_of(id, key, conditional, depth)?,
                (all, _) => match self.all(id, key.clone(), all, depth) {
                    // Then it is not sent.
                    Err(Why::Never) if !facts.required.contains(name) => match all {
                        [one] => *one,
                        _ => self.made(id, key, Normal::Never { null: false }),
                    },
                    member => member?,
                },
            };
            members.push((name.clone(), member));
        }
        Ok(Shape::Object(Object {
            members,
            required: facts.required.iter().cloned().collect(),
            rest,
        }))
    }

    /// What describes a member that is named as one that the same schema does not name. Which names match a pattern is not known.
    fn additional(&self, facts: &Facts, name: &str) -> Vec<NodeId> {
        let leaves = |owner: NodeId| {
            self.tree.schema(owner).is_some_and(|schema| {
                let table = schema.get(Keyword::Properties);
                let names = table.is_some_and(|table| self.tree.member(table, name).is_some());
                !names && !schema.has(Keyword::PatternProperties)
            })
        };
        let additional = facts.additional.iter();
        let all = additional.filter(|(_, owner)| owner.is_some_and(leaves));
        all.map(|(rest, _)| *rest).collect()
    }

    /// What describes the members without a name.
    fn rest(&mut self, id: NodeId, facts: &Facts, depth: usize) -> Result<Option<NodeId>, Why> {
        // What `unevaluatedProperties` describes is what no `additionalProperties` does.
        let is_owned = facts.additional.iter().any(|(_, owner)| owner.is_some());
        let additional = facts.additional.iter();
        let additional = additional.filter(|(_, owner)| owner.is_some() == is_owned);
        let additional: Vec<NodeId> = additional.map(|(rest, _)| *rest).collect();
        if !facts.patterns.is_empty() && additional.is_empty() && !facts.closed {
            return Ok(Some(self.made(id, Key::Rest, Normal::Any)));
        }
        let mut rest = facts.patterns.clone();
        if !additional.is_empty() {
            match self.all(id, Key::Rest, &additional, depth) {
                Ok(all) => rest.insert(0, all),
                // Then there are no others.
                Err(Why::Never) => {}
                Err(why) => return Err(why),
            }
        }
        if rest.is_empty() {
            return Ok(None);
        }
        let found = self.any_of(id, Key::Rest, &rest, depth);
        Ok(Some(self.or_anything(found, id, Key::Rest)?))
    }

    fn list(&mut self, id: NodeId, facts: &Facts, depth: usize) -> Result<Shape, Why> {
        let number = |keyword| self.tree.scalar(*facts.says.get(&keyword)?)?.as_u64();
        let length = facts.first.len();
        let most = number(Keyword::MaxItems).or(facts.only_first.then_some(length as u64));
        let is_exact =
            number(Keyword::MinItems) == Some(length as u64) && most == Some(length as u64);
        let found = if facts.first.is_empty() {
            match facts.items.as_slice() {
                [] => return Ok(Shape::List(None)),
                items => self.all(id, Key::Item, items, depth),
            }
        } else if is_exact && length <= LONGEST_TUPLE {
            return Ok(Shape::Tuple(facts.first.clone()));
        } else if facts.items.is_empty() && most.is_none_or(|most| most > length as u64) {
            // Whatever comes after the first items is any JSON, and so the list is of any JSON.
            return Ok(Shape::List(None));
        } else {
            let mut items = facts.first.clone();
            items.extend_from_slice(&facts.items);
            self.any_of(id, Key::Item, &items, depth)
        };
        Ok(Shape::List(Some(self.or_anything(found, id, Key::Item)?)))
    }
}
