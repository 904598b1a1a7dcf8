//! Where references lead.

use std::rc::Rc;

use url::Url;

use super::library::{Found, Source};
use super::{Bundler, DOCUMENTS, Part, Target};
use crate::address::is_remote;
use crate::error::{Error, Result};
use crate::load::Other;
use crate::locate::Locations;
use crate::pointer::{below, escape, of_fragment};

/// More documents than anybody's schema refers to.
const MOST_DOCUMENTS: usize = 1000;

/// More bytes than all of them have.
const MOST_BYTES: usize = 64 << 20;

impl Bundler<'_> {
    /// Where a `$ref` leads.
    pub(super) fn target(&mut self, part: &Part, pointer: &str, text: &str) -> Result<Target> {
        let place = format!("{pointer}/$ref");
        let (base_pointer, base) = part.index.base(&pointer[part.pointer.len()..]);
        if text.is_empty() || text.starts_with('#') {
            let fragment = text.strip_prefix('#').unwrap_or_default();
            let found = self.inside(part, base_pointer, base, fragment);
            return Ok(found.map_or(Target::Nowhere, Target::Place));
        }
        // Where `$id` says that a document lies, it often does not.
        let mut addresses: Vec<Url> = Vec::new();
        for base in [base, &part.index.url] {
            if let Ok(url) = base.join(text)
                && !addresses.contains(&url)
            {
                addresses.push(url);
            }
        }
        let fragment = addresses
            .first()
            .and_then(Url::fragment)
            .unwrap_or_default();
        let fragment = fragment.to_owned();
        for url in &mut addresses {
            url.set_fragment(None);
        }
        if is_remote(&part.index.url) {
            // Not even to those that are in the bundle.
            addresses.retain(|url| url.scheme() != "file");
            if addresses.is_empty() {
                let message =
                    format!("{text:?} leads to a file, and this document is from the network");
                let help = "download the documents, and name them and their folder";
                return Err(self.document.error(&place, message).help(help));
            }
        }
        let known = addresses.iter().find_map(|url| self.known(part, url));
        let (part, schema) = match known {
            Some(known) => known,
            None => match self.library.find(&part.index.url, &addresses) {
                Ok(Found::Source(source, url)) => {
                    let part = self.take_in(&source)?;
                    let schema = part.index.schema_at(&url).unwrap_or_default().to_owned();
                    (part, schema)
                }
                Ok(Found::NotAsked) => return Ok(Target::NotAsked),
                Ok(Found::Nothing) => {
                    let message = format!("{text:?} leads out of this document");
                    return Err(self.document.error(&place, message).help(
                        "references lead to the same document, to files, and to addresses with http or https",
                    ));
                }
                Err(error) => return Err(self.because(&place, text, error)),
            },
        };
        let index = Rc::clone(&part.index);
        let base = index.base(&schema).1;
        match self.inside(&part, &schema, base, &fragment) {
            Some(target) => Ok(Target::Place(target)),
            None => Err(self
                .document
                .error(&place, format!("{text:?} does not resolve"))),
        }
    }

    /// An error about what a reference leads to becomes one about the reference, unless it names a place of its own.
    fn because(&self, place: &str, text: &str, error: Error) -> Error {
        if error.place().file.is_some() {
            return error;
        }
        let advice = error.advice().map(str::to_owned);
        let mut causes = vec![error.message().to_owned()];
        causes.extend(error.causes());
        let own = self
            .document
            .error(place, format!("{text:?} cannot be followed"))
            .cause(causes.join(": "));
        match advice {
            Some(advice) => own.help(advice),
            None => own,
        }
    }

    /// A schema of the documents that are in the bundle already. Those of the network know no files, whatever these call
    /// themselves; the library says which were given.
    fn known(&self, from: &Part, url: &Url) -> Option<(Part, String)> {
        let may = |part: &&Part| !is_remote(&from.index.url) || is_remote(&part.index.url);
        self.parts.iter().filter(may).find_map(|part| {
            let schema = part.index.schema_at(url)?;
            Some((part.clone(), schema.to_owned()))
        })
    }

    fn take_in(&mut self, source: &Source) -> Result<Part> {
        if self.parts.len() > MOST_DOCUMENTS {
            let message = format!("more than {MOST_DOCUMENTS} documents refer to each other");
            return Err(self.document.error("", message));
        }
        let key = source.index.url.as_str();
        let part = Part {
            pointer: format!("/{DOCUMENTS}/{}", escape(key)),
            index: Rc::clone(&source.index),
        };
        if self.parts.iter().any(|known| known.pointer == part.pointer) {
            return Ok(part);
        }
        let others = self.document.others.iter().map(|other| other.text.len());
        if others.sum::<usize>() + source.text.len() > MOST_BYTES {
            let message = format!("more than {MOST_BYTES} bytes of documents refer to each other");
            return Err(self.document.error("", message));
        }
        self.document.root[DOCUMENTS][key] = source.root.clone();
        self.document.others.push(Other {
            pointer: part.pointer.clone(),
            name: source.name.clone(),
            text: source.text.clone(),
            locations: Locations::default(),
        });
        self.parts.push(part.clone());
        Ok(part)
    }

    /// The document that a place of the bundle is from.
    pub(super) fn part(&self, pointer: &str) -> Part {
        let holds = |part: &&Part| below(pointer, &part.pointer).is_some();
        // The first one holds the others.
        let part = self.parts.iter().rev().find(holds);
        part.expect("the first document holds every place").clone()
    }

    /// The place in the bundle that a fragment names, seen from a schema of a document.
    fn inside(&self, part: &Part, schema: &str, base: &Url, fragment: &str) -> Option<String> {
        if !fragment.is_empty() && !fragment.starts_with('/') && !fragment.starts_with('%') {
            let found = part.index.anchor_at(base, fragment)?;
            return Some(format!("{}{found}", part.pointer));
        }
        // A pointer is relative to what has an `$id`; people also write it relative to the document.
        [schema, ""].iter().find_map(|schema| {
            let root = format!("{}{schema}", part.pointer);
            let target = of_fragment(self.document.root.pointer(&root)?, fragment)?;
            Some(format!("{root}{target}"))
        })
    }

    /// Where a `$dynamicRef` leads: to the outermost schema that has the name, as seen by a validator that began at the root.
    /// What has the name as a plain anchor is where a `$ref` would lead, too.
    pub(super) fn dynamic(&mut self, part: &Part, pointer: &str, text: &str) -> Result<Target> {
        let fixed = self.target(part, pointer, text)?;
        let name = text.rsplit_once('#').map(|(_, name)| name);
        if let Target::Place(place) = &fixed {
            let schema = self.document.root.pointer(place);
            let anchor = schema.and_then(|schema| schema.get("$dynamicAnchor")?.as_str());
            if anchor.is_none() || anchor != name {
                return Ok(fixed);
            }
        }
        let Some(name) = name else {
            return Ok(fixed);
        };
        // What the root says is what a validator sees first.
        if let Some(place) = self.parts[0].index.dynamic_of_root.get(name) {
            return Ok(Target::Place(place.clone()));
        }
        let mut places = self.parts.iter().flat_map(|part| {
            let found = part.index.dynamic.get(name).into_iter().flatten();
            found.map(|pointer| format!("{}{pointer}", part.pointer))
        });
        Ok(match (places.next(), places.next()) {
            (None, _) => fixed,
            (Some(one), None) => Target::Place(one),
            (Some(_), Some(_)) => Target::Several,
        })
    }

    /// Where a `$recursiveRef` leads: to the root, if that and where it stands say so; otherwise as a `$ref` does.
    pub(super) fn recursive(&mut self, part: &Part, pointer: &str, text: &str) -> Result<Target> {
        if part.index.recursive && self.parts[0].index.recursive {
            return Ok(Target::Place(String::new()));
        }
        self.target(part, pointer, text)
    }
}
