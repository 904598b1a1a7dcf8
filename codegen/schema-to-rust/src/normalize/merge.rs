//! What the parts of a schema say together becomes a schema that is not made of schemas, or branches of such.

use std::collections::HashSet;

use serde_json::Value;

use super::facts::{Facts, chosen};
use super::normal::{Normal, Object, Plain, Shape};
use super::normalizer::{Normalizer, Why};
use crate::bounds::Bounds;
use crate::formats::Format;
use crate::json_types::JsonTypes;
use crate::keyword::Keyword;
use crate::tree::{Key, NodeId};

/// Members that are described several times, inside each other: more is taken for a schema without end.
const DEEPEST: usize = 16;

/// More items are read as a list: Rust's tuples have traits up to here.
const LONGEST_TUPLE: usize = 12;

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
    /// What a schema comes to of which `facts` are known.
    pub(super) fn branches(
        &mut self,
        id: NodeId,
        facts: Facts,
        depth: usize,
    ) -> Result<Normal, Why> {
        if depth > DEEPEST {
            return Err(Why::Other(format!(
                "merged more than {DEEPEST} levels deep"
            )));
        }
        let mut all = Vec::new();
        for branch in chosen(self, facts)? {
            all.extend(by_type(branch));
        }
        if all.is_empty() {
            return Err(Why::Never);
        }
        if all.iter().any(|facts| !facts.shaped) {
            return Ok(Normal::Any);
        }
        let (nulls, mut others): (Vec<Facts>, Vec<Facts>) =
            all.into_iter().partition(|facts| facts.is(JsonTypes::NULL));
        let mut null = !nulls.is_empty();
        if others.len() > 1 {
            // Null is no branch: where one allows it, the whole choice does.
            for types in others.iter_mut().filter_map(|facts| facts.types.as_mut()) {
                null |= types.holds(JsonTypes::NULL);
                *types = *types - JsonTypes::NULL;
            }
        }
        let texts = || others.iter().filter(|facts| facts.is(JsonTypes::STRING));
        if texts().any(|facts| facts.values.is_some())
            && texts().any(|facts| facts.values.is_none())
        {
            self.open.insert(id);
        }
        let others = self.one_of_each(others)?;
        if let ([facts], false) = (others.as_slice(), null)
            && facts.alone.is_none()
        {
            return Ok(self
                .plain(id, facts, depth)?
                .map_or(Normal::Any, Normal::Plain));
        }
        let mut branches: Vec<NodeId> = Vec::new();
        for facts in others {
            let branch = match facts.alone {
                Some(alone) => alone,
                None => match self.branch(id, branches.len(), &facts, depth) {
                    Ok(branch) => branch,
                    // The others remain.
                    Err(Why::Never) => continue,
                    Err(why) => return Err(why),
                },
            };
            let known = branches.iter().find(|known| self.is_same(**known, branch));
            let kept = known.copied().unwrap_or(branch);
            if known.is_none() {
                branches.push(branch);
            }
            if self.tree.is_made(kept) {
                self.ways.entry(kept).or_default().extend(facts.ways);
            }
        }
        match (branches.as_slice(), null) {
            ([], false) => Err(Why::Never),
            ([], true) => Err(Why::Other("only null is valid here".to_owned())),
            ([to], false) => Ok(Normal::Same { to: *to, null }),
            _ => Ok(Normal::Branches { branches, null }),
        }
    }

    fn branch(
        &mut self,
        id: NodeId,
        index: usize,
        facts: &Facts,
        depth: usize,
    ) -> Result<NodeId, Why> {
        let branch = self.tree.make(id, Key::Branch(index));
        let plain = self.plain(branch, facts, depth)?;
        self.normal
            .insert(branch, plain.map_or(Normal::Any, Normal::Plain));
        Ok(branch)
    }

    /// Whether two branches are one: the same schema, or made of the same.
    fn is_same(&self, a: NodeId, b: NodeId) -> bool {
        if a == b {
            return true;
        }
        let made = |id: NodeId| self.normal.get(&id).filter(|_| self.tree.is_made(id));
        let (Some(left), Some(right)) = (made(a), made(b)) else {
            return false;
        };
        let (left_leads, right_leads) = (left.leads_to(), right.leads_to());
        left_leads.len() == right_leads.len()
            && left.without_nodes() == right.without_nodes()
            && left_leads
                .iter()
                .zip(&right_leads)
                .all(|(a, b)| self.is_same(*a, *b))
    }

    /// Text, integers, numbers and booleans need one branch each: text that is listed goes before other text, which the list
    /// does not refuse either.
    fn one_of_each(&self, branches: Vec<Facts>) -> Result<Vec<Facts>, Why> {
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
            None => facts.bounds.unwrap_or_else(|| {
                Bounds::read(|keyword| self.tree.scalar(*facts.says.get(&keyword)?))
            }),
        }
    }

    /// One schema of which all is known, as a schema that is not made of others. `None` where any JSON is read.
    fn plain(&mut self, id: NodeId, facts: &Facts, depth: usize) -> Result<Option<Plain>, Why> {
        let types = facts.types.map(|types| types - JsonTypes::NULL);
        let shape = match types {
            None | Some(JsonTypes::OBJECT) => self.object(id, facts, depth)?,
            Some(JsonTypes::ARRAY) => self.list(id, facts, depth)?,
            Some(JsonTypes::STRING) if facts.values.is_some() => Shape::Text,
            Some(JsonTypes::STRING) => super::plain::text(self.format(facts)),
            Some(JsonTypes::INTEGER) => {
                let bounds = facts.bounds.unwrap_or_else(|| {
                    Bounds::read(|keyword| self.tree.scalar(*facts.says.get(&keyword)?))
                });
                let known = Bounds::around(facts.values.iter().flatten());
                Shape::Integer(
                    bounds
                        .with(known)
                        .integer(self.format(facts).is_some_and(Format::is_unsigned)),
                )
            }
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
            null: false,
            values: facts.values.clone(),
            meanings: facts.meanings.clone(),
            says,
        }))
    }

    fn format(&self, facts: &Facts) -> Option<Format> {
        Format::named(self.tree.str(*facts.says.get(&Keyword::Format)?)?)
    }

    fn object(&mut self, id: NodeId, facts: &Facts, depth: usize) -> Result<Shape, Why> {
        let mut members: Vec<(Box<str>, NodeId)> = Vec::new();
        let mut never = Vec::new();
        for (name, schemas) in &facts.properties {
            let member = match self.all(id, Key::Member(name.clone()), schemas, depth) {
                // Then it is not sent.
                Err(Why::Never) if !facts.required.contains(name) => {
                    never.push(name.clone());
                    self.anything(id, Key::Member(name.clone()))
                }
                member => member?,
            };
            members.push((name.clone(), member));
        }
        for (name, schemas) in &facts.conditional {
            if !facts.properties.contains_key(name) {
                let member = self.any_of(id, Key::Member(name.clone()), schemas, depth)?;
                members.push((name.clone(), member));
            }
        }
        for name in &facts.mentioned {
            if !facts.properties.contains_key(name) && !facts.conditional.contains_key(name) {
                members.push((name.clone(), self.anything(id, Key::Member(name.clone()))));
            }
        }
        let rest = self.rest(id, facts, depth)?;
        let is_object = facts.types.is_some();
        if members.is_empty() && (facts.required.is_empty() || !is_object) {
            return Ok(if is_object {
                Shape::Map(rest)
            } else {
                Shape::Any
            });
        }
        Ok(Shape::Object(Object {
            members,
            required: facts.required.iter().cloned().collect(),
            never,
            rest,
        }))
    }

    /// What describes the members without a name.
    fn rest(&mut self, id: NodeId, facts: &Facts, depth: usize) -> Result<Option<NodeId>, Why> {
        if !facts.patterns.is_empty() && facts.additional.is_empty() && !facts.closed {
            return Ok(Some(self.anything(id, Key::Rest)));
        }
        let mut rest = facts.additional.clone();
        rest.extend_from_slice(&facts.patterns);
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

    /// A schema below another for what all of several describe.
    fn all(
        &mut self,
        id: NodeId,
        key: Key,
        schemas: &[NodeId],
        depth: usize,
    ) -> Result<NodeId, Why> {
        let schemas = self.saying_most(schemas)?;
        if let [one] = schemas.as_slice() {
            return Ok(*one);
        }
        let mut facts = Facts::default();
        for schema in &schemas {
            facts.add(self, *schema)?;
        }
        self.below(id, key, facts, depth)
    }

    /// A schema below another for what one of several describes.
    fn any_of(
        &mut self,
        id: NodeId,
        key: Key,
        schemas: &[NodeId],
        depth: usize,
    ) -> Result<NodeId, Why> {
        if let [one] = schemas {
            return Ok(*one);
        }
        let facts = Facts {
            choices: vec![schemas.to_vec()],
            ..Facts::default()
        };
        self.below(id, key, facts, depth)
    }

    fn below(&mut self, id: NodeId, key: Key, facts: Facts, depth: usize) -> Result<NodeId, Why> {
        let made = self.tree.make(id, key);
        let normal = self.branches(made, facts, depth + 1)?;
        self.normal.insert(made, normal);
        Ok(made)
    }

    fn anything(&mut self, id: NodeId, key: Key) -> NodeId {
        let made = self.tree.make(id, key);
        self.normal.insert(made, Normal::Any);
        made
    }

    /// Lists and maps can be empty: where nothing can be in them, they are of any JSON.
    fn or_anything(
        &mut self,
        found: Result<NodeId, Why>,
        id: NodeId,
        key: Key,
    ) -> Result<NodeId, Why> {
        match found {
            Err(Why::Never) => Ok(self.anything(id, key)),
            found => found,
        }
    }

    /// The schemas without those that say nothing, and without those that another one includes.
    fn saying_most(&self, schemas: &[NodeId]) -> Result<Vec<NodeId>, Why> {
        let mut kept: Vec<(NodeId, NodeId, Facts)> = Vec::new();
        for schema in schemas {
            let end = self.tree.target(*schema).map_err(|_| Why::astray())?;
            let facts = Facts::read(self, *schema)?;
            self.spend(kept.len())?;
            let says_nothing = !facts.shaped && facts.choices.is_empty();
            let is_included = kept.iter().any(|(_, _, other)| other.parts.contains(&end));
            if says_nothing && schemas.len() > 1 || is_included {
                continue;
            }
            kept.retain(|(_, end, _)| !facts.parts.contains(end));
            kept.push((*schema, end, facts));
        }
        let mut kept: Vec<NodeId> = kept.into_iter().map(|(schema, ..)| schema).collect();
        if kept.is_empty() {
            kept.extend(schemas.first());
        }
        Ok(kept)
    }
}

impl Normal {
    /// The same, with all schemas that it leads to taken for one.
    fn without_nodes(&self) -> Self {
        let mut normal = self.clone();
        let one = NodeId::new(0);
        match &mut normal {
            Self::Any => {}
            Self::Same { to, .. } => *to = one,
            Self::Branches { branches, .. } => branches.fill(one),
            Self::Plain(plain) => match &mut plain.shape {
                Shape::Object(object) => {
                    object
                        .members
                        .iter_mut()
                        .for_each(|(_, member)| *member = one);
                    object.rest = object.rest.map(|_| one);
                }
                Shape::Map(inner) | Shape::List(inner) => *inner = inner.map(|_| one),
                Shape::Tuple(items) => items.fill(one),
                _ => {}
            },
        }
        normal
    }
}

impl Facts {
    /// Whether a value has this type, and no other.
    fn is(&self, types: JsonTypes) -> bool {
        self.types == Some(types)
    }
}

/// One branch for each type that is allowed, `null` among them.
fn by_type(mut facts: Facts) -> Vec<Facts> {
    if let Some(values) = &facts.values {
        let types: JsonTypes = values.iter().map(JsonTypes::of).collect();
        facts.types = Some(facts.types.map_or(types, |allowed| allowed & types));
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
        let fits = |value: &&Value| types.holds(JsonTypes::of(value));
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
