//! What the parts of a schema say together becomes a schema that is not made of schemas, or branches of such.

use super::merge::Facts;
use super::normalized::Normal;
use super::types::by_type;
use super::{Normalizer, Why};
use crate::json_types::JsonTypes;
use crate::tree::{Key, NodeId};

/// Members that are described several times, inside each other: more is taken for a schema without end.
const DEEPEST: usize = 16;

impl Normalizer {
    /// What a schema comes to with all that it is made of.
    pub(super) fn merged(&mut self, id: NodeId) -> Result<Normal, Why> {
        let facts = Facts::read(self, id)?;
        self.branches(id, facts, 0)
    }

    fn branches(&mut self, id: NodeId, facts: Facts, depth: usize) -> Result<Normal, Why> {
        if depth > DEEPEST {
            return Err(Why::Other(format!(
                "merged more than {DEEPEST} levels deep"
            )));
        }
        let mut all = Vec::new();
        for branch in facts.chosen(self)? {
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
        if let [facts] = others.as_slice()
            && facts.alone.is_none()
        {
            let plain = self.plain(id, facts, null, depth)?;
            return Ok(plain.map_or(Normal::Any, Normal::Plain));
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
            let ways = self.ways.entry((id, kept)).or_default();
            ways.extend(facts.ways);
        }
        match (branches.as_slice(), null) {
            ([], false) => Err(Why::Never),
            ([], true) => Ok(self.never(id, true)),
            ([to], _) => Ok(Normal::Same { to: *to, null }),
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
        let plain = self.plain(branch, facts, false, depth)?;
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
        let ((left, left_leads), (right, right_leads)) = (left.apart(), right.apart());
        let mut leads = left_leads.iter().zip(&right_leads);
        left == right && leads.all(|(a, b)| self.is_same(*a, *b))
    }

    /// A schema below another for what all of several describe.
    pub(super) fn all(
        &mut self,
        id: NodeId,
        key: Key,
        schemas: &[NodeId],
        depth: usize,
    ) -> Result<NodeId, Why> {
        if let [one] = schemas {
            return match self
                .tree
                .target(*one)
                .ok()
                .and_then(|id| self.tree.bool(id))
            {
                Some(false) => Err(Why::Never),
                _ => Ok(*one),
            };
        }
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
    pub(super) fn any_of(
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

    /// A schema below another that comes to this.
    pub(super) fn made(&mut self, id: NodeId, key: Key, normal: Normal) -> NodeId {
        let made = self.tree.make(id, key);
        self.normal.insert(made, normal);
        made
    }

    /// Lists and maps can be empty: where nothing can be in them, they are of any JSON.
    pub(super) fn or_anything(
        &mut self,
        found: Result<NodeId, Why>,
        id: NodeId,
        key: Key,
    ) -> Result<NodeId, Why> {
        match found {
            Err(Why::Never) => Ok(self.made(id, key, Normal::Any)),
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
