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

    /// The types that `type` names, `null` among them where `nullable` says so (`OpenAPI`). `None` where it names none, and where
    /// it has a word that is not a type: that allows any value.
    pub fn types(self) -> Option<JsonTypes> {
        self.get(Keyword::Type)?;
        let named = self.type_names().map(|name| self.type_named(name));
        let named: Option<JsonTypes> = named.collect();
        Some(if self.is_nullable() {
            named? | JsonTypes::NULL
        } else {
            named?
        })
    }

    /// The words in `type` that are not types. `any` is not among them: draft 3 had it.
    pub(crate) fn unknown_types(self) -> impl Iterator<Item = NodeId> {
        let unknown = move |name: &NodeId| {
            self.type_named(*name).is_none() && self.tree.str(*name) != Some("any")
        };
        self.type_names().filter(unknown)
    }

    fn type_named(self, name: NodeId) -> Option<JsonTypes> {
        let types = JsonTypes::named(self.tree.str(name)?);
        (!types.is_empty()).then_some(types)
    }

    /// What `type` is, or lists.
    fn type_names(self) -> impl Iterator<Item = NodeId> {
        let list = self.schemas(Keyword::Type).iter().copied();
        let one = self.get(Keyword::Type);
        let one = one.filter(|name| self.tree.items(*name).is_none());
        list.chain(one)
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
