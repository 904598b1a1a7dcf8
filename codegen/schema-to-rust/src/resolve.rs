//! The one resolver: where `$ref`, `$dynamicRef` and `$recursiveRef` lead, by `$id`s, anchors and JSON pointers. Documents that are
//! referred to come into the tree.
//!
//! A reference is followed where a type comes of it, and nowhere else: what nothing reads may lead nowhere. Three habits of people
//! are tolerated: an `$id` that says where a document does not lie, pointers that are relative to the document although an `$id`
//! stands between, and `#/` for `#`, where no member has the empty name.

mod index;
mod library;

use std::collections::HashSet;
use std::rc::Rc;

use url::Url;

use self::index::Index;
use self::library::{Found, Volume};
pub use self::library::{Library, Retrieve};
use crate::address::is_remote;
use crate::error::{Diagnostic, Error, Result};
use crate::keyword::{Does, Keyword};
use crate::tree::{NodeId, References, Schema, Tree};

/// More documents than anybody's schema refers to.
const MOST_DOCUMENTS: usize = 1000;

/// More bytes than all of them have.
const MOST_BYTES: usize = 64 << 20;

/// Keywords that refer, in the order in which what they lead to counts.
const REFERRING: [Keyword; 3] = [Keyword::DynamicRef, Keyword::RecursiveRef, Keyword::Ref];

/// Resolves the references of a document that lies at `url`, as far as types come of them: those that `from` lead to, which is the
/// root, mostly. Returns the places that became any JSON, as they could not be
/// followed.
///
/// # Errors
/// A reference to a file that cannot be read, or to a place of another document that is not there; more than 1,000 documents, or
/// 64 MiB.
pub fn resolve(
    tree: &mut Tree,
    from: &[NodeId],
    url: &Url,
    library: &mut Library,
) -> Result<Vec<Diagnostic>> {
    tree.set_url(url.clone());
    let first = Part {
        index: Rc::new(Index::new(tree, url, &library.old)),
        shift: 0,
        document: 0,
    };
    let mut resolver = Resolver {
        open: from.to_vec(),
        tree,
        library,
        parts: vec![first],
        warnings: Vec::new(),
    };
    resolver.run()?;
    let mut warnings = resolver.warnings;
    warnings.sort_by_cached_key(ToString::to_string);
    Ok(warnings)
}

struct Resolver<'a> {
    tree: &'a mut Tree,
    library: &'a mut Library,
    /// The documents of the tree.
    parts: Vec<Part>,
    /// Schemas that are still to be read.
    open: Vec<NodeId>,
    warnings: Vec<Diagnostic>,
}

/// A document of the tree.
#[derive(Clone)]
struct Part {
    index: Rc<Index>,
    /// By how much its ids have shifted in the tree.
    shift: usize,
    document: usize,
}

impl Part {
    /// A node of the document as the tree knows it.
    fn shifted(&self, own: NodeId) -> NodeId {
        NodeId::new(own.index() + self.shift)
    }
}

/// Where a reference leads.
enum Lead {
    Schema(NodeId),
    /// To a document that is not asked for.
    NotAsked,
    /// To nothing in its own document: whoever reads types of it says so.
    Nowhere,
    /// To several places, depending on where validation began.
    Several,
}

impl Resolver<'_> {
    fn run(&mut self) -> Result<()> {
        let mut seen = HashSet::new();
        while let Some(id) = self.open.pop() {
            if seen.insert(id) {
                self.follow(id)?;
                self.open.extend(self.tree.shaping(id));
            }
        }
        Ok(())
    }

    /// Notes where the references of a schema lead.
    fn follow(&mut self, id: NodeId) -> Result<()> {
        let Some(schema) = self.tree.schema(id) else {
            return Ok(());
        };
        let part = self.part(id);
        let mut found: Vec<(Keyword, NodeId, String)> = Vec::new();
        for keyword in REFERRING {
            if let (Some(value), Some(text)) = (schema.get(keyword), schema.str(keyword)) {
                found.push((keyword, value, text.to_owned()));
            }
        }
        match found.last() {
            None => return Ok(()),
            Some((Keyword::Ref, ..)) if !part.index.siblings => {
                drop(found.drain(..found.len() - 1));
            }
            Some(_) => {}
        }
        let mut references = References {
            alone: found.len() == 1 && !(part.index.siblings && adds(self.tree, schema)),
            ..References::default()
        };
        for (keyword, value, text) in found {
            let target = match keyword {
                Keyword::DynamicRef => self.dynamic(&part, id, value, &text)?,
                Keyword::RecursiveRef => self.recursive(&part, id, value, &text)?,
                _ => self.target(&part, id, value, &text)?,
            };
            let why = match target {
                Lead::Schema(target) => {
                    references.targets.push(target);
                    self.open.push(target);
                    continue;
                }
                Lead::Nowhere => {
                    references.nowhere = Some(value);
                    continue;
                }
                Lead::NotAsked => "lies outside, and is not asked for",
                Lead::Several => "leads to several places, depending on the way to it",
            };
            let warning = self
                .tree
                .warning(value, format!("{text:?} {why}: typed as any JSON"));
            self.warnings.push(match (target, self.library.network) {
                (Lead::NotAsked, Some(help)) => warning.help(help),
                _ => warning,
            });
        }
        self.tree.set_references(id, references);
        Ok(())
    }

    /// Where a `$ref` leads.
    fn target(&mut self, part: &Part, id: NodeId, value: NodeId, text: &str) -> Result<Lead> {
        let (base_schema, base) = part.index.base(self.tree, id, part.shift);
        if text.is_empty() || text.starts_with('#') {
            let fragment = text.strip_prefix('#').unwrap_or_default();
            let found = self.inside(part, base_schema, base, fragment);
            return Ok(found.map_or(Lead::Nowhere, Lead::Schema));
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
            // Not even to those that are in the tree.
            addresses.retain(|url| url.scheme() != "file");
            if addresses.is_empty() {
                let message =
                    format!("{text:?} leads to a file, and this document is from the network");
                let help = "download the documents, and name them and their folder";
                return Err(self.tree.error(value, message).help(help));
            }
        }
        let known = addresses.iter().find_map(|url| self.known(part, url));
        let (part, schema) = match known {
            Some(known) => known,
            None => match self.library.find(&part.index.url, &addresses, text) {
                Ok(Found::Volume(volume, url)) => {
                    let part = self.take_in(&volume)?;
                    let schema = part.index.schema_at(&url).map(|own| part.shifted(own));
                    let root = self.tree.files()[part.document].root;
                    (part, schema.unwrap_or(root))
                }
                Ok(Found::NotAsked) => return Ok(Lead::NotAsked),
                Ok(Found::Nothing) => {
                    let message = format!("{text:?} leads out of this document");
                    return Err(self.tree.error(value, message).help(
                        "references lead to the same document, to files, and to addresses with http or https",
                    ));
                }
                Err(error) => return Err(self.because(value, text, error)),
            },
        };
        let index = Rc::clone(&part.index);
        let base = index.base(self.tree, schema, part.shift).1;
        let found = self.inside(&part, schema, base, &fragment);
        found.map(Lead::Schema).ok_or_else(|| {
            let root = self.tree.files()[part.document].root;
            self.tree.unresolved(value, root, text)
        })
    }

    /// An error about what a reference leads to becomes one about the reference, unless it names a place of its own.
    fn because(&self, value: NodeId, text: &str, error: Error) -> Error {
        if error.place().file.is_some() {
            return error;
        }
        let advice = error.advice().map(str::to_owned);
        let mut causes = vec![error.message().to_owned()];
        causes.extend(error.causes());
        let own = self
            .tree
            .error(value, format!("{text:?} cannot be followed"))
            .cause(causes.join(": "));
        match advice {
            Some(advice) => own.help(advice),
            None => own,
        }
    }

    /// A schema of the documents that are in the tree already. Those of the network know no files, whatever these call
    /// themselves; the library says which were given.
    fn known(&self, from: &Part, url: &Url) -> Option<(Part, NodeId)> {
        let may = |part: &&Part| !is_remote(&from.index.url) || is_remote(&part.index.url);
        self.parts.iter().filter(may).find_map(|part| {
            let own = part.index.schema_at(url)?;
            Some((part.clone(), part.shifted(own)))
        })
    }

    fn take_in(&mut self, volume: &Volume) -> Result<Part> {
        let same = |part: &&Part| part.document > 0 && part.index.url == volume.index.url;
        if let Some(known) = self.parts.iter().find(same) {
            return Ok(known.clone());
        }
        let root = self.tree.root();
        if self.parts.len() > MOST_DOCUMENTS {
            let message = format!("more than {MOST_DOCUMENTS} documents refer to each other");
            return Err(self.tree.error(root, message));
        }
        let others = self.tree.files().iter().skip(1).map(|file| file.text.len());
        if others.sum::<usize>() + volume.tree.text().len() > MOST_BYTES {
            let message = format!("more than {MOST_BYTES} bytes of documents refer to each other");
            return Err(self.tree.error(root, message));
        }
        let part = Part {
            index: Rc::clone(&volume.index),
            shift: self
                .tree
                .append(&volume.tree, volume.name.clone(), volume.index.url.clone()),
            document: self.parts.len(),
        };
        self.parts.push(part.clone());
        Ok(part)
    }

    /// The document that a node is from.
    fn part(&self, id: NodeId) -> Part {
        self.parts[self.tree.document(id)].clone()
    }

    /// What a fragment names, seen from a schema of a document.
    fn inside(&self, part: &Part, schema: NodeId, base: &Url, fragment: &str) -> Option<NodeId> {
        if !fragment.is_empty() && !fragment.starts_with('/') && !fragment.starts_with('%') {
            return part
                .index
                .anchor_at(base, fragment)
                .map(|own| part.shifted(own));
        }
        // A pointer is relative to what has an `$id`; people also write it relative to the document.
        let root = self.tree.files()[part.document].root;
        [schema, root]
            .iter()
            .find_map(|schema| self.tree.at_fragment(*schema, fragment))
            .or((fragment == "/").then_some(schema))
    }

    /// Where a `$dynamicRef` leads: to the outermost schema that has the name, as seen by a validator that began at the root.
    /// What has the name as a plain anchor is where a `$ref` would lead, too.
    fn dynamic(&mut self, part: &Part, id: NodeId, value: NodeId, text: &str) -> Result<Lead> {
        let fixed = self.target(part, id, value, text)?;
        let name = text.rsplit_once('#').map(|(_, name)| name);
        if let Lead::Schema(target) = &fixed {
            let anchor = self
                .tree
                .schema(*target)
                .and_then(|schema| schema.str(Keyword::DynamicAnchor));
            if anchor.is_none() || anchor != name {
                return Ok(fixed);
            }
        }
        let Some(name) = name else {
            return Ok(fixed);
        };
        // What the root says is what a validator sees first.
        if let Some(own) = self.parts[0].index.dynamic_of_root.get(name) {
            return Ok(Lead::Schema(self.parts[0].shifted(*own)));
        }
        let mut found = self.parts.iter().flat_map(|part| {
            let named = part.index.dynamic.get(name).into_iter().flatten();
            named.map(|own| part.shifted(*own))
        });
        Ok(match (found.next(), found.next()) {
            (None, _) => fixed,
            (Some(one), None) => Lead::Schema(one),
            (Some(_), Some(_)) => Lead::Several,
        })
    }

    /// Where a `$recursiveRef` leads: to the root, if that and where it stands say so; otherwise as a `$ref` does.
    fn recursive(&mut self, part: &Part, id: NodeId, value: NodeId, text: &str) -> Result<Lead> {
        if part.index.recursive && self.parts[0].index.recursive {
            return Ok(Lead::Schema(self.tree.root()));
        }
        self.target(part, id, value, text)
    }
}

/// Whether a schema says more than its reference.
fn adds(tree: &Tree, schema: Schema<'_>) -> bool {
    tree.members(schema.id).any(|(name, value)| {
        let adds = Keyword::named(name).is_some_and(|keyword| keyword.does(Does::Adds));
        adds && tree.bool(value).is_none()
    })
}

/// What a type is called that comes of a whole document: the last part of its address that has a letter, without `.json`.
pub fn name_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut segments = path.rsplit('/');
    let named = segments.find(|segment| segment.contains(|c: char| c.is_ascii_alphabetic()));
    let named = named.unwrap_or(path);
    named.strip_suffix(".json").unwrap_or(named).to_owned()
}
