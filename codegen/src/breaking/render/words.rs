//! What formats say in the same words.

use schema_to_rust::sanitize::line;

use crate::breaking::change::Difference;
use crate::breaking::class::{Class, Semver};

/// What it all comes to, in a sentence or two.
pub(super) fn summary(difference: &Difference) -> String {
    let Some(class) = difference.class() else {
        return "no change".to_owned();
    };
    let readers = match class {
        Class::Metadata => "metadata only",
        Class::Compatible => "old readers read the new data",
        Class::Breaking => "old readers refuse some of the new data",
    };
    let users = match difference.arm_semver() {
        Semver::Patch => "no change for users",
        Semver::Minor => "the type behind the schema's arm grows, a minor change for users",
        Semver::Major => "THE TYPE BEHIND THE SCHEMA'S ARM CHANGES, a major change for users",
    };
    format!("{readers}; {users}")
}

/// How many changes there are of each class, the worst first.
pub(super) fn counts(difference: &Difference) -> String {
    let counts = [Class::Breaking, Class::Compatible, Class::Metadata]
        .into_iter()
        .filter_map(|class| {
            let count = difference
                .changes
                .iter()
                .filter(|change| change.class == class)
                .count();
            (count > 0).then(|| format!("{count} {class}"))
        });
    counts.collect::<Vec<_>>().join(", ")
}

/// The place in the data, with a word for the data as a whole.
pub(super) fn place(pointer: &str) -> String {
    if pointer.is_empty() {
        "(data)".to_owned()
    } else {
        line(pointer).into_owned()
    }
}
