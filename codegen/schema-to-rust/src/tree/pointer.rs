//! JSON pointers (RFC 6901), and the fragments of references that hold them.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::Tree;
use super::node::{Key, NodeId};

/// A name as a segment of a JSON pointer.
pub fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

/// The name that a segment of a JSON pointer stands for.
pub fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

impl Tree {
    /// The JSON pointer of a node in its document. What normalizing made has the pointer of the place that it describes.
    pub fn pointer(&self, id: NodeId) -> String {
        let mut segments = Vec::new();
        let mut here = Some(id);
        while let Some(id) = here {
            match self.key(id) {
                Key::Root | Key::Branch(_) => {}
                Key::Name(name) => segments.push(escape(name)),
                Key::Index(index) => segments.push(index.to_string()),
                Key::Member(name) => segments.push(format!("properties/{}", escape(name))),
                Key::Rest => segments.push("additionalProperties".to_owned()),
                Key::Item => segments.push("items".to_owned()),
            }
            here = self.parent(id);
        }
        segments
            .iter()
            .rev()
            .flat_map(|segment| ["/", segment])
            .collect()
    }

    /// What lies under a JSON pointer, seen from a node.
    pub fn at(&self, from: NodeId, pointer: &str) -> Option<NodeId> {
        if pointer.is_empty() {
            return Some(from);
        }
        let mut here = from;
        for segment in pointer.strip_prefix('/')?.split('/') {
            here = match self.items(here) {
                Some(items) => *items.get(index(segment)?)?,
                None => self.member(here, &unescape(segment))?,
            };
        }
        Some(here)
    }

    /// What the fragment of a reference (without `#`) names by a JSON pointer, seen from a node.
    pub fn at_fragment(&self, from: NodeId, fragment: &str) -> Option<NodeId> {
        // Percent signs stand for themselves in fragments that nobody encoded.
        let decoded = percent_decode_str(fragment).decode_utf8().ok();
        let decoded = decoded.and_then(|pointer: Cow<'_, str>| self.at(from, &pointer));
        decoded.or_else(|| self.at(from, fragment))
    }
}

/// An index of a list: digits, and no zero before others.
fn index(segment: &str) -> Option<usize> {
    let is_plain = segment.bytes().all(|byte| byte.is_ascii_digit())
        && (segment == "0" || !segment.starts_with('0'));
    segment.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use crate::tree::Tree;

    #[test]
    fn leads_to_members_items_and_escaped_names() {
        let text = "\u{feff}{\n  \"a/b\": [1,\n  {\"é~\": true}]\n}";
        let tree = Tree::parse(text).unwrap();
        for (pointer, place) in [
            ("", (1, 1)),
            ("/a~1b", (2, 10)),
            ("/a~1b/0", (2, 11)),
            ("/a~1b/1/é~0", (3, 10)),
        ] {
            let id = tree.at(tree.root(), pointer).expect(pointer);
            assert_eq!(tree.line_and_column(id), place, "{pointer}");
            assert_eq!(tree.pointer(id), pointer);
        }
    }

    #[test]
    fn leads_nowhere_where_nothing_is() {
        for (text, pointer) in [
            ("{}", "/a"),
            ("[]", "/0"),
            ("[1, 2]", "/01"),
            ("[1]", "/+0"),
            ("[]", "/x"),
            ("1", "/a"),
            (r#"{"a": 1}"#, "a"),
        ] {
            let tree = Tree::parse(text).unwrap();
            assert_eq!(tree.at(tree.root(), pointer), None, "{text} {pointer}");
        }
        for text in ["{", "", "{} x", "01", r#"{"a" 1}"#, r#""\ud800""#, "1e999"] {
            assert!(Tree::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn fragments_are_decoded_and_bear_what_nobody_encoded() {
        let tree = Tree::parse(r#"{"a b": 1, "100%": 2, "ü": 3, "%41": 4}"#).unwrap();
        let at = |fragment| {
            tree.at_fragment(tree.root(), fragment)
                .map(|id| tree.value(id))
        };
        for (fragment, value) in [
            ("/a%20b", 1),
            ("/a b", 1),
            ("/100%", 2),
            ("/100%25", 2),
            ("/%C3%BC", 3),
            ("/%2541", 4),
            ("/%41", 4),
        ] {
            assert_eq!(at(fragment), Some(value.into()), "{fragment}");
        }
        assert_eq!(at("/a%2520b"), None);
    }
}
