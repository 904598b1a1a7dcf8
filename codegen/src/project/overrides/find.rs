//! Where in the documents an entry of `overrides.toml` applies.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::project::document::Document;
use crate::project::id::DocumentId;
use schema_to_rust::pointer::{target, unescape};

/// The documents that an entry is about.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
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

impl<'a> Target<'a> {
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
        let Some(versions) = self.versions else {
            return Ok(of_schema.collect());
        };
        let found: Vec<&Document> = of_schema
            .filter(|document| versions.contains(&document.id.version))
            .collect();
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
    pub(super) fn meets(self, other: Self) -> bool {
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
        fits: impl Fn(&Value, &str) -> Option<bool>,
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
                let at = followed(&document.root, pointer);
                match fits(&document.root, &at) {
                    None => {}
                    Some(false) => {
                        let message = format!("this is not {wanted} any more");
                        other = Some(document.error(&at, message));
                    }
                    Some(true) => {
                        let found = document.root.pointer(&at);
                        let description = found.and_then(|found| found.get("description"));
                        places.push(Pointed {
                            document: &document.id,
                            written: pointer,
                            pointer: at,
                            description: description.and_then(Value::as_str).unwrap_or(""),
                        });
                    }
                }
            }
            if places.len() == before {
                return Err(other.unwrap_or_else(|| self.nowhere(pointer)));
            }
        }
        Ok(places)
    }

    /// The message that a pointer does not resolve.
    pub(super) fn nowhere(self, pointer: &str) -> Error {
        Error::new(format!(
            "no version of {} that is held has anything under {pointer:?}",
            self.schema
        ))
    }
}

/// A pointer with the references followed that lie on its way, so that an entry holds for a document that keeps the same
/// members in `definitions`. A way that does not resolve stays as it is.
fn followed(root: &Value, pointer: &str) -> String {
    let mut here = String::new();
    let mut segments = pointer.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        here = format!("{here}/{segment}");
        if segments.peek().is_some() {
            here = target(root, &here).unwrap_or(here);
        }
    }
    here
}

/// Whether there is a schema under a pointer, and whether it is of a type, `null` aside.
pub(super) fn is_of_type(root: &Value, pointer: &str, ty: &str) -> Option<bool> {
    let schema = root.pointer(&target(root, pointer)?)?;
    Some(match &schema["type"] {
        Value::String(name) => name == ty,
        Value::Array(names) => {
            names.iter().any(|name| name == ty)
                && names.iter().all(|name| name == ty || name == "null")
        }
        _ => false,
    })
}

/// Whether there is a member under a pointer, and whether its object requires it.
pub(super) fn is_required(root: &Value, pointer: &str) -> Option<bool> {
    let (properties, name) = pointer.rsplit_once('/')?;
    let object = root.pointer(properties.strip_suffix("/properties")?)?;
    let required = object.get("required").and_then(Value::as_array);
    let name = unescape(name);
    let is_required = required.is_some_and(|names| names.iter().any(|other| *other == name));
    (is_required || root.pointer(pointer).is_some()).then_some(is_required)
}
