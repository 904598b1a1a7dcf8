//! Where in JSON an error lies: the line and column that `serde_json` gives, as a JSON pointer.

use std::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::pointer;

/// The place of the innermost value that was being read. Every step goes through the text of one value, to find the one
/// inside that holds the position; it is taken on errors alone.
pub(crate) fn of(error: &serde_json::Error, json: &str) -> String {
    let mut place = String::new();
    let Some(position) = position(error, json) else {
        return place;
    };
    let mut value = json;
    while let Some((step, inside)) = step(value, json.as_ptr().addr() + position) {
        match step {
            Step::Name(name) => pointer::push(&mut place, &name),
            Step::Index(index) => pointer::push_index(&mut place, index),
        }
        value = inside;
    }
    place
}

/// How many bytes of the text were read.
fn position(error: &serde_json::Error, json: &str) -> Option<usize> {
    let before = error.line().checked_sub(1)?;
    let lines = json.split_inclusive('\n').take(before);
    Some(lines.map(str::len).sum::<usize>() + error.column())
}

enum Step {
    Name(String),
    Index(usize),
}

/// The value right inside a value that holds the position.
fn step(json: &str, address: usize) -> Option<(Step, &str)> {
    let mut found = None;
    // Reading ends, with an error, as soon as the value is found. The text itself is valid.
    let _ = serde_json::Deserializer::from_str(json).deserialize_any(Inside {
        address,
        found: &mut found,
    });
    found
}

struct Inside<'f, 'a> {
    address: usize,
    found: &'f mut Option<(Step, &'a str)>,
}

impl Inside<'_, '_> {
    /// Text and numbers have been read when they are refused, lists and objects not yet.
    fn is_in(&self, value: &str) -> bool {
        let start = value.as_ptr().addr();
        let from = if value.starts_with(['[', '{']) {
            start
        } else {
            start + 1
        };
        (from..=start + value.len()).contains(&self.address)
    }
}

impl<'a> Visitor<'a> for Inside<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
            if self.is_in(value.get()) {
                *self.found = Some((Step::Name(name), value.get()));
                break;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(value) = items.next_element::<&RawValue>()? {
            if self.is_in(value.get()) {
                *self.found = Some((Step::Index(index), value.get()));
                break;
            }
            index += 1;
        }
        Ok(())
    }
}
