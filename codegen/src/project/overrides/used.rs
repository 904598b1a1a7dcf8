//! Whether the entries of `overrides.toml` take effect.

use std::collections::BTreeSet;

use schema_to_rust::hints::What;

use crate::error::{Error, Result};

/// An entry that has to take effect at one of its places, in one version at least.
#[derive(Clone, Debug)]
pub struct Expected {
    /// `[[values]] "name"`.
    pub(super) entry: String,
    pub(super) schema: String,
    pub(super) what: What,
    /// The pointer of the entry.
    pub(super) written: String,
    /// Where it leads in the versions that have it.
    pub(super) pointers: BTreeSet<String>,
}

/// Checks that every entry took effect in some version, at each of its places. `used` are schema, what was said, and where.
///
/// # Errors
/// An entry without an effect: nothing comes of its place, or not what it speaks of.
pub fn check_used(expected: &[Expected], used: &BTreeSet<(String, What, String)>) -> Result<()> {
    for one in expected {
        let is_used =
            |pointer: &String| used.contains(&(one.schema.clone(), one.what, pointer.clone()));
        if one.pointers.iter().any(is_used) {
            continue;
        }
        let noun = match one.what {
            What::Mark => "text",
            What::Optional | What::Field => "field",
            What::Type => "type",
            What::Variant => "variant",
        };
        let error = Error::new(format!(
            "no {noun} comes of {:?} in any version of {} that is held",
            one.written, one.schema
        ));
        return Err(stale(&one.entry, &error));
    }
    Ok(())
}

/// The error of an entry that does not apply.
pub(super) fn stale(entry: &str, error: &Error) -> Error {
    let (place, message) = (error.place(), error.message());
    let meant = error.advice().unwrap_or_default();
    Error::new(format!("{entry} does not apply: {place}{message}"))
        .of_entry(entry)
        .help(format!(
            "{meant}correct the entry in overrides.toml, or remove it if nothing needs it any more"
        ))
}
