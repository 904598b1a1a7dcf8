//! Where in the documents an entry of `overrides.toml` applies.

use crate::error::{Error, Result};
use crate::project::document::Document;
use crate::project::id::DocumentId;
use schema_to_rust::json_types::JsonTypes;
use schema_to_rust::keyword::Keyword;
use schema_to_rust::suggest::meant;
use schema_to_rust::tree::{NodeId, Tree, escape, unescape};

/// The documents that an entry is about.
#[derive(Clone, Copy)]
pub(super) struct Documents<'a> {
    pub(super) schema: &'a str,
    pub(super) versions: Option<&'a [u32]>,
}

/// A place of a document that an entry points at.
pub(super) struct Pointed<'a> {
    pub(super) document: &'a DocumentId,
    /// The pointer of the entry.
    pub(super) written: &'a str,
    /// The pointer once the references on the way are followed.
    pub(super) pointer: String,
    pub(super) description: &'a str,
}

impl<'a> Documents<'a> {
    pub(super) fn new(schema: &'a str, versions: Option<&'a Vec<u32>>) -> Self {
        let versions = versions.map(Vec::as_slice);
        Self { schema, versions }
    }

    /// Its documents.
    ///
    /// # Errors
    /// It names a version that is not held.
    pub(super) fn documents(self, documents: &'a [Document]) -> Result<Vec<&'a Document>> {
        let of_schema = documents
            .iter()
            .filter(|document| document.id.schema.as_str() == self.schema);
        let held: Vec<&Document> = of_schema.collect();
        if held.is_empty() {
            let held = documents.iter().map(|document| document.id.schema.as_str());
            return Err(Error::new(format!("no schema {:?} is held", self.schema))
                .help(meant(self.schema, held)));
        }
        let Some(versions) = self.versions else {
            return Ok(held);
        };
        let of_version = |document: &&Document| versions.contains(&document.id.version);
        let found: Vec<&Document> = held.into_iter().filter(of_version).collect();
        let held = |version| found.iter().any(|document| document.id.version == version);
        match versions.iter().find(|version| !held(**version)) {
            Some(version) => Err(Error::new(format!(
                "version {version} of {} is not held",
                self.schema
            ))),
            None if versions.is_empty() => Err(Error::new("its list of versions is empty")),
            None => Ok(found),
        }
    }

    /// Whether an entry about this target and one about the other speak of the same version.
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.schema == other.schema
            && match (self.versions, other.versions) {
                (Some(own), Some(other)) => own.iter().any(|version| other.contains(version)),
                _ => true,
            }
    }

    /// Every place of every version. Each pointer must lead to what `fits` in at least one version; a version where it leads
    /// to something else, or nowhere, is passed over, so that an entry about older versions stands in no newer one's way.
    /// `wanted` is what the place should be: `a string`.
    pub(super) fn places(
        self,
        pointers: &'a [String],
        documents: &'a [Document],
        wanted: &str,
        fits: impl Fn(&Tree, Spot<'_>) -> Option<bool>,
    ) -> Result<Vec<Pointed<'a>>> {
        if pointers.is_empty() {
            return Err(Error::new("it has no pointers"));
        }
        let documents = self.documents(documents)?;
        let mut places = Vec::new();
        for pointer in pointers {
            let before = places.len();
            let mut other = None;
            for document in &documents {
                let tree = &document.tree;
                let Some(spot) = followed(tree, pointer) else {
                    continue;
                };
                match fits(tree, spot) {
                    None => {}
                    Some(false) => {
                        let message = format!("this is not {wanted}");
                        other = Some(tree.error(spot.node.unwrap_or(spot.above), message));
                    }
                    Some(true) => {
                        let schema = spot.node.and_then(|id| tree.schema(id));
                        let description =
                            schema.and_then(|schema| schema.str(Keyword::Description));
                        places.push(Pointed {
                            document: &document.id,
                            written: pointer,
                            pointer: spot.pointer(tree),
                            description: description.unwrap_or(""),
                        });
                    }
                }
            }
            if places.len() == before {
                return Err(other.unwrap_or_else(|| self.nowhere(pointer, &documents)));
            }
        }
        Ok(places)
    }

    /// The error that a pointer leads to nothing, with the name beside it that was meant.
    fn nowhere(self, pointer: &str, documents: &[&Document]) -> Error {
        let (above, name) = pointer.rsplit_once('/').unwrap_or_default();
        let beside = documents.iter().flat_map(|document| {
            let tree = &document.tree;
            let above = followed(tree, above).and_then(|spot| spot.node).into_iter();
            let above = above.map(|node| tree.target(node).unwrap_or(node));
            above.flat_map(|node| tree.members(node))
        });
        let message = format!(
            "no version of {} that is held has anything under {pointer:?}",
            self.schema
        );
        let meant = meant(&unescape(name), beside.map(|(name, _)| name));
        Error::new(message).help(meant)
    }
}

/// Where a pointer leads: the node above, and in it a name, with the node that has it, if one does.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    above: NodeId,
    name: &'a str,
    pub(super) node: Option<NodeId>,
}

impl Spot<'_> {
    fn pointer(self, tree: &Tree) -> String {
        match self.node {
            Some(node) => tree.pointer(node),
            None => format!(
                "{}/{}",
                tree.pointer(self.above),
                escape(&unescape(self.name))
            ),
        }
    }
}

/// Where a pointer leads with the references followed that lie on its way, so that an entry holds for a document that keeps the
/// same members in `definitions`.
fn followed<'a>(tree: &Tree, pointer: &'a str) -> Option<Spot<'a>> {
    let mut spot = Spot {
        above: tree.root(),
        name: "",
        node: Some(tree.root()),
    };
    for name in pointer.split('/').skip(1) {
        let here = spot.node?;
        let above = tree.target(here).unwrap_or(here);
        spot = Spot {
            above,
            name,
            node: tree.at(above, &format!("/{name}")),
        };
    }
    Some(spot)
}

/// Whether there is a schema, and whether it is of a type, `null` aside.
pub(super) fn is_of_type(tree: &Tree, spot: Spot<'_>, types: JsonTypes) -> Option<bool> {
    let schema = tree.schema(tree.target(spot.node?).ok()?);
    Some(schema.is_some_and(|schema| {
        schema
            .types()
            .is_some_and(|found| found - JsonTypes::NULL == types)
    }))
}

/// Whether there is a member, and whether its object requires it.
pub(super) fn is_required(tree: &Tree, spot: Spot<'_>) -> Option<bool> {
    let object = tree.schema(tree.parent(spot.above)?)?;
    if object.get(Keyword::Properties) != Some(spot.above) {
        return None;
    }
    let name = unescape(spot.name);
    let is_required = object.names(Keyword::Required).any(|other| other == name);
    (is_required || spot.node.is_some()).then_some(is_required)
}
