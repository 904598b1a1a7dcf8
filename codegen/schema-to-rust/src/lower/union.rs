//! A choice between types: its branches, what they are called, and the members that tell them apart.

use schemars08::schema::Schema;
use serde_json::Value;

use super::Lowering;
use super::values::open_scope;
use crate::error::Result;
use crate::keyword::Keyword;
use crate::model::{Branch, Guard, Kind, Union};
use crate::names::{self, collide};
use crate::resolve::name_of;
use crate::tree::{Key, NodeId};

impl Lowering<'_> {
    pub(super) fn union(&mut self, id: NodeId, key: String, all: &[NodeId]) -> Result<()> {
        // The choice takes its place before its branches find types of their own: the root stays first.
        let place = self.define(id, key)?;
        self.count(id, all.len())?;
        let tags = self.tags(all);
        let normalized = self.normalized;
        let is_possible = |branch: &NodeId| {
            !normalized.is_any(*branch) && !normalized.requires_what_is_never(*branch)
        };
        let is_any_possible = all.iter().any(is_possible);
        let mut branches: Vec<Branch<Schema>> = Vec::new();
        let mut schemas = Vec::new();
        for (index, branch) in all.iter().enumerate() {
            // Any JSON is what remains anyway.
            if is_any_possible && !is_possible(branch) {
                continue;
            }
            let slot = self.slot(*branch, &mut Vec::new())?;
            if slot.is_any() {
                continue;
            }
            let ways = self.normalized.ways(id, *branch).iter();
            let pointers =
                |way: &Vec<NodeId>| way.iter().map(|id| self.tree.pointer(*id)).collect();
            let valid_under = ways.map(pointers);
            if let Some(same) = branches.iter_mut().find(|other| other.ty == slot.schema) {
                same.valid_under.extend(valid_under);
                same.guards.retain_mut(|guard| guard.widen(&tags[index]));
                continue;
            }
            let valid_under = valid_under.collect();
            schemas.push((index, *branch));
            branches.push(Branch {
                name: self.branch_name(id, *branch, index, &tags[index]),
                docs: self.described(*branch, self.docs_of_branch(id, *branch))?,
                guards: tags[index].clone(),
                valid_under,
                ty: slot.schema,
            });
        }
        self.name_branches(&schemas, &mut branches)?;
        self.definitions[place].ty.kind = Kind::Union(Union { branches });
        Ok(())
    }

    /// Sees to it that no two branches have one name.
    fn name_branches(
        &self,
        schemas: &[(usize, NodeId)],
        branches: &mut [Branch<Schema>],
    ) -> Result<()> {
        let names = branches.iter().map(|branch| branch.name.clone()).collect();
        let places: Vec<Option<NodeId>> = schemas.iter().map(|(_, id)| Some(*id)).collect();
        let other = |index: usize, level, name: &str| match (level, schemas[index]) {
            (1, (place, _)) => by_index(place),
            (_, (_, id)) => collide::digested(name, &self.address(id), level),
        };
        let names = self.told_apart(names, &places, open_scope(), other, names::TAKEN_VARIANTS)?;
        for (branch, name) in branches.iter_mut().zip(names) {
            branch.name = name;
        }
        Ok(())
    }

    /// What is said of a branch, and not of the whole choice.
    fn docs_of_branch(&self, choice: NodeId, branch: NodeId) -> String {
        let docs = self.docs(branch);
        if self.docs(choice) == docs {
            String::new()
        } else {
            docs
        }
    }

    /// Its title; what a definition is called; the tag's value; the only required member; the type of a plain value; or the place
    /// in the list.
    fn branch_name(&self, choice: NodeId, branch: NodeId, index: usize, tags: &[Guard]) -> String {
        if let Some(title) = self.own_title(choice, branch) {
            return names::variant(title);
        }
        if let Some(name) = self.definition_name(self.normalized.settled(branch)) {
            return names::variant(&name);
        }
        for tag in tags
            .iter()
            .filter(|tag| !tag.path.is_empty() && !tag.inside)
        {
            match tag.values.as_slice() {
                [Value::String(value)] => return names::variant(value),
                [value @ (Value::Bool(_) | Value::Number(_))] => {
                    let name = tag.path.last().map_or("", String::as_str);
                    return names::variant(&format!("{name} {value}"));
                }
                _ => {}
            }
        }
        if let Some(required) = self.only_required(branch) {
            return names::variant(&required);
        }
        match self.type_word(branch) {
            Some(word) if word != "array" => names::variant(word),
            _ => by_index(index),
        }
    }

    /// What a schema is called that is a definition, or a document.
    fn definition_name(&self, id: NodeId) -> Option<String> {
        let table = |id| self.tree.parent(id).map(|table| self.tree.name(table));
        match self.tree.key(id) {
            Key::Name(name) if matches!(table(id), Some("definitions" | "$defs")) => {
                Some(name.to_string())
            }
            Key::Root if self.tree.document(id) > 0 => {
                let file = &self.tree.files()[self.tree.document(id)];
                file.url.as_ref().map(|url| name_of(url.as_str()))
            }
            _ => None,
        }
    }

    /// The title of a branch, if it reads as a name and is not that of the whole choice.
    pub(super) fn own_title(&self, choice: NodeId, branch: NodeId) -> Option<&str> {
        let title = |id| {
            self.tree
                .str(self.normalized.says(id, Keyword::Title)?)
                .map(str::trim)
        };
        let own = title(self.normalized.settled(branch))?;
        let is_name = !own.is_empty() && own.chars().count() <= LONGEST_TITLE;
        (title(choice) != Some(own) && is_name).then_some(own)
    }
}

/// Longer titles are sentences.
const LONGEST_TITLE: usize = 40;

/// What a branch is called after its place in the list.
fn by_index(index: usize) -> String {
    format!("Variant{index}")
}
