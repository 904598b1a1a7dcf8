//! What a schema says by itself, and what it leaves to those that it is made of.

use std::collections::HashSet;

use super::{Normalizer, Why};
use crate::keyword::{Does, Keyword};
use crate::tree::{NodeId, Schema};

impl Normalizer {
    /// How much a schema says by itself.
    pub(super) fn weight(&self, schema: Schema<'_>) -> usize {
        let values = self.tree.members(schema.id).map(|(_, value)| value);
        let counted = values.map(|value| match self.tree.items(value) {
            Some(items) => items.len(),
            None => self.tree.members(value).len(),
        });
        1 + counted.sum::<usize>()
    }

    /// Whether a schema says what a value looks like, by itself or by the schemas that it is made of.
    pub(super) fn says_something(
        &self,
        id: NodeId,
        seen: &mut HashSet<NodeId>,
    ) -> Result<bool, Why> {
        self.spend(1)?;
        let Ok(id) = self.tree.target(id) else {
            return Ok(true);
        };
        let Some(schema) = self.tree.schema(id).filter(|_| !seen.contains(&id)) else {
            return Ok(false);
        };
        if is_shaped(schema) {
            return Ok(true);
        }
        seen.insert(id);
        let choices = [Keyword::AnyOf, Keyword::OneOf].map(|keyword| schema.schemas(keyword));
        for part in self.parts(schema).chain(choices.concat()) {
            if self.says_something(part, seen)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The schemas that hold together with what a schema says by itself: those of `allOf`, and where its references lead.
    pub(super) fn parts<'t>(&'t self, schema: Schema<'t>) -> impl Iterator<Item = NodeId> {
        let references = self.tree.references(schema.id).into_iter();
        let targets = references.flat_map(|references| &references.targets);
        let all = schema.schemas(Keyword::AllOf).iter();
        all.chain(targets).copied()
    }

    /// The one schema that says all that another says: what `allOf` with a single entry is written for.
    pub(super) fn sole(&self, schema: Schema<'_>) -> Option<NodeId> {
        let adds = [
            Keyword::AnyOf,
            Keyword::Dependencies,
            Keyword::DependentSchemas,
            Keyword::If,
            Keyword::OneOf,
            Keyword::Required,
        ];
        if is_shaped(schema) || adds.into_iter().any(|keyword| schema.has(keyword)) {
            return None;
        }
        let mut parts = self.parts(schema);
        match (parts.next(), parts.next()) {
            (Some(part), None) => self.tree.target(part).ok().filter(|id| *id != schema.id),
            _ => None,
        }
    }
}

/// Whether a schema says by itself what a value looks like, and not only which of them are valid.
pub(super) fn is_shaped(schema: Schema<'_>) -> bool {
    // By name: a schema has more members than there are keywords only if it is made to.
    let mut keywords = Keyword::ALL.iter();
    keywords.any(|keyword| keyword.does(Does::Types) && schema.has(*keyword))
        || schema.object(Keyword::AdditionalProperties).is_some()
}
