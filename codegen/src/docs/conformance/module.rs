//! The generated modules of one schema: where they lie, and which definition a name means in a version.

use std::collections::BTreeMap;

use super::items::Items;
use crate::emit::Files;
use crate::model::Type;
use crate::project::id::SchemaId;

/// `src/<product>/<schema>.rs` and the versions below it.
pub(super) struct SchemaModule {
    versions: BTreeMap<u32, Items>,
    /// The version whose root type the schema's module re-exports, or the newest of those that the type reads.
    pub(super) latest: Option<u32>,
    /// Whether the product's module re-exports the root type.
    pub(super) in_product: bool,
}

/// A type, and the version whose module defines it.
#[derive(Clone, Copy)]
pub(super) struct Definition<'a> {
    pub(super) version: u32,
    pub(super) ty: &'a Type,
}

impl SchemaModule {
    /// Finds and reads the modules of a schema. The error is one sentence.
    pub(super) fn read(sources: &Files, schema: &SchemaId) -> Result<Self, String> {
        let (product, name, root) = find(sources, schema)
            .ok_or_else(|| format!("{schema} is documented, but no module is generated for it"))?;
        let in_product = parse(sources, &format!("src/{product}.rs"))?
            .is_some_and(|items| exports(&items, &[name, schema.name()]));
        let Some(module) = parse(sources, root)? else {
            return Err(format!("{schema} is documented, but {root} is missing"));
        };

        let mut versions = BTreeMap::new();
        let mut latest = None;
        for declared in &module.modules {
            let Some(number) = version_number(declared) else {
                continue;
            };
            if let Some(items) = parse(sources, &format!("src/{product}/{name}/{declared}.rs"))? {
                versions.insert(number, items);
            }
            if exports(&module, &[declared, schema.name()]) {
                latest = Some(number);
            }
        }
        // Where versions differ, the type that reads them all is what is re-exported: the newest is among them.
        if exports(&module, &["every", schema.name()]) {
            latest = versions.keys().next_back().copied();
        }
        Ok(Self {
            versions,
            latest,
            in_product,
        })
    }

    /// The versions that have a module.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.versions.keys().copied()
    }

    /// What a name means in a version's module. An older version of the same shape imports it: `pub use super::v2::Name`.
    pub(super) fn resolve(&self, version: u32, name: &str) -> Option<Definition<'_>> {
        let mut version = version;
        // Each step goes to another module; as many as there are modules is enough, and ends a circle.
        for _ in 0..self.versions.len() {
            let items = self.versions.get(&version)?;
            if let Some(ty) = items.types.get(name) {
                return Some(Definition { version, ty });
            }
            version = items.uses.iter().find_map(|(path, _)| match &**path {
                [parent, module, last] if parent == "super" && last == name => {
                    version_number(module)
                }
                _ => None,
            })?;
        }
        None
    }
}

/// The module names of product and schema, and the path of the schema's file.
///
/// Names are compared without case and underscores: how to break `BrandRegistrationEmail2FAClicked` into words is for
/// the generator to say.
fn find<'a>(sources: &'a Files, schema: &SchemaId) -> Option<(&'a str, &'a str, &'a str)> {
    sources.keys().find_map(|path| {
        let (product, name) = path
            .strip_prefix("src/")?
            .strip_suffix(".rs")?
            .split_once('/')?;
        let fits = same_words(product, schema.product()) && same_words(name, schema.name());
        fits.then_some((product, name, &**path))
    })
}

/// Whether two names have the same letters and digits, in any case.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect::<String>()
    };
    letters(one) == letters(other)
}

fn parse(sources: &Files, path: &str) -> Result<Option<Items>, String> {
    let Some(text) = sources.get(path) else {
        return Ok(None);
    };
    Items::parse(text)
        .map(Some)
        .map_err(|error| format!("the generated file {path} cannot be read: {error}"))
}

/// Whether a file has `pub use path;`, with or without `self::`.
fn exports(items: &Items, path: &[&str]) -> bool {
    items.uses.iter().any(|(used, public)| {
        let used = match used.split_first() {
            Some((first, rest)) if first == "self" => rest,
            _ => used,
        };
        *public && used == path
    })
}

/// The number in `v2`.
fn version_number(module: &str) -> Option<u32> {
    module.strip_prefix('v')?.parse().ok()
}
