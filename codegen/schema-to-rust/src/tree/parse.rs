//! Text becomes nodes: JSON, read by `serde_json`, with every value's place and the members of objects in their order.

use indexmap::IndexMap;
use serde_json::Value;
use serde_json::value::RawValue;

use super::node::{Json, Key, Node, NodeId};

/// Adds the nodes of a text, its root first.
///
/// # Errors
/// The text is not JSON, or nested deeper than `serde_json` reads (127 levels).
pub(super) fn parse(
    text: &str,
    document: u32,
    nodes: &mut Vec<Node>,
) -> serde_json::Result<NodeId> {
    // A raw value does not look at depth, nor at what its text means.
    serde_json::from_str::<Value>(text)?;
    let mut reader = Reader {
        text,
        document,
        nodes,
    };
    reader.value(serde_json::from_str(text)?, None, Key::Root)
}

struct Reader<'a> {
    text: &'a str,
    document: u32,
    nodes: &'a mut Vec<Node>,
}

impl Reader<'_> {
    fn value(
        &mut self,
        raw: &RawValue,
        parent: Option<NodeId>,
        key: Key,
    ) -> serde_json::Result<NodeId> {
        let raw = raw.get();
        let id = NodeId::new(self.nodes.len());
        self.nodes.push(Node {
            parent,
            key,
            document: self.document,
            // A raw value is a part of the text.
            start: raw.as_ptr().addr() - self.text.as_ptr().addr(),
            json: Json::Scalar(Value::Null),
        });
        self.nodes[id.index()].json = match raw.as_bytes() {
            [b'{', ..] => self.object(raw, id)?,
            [b'[', ..] => {
                let items: Vec<&RawValue> = serde_json::from_str(raw)?;
                let items = items.into_iter().enumerate();
                let items =
                    items.map(|(index, item)| self.value(item, Some(id), Key::Index(index)));
                Json::Array(items.collect::<Result<_, _>>()?)
            }
            _ => Json::Scalar(serde_json::from_str(raw)?),
        };
        Ok(id)
    }

    fn object(&mut self, raw: &str, id: NodeId) -> serde_json::Result<Json> {
        // Of a name that comes twice, the last value counts.
        let members: IndexMap<Box<str>, &RawValue> = serde_json::from_str(raw)?;
        let members = members
            .into_iter()
            .map(|(name, member)| self.value(member, Some(id), Key::Name(name)));
        let members: Vec<NodeId> = members.collect::<Result<_, _>>()?;
        let mut by_name = members.clone();
        by_name.sort_by_key(|member| self.nodes[member.index()].key.name());
        Ok(Json::Object { members, by_name })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::tree::Tree;

    /// As `serde_json` reads it, for want of a better judge.
    #[test]
    fn reads_what_serde_json_reads() {
        for text in [
            r#"{"b": [1, -2.5e3, 18446744073709551615, {}], "a": {"x": null, "y": [true, false]}}"#,
            " [ ] ",
            r#""\u0041\n\\\"\ud83d\ude00 é""#,
            r#"{"a": {"b": 1}, "c": 2, "a": [3]}"#,
            r#"{"\u0061": 1, "\"": {"": ""}}"#,
            "\t-0.0\r\n",
        ] {
            let tree = Tree::parse(text).unwrap();
            assert_eq!(
                tree.value(tree.root()),
                serde_json::from_str::<Value>(text).unwrap(),
                "{text}"
            );
        }
        let deep = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Tree::parse(&deep(127)).is_ok() && Tree::parse(&deep(128)).is_err());
    }

    #[test]
    fn members_keep_their_order() {
        let tree = Tree::parse(r#"{"b": 1, "a": 2, "c": 3, "b": 4}"#).unwrap();
        let members: Vec<(&str, Value)> = tree
            .members(tree.root())
            .map(|(name, value)| (name, tree.value(value)))
            .collect();
        assert_eq!(members, [("b", 4.into()), ("a", 2.into()), ("c", 3.into())]);
    }
}
