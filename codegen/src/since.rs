//! Since which version a field is known, for its rustdoc.

use crate::model::{Field, Kind, Version, find};
use crate::project::lock::Provenance;

/// Adds to fields that an older version of the same type lacks since when they are known. `versions` are all of a schema,
/// oldest first.
pub(crate) fn note(versions: &mut [Version]) {
    for index in 0..versions.len() {
        let (older, rest) = versions.split_at_mut(index);
        let Some(version) = rest.first_mut() else {
            return;
        };
        let number = version.document.version;
        for ty in &mut version.types {
            let Kind::Struct(fields) = &mut ty.kind else {
                continue;
            };
            for field in fields.iter_mut().filter(|field| !field.rest) {
                if let Some(words) = words(&ty.name, field, number, older) {
                    field.docs = match &*field.docs {
                        "" => words,
                        docs => format!("{docs} {words}"),
                    };
                }
            }
        }
    }
}

/// `Since version 5.`; or, of a version that was not seen whole, `Seen since version 5.`
fn words(ty: &str, field: &Field, number: u32, older: &[Version]) -> Option<String> {
    let mut first = number;
    let has = |version: &Version| {
        let ty = find(&version.types, ty)?;
        match &ty.kind {
            Kind::Struct(fields) => Some(fields.iter().any(|other| other.json == field.json)),
            _ => None,
        }
    };
    for version in older.iter().rev() {
        if has(version)? {
            first = version.document.version;
            continue;
        }
        let last = version.document.version;
        let seen_whole = version.entry.provenance != Provenance::Partial;
        return Some(match (seen_whole, last + 1 == first) {
            (false, _) => format!("Seen since version {first}."),
            (true, true) => format!("Since version {first}."),
            (true, false) => {
                format!("Added after version {last}, by version {first} at the latest.")
            }
        });
    }
    None
}
