//! What types are called.

use std::collections::BTreeMap;

use super::{Body, Definition, Preparer, RENAME};
use crate::bundle::{DOCUMENTS, name_of};
use crate::compose::ALTERNATIVES;
use crate::error::Result;
use crate::fixups::What;
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
        if self.fixups.is_unattended() {
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
                self.error(pointer, error.message()).help(RENAME)
            })?;
        }
        Ok(())
    }

    /// The name of the type under `pointer`, decided by the pointer alone.
    pub(super) fn type_name(&mut self, pointer: &str) -> String {
        let fixups = self.fixups;
        let written = written(pointer);
        if let Some(name) = self.wanted(What::Type, &written, fixups.type_name(&written)) {
            return name.to_owned();
        }
        if pointer == self.root
            && let Some(name) = self.wanted(What::Type, "", fixups.type_name(""))
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
                format!("{}{place}", self.document.id.schema.name())
            }
        };
        names::verbatim(&text)
    }

    /// The words for the schema under `pointer`: from the nearest definition on, or from the beginning.
    fn called(&self, pointer: &str, from_beginning: bool) -> String {
        let whole = self.document.id.schema.name();
        let mut name = whole.to_owned();
        let rest = below(pointer, &self.root).unwrap_or(pointer);
        let begin = |name: &mut String, word: String| {
            if from_beginning {
                *name = format!("{name} {word}");
            } else {
                *name = word;
            }
        };
        let mut segments = rest.split('/').skip(1).map(unescape).peekable();
        while let Some(segment) = segments.next() {
            match segment.as_str() {
                "definitions" | "$defs" => {
                    begin(&mut name, segments.next().unwrap_or_default());
                }
                DOCUMENTS => begin(&mut name, name_of(&segments.next().unwrap_or_default())),
                "properties" => name = format!("{name} {}", segments.next().unwrap_or_default()),
                "items" | "additionalItems" => name.push_str(" Item"),
                "additionalProperties" | "patternProperties" => name.push_str(" Value"),
                "allOf" => drop(segments.next()),
                "anyOf" | "oneOf" | "prefixItems" => {
                    name = format!("{name} Variant{}", segments.next().unwrap_or_default());
                }
                // A choice has a list of schemas there, anything else one schema.
                ALTERNATIVES => {
                    if let Some(index) = segments.next_if(|next| next.parse::<usize>().is_ok()) {
                        name = format!("{name} Variant{index}");
                    }
                }
                other => name = format!("{name} {other}"),
            }
        }
        name
    }
}

/// The place that a person would name: what was composed in it has the same place.
fn written(pointer: &str) -> String {
    let segments: Vec<&str> = pointer
        .split('/')
        .filter(|segment| *segment != ALTERNATIVES)
        .collect();
    segments.join("/")
}
