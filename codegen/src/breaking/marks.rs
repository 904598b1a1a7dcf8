//! The entries of `overrides.toml` that apply to a document, without the demand that all of them do.

use crate::error::Result;
use crate::project::document::Document;
use crate::project::overrides::{Overrides, apply_beside_prose, no_hints};
use schema_to_rust::hints::Hints;

/// The hints of one document. An entry that does not apply to it is passed over: in a comparison it can apply to the
/// other version alone, and the generator is who insists.
///
/// # Errors
/// Entries that contradict each other.
pub(super) fn hints(document: &Document, overrides: &Overrides) -> Result<Hints> {
    let documents = std::slice::from_ref(document);
    let mut kept = overrides.about(document.id.schema.as_str());
    for entry in &mut kept.0 {
        let all = entry.clone();
        entry.pointers.retain(|pointer| {
            let alone = Overrides(vec![all.at(vec![pointer.clone()])]);
            apply_beside_prose(&alone, documents).is_ok()
        });
    }
    kept.0.retain(|entry| !entry.pointers.is_empty());
    let mut applied = apply_beside_prose(&kept, documents)?;
    Ok(applied.hints.remove(&document.id).unwrap_or_else(no_hints))
}
