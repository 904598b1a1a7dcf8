//! Text becomes nodes: JSON, checked by `serde_json`, with every value's place and the members of objects in their order.

use std::collections::HashMap;

use serde_json::Value;

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
    serde_json::from_str::<Value>(text)?;
    let mut reader = Reader {
        text,
        at: 0,
        document,
        nodes,
    };
    Ok(reader.value(None, Key::Root))
}

/// Reads what is known to be JSON.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    document: u32,
    nodes: &'a mut Vec<Node>,
}

impl Reader<'_> {
    fn value(&mut self, parent: Option<NodeId>, key: Key) -> NodeId {
        self.skip_space();
        let id = NodeId::new(self.nodes.len());
        self.nodes.push(Node {
            parent,
            key,
            document: self.document,
            start: self.at,
            json: Json::Scalar(Value::Null),
        });
        let json = match self.peek() {
            b'{' => self.object(id),
            b'[' => self.array(id),
            b'"' => Json::Scalar(Value::String(self.string())),
            _ => Json::Scalar(self.word()),
        };
        self.nodes[id.index()].json = json;
        id
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Value {
        let rest = &self.text.as_bytes()[self.at..];
        let is_word = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        let start = self.at;
        self.at += rest.iter().take_while(is_word).count();
        let word = serde_json::from_str(&self.text[start..self.at]);
        word.expect("serde_json has read this before, in the whole text")
    }

    fn object(&mut self, id: NodeId) -> Json {
        self.at += 1;
        let mut members: Vec<NodeId> = Vec::new();
        let mut known: HashMap<Box<str>, usize> = HashMap::new();
        loop {
            self.skip_space();
            match self.peek() {
                b'}' => break,
                b',' => self.at += 1,
                _ => {
                    let name: Box<str> = self.string().into();
                    self.skip_space();
                    // The colon.
                    self.at += 1;
                    let member = self.value(Some(id), Key::Name(name.clone()));
                    // Of a name that comes twice, the last value counts.
                    match known.insert(name, members.len()) {
                        None => members.push(member),
                        Some(before) => {
                            members[before] = member;
                            if let Key::Name(name) = &self.nodes[member.index()].key {
                                known.insert(name.clone(), before);
                            }
                        }
                    }
                }
            }
        }
        self.at += 1;
        let mut by_name = members.clone();
        let nodes = &self.nodes;
        by_name.sort_by(|a, b| {
            nodes[a.index()]
                .key
                .name()
                .cmp(&nodes[b.index()].key.name())
        });
        Json::Object { members, by_name }
    }

    fn array(&mut self, id: NodeId) -> Json {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                b']' => break,
                b',' => self.at += 1,
                _ => {
                    let item = self.value(Some(id), Key::Index(items.len()));
                    items.push(item);
                }
            }
        }
        self.at += 1;
        Json::Array(items)
    }

    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        let mut is_plain = true;
        while self.peek() != b'"' {
            if self.peek() == b'\\' {
                is_plain = false;
                self.at += 1;
            }
            self.at += 1;
        }
        self.at += 1;
        if is_plain {
            return self.text[start + 1..self.at - 1].to_owned();
        }
        serde_json::from_str(&self.text[start..self.at])
            .expect("serde_json has read this text before")
    }

    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(b'}')
    }

    fn skip_space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let space = rest.iter().take_while(|byte| byte.is_ascii_whitespace());
        self.at += space.count();
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
