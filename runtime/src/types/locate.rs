//! Where in JSON an error lies: the line and column that `serde_json` gives, as a JSON pointer.

use std::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::pointer;

/// The place of the innermost value that was being read. Every step goes through the text of one value, to find the one
/// inside that holds the position; it is taken on errors alone.
pub(crate) fn locate(error: &serde_json::Error, json: &str) -> String {
    let mut place = String::new();
    let Some(position) = position(error, json) else {
        return place;
    };
    let search = Search {
        address: json.as_ptr().addr() + position,
        unread: is_unread(error),
    };
    let mut value = json;
    while let Some((step, inside)) = search.step(value) {
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

/// Whether a list or an object was refused where it begins. Everything else is refused when it has been read.
fn is_unread(error: &serde_json::Error) -> bool {
    let message = error.to_string();
    ["invalid type: sequence", "invalid type: map"]
        .iter()
        .any(|kind| message.starts_with(kind))
}

#[derive(Clone, Copy)]
struct Search {
    address: usize,
    unread: bool,
}

impl Search {
    /// The value right inside a value that holds the position.
    fn step(self, json: &str) -> Option<(Step, &str)> {
        let mut found = None;
        // Reading ends, with an error, as soon as the value is found. The text itself is valid.
        let _ = serde_json::Deserializer::from_str(json).deserialize_any(Inside {
            search: self,
            found: &mut found,
        });
        found
    }

    fn is_in(self, value: &str) -> bool {
        let start = value.as_ptr().addr();
        let unread = self.unread && value.starts_with(['[', '{']);
        let from = if unread { start } else { start + 1 };
        (from..=start + value.len()).contains(&self.address)
    }
}

struct Inside<'f, 'a> {
    search: Search,
    found: &'f mut Option<(Step, &'a str)>,
}

impl<'a> Visitor<'a> for Inside<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
            if self.search.is_in(value.get()) {
                *self.found = Some((Step::Name(name), value.get()));
                break;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(value) = items.next_element::<&RawValue>()? {
            if self.search.is_in(value.get()) {
                *self.found = Some((Step::Index(index), value.get()));
                break;
            }
            index += 1;
        }
        Ok(())
    }
}
