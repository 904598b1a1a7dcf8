//! Tags: members whose values tell the branches of a choice apart, wherever they stand, and whether they are required or not; members
//! that some branches never have; and the values of branches that are numbers.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Value;

use super::{Limited, Lowering};
use crate::json_types::JsonTypes;
use crate::model::Guard;
use crate::normalize::{Normal, Shape};
use crate::tree::NodeId;

/// Choices inside choices are not looked into further.
const DEEPEST: usize = 4;

/// Longer lists and objects tell nothing apart.
const LONGEST_VALUE: usize = 200;

/// More sets of values are not compared with each other.
const MOST_COMPARED: usize = 64;

impl Lowering<'_> {
    /// The tags of each branch. A member is one if it tells two of them apart: by values that both do not have, or by values where
    /// the other has any.
    pub(super) fn tags(&mut self, branches: &[NodeId]) -> Vec<Vec<Guard>> {
        let limited: Vec<Rc<Limited>> = branches
            .iter()
            .map(|branch| self.limited(*branch))
            .collect();
        let paths: BTreeSet<&(Vec<String>, bool)> = limited
            .iter()
            .flat_map(|limited| limited.iter())
            .filter(|(_, values)| values.is_some())
            .map(|(path, _)| path)
            .collect();
        let telling: BTreeSet<&(Vec<String>, bool)> = paths
            .into_iter()
            .filter(|path| {
                let known = limited.iter().map(|limited| limited.get(*path));
                let (never, others): (Vec<_>, Vec<_>) = known.partition(|values| is_never(*values));
                !never.is_empty() && !others.is_empty() || tells_apart(others.into_iter().flatten())
            })
            .collect();
        let tags = |limited: &Rc<Limited>| -> Vec<Guard> {
            let own = limited.iter().filter(|(path, _)| telling.contains(path));
            own.filter_map(|((path, inside), values)| {
                Some(Guard {
                    path: path.clone(),
                    inside: *inside,
                    values: values.clone()?,
                })
            })
            .collect()
        };
        limited.iter().map(tags).collect()
    }

    fn limited(&mut self, branch: NodeId) -> Rc<Limited> {
        let branch = self.normalized.settled(branch);
        if let Some(known) = self.limited.get(&branch) {
            return Rc::clone(known);
        }
        let mut found = Limited::new();
        let numbers = self.normalized.plain(branch);
        if numbers.is_some_and(|plain| matches!(plain.shape, Shape::Integer(_) | Shape::Number)) {
            found.insert((Vec::new(), false), self.values(branch, 0));
        }
        self.limit_inside(Vec::new(), branch, &mut found);
        for (name, member) in self.normalized.members(branch) {
            for ((inner, inside), values) in self.described_limits(*member, 0).iter() {
                let path = [&[name.to_string()], inner.as_slice()].concat();
                found.insert((path, *inside), values.clone());
            }
        }
        let own = self.described_limits(branch, 0);
        found.extend(
            own.iter()
                .map(|(key, values)| (key.clone(), values.clone())),
        );
        let found = Rc::new(found);
        self.limited.insert(branch, Rc::clone(&found));
        found
    }

    /// What the members of an object are limited to; of a choice, what those of all its objects are.
    fn described_limits(&mut self, id: NodeId, depth: usize) -> Rc<Limited> {
        let id = self.normalized.settled(id);
        if let Some(known) = self.described_limits.get(&id) {
            return Rc::clone(known);
        }
        let mut found = Limited::new();
        let normalized = self.normalized;
        for (name, member) in normalized.members(id) {
            let path = vec![name.to_string()];
            self.limit_inside(path.clone(), *member, &mut found);
            found.insert((path, false), self.values(*member, 0));
        }
        if let (Normal::Branches { branches, .. }, 0..DEEPEST) = (normalized.normal(id), depth) {
            let may_be_object = |branch: &&NodeId| {
                let plain = normalized.plain(normalized.settled(**branch));
                plain.is_none_or(|plain| plain.shape.types().holds(JsonTypes::OBJECT))
            };
            let objects = branches.iter().filter(may_be_object);
            let all: Vec<Rc<Limited>> = objects
                .map(|branch| self.described_limits(*branch, depth + 1))
                .collect();
            found = all
                .first()
                .map(|first| (**first).clone())
                .unwrap_or_default();
            found.retain(|key, values| all.iter().all(|other| widen(values, other.get(key))));
        }
        let found = Rc::new(found);
        self.described_limits.insert(id, Rc::clone(&found));
        found
    }

    /// Notes what is inside of a list or map, unless that is text: a list of which one text is new is still of the branch.
    fn limit_inside(&self, path: Vec<String>, id: NodeId, found: &mut Limited) {
        let plain = self.normalized.plain(self.normalized.settled(id));
        let inside = match plain.map(|plain| &plain.shape) {
            Some(Shape::List(items) | Shape::Map(items)) => items.as_slice(),
            Some(Shape::Tuple(items)) => items,
            _ => return,
        };
        let values = inside.iter().map(|one| self.values(*one, 0));
        let values = values.collect::<Option<Vec<_>>>().map(|all| all.concat());
        let is_limited =
            |values: &Vec<Value>| !values.is_empty() && !values.iter().any(Value::is_string);
        found.insert((path, true), values.filter(is_limited));
    }

    /// The only values that may stand somewhere, `null` aside: none where nothing may. `None` where there may be any.
    pub(super) fn values(&self, id: NodeId, depth: usize) -> Option<Vec<Value>> {
        if depth > DEEPEST || self.normalized.is_open(id) {
            return None;
        }
        let found = match self.normalized.normal(self.normalized.settled(id)) {
            Normal::Branches { branches, .. } => {
                let mut values = Vec::new();
                for branch in branches {
                    values.extend(self.values(*branch, depth + 1)?);
                }
                values
            }
            Normal::Plain(plain) => {
                let listed = plain.values.as_ref()?.iter();
                listed.filter(|value| !value.is_null()).cloned().collect()
            }
            Normal::Never { .. } => return Some(Vec::new()),
            // A set of lists or objects.
            Normal::Any => {
                let listed = self.tree.schema(self.normalized.settled(id))?.values()?;
                let is_short = |value: &Value| value.to_string().len() <= LONGEST_VALUE;
                if !listed.iter().all(is_short) {
                    return None;
                }
                listed
                    .into_iter()
                    .filter(|value| !value.is_null())
                    .collect()
            }
            Normal::Same { .. } => return None,
        };
        Some(found)
    }
}

/// Adds the values that another object allows. `false` where one of them allows any.
fn widen(values: &mut Option<Vec<Value>>, other: Option<&Option<Vec<Value>>>) -> bool {
    let (Some(values), Some(Some(other))) = (values, other) else {
        return false;
    };
    let new = other.iter().filter(|value| !values.contains(value));
    let new: Vec<Value> = new.cloned().collect();
    values.extend(new);
    true
}

/// Whether the member is never there.
fn is_never(values: Option<&Option<Vec<Value>>>) -> bool {
    values.is_some_and(|values| values.as_ref().is_some_and(Vec::is_empty))
}

/// Whether two of the branches share no value, or one has some values and another any. For numbers and booleans it is enough
/// that one has a value that another lacks: a text that is in no list may still be of either.
fn tells_apart<'a>(values: impl Iterator<Item = &'a Option<Vec<Value>>>) -> bool {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut sets: BTreeSet<Vec<String>> = BTreeSet::new();
    let (mut limited, mut open, mut text) = (0, 0, false);
    for values in values {
        let Some(values) = values else {
            open += 1;
            continue;
        };
        limited += 1;
        text |= values.iter().any(Value::is_string);
        let mut texts: Vec<String> = values.iter().map(Value::to_string).collect();
        texts.sort_unstable();
        if limited > 1 && texts.iter().all(|text| !seen.contains(text)) {
            return true;
        }
        seen.extend(texts.iter().cloned());
        sets.insert(texts);
    }
    // Values that some branches share may still leave out others.
    limited > 0 && open > 0
        || !text && sets.len() > 1
        || sets.iter().any(|set| {
            let alone = |other: &Vec<String>| other.iter().all(|text| !set.contains(text));
            sets.len() <= MOST_COMPARED && sets.iter().any(alone)
        })
}
