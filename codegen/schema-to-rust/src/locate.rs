//! Where in a text a JSON pointer leads.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::pointer::unescape;

/// Where the values of one text are. What was found is kept: there may be as many questions as there are values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Locations(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    /// What objects and lists hold, by their pointers; nothing for what is neither.
    inside: BTreeMap<String, Inside>,
    /// What comes before every [`STEP`] bytes of the text.
    steps: Vec<Before>,
}

#[derive(Debug)]
enum Inside {
    Members(BTreeMap<String, Range<usize>>),
    Items(Vec<Range<usize>>),
}

#[derive(Clone, Copy, Debug, Default)]
struct Before {
    lines: usize,
    /// Of the last line.
    characters: usize,
}

const STEP: usize = 1024;

impl Locations {
    /// Line and column (in characters), both counted from 1, at which the value under `pointer` begins. `None` where the
    /// text is not JSON or has no such place.
    pub(crate) fn line_and_column(&self, text: &str, pointer: &str) -> Option<(usize, usize)> {
        // Nothing is left half done by a panic.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let start = known.place(text, pointer)?.start;
        Some(known.line_and_column(text, start))
    }
}

impl Known {
    fn place(&mut self, text: &str, pointer: &str) -> Option<Range<usize>> {
        let start = text.len() - text.trim_start().len();
        let mut place = start..text.trim_end().len();
        if pointer.is_empty() {
            return serde_json::from_str::<&RawValue>(text).ok().map(|_| place);
        }
        let mut end = 0;
        for segment in pointer.split('/').skip(1) {
            let above = &pointer[..end];
            if !self.inside.contains_key(above) {
                let inside = inside(text, place)?;
                self.inside.insert(above.to_owned(), inside);
            }
            place = match &self.inside[above] {
                Inside::Members(members) => members.get(&unescape(segment))?.clone(),
                Inside::Items(items) => items.get(segment.parse::<usize>().ok()?)?.clone(),
            };
            end += 1 + segment.len();
        }
        Some(place)
    }

    fn line_and_column(&mut self, text: &str, place: usize) -> (usize, usize) {
        let bytes = text.as_bytes();
        if self.steps.is_empty() {
            let mut before = Before::default();
            for step in bytes.chunks(STEP) {
                self.steps.push(before);
                before = before.and(step);
            }
        }
        let step = place / STEP;
        let before = self.steps.get(step).copied().unwrap_or_default();
        let before = before.and(&bytes[step * STEP..place]);
        (before.lines + 1, before.characters + 1)
    }
}

impl Before {
    fn and(self, bytes: &[u8]) -> Self {
        let characters = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        match bytes.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => Self {
                lines: self.lines + bytes.split(|byte| *byte == b'\n').count() - 1,
                characters: characters(&bytes[end + 1..]),
            },
            None => Self {
                characters: self.characters + characters(bytes),
                ..self
            },
        }
    }
}

/// What lies at a place of a text, if that is an object or a list.
fn inside(text: &str, place: Range<usize>) -> Option<Inside> {
    #[derive(Deserialize)]
    struct Members<'a>(#[serde(borrow)] BTreeMap<Key<'a>, &'a RawValue>);
    #[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
    struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

    // A borrowed raw value is a slice of the text, so the distance of their beginnings is its offset.
    let range = |value: &RawValue| {
        let start = (value.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        start..start + value.get().len()
    };
    let value = text.get(place)?;
    if value.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(value).ok()?;
        return Some(Inside::Items(items.into_iter().map(range).collect()));
    }
    let members: Members<'_> = serde_json::from_str(value).ok()?;
    let members = members.0.into_iter();
    let named = members.map(|(name, value)| (name.0.into_owned(), range(value)));
    Some(Inside::Members(named.collect()))
}

#[cfg(test)]
mod tests {
    use super::{Locations, STEP};

    fn line_and_column(text: &str, pointer: &str) -> Option<(usize, usize)> {
        Locations::default().line_and_column(text, pointer)
    }

    #[test]
    fn finds_members_items_and_escaped_names() {
        let text = "{\n  \"a/b\": [1,\n  {\"é~\": true}]\n}";
        assert_eq!(line_and_column(text, ""), Some((1, 1)));
        assert_eq!(line_and_column(text, "/a~1b"), Some((2, 10)));
        assert_eq!(line_and_column(text, "/a~1b/0"), Some((2, 11)));
        assert_eq!(line_and_column(text, "/a~1b/1/é~0"), Some((3, 10)));
    }

    #[test]
    fn says_none_for_what_is_not_there() {
        for (text, pointer) in [
            ("{}", "/a"),
            ("[]", "/0"),
            ("[]", "/x"),
            ("1", "/a"),
            ("{", "/a"),
            ("", ""),
        ] {
            assert_eq!(line_and_column(text, pointer), None, "{text} {pointer}");
        }
    }

    #[test]
    fn counts_in_texts_of_any_length() {
        let text = format!(
            "[\"{}\",\n\"{}\", 1, \n 2]",
            "é".repeat(STEP),
            "x\u{1f600}".repeat(3 * STEP)
        );
        let known = Locations::default();
        for (pointer, place) in [("/1", (2, 1)), ("/2", (2, 6 * STEP + 5)), ("/3", (3, 2))] {
            assert_eq!(
                known.line_and_column(&text, pointer),
                Some(place),
                "{pointer}"
            );
        }
    }
}
