//! What types are called.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;

use super::Lowering;
use crate::error::Result;
use crate::hints::What;
use crate::json_types::JsonTypes;
use crate::keyword::Keyword;
use crate::names::{self, collide};
use crate::normalize::Normal;
use crate::resolve::name_of;
use crate::tree::{Key, NodeId, Schema, escape};

impl Lowering<'_> {
    /// Sees to it that no two types have one name.
    pub(super) fn name_types(&mut self) -> Result<()> {
        let definitions = self.definitions.iter();
        let (names, places): (Vec<String>, Vec<Option<NodeId>>) = definitions
            .map(|definition| (definition.ty.name.clone(), definition.schema))
            .unzip();
        let other = |index: usize, level, name: &str| match (level, places[index]) {
            (1..=3, Some(id)) => self.spelling(level, id),
            (1..=3, None) => name.to_owned(),
            (_, place) => collide::digested(name, &self.address_of(place, name), level - 2),
        };
        let scope = names::Scope::default();
        let names = self.told_apart(names, &places, scope, other, names::TAKEN_TYPES)?;
        for (definition, name) in self.definitions.iter_mut().zip(names) {
            definition.ty.name = name;
        }
        Ok(())
    }

    /// Names of which no two are the same: `other` tells them apart, unless a person is to settle them. `places` are the schemas
    /// that they are for; nothing where a hint made the name.
    pub(super) fn told_apart(
        &self,
        names: Vec<String>,
        places: &[Option<NodeId>],
        mut scope: names::Scope,
        other: impl Fn(usize, usize, &str) -> String,
        taken: &[&str],
    ) -> Result<Vec<String>> {
        let Some(remedy) = self.hints.naming else {
            let first: Vec<(String, bool)> = names.into_iter().map(|name| (name, false)).collect();
            return Ok(collide::resolve(&first, other, taken));
        };
        for (name, place) in names.iter().zip(places) {
            let taken = scope.take(name, &self.address_of(*place, name));
            taken.map_err(|error| {
                let place = place.unwrap_or(self.tree.root());
                self.tree.error(place, error.message()).help(remedy)
            })?;
        }
        Ok(names)
    }

    fn address_of(&self, place: Option<NodeId>, name: &str) -> String {
        place.map_or_else(|| format!("values {name}"), |id| self.address(id))
    }

    /// The name of the type of a schema, decided by its place alone.
    pub(super) fn type_name(&mut self, id: NodeId) -> String {
        let hints = self.hints;
        if !hints.names.is_empty() {
            let mut places = vec![self.tree.pointer(id)];
            if id == self.root {
                places.push(String::new());
            }
            for place in places {
                if let Some(name) = self.wanted(What::Type, &place, hints.name(What::Type, &place))
                {
                    return name.to_owned();
                }
            }
        }
        names::type_name(&self.words_for(id, false))
    }

    /// What else a type may be called: spelled as in the document; with all that its place is called; with its whole place.
    fn spelling(&self, level: usize, id: NodeId) -> String {
        let text = match level {
            1 => self.words_for(id, false),
            2 => self.words_for(id, true),
            _ => format!("{}{}", self.called, self.address(id).replace('/', " ")),
        };
        names::verbatim(&text)
    }

    /// The place of a schema, as no other has it.
    pub(super) fn address(&self, id: NodeId) -> String {
        let mut address = String::new();
        for id in self.way(id) {
            let _ = match self.tree.key(id) {
                Key::Root if self.tree.document(id) == 0 => Ok(()),
                Key::Root => write!(address, "{}", self.url_of(id)),
                Key::Name(name) => write!(address, "/{}", escape(name)),
                Key::Index(index) => write!(address, "/{index}"),
                Key::Branch(index) => write!(address, "/branches/{index}"),
                Key::Member(name) => write!(address, "/merged/properties/{}", escape(name)),
                Key::Rest => write!(address, "/merged/additionalProperties"),
                Key::Item => write!(address, "/merged/items"),
            };
        }
        address
    }

    fn url_of(&self, id: NodeId) -> &str {
        let file = &self.tree.files()[self.tree.document(id)];
        file.url.as_ref().map_or("", |url| url.as_str())
    }

    /// The nodes from the document down to one.
    fn way(&self, id: NodeId) -> Vec<NodeId> {
        let mut way: Vec<NodeId> =
            std::iter::successors(Some(id), |id| self.tree.parent(*id)).collect();
        way.reverse();
        way
    }

    /// The words for a schema: from the nearest definition on, or from the beginning.
    fn words_for(&self, id: NodeId, from_beginning: bool) -> String {
        let mut name = self.called.to_owned();
        let begin = |name: &mut String, word: &str| {
            if from_beginning {
                *name = format!("{name} {word}");
            } else {
                word.clone_into(name);
            }
        };
        let way = self.way(id);
        let start = way
            .iter()
            .position(|id| *id == self.root)
            .map_or(0, |root| root + 1);
        let mut rest = way[start..].iter().copied().peekable();
        while let Some(id) = rest.next() {
            let word = match self.tree.key(id) {
                Key::Root if self.tree.document(id) > 0 => {
                    begin(&mut name, &name_of(self.url_of(id)));
                    continue;
                }
                Key::Root => continue,
                Key::Branch(index) => match self
                    .tree
                    .parent(id)
                    .map(|choice| (choice, self.normalized.normal(choice)))
                {
                    Some((choice, Normal::Branches { branches, .. })) => {
                        self.branch_word(choice, choice, branches, *index)
                    }
                    _ => None,
                },
                Key::Member(name) => Some(name.to_string()),
                Key::Rest => Some("Value".to_owned()),
                Key::Item => Some("Item".to_owned()),
                Key::Index(index) => Some(index.to_string()),
                Key::Name(keyword) => match &**keyword {
                    "definitions" | "$defs" => {
                        let next = rest.next().map_or("", |next| self.tree.name(next));
                        begin(&mut name, next);
                        continue;
                    }
                    "properties" => rest.next().map(|next| self.tree.name(next).to_owned()),
                    "items" | "additionalItems" => Some("Item".to_owned()),
                    "additionalProperties" | "patternProperties" => Some("Value".to_owned()),
                    "allOf" => {
                        rest.next();
                        None
                    }
                    "prefixItems" => rest.next().map(|next| match self.tree.key(next) {
                        Key::Index(index) => format!("Variant{index}"),
                        _ => String::new(),
                    }),
                    "anyOf" | "oneOf" => match rest.next().map(|next| self.tree.key(next)) {
                        Some(Key::Index(index)) => {
                            let choice = self.tree.parent(id).unwrap_or(id);
                            let branches = self.tree.items(id).unwrap_or_default();
                            self.branch_word(id, choice, branches, *index)
                        }
                        _ => None,
                    },
                    other => Some(other.to_owned()),
                },
            };
            if let Some(word) = word {
                name = format!("{name} {word}");
            }
        }
        name
    }

    /// What a branch adds to the name of its type: what it is called and no other in the list, or its place there; nothing where
    /// it is the only one.
    fn branch_word(
        &self,
        list: NodeId,
        choice: NodeId,
        branches: &[NodeId],
        index: usize,
    ) -> Option<String> {
        let is_null = |id: &&NodeId| {
            let types = self.tree.schema(**id).and_then(Schema::types);
            types == Some(JsonTypes::NULL)
        };
        if branches.len() - branches.iter().filter(is_null).count() < 2 {
            return None;
        }
        let known = self.words.borrow().get(&list).cloned();
        let words = known.unwrap_or_else(|| {
            let words: Rc<[Option<String>]> = self.words_of(choice, branches).into();
            self.words.borrow_mut().insert(list, Rc::clone(&words));
            words
        });
        let word = words.get(index).cloned().flatten();
        Some(word.unwrap_or_else(|| format!("Variant{index}")))
    }

    /// What branches are called, those aside that several are called: by title, value of the tag, only required member, or type.
    fn words_of(&self, choice: NodeId, branches: &[NodeId]) -> Vec<Option<String>> {
        let word = |branch: &NodeId| {
            let named = self.own_title(choice, *branch).map(str::to_owned);
            named
                .or_else(|| self.tag_value(*branch))
                .or_else(|| self.only_required(*branch))
                .or_else(|| self.type_word(*branch).map(str::to_owned))
        };
        let words: Vec<Option<String>> = branches.iter().map(word).collect();
        let mut count: HashMap<String, usize> = HashMap::new();
        for word in words.iter().flatten() {
            *count.entry(names::type_name(word)).or_default() += 1;
        }
        let is_alone = |word: &String| count.get(&names::type_name(word)) == Some(&1);
        words
            .into_iter()
            .map(|word| word.filter(is_alone))
            .collect()
    }

    /// The value of the only member that has but one.
    fn tag_value(&self, branch: NodeId) -> Option<String> {
        let only = |id: NodeId| match self.values(id, 0) {
            Some(values) if values.len() == 1 => values[0].as_str().map(str::to_owned),
            _ => None,
        };
        let mut values = self.described_members(branch).into_iter().filter_map(only);
        let value = values.next().filter(|value| !value.is_empty())?;
        values.next().is_none().then_some(value)
    }

    /// The schemas of the members of a branch, whether it is normalized or only written.
    fn described_members(&self, branch: NodeId) -> Vec<NodeId> {
        let id = self.normalized.settled(branch);
        if self.normalized.plain(id).is_some() {
            let members = self.normalized.members(id).iter();
            return members.map(|(_, member)| *member).collect();
        }
        let schema = self.tree.schema(id).into_iter();
        let members = schema.flat_map(|schema| schema.table(Keyword::Properties));
        members.map(|(_, member)| member).collect()
    }

    /// The only member that a branch requires.
    pub(super) fn only_required(&self, branch: NodeId) -> Option<String> {
        let id = self.normalized.settled(branch);
        if let Some(object) = self.normalized.object(id) {
            return match object.required.as_slice() {
                [name] => Some(name.to_string()),
                _ => None,
            };
        }
        match self.tree.schema(id)?.list(Keyword::Required)? {
            [name] => self.tree.str(*name).map(str::to_owned),
            _ => None,
        }
    }

    /// The word for the JSON type of a branch that is not an object.
    pub(super) fn type_word(&self, branch: NodeId) -> Option<&'static str> {
        let id = self.normalized.settled(branch);
        let types = match self.normalized.plain(id) {
            Some(plain) => plain.shape.types(),
            None => self.tree.schema(id)?.types()?,
        };
        match types {
            JsonTypes::ARRAY => Some("array"),
            JsonTypes::BOOLEAN => Some("boolean"),
            JsonTypes::INTEGER => Some("integer"),
            JsonTypes::NUMBER => Some("number"),
            JsonTypes::STRING => Some("string"),
            _ => None,
        }
    }
}
