//! Where in a text a JSON pointer leads.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::files;
use crate::pointer::unescape;

/// Line and column (in characters, without a byte order mark), both counted from 1, at which the value under `pointer` begins. `None` where the
/// text is no JSON or has no such place.
pub fn line_and_column(text: &str, pointer: &str) -> Option<(usize, usize)> {
    let text = files::without_mark(text);
    let offset = offset(text, pointer)?;
    let before = text.get(..offset)?;
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    Some((line, column))
}

fn offset(text: &str, pointer: &str) -> Option<usize> {
    #[derive(Deserialize)]
    struct Members<'a>(#[serde(borrow)] BTreeMap<Key<'a>, &'a RawValue>);
    #[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
    struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

    let mut at: &RawValue = serde_json::from_str(text).ok()?;
    for segment in pointer.split('/').skip(1) {
        let segment = unescape(segment);
        at = if at.get().starts_with('[') {
            let items: Vec<&RawValue> = serde_json::from_str(at.get()).ok()?;
            items.get(segment.parse::<usize>().ok()?)?
        } else {
            let members: Members<'_> = serde_json::from_str(at.get()).ok()?;
            members.0.get(&Key(Cow::Owned(segment)))?
        };
    }
    // A borrowed raw value is a slice of the text, so the distance of their beginnings is its offset.
    (at.get().as_ptr() as usize).checked_sub(text.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
    use super::line_and_column;

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
}
