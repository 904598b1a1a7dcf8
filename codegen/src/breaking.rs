//! What a new version of a schema means to those who have the old one.
//!
//! [`compare`] goes through two documents place by place and lists what differs, as [`Change`]s of known [`Rule`]s. Each
//! has two weights: its [`Class`] says whether a program that was compiled with the old types reads the new data, its
//! [`Semver`] what happens to source code that uses the types of one version, once the new ones take the place of the old ones.
//!
//! Receivers do not use those, but the type behind the schema's arm, which reads every version: what becomes of it is in [`arm_changes`].
//!
//! # What readers accept
//!
//! The classes go by what the generated types do, not by what a validator would say. They ignore members that they do not
//! know, whatever `additionalProperties` says; take null for an optional member; take any text for an open enum or a
//! timestamp; and check neither limits, nor patterns, nor formats.
//!
//! # What senders are trusted with
//!
//! A schema admits more than anyone means by it. Data of a document is taken to be
//! - members that the document names, where it names any: what `additionalProperties` does not describe is not sent;
//! - anything at all under free names, where an object names no member;
//! - integers without a fraction, and within 64 bits where no limit is set.
//!
//! `not`, `contains` and other keywords that only restrict are compared and not evaluated. Places that are composed with
//! `oneOf` and the like are judged by their Rust types.
//!
//! With this, a difference without a breaking change is read by the old type, and for a breaking change outside of composed
//! places there is data that it refuses. The tests hold both against random schemas and data.

mod annotations;
pub mod arm_changes;
mod change;
mod class;
mod compare_places;
mod constraints;
mod index;
mod members;
mod old_reader;
mod place;
mod render;
pub mod rules;
mod schema_at;
mod type_at;
mod types;
mod unused;
mod values;
mod walk;

pub use arm_changes::ArmChange;
pub use change::{Change, Difference};
pub use class::{Class, Semver};
pub use render::Format;
pub use rules::Rule;

use crate::error::Result;
use crate::merge_versions::merge;
use crate::model::{Ty, Type};
use crate::project::digest::shape;
use crate::project::document::Document;
use crate::project::overrides::{Overrides, hints_where_they_apply};
use schema_to_rust::lower::lower;
use schema_to_rust::normalize::normalize;

use index::Index;
use place::{Place, Side};
use schema_at::SchemaAt;
use type_at::TypeAt;

/// Compares two documents, with the types that the generator makes of them. Both are typed under the schema id of the
/// old one.
///
/// Entries of `overrides` count where they apply.
///
/// # Errors
/// Entries of `overrides` that contradict each other. A document of which no types can be made; see [`normalize`] and [`lower`](mod@schema_to_rust::lower).
pub fn compare(old: &Document, new: &Document, overrides: &Overrides) -> Result<Difference> {
    let (old_whole, new_whole) = (old.resolved()?.0, new.resolved()?.0);
    let old_types = types(&old_whole, old, overrides)?;
    let new_types = types(&new_whole, old, overrides)?;
    let side = |document, root, types| Side {
        schema: SchemaAt::new(document),
        ty: TypeAt::new(types, root, false),
    };
    let (old_index, new_index) = (Index::new(&old_types), Index::new(&new_types));
    let (old_root, new_root) = (root(&old_types), root(&new_types));
    let mut changes = compare_places::compare(Place::new(
        String::new(),
        side(&old_whole.schema.tree, &old_root, &old_index),
        side(&new_whole.schema.tree, &new_root, &new_index),
    ));
    unused::compare(&old_whole.schema.tree, &new_whole.schema.tree, &mut changes);
    if changes.is_empty() && shape(&old.tree) != shape(&new.tree) {
        let message = "the same in other words";
        changes.push(Change {
            old_schema: Some(String::new()),
            new_schema: Some(String::new()),
            ..Change::new(Rule::Restated, Class::Metadata, String::new(), message)
        });
    }
    changes.sort_by(|a, b| (&a.data, a.rule, &a.message).cmp(&(&b.data, b.rule, &b.message)));
    Ok(Difference {
        old: old.clone(),
        new: new.clone(),
        changes,
        arm: arm_changes::between(&old_types, &merge(&old_types, &new_types)),
    })
}

/// The types of a document, named after the schema of another.
fn types(document: &Document, named_after: &Document, overrides: &Overrides) -> Result<Vec<Type>> {
    let mut renamed = document.clone();
    renamed.id.schema = named_after.id.schema.clone();
    renamed.schema.called.clone_from(&named_after.called);
    let hints = hints_where_they_apply(overrides, &renamed)?;
    let normalized = normalize(renamed.schema.tree);
    let lowered =
        normalized.and_then(|normalized| lower(&normalized, &renamed.schema.called, &hints));
    let lowered = lowered.map_err(|error| error.document(&document.id))?;
    Ok(lowered.types)
}

fn root(types: &[Type]) -> Ty {
    types
        .first()
        .map_or(Ty::Value, |ty| Ty::Named(ty.name.clone()))
}
