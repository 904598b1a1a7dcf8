//! What the parts of a schema say together.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::own_keywords::is_shaped;
use super::{Normalizer, Why};
use crate::bounds::Bounds;
use crate::json_types::JsonTypes;
use crate::keyword::Keyword;
use crate::tree::{NodeId, Schema};

/// Parts that lead to further parts: more are taken for a mistake.
const MOST_PARTS: usize = 500;

/// What one or several schemas say of one value that they all describe.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// The schemas that were read, references followed.
    pub(super) parts: BTreeSet<NodeId>,
    /// The one schema that says all of it, if there is one.
    pub(super) alone: Option<NodeId>,
    /// What was chosen on the way here, where there were choices; several lists where several ways came to one.
    pub(super) ways: Vec<Vec<NodeId>>,
    /// Whether a schema of these says what the value looks like.
    pub(super) shaped: bool,
    /// The types that all allow; `None` where none speaks of types.
    pub(super) types: Option<JsonTypes>,
    /// The schemas of each member.
    pub(super) properties: IndexMap<Box<str>, Vec<NodeId>>,
    /// The same for members that are described under a condition.
    pub(super) conditional: IndexMap<Box<str>, Vec<NodeId>>,
    pub(super) required: IndexSet<Box<str>>,
    /// Members that some of the valid objects must have.
    pub(super) mentioned: IndexSet<Box<str>>,
    /// The schemas for members without a name, each with the schema that has it, if what others name is of it too.
    pub(super) additional: Vec<(NodeId, Option<NodeId>)>,
    /// The schemas for members by pattern.
    pub(super) patterns: Vec<NodeId>,
    /// No members beside those that are described.
    pub(super) closed: bool,
    /// The schemas of items.
    pub(super) items: Vec<NodeId>,
    /// The schemas of the first items, one each.
    pub(super) first: Vec<NodeId>,
    /// No items beside the first ones.
    pub(super) only_first: bool,
    pub(super) values: Option<Vec<Value>>,
    /// Choices that are still to be made: schemas, of which one or several hold.
    pub(super) choices: Vec<Vec<NodeId>>,
    /// What the last choice says of itself: description and title.
    pub(super) own: BTreeMap<Keyword, NodeId>,
    /// What listed values mean.
    pub(super) meanings: BTreeMap<String, String>,
    /// Keywords that describe or bound: of the first schema that has them.
    pub(super) says: BTreeMap<Keyword, NodeId>,
    /// The bounds of integers, where several were brought together.
    pub(super) bounds: Option<Bounds>,
}

impl Facts {
    /// What a schema says. The error says why that cannot be told.
    pub(super) fn read(normalizer: &Normalizer, id: NodeId) -> Result<Self, Why> {
        let mut facts = Self::default();
        facts.add(normalizer, id)?;
        Ok(facts)
    }

    /// How much is known.
    pub(super) fn weight(&self) -> usize {
        let tables = [&self.properties, &self.conditional];
        let lists = [&self.patterns, &self.items, &self.first];
        1 + self.parts.len()
            + tables.iter().map(|table| table.len()).sum::<usize>()
            + lists.iter().map(|list| list.len()).sum::<usize>()
            + self.additional.len()
            + self.required.len()
            + self.mentioned.len()
            + self.values.as_ref().map_or(0, Vec::len)
            + self.choices.iter().map(Vec::len).sum::<usize>()
    }

    /// Adds what a schema says. `false` where it was there already.
    pub(super) fn add(&mut self, normalizer: &Normalizer, id: NodeId) -> Result<bool, Why> {
        normalizer.spend(1)?;
        let tree = &normalizer.tree;
        let id = tree.target(id).map_err(|_| Why::astray())?;
        if self.parts.contains(&id) {
            return Ok(false);
        }
        if self.parts.len() > MOST_PARTS {
            return Err(Why::other(format!(
                "more than {MOST_PARTS} schemas at once"
            )));
        }
        let Some(schema) = tree.schema(id) else {
            return match tree.bool(id) {
                Some(true) => Ok(true),
                Some(false) => Err(Why::Never),
                None => Err(Why::other("a part of it is not a schema")),
            };
        };
        for keyword in [Keyword::DynamicRef, Keyword::RecursiveRef] {
            if normalizer.is_unfollowed(schema, keyword) {
                return Err(Why::other(format!("`{}` is not followed", keyword.name())));
            }
        }
        normalizer.spend(normalizer.weight(schema))?;
        self.parts.insert(id);
        for (keyword, value) in normalizer.told(id) {
            self.says.entry(keyword).or_insert(value);
        }
        self.shaped |= is_shaped(schema);
        self.add_types(normalizer, schema);
        self.add_members(normalizer, schema);
        self.add_items(normalizer, schema);
        self.add_values(schema);
        self.add_conditions(normalizer, schema)?;
        for keyword in [Keyword::AnyOf, Keyword::OneOf] {
            if let Some(choice) = schema.list(keyword) {
                self.add_choice(normalizer, choice)?;
            }
        }
        for part in normalizer.parts(schema) {
            self.add(normalizer, part)?;
        }
        Ok(true)
    }

    fn add_types(&mut self, normalizer: &Normalizer, schema: Schema<'_>) {
        let unknown = schema.unknown_types();
        normalizer.unknown_types.borrow_mut().extend(unknown);
        if let Some(types) = schema.types() {
            self.types = Some(self.types.map_or(types, |before| before & types));
        }
    }

    fn add_members(&mut self, normalizer: &Normalizer, schema: Schema<'_>) {
        for (name, member) in schema.table(Keyword::Properties) {
            self.properties.entry(name.into()).or_default().push(member);
        }
        self.required
            .extend(schema.names(Keyword::Required).map(Box::from));
        self.patterns.extend(
            schema
                .table(Keyword::PatternProperties)
                .map(|(_, member)| member),
        );
        for keyword in [
            Keyword::AdditionalProperties,
            Keyword::UnevaluatedProperties,
        ] {
            let rest = schema.object(keyword);
            let rest = rest.filter(|rest| normalizer.tree.members(*rest).len() > 0);
            let owner = (keyword == Keyword::AdditionalProperties).then_some(schema.id);
            self.additional.extend(rest.map(|rest| (rest, owner)));
            self.closed |= schema.is_false(keyword);
        }
    }

    fn add_items(&mut self, normalizer: &Normalizer, schema: Schema<'_>) {
        let first = schema
            .list(Keyword::PrefixItems)
            .or_else(|| schema.list(Keyword::Items));
        if self.first.is_empty() {
            self.first = first.unwrap_or_default().to_vec();
        }
        let items = schema.get(Keyword::Items);
        let is_schema =
            |id: &NodeId| normalizer.tree.is_object(*id) || normalizer.tree.bool(*id) == Some(true);
        self.items.extend(items.filter(is_schema));
        // What comes after a list of first items, as older drafts have it.
        if schema.list(Keyword::Items).is_some() {
            self.items.extend(schema.object(Keyword::AdditionalItems));
        }
        self.only_first |=
            schema.is_false(Keyword::Items) || schema.is_false(Keyword::AdditionalItems);
    }

    fn add_values(&mut self, schema: Schema<'_>) {
        let Some(values) = schema.values() else {
            return;
        };
        self.values = Some(match self.values.take() {
            None => values,
            Some(before) => {
                let texts: HashSet<String> = values.iter().map(Value::to_string).collect();
                before
                    .into_iter()
                    .filter(|value| texts.contains(&value.to_string()))
                    .collect()
            }
        });
    }

    /// What holds under a condition: members that may be there.
    fn add_conditions(&mut self, normalizer: &Normalizer, schema: Schema<'_>) -> Result<(), Why> {
        let tree = &normalizer.tree;
        let consequences = [Keyword::Then, Keyword::Else];
        let has_consequences = consequences.iter().any(|keyword| schema.has(*keyword));
        let condition = schema.get(Keyword::If);
        // What a condition asks of a member is not a type of it: it may not hold.
        if let Some(asked) = condition
            .and_then(|condition| tree.schema(condition))
            .filter(|_| has_consequences)
        {
            let names = asked
                .table(Keyword::Properties)
                .map(|(name, _)| name.into());
            self.mentioned.extend(names);
        }
        let parts = consequences.into_iter().filter(|_| condition.is_some());
        let mut parts: Vec<NodeId> = parts.filter_map(|keyword| schema.object(keyword)).collect();
        for keyword in [Keyword::DependentSchemas, Keyword::Dependencies] {
            let table = schema.table(keyword).map(|(_, part)| part);
            parts.extend(table.filter(|part| tree.is_object(*part)));
        }
        for part in parts {
            normalizer.spend(self.parts.len())?;
            let mut under = Self {
                parts: self.parts.clone(),
                ..Self::default()
            };
            under.add(normalizer, part)?;
            for under in under.chosen(normalizer)? {
                // What it leaves over may be there, as what matches a pattern may.
                self.patterns.extend(under.patterns);
                self.patterns
                    .extend(under.additional.iter().map(|(rest, _)| *rest));
                self.mentioned.extend(under.required);
                self.mentioned.extend(under.mentioned);
                for (name, schemas) in under.properties.into_iter().chain(under.conditional) {
                    normalizer.spend(1)?;
                    let known = self.conditional.entry(name).or_default();
                    let new: Vec<NodeId> = schemas
                        .into_iter()
                        .filter(|schema| !known.contains(schema))
                        .collect();
                    known.extend(new);
                }
            }
        }
        Ok(())
    }
}
