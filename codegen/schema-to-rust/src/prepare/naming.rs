//! What types are called.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::choice::only_required;
use super::{Body, Definition, Preparer};
use crate::bundle::{DOCUMENTS, name_of};
use crate::compose::ALTERNATIVES;
use crate::error::Result;
use crate::hints::What;
use crate::names::{self, collide};
use crate::pointer::{below, unescape};

impl Preparer<'_> {
    /// Sees to it that no two types have one name.
    pub(super) fn name_types(&mut self) -> Result<()> {
        let places: BTreeMap<&str, &str> = self
            .keys
            .iter()
            .map(|(place, key)| (key.as_str(), place.as_str()))
            .collect();
        let place = |definition: &Definition| {
            let place = places.get(definition.key.as_str());
            place.copied().unwrap_or_default()
        };
        // The runtime has the others, under paths that meet nothing.
        let own =
            |definition: &Definition| !matches!(definition.body, Body::Timestamp | Body::Number);
        if self.hints.is_unattended() {
            let named: Vec<&Definition> = self.definitions.iter().filter(|one| own(one)).collect();
            let first: Vec<(String, bool)> = named
                .iter()
                .map(|definition| (definition.name.clone(), false))
                .collect();
            let other = |index: usize, level, name: &str| {
                let place = place(named[index]);
                match level {
                    1..=3 => self.spelling(level, name, place),
                    _ => collide::digested(name, place, level - 2),
                }
            };
            let found = collide::resolve(&first, other, names::TAKEN_TYPES);
            let named = self.definitions.iter_mut().filter(|one| own(one));
            for (definition, name) in named.zip(found) {
                definition.name = name;
            }
            return Ok(());
        }
        let mut scope = names::Scope::default();
        for definition in self.definitions.iter().filter(|definition| own(definition)) {
            let place = place(definition);
            scope.take(&definition.name, place).map_err(|error| {
                let known = self.document.root.pointer(place).is_some();
                let pointer = if known { place } else { "" };
                self.collision(pointer, error.message())
            })?;
        }
        Ok(())
    }

    /// The name of the type under `pointer`, decided by the pointer alone.
    pub(super) fn type_name(&mut self, pointer: &str) -> String {
        let hints = self.hints;
        let written = written(pointer);
        if let Some(name) = self.wanted(What::Type, &written, hints.type_name(&written)) {
            return name.to_owned();
        }
        if pointer == self.root
            && let Some(name) = self.wanted(What::Type, "", hints.type_name(""))
        {
            return name.to_owned();
        }
        names::type_name(&self.called(pointer, false))
    }

    /// What else a type may be called: spelled as in the document; with all that its place is called; with its whole place.
    fn spelling(&self, level: usize, name: &str, pointer: &str) -> String {
        if self.root_value.pointer(pointer).is_none() {
            return name.to_owned();
        }
        let text = match level {
            1 => self.called(pointer, false),
            2 => self.called(pointer, true),
            _ => {
                let place = pointer
                    .replace(ALTERNATIVES, "alternatives")
                    .replace('/', " ");
                format!("{}{place}", self.document.called.as_str())
            }
        };
        names::verbatim(&text)
    }

    /// The words for the schema under `pointer`: from the nearest definition on, or from the beginning.
    fn called(&self, pointer: &str, from_beginning: bool) -> String {
        let whole = self.document.called.as_str();
        let mut name = whole.to_owned();
        let rest = below(pointer, &self.root).unwrap_or(pointer);
        let begin = |name: &mut String, word: String| {
            if from_beginning {
                *name = format!("{name} {word}");
            } else {
                *name = word;
            }
        };
        let mut at = pointer[..pointer.len() - rest.len()].to_owned();
        let mut segments = rest.split('/').skip(1).peekable();
        while let Some(segment) = segments.next() {
            at = format!("{at}/{segment}");
            let mut next = || {
                let next = segments.next().unwrap_or_default();
                at = format!("{at}/{next}");
                unescape(next)
            };
            match unescape(segment).as_str() {
                "definitions" | "$defs" => begin(&mut name, next()),
                DOCUMENTS => begin(&mut name, name_of(&next())),
                "properties" => name = format!("{name} {}", next()),
                "items" | "additionalItems" => name.push_str(" Item"),
                "additionalProperties" | "patternProperties" => name.push_str(" Value"),
                "allOf" => drop(next()),
                "prefixItems" => name = format!("{name} Variant{}", next()),
                "anyOf" | "oneOf" => {
                    let index = next();
                    name = format!("{name} {}", self.branch_word(&at, &index));
                }
                // A choice has a list of schemas there, anything else one schema.
                ALTERNATIVES => {
                    if segments
                        .peek()
                        .is_some_and(|next| next.parse::<usize>().is_ok())
                    {
                        let index = segments.next().unwrap_or_default();
                        at = format!("{at}/{index}");
                        name = format!("{name} {}", self.branch_word(&at, index));
                    }
                }
                other => name = format!("{name} {other}"),
            }
        }
        name
    }

    /// What an alternative adds to the name of its type: what it is called and no other in the list, or its place there.
    fn branch_word(&self, place: &str, index: &str) -> String {
        let list = place.rsplit_once('/').map_or("", |(list, _)| list);
        let known = self.branch_words.borrow().get(list).cloned();
        let words = known.unwrap_or_else(|| {
            let words: Rc<[Option<String>]> = self.words_of(list).into();
            let mut all = self.branch_words.borrow_mut();
            all.insert(list.to_owned(), Rc::clone(&words));
            words
        });
        let index_in_list = index.parse::<usize>().ok();
        let word = index_in_list.and_then(|index| words.get(index)?.clone());
        word.unwrap_or_else(|| format!("Variant{index}"))
    }

    /// What the alternatives of a list are called, those aside that several are called: by title, value of the tag, only
    /// required member, or type.
    fn words_of(&self, list: &str) -> Vec<Option<String>> {
        let length = self
            .root_value
            .pointer(list)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let words: Vec<Option<String>> = (0..length)
            .map(|index| {
                let place = format!("{list}/{index}");
                let schema = self.at(&self.settled(&place));
                let kind = || {
                    schema
                        .get("type")
                        .and_then(Value::as_str)
                        .filter(|kind| *kind != "object")
                };
                let named = self.own_title(&place).or_else(|| tag_value(schema));
                named
                    .or_else(|| only_required(schema))
                    .or_else(kind)
                    .map(str::to_owned)
            })
            .collect();
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for word in words.iter().flatten() {
            *count.entry(names::type_name(word)).or_default() += 1;
        }
        let is_alone = |word: &String| count.get(&names::type_name(word)) == Some(&1);
        words
            .into_iter()
            .map(|word| word.filter(is_alone))
            .collect()
    }
}

/// The value of the only member that has but one.
fn tag_value(schema: &Value) -> Option<&str> {
    let members = schema.get("properties")?.as_object()?.values();
    let mut values = members.filter_map(|member| {
        let listed = member.get("enum").and_then(Value::as_array);
        let only = listed
            .filter(|listed| listed.len() == 1)
            .and_then(|listed| listed.first());
        member.get("const").or(only)?.as_str()
    });
    values
        .next()
        .filter(|value| !value.is_empty() && values.next().is_none())
}

/// The place that a person would name: what was composed in it has the same place.
fn written(pointer: &str) -> String {
    let segments: Vec<&str> = pointer
        .split('/')
        .filter(|segment| *segment != ALTERNATIVES)
        .collect();
    segments.join("/")
}
