//! Members whose values tell the alternatives of a choice apart: tags, wherever they stand, and whether they are required or not.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::Preparer;
use super::object::is_struct;
use crate::compose::ALTERNATIVES;
use crate::model::Guard;
use crate::pointer::escape;

/// What the members of an object, and those one level below, are limited to, by their names; `None` for those that can have
/// any value.
pub(super) type Limited = BTreeMap<Vec<String>, Option<Vec<Value>>>;

impl Preparer<'_> {
    /// The guards of each alternative. A member is one if it tells two of them apart: by values that both do not have, or by
    /// values where the other has any.
    pub(super) fn guards(&mut self, places: &[String]) -> Vec<Vec<Guard>> {
        let limited: Vec<Rc<Limited>> = places.iter().map(|place| self.limited(place)).collect();
        let paths: BTreeSet<&Vec<String>> = limited
            .iter()
            .flat_map(|limited| limited.iter())
            .filter(|(_, values)| values.is_some())
            .map(|(path, _)| path)
            .collect();
        let telling: BTreeSet<&Vec<String>> = paths
            .into_iter()
            .filter(|path| {
                let values = limited.iter().filter_map(|limited| limited.get(*path));
                tells_apart(values)
            })
            .collect();
        let guards = |limited: &Rc<Limited>| -> Vec<Guard> {
            let own = limited.iter().filter(|(path, _)| telling.contains(path));
            own.filter_map(|(path, values)| {
                Some(Guard {
                    path: path.clone(),
                    values: values.clone()?,
                })
            })
            .collect()
        };
        limited.iter().map(guards).collect()
    }

    fn limited(&mut self, place: &str) -> Rc<Limited> {
        let place = self.settled(place);
        if let Some(known) = self.limited.get(&place) {
            return Rc::clone(known);
        }
        let mut found = Limited::new();
        for (name, member) in self.members(&place) {
            for (inner, below) in self.members(&self.settled(&member)) {
                found.insert(vec![name.clone(), inner], self.values(&below, 0));
            }
            found.insert(vec![name], self.values(&member, 0));
        }
        let found = Rc::new(found);
        self.limited.insert(place, Rc::clone(&found));
        found
    }

    /// The members of an object, with their places.
    fn members(&self, place: &str) -> Vec<(String, String)> {
        let object = self.at(place);
        let members = object.get("properties").and_then(Value::as_object);
        let members = members.filter(|_| is_struct(object)).into_iter().flatten();
        members
            .map(|(name, _)| (name.clone(), format!("{place}/properties/{}", escape(name))))
            .collect()
    }

    /// The only values that may stand somewhere, `null` aside. `None` where there may be others.
    fn values(&self, place: &str, depth: usize) -> Option<Vec<Value>> {
        if depth > DEEPEST {
            return None;
        }
        let place = self.settled(place);
        let schema = self.at(&place);
        if let Some(Value::Array(alternatives)) = schema.get(ALTERNATIVES) {
            let mut values = Vec::new();
            for index in 0..alternatives.len() {
                let alternative = format!("{place}/{ALTERNATIVES}/{index}");
                if self
                    .at(&alternative)
                    .get("type")
                    .is_none_or(|ty| ty != "null")
                {
                    values.extend(self.values(&alternative, depth + 1)?);
                }
            }
            return Some(values).filter(|values| !values.is_empty());
        }
        let listed = schema.get("enum")?.as_array()?;
        let values: Vec<Value> = listed
            .iter()
            .filter(|value| !value.is_null())
            .cloned()
            .collect();
        let plain = |value: &Value| value.is_string() || value.is_boolean() || value.is_number();
        (!values.is_empty() && values.iter().all(plain)).then_some(values)
    }
}

/// Choices inside choices are not looked into further.
const DEEPEST: usize = 4;

/// Whether two of the alternatives share no value, or one has some values and another any.
fn tells_apart<'a>(values: impl Iterator<Item = &'a Option<Vec<Value>>>) -> bool {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut sets: BTreeSet<Vec<String>> = BTreeSet::new();
    let (mut limited, mut open) = (0, 0);
    for values in values {
        let Some(values) = values else {
            open += 1;
            continue;
        };
        limited += 1;
        let mut texts: Vec<String> = values.iter().map(Value::to_string).collect();
        texts.sort_unstable();
        if limited > 1 && texts.iter().all(|text| !seen.contains(text)) {
            return true;
        }
        seen.extend(texts.iter().cloned());
        sets.insert(texts);
    }
    // Values that some alternatives share may still leave out others.
    limited > 0 && open > 0
        || sets.iter().any(|set| {
            let alone = |other: &Vec<String>| other.iter().all(|text| !set.contains(text));
            sets.len() <= MOST_COMPARED && sets.iter().any(alone)
        })
}

/// More sets of values are not compared with each other.
const MOST_COMPARED: usize = 64;
