//! The entries of `overrides.toml` that apply to a document, without the demand that all of them do.

use crate::error::Result;
use crate::project::document::Document;
use crate::project::overrides::{Overrides, Places, apply_beside_prose, no_hints};
use schema_to_rust::hints::Hints;

/// The hints of one document. An entry that does not apply to it is passed over: in a comparison it can apply to the
/// other version alone, and the generator is who insists.
///
/// # Errors
/// Entries that contradict each other.
pub(super) fn hints(document: &Document, overrides: &Overrides) -> Result<Hints> {
    let schema = document.id.schema.as_str();
    let fits =
        |entries: Overrides| apply_beside_prose(&entries, std::slice::from_ref(document)).is_ok();
    let none = Overrides::default();
    let mut kept = overrides.clone();
    kept.values.retain(|entry| entry.schema == schema);
    for entry in &mut kept.values {
        let all = entry.clone();
        entry.pointers.retain(|pointer| {
            let mut one = all.clone();
            one.pointers = vec![pointer.clone()];
            fits(Overrides {
                values: vec![one],
                ..none.clone()
            })
        });
    }
    kept.values.retain(|entry| !entry.pointers.is_empty());
    let kinds: [(&mut Vec<Places>, Alone); 3] = [
        (&mut kept.timestamp, |timestamp| Overrides {
            timestamp,
            ..Overrides::default()
        }),
        (&mut kept.optional, |optional| Overrides {
            optional,
            ..Overrides::default()
        }),
        (&mut kept.integer_or_text, |integer_or_text| Overrides {
            integer_or_text,
            ..Overrides::default()
        }),
    ];
    for (entries, alone) in kinds {
        entries.retain(|entry| entry.schema == schema);
        for entry in &mut *entries {
            let all = entry.clone();
            entry.pointers.retain(|pointer| {
                let mut one = all.clone();
                one.pointers = vec![pointer.clone()];
                fits(alone(vec![one]))
            });
        }
        entries.retain(|entry| !entry.pointers.is_empty());
    }
    kept.rename.retain(|entry| {
        entry.schema == schema
            && fits(Overrides {
                rename: vec![entry.clone()],
                ..none.clone()
            })
    });
    let mut applied = apply_beside_prose(&kept, std::slice::from_ref(document))?;
    Ok(applied.hints.remove(&document.id).unwrap_or_else(no_hints))
}

/// Overrides with the entries of one kind.
type Alone = fn(Vec<Places>) -> Overrides;
