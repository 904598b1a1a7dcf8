//! What a schema says by itself, and what it leaves to those that it is made of.

use std::collections::HashSet;

use super::normalizer::{Normalizer, Why};
use crate::keyword::Keyword;
use crate::tree::{NodeId, Schema};

/// How much a schema says by itself.
pub(super) fn weight(schema: Schema<'_>, normalizer: &Normalizer) -> usize {
    let tree = &normalizer.tree;
    let counted = tree
        .members(schema.id)
        .map(|(_, value)| match tree.items(value) {
            Some(items) => items.len(),
            None => tree.members(value).len(),
        });
    1 + counted.sum::<usize>()
}

/// Whether a schema says by itself what a value looks like, and not only which of them are valid.
pub(super) fn is_shaped(schema: Schema<'_>) -> bool {
    [
        Keyword::Const,
        Keyword::Enum,
        Keyword::Items,
        Keyword::PatternProperties,
        Keyword::PrefixItems,
        Keyword::Properties,
        Keyword::Type,
    ]
    .into_iter()
    .any(|keyword| schema.has(keyword))
        || schema.object(Keyword::AdditionalProperties).is_some()
}

/// The same, with the schemas that it is made of.
pub(super) fn says_something(
    normalizer: &Normalizer,
    id: NodeId,
    seen: &mut HashSet<NodeId>,
) -> Result<bool, Why> {
    normalizer.spend(1)?;
    let tree = &normalizer.tree;
    let Ok(id) = tree.target(id) else {
        return Ok(true);
    };
    if seen.contains(&id) {
        return Ok(false);
    }
    let Some(schema) = tree.schema(id) else {
        return Ok(false);
    };
    if is_shaped(schema) {
        return Ok(true);
    }
    seen.insert(id);
    let references = tree
        .references(id)
        .map(|references| references.targets.as_slice());
    let lists =
        [Keyword::AllOf, Keyword::AnyOf, Keyword::OneOf].map(|keyword| schema.schemas(keyword));
    for part in lists.into_iter().chain(references).flatten() {
        if says_something(normalizer, *part, seen)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The one schema that says all that another says: what `allOf` with a single entry is written for.
pub(super) fn sole(normalizer: &Normalizer, id: NodeId) -> Option<NodeId> {
    let tree = &normalizer.tree;
    let schema = tree.schema(id)?;
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
    let references = tree
        .references(id)
        .map(|references| references.targets.as_slice());
    let mut parts = schema
        .schemas(Keyword::AllOf)
        .iter()
        .chain(references.unwrap_or_default());
    match (parts.next(), parts.next()) {
        (Some(part), None) => tree.target(*part).ok().filter(|target| *target != id),
        _ => None,
    }
}
