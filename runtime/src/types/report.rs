//! How an event's data differs from what its schema names, without refusing any of it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::object::{Presence, Seen};
use super::place::{Place, Slot};
use super::pointer;

/// The fields of an event's data that its schema does not name, the required ones that are missing, and the values that no
/// value set lists.
///
/// Places are JSON pointers into `data`. An event whose schema is not known has nothing to report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    unknown: Vec<String>,
    missing: Vec<String>,
    values: Vec<String>,
    incomplete: bool,
}

impl Report {
    /// The fields that the schema does not name, in the order sent.
    pub fn unknown_fields(&self) -> &[String] {
        &self.unknown
    }

    /// The fields that the schema requires and the data lacks. A field that is `null` is there.
    pub fn missing_fields(&self) -> &[String] {
        &self.missing
    }

    /// The places of values that their set does not list: what an open enum has as `Unknown`.
    pub fn unknown_values(&self) -> &[String] {
        &self.values
    }

    /// Whether the data has just the fields that the schema names, and all that it requires.
    pub fn is_clean(&self) -> bool {
        self.unknown.is_empty() && self.missing.is_empty() && !self.incomplete
    }

    /// Whether the lists were cut: the data could not be read to its end, or the pointers grew past 64 KiB.
    pub fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// Compares the members of the JSON with those of the place that it would go to.
    pub(crate) fn compare(place: Place<'_>, json: &str) -> Self {
        let mut report = Self::default();
        let mut walk = Walk {
            report: &mut report,
            path: String::new(),
            budget: LIMIT,
        };
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let read = walk.at(place).deserialize(&mut deserializer);
        report.incomplete |= read.is_err();
        report
    }
}

/// How many bytes the pointers may take: keys are the sender's, and each may be long.
const LIMIT: usize = 64 * 1024;

struct Walk<'r> {
    report: &'r mut Report,
    /// Where the walk is.
    path: String,
    /// How many more bytes the lists may take.
    budget: usize,
}

impl<'r> Walk<'r> {
    fn at<'p>(&mut self, place: Place<'p>) -> Here<'_, 'r, 'p> {
        Here { walk: self, place }
    }

    /// Reads one value below the present place.
    fn below<T>(&mut self, push: impl FnOnce(&mut String), read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        push(&mut self.path);
        let result = read(self);
        self.path.truncate(length);
        result
    }

    fn members<'de, A: MapAccess<'de>>(
        &mut self,
        object: &mut dyn Slot,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let table = object.table();
        let mut seen = Seen::default();
        while let Some(name) = map.next_key::<String>()? {
            if let Some(index) = table.members.iter().position(|(known, _)| *known == name) {
                let place = if seen.insert(index) {
                    object.member(index)
                } else {
                    Place::Filled
                };
                self.member(&name, place, map)?;
            } else if let Place::Map(rest) = object.member(table.members.len()) {
                self.member(&name, rest.insert(name.clone()), map)?;
            } else {
                self.note_member(|report| &mut report.unknown, &name);
                self.member(&name, Place::Filled, map)?;
            }
        }
        for (index, (name, presence)) in table.members.iter().enumerate() {
            if *presence != Presence::Optional && !seen.contains(index) {
                self.note_member(|report| &mut report.missing, name);
            }
        }
        Ok(())
    }

    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        place: Place<'_>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        self.below(
            |path| pointer::push(path, name),
            |walk| map.next_value_seed(walk.at(place)),
        )
    }

    fn note_member(&mut self, list: impl FnOnce(&mut Report) -> &mut Vec<String>, name: &str) {
        self.below(|path| pointer::push(path, name), |walk| walk.note(list));
    }

    /// Notes the present place.
    fn note(&mut self, list: impl FnOnce(&mut Report) -> &mut Vec<String>) {
        match self.budget.checked_sub(self.path.len()) {
            Some(left) => {
                self.budget = left;
                list(self.report).push(self.path.clone());
            }
            None => self.report.incomplete = true,
        }
    }
}

/// One value and the place that it would go to. Nothing goes there but what has members, and a value of a set: all else, and a value
/// of another kind, is the decoder's business.
struct Here<'w, 'r, 'p> {
    walk: &'w mut Walk<'r>,
    place: Place<'p>,
}

impl<'de> DeserializeSeed<'de> for Here<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self { walk, place } = self;
        match place {
            Place::Opt(optional) => walk.at(optional.some()).deserialize(deserializer),
            Place::Object(_)
            | Place::List(_)
            | Place::Tuple(_)
            | Place::Map(_)
            | Place::Values(_)
            | Place::OptValues(_) => deserializer.deserialize_any(walk.at(place)),
            _ => deserializer.deserialize_ignored_any(IgnoredAny).map(drop),
        }
    }
}

impl<'de> Visitor<'de> for Here<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { walk, place } = self;
        match place {
            Place::Object(object) => walk.members(object, &mut map),
            Place::Map(values) => {
                while let Some(name) = map.next_key::<String>()? {
                    let place = values.insert(name.clone());
                    walk.member(&name, place, &mut map)?;
                }
                Ok(())
            }
            _ => IgnoredAny.visit_map(map).map(drop),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { walk, mut place } = self;
        let mut index = 0;
        loop {
            let place = match &mut place {
                Place::List(list) => list.push(),
                Place::Tuple(tuple) => tuple.place(index),
                _ => Place::Filled,
            };
            let item = walk.below(
                |path| pointer::push_index(path, index),
                |walk| items.next_element_seed(walk.at(place)),
            )?;
            if item.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if let Place::Values(values) | Place::OptValues(values) = self.place {
            values.set(text);
            if !values.is_known() {
                self.walk.note(|report| &mut report.values);
            }
        }
        Ok(())
    }
}
