//! A schema as its keywords have it, each with the type that it should have; what has another type is as good as absent, unless
//! a stage says what is wrong with it.

use serde_json::Value;

use super::Tree;
use super::node::NodeId;
use crate::bounds::Bounds;
use crate::json_types::JsonTypes;
use crate::keyword::Keyword;

/// The keywords of a schema that is an object.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'t> {
    pub(super) tree: &'t Tree,
    /// Its node.
    pub id: NodeId,
}

impl<'t> Schema<'t> {
    /// The value of a keyword, whatever it is.
    pub fn get(self, keyword: Keyword) -> Option<NodeId> {
        self.tree.member(self.id, keyword.name())
    }

    /// Whether it has a keyword.
    pub(crate) fn has(self, keyword: Keyword) -> bool {
        self.get(keyword).is_some()
    }

    /// The value of a keyword that is null, a boolean, a number or a text.
    pub fn scalar(self, keyword: Keyword) -> Option<&'t Value> {
        self.tree.scalar(self.get(keyword)?)
    }

    /// The text of a keyword.
    pub fn str(self, keyword: Keyword) -> Option<&'t str> {
        self.scalar(keyword)?.as_str()
    }

    /// Whether a keyword is `true`.
    pub(crate) fn is_true(self, keyword: Keyword) -> bool {
        self.scalar(keyword) == Some(&Value::Bool(true))
    }

    /// Whether a keyword is `false`.
    pub(crate) fn is_false(self, keyword: Keyword) -> bool {
        self.scalar(keyword) == Some(&Value::Bool(false))
    }

    /// The schema that a keyword has, if that is an object.
    pub fn object(self, keyword: Keyword) -> Option<NodeId> {
        self.get(keyword).filter(|id| self.tree.is_object(*id))
    }

    /// The schemas that a keyword lists.
    pub fn schemas(self, keyword: Keyword) -> &'t [NodeId] {
        self.list(keyword).unwrap_or_default()
    }

    /// The list that a keyword has.
    pub fn list(self, keyword: Keyword) -> Option<&'t [NodeId]> {
        self.tree.items(self.get(keyword)?)
    }

    /// The schemas that a keyword has by names of the author's choice.
    pub fn table(self, keyword: Keyword) -> impl Iterator<Item = (&'t str, NodeId)> {
        let table = self.get(keyword).into_iter();
        table.flat_map(move |table| self.tree.members(table))
    }

    /// The names of a list.
    pub fn names(self, keyword: Keyword) -> impl Iterator<Item = &'t str> {
        self.schemas(keyword)
            .iter()
            .filter_map(|name| self.tree.str(*name))
    }

    /// The types that `type` names, `null` among them where `nullable` says so (`OpenAPI`). `None` where `type` names none.
    pub fn types(self) -> Option<JsonTypes> {
        let named = match self.list(Keyword::Type) {
            Some(_) => self.names(Keyword::Type).map(JsonTypes::named).collect(),
            None => JsonTypes::named(self.str(Keyword::Type)?),
        };
        Some(if self.is_nullable() {
            named | JsonTypes::NULL
        } else {
            named
        })
    }

    /// `nullable`, as `OpenAPI` has it.
    pub fn is_nullable(self) -> bool {
        self.is_true(Keyword::Nullable)
    }

    /// The values that `enum` and `const` leave.
    pub fn values(self) -> Option<Vec<Value>> {
        let constant = self.get(Keyword::Const).map(|value| self.tree.value(value));
        let listed = self
            .list(Keyword::Enum)
            .map(|values| values.iter().map(|value| self.tree.value(*value)));
        match (listed, constant) {
            (None, constant) => constant.map(|value| vec![value]),
            (Some(listed), None) => Some(listed.collect()),
            (Some(listed), Some(constant)) => {
                Some(listed.filter(|value| *value == constant).collect())
            }
        }
    }

    /// The bounds of integers.
    pub fn bounds(self) -> Bounds {
        Bounds::read(|keyword| self.scalar(keyword))
    }
}
