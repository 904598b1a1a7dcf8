//! One branch for each type that several schemas allow, and one alone for what is simple.

use std::collections::HashSet;

use serde_json::Value;

use super::merge::Facts;
use super::{Normalizer, Why};
use crate::bounds::Bounds;
use crate::json_types::JsonTypes;
use crate::keyword::Keyword;

/// Types of which a value has one, in the order of their branches.
const TYPES: [JsonTypes; 7] = [
    JsonTypes::ARRAY,
    JsonTypes::BOOLEAN,
    JsonTypes::INTEGER,
    JsonTypes::NULL,
    JsonTypes::NUMBER,
    JsonTypes::OBJECT,
    JsonTypes::STRING,
];

/// Types of which one branch is enough.
const SIMPLE: [JsonTypes; 4] = [
    JsonTypes::BOOLEAN,
    JsonTypes::INTEGER,
    JsonTypes::NUMBER,
    JsonTypes::STRING,
];

impl Normalizer {
    /// Text, integers, numbers and booleans need one branch each: text that is listed goes before other text, which the list
    /// does not refuse either.
    pub(super) fn one_of_each(&self, branches: Vec<Facts>) -> Result<Vec<Facts>, Why> {
        let mut kept: Vec<Facts> = Vec::new();
        for facts in branches {
            let simple = SIMPLE.into_iter().find(|types| facts.is(*types));
            match simple.and_then(|types| kept.iter_mut().find(|other| other.is(types))) {
                None => kept.push(facts),
                Some(other) => {
                    self.spend(other.weight())?;
                    self.widen(other, facts);
                }
            }
        }
        Ok(kept)
    }

    /// Allows in `own` what `other`, of the same simple type, allows too.
    fn widen(&self, own: &mut Facts, mut other: Facts) {
        other.ways.splice(0..0, std::mem::take(&mut own.ways));
        own.ways.clone_from(&other.ways);
        let values = match (&own.values, &other.values) {
            (Some(own), Some(others)) => {
                let known: HashSet<String> = own.iter().map(Value::to_string).collect();
                let new = |value: &&Value| !known.contains(&value.to_string());
                let more = others.iter().filter(new).cloned();
                Some(own.iter().cloned().chain(more).collect())
            }
            // Text beside a list is what the list takes anyway.
            (Some(_), None) if own.is(JsonTypes::STRING) => return,
            (None, Some(_)) if own.is(JsonTypes::STRING) => {
                *own = other;
                return;
            }
            _ => None,
        };
        let said = |facts: &Facts, keyword: &Keyword| {
            facts.says.get(keyword).map(|value| self.tree.value(*value))
        };
        let keywords: HashSet<&Keyword> = own.says.keys().chain(other.says.keys()).collect();
        if own.values == values
            && keywords
                .iter()
                .all(|keyword| said(own, keyword) == said(&other, keyword))
        {
            return;
        }
        // What is said of both is said of the whole.
        let mut says = own.says.clone();
        says.retain(|keyword, _| {
            let describes = matches!(keyword, Keyword::Description | Keyword::Title);
            describes && said(own, keyword) == said(&other, keyword)
        });
        let bounds = own
            .is(JsonTypes::INTEGER)
            .then(|| self.bounds(own).either(self.bounds(&other)));
        *own = Facts {
            shaped: true,
            types: own.types.take(),
            says,
            bounds: bounds.filter(|_| values.is_none()),
            values,
            meanings: std::mem::take(&mut own.meanings)
                .into_iter()
                .chain(other.meanings)
                .collect(),
            ways: other.ways,
            ..Facts::default()
        };
    }

    fn bounds(&self, facts: &Facts) -> Bounds {
        match &facts.values {
            Some(values) => Bounds::around(values),
            None => self.said_bounds(facts),
        }
    }

    /// The bounds that keywords set, or several together.
    pub(super) fn said_bounds(&self, facts: &Facts) -> Bounds {
        let read = || Bounds::read(|keyword| self.tree.scalar(*facts.says.get(&keyword)?));
        facts.bounds.unwrap_or_else(read)
    }
}

impl Facts {
    /// Whether a value has this type, and no other.
    pub(super) fn is(&self, types: JsonTypes) -> bool {
        self.types == Some(types)
    }
}

/// One branch for each type that is allowed, `null` among them.
pub(super) fn by_type(mut facts: Facts) -> Vec<Facts> {
    if let Some(values) = &facts.values {
        let listed: JsonTypes = values.iter().map(JsonTypes::from_value).collect();
        facts.types = Some(match facts.types {
            // A list of values that are of other types leaves none.
            Some(allowed) if (allowed & listed).is_empty() => JsonTypes::NONE,
            // Where `type` names null and the list of values leaves it out, senders keep to `type`.
            Some(allowed) => allowed & (listed | JsonTypes::NULL),
            None => listed,
        });
    }
    let Some(allowed) = facts.types else {
        return vec![facts];
    };
    let split: Vec<JsonTypes> = TYPES
        .into_iter()
        .filter(|types| match *types {
            JsonTypes::INTEGER => allowed & JsonTypes::NUMBER == JsonTypes::INTEGER,
            JsonTypes::NUMBER => !(allowed & JsonTypes::FRACTION).is_empty(),
            types => allowed.holds(types),
        })
        .collect();
    let several = split
        .iter()
        .filter(|types| **types != JsonTypes::NULL)
        .count()
        > 1;
    // A schema that allows one type, or null, can be referred to.
    if !several && facts.alone.is_some() && facts.values.is_none() {
        return vec![facts];
    }
    let is_text = facts.values.iter().flatten().all(Value::is_string);
    let split = split.into_iter().map(|types| {
        let fits = |value: &&Value| types.holds(JsonTypes::from_value(value));
        Facts {
            values: facts
                .values
                .as_ref()
                .map(|values| values.iter().filter(fits).cloned().collect()),
            // Text is typed where its values are listed.
            alone: facts
                .alone
                .filter(|_| !several && types != JsonTypes::NULL && is_text),
            types: Some(types),
            ..facts.clone()
        }
    });
    split.collect()
}
