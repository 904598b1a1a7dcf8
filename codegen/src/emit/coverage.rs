//! How much of the platform has types: counted by schema, and summed up in the project's README.

use std::path::Path;

use crate::error::Result;
use crate::model::{Kind, Model, Schema};
use crate::project::files;

/// What a schema gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Types of all versions; those that versions share count once.
    pub types: usize,
    /// Their fields.
    pub fields: usize,
    /// How many of the types are sets of values.
    pub value_sets: usize,
}

/// Counts what a schema gives.
pub fn counts(schema: &Schema) -> Counts {
    let own = schema
        .versions
        .iter()
        .filter(|version| version.same_as.is_none());
    let mut counts = Counts::default();
    for ty in own.flat_map(|version| &version.types) {
        counts.types += 1;
        match &ty.kind {
            Kind::Struct(fields) => counts.fields += fields.len(),
            Kind::OpenEnum(_) => counts.value_sets += 1,
            Kind::Alias(_) | Kind::Union(_) => {}
        }
    }
    counts
}

const BEGIN: &str = "<!-- sums, written by cargo regen -->\n";
const END: &str = "<!-- end of sums -->";

/// The project's README with the sums of today; `None` where there is none, or nothing in it has to change.
///
/// # Errors
/// The file cannot be read.
pub fn readme(path: &Path, model: &Model) -> Result<Option<String>> {
    let bytes = files::read_if_present(path)?;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(text.and_then(|text| refreshed(&text, model)))
}

/// A README with the sums of today between its two markers; `None` where it has no markers, or has these sums.
fn refreshed(readme: &str, model: &Model) -> Option<String> {
    let (before, rest) = readme.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    let text = format!("{before}{BEGIN}{}\n{END}{after}", sums(model));
    (text != readme).then_some(text)
}

/// One sentence.
fn sums(model: &Model) -> String {
    let typed: usize = model.schemas().map(|schema| schema.events.len()).sum();
    let versions: usize = model.schemas().map(|schema| schema.versions.len()).sum();
    let all: Vec<Counts> = model.schemas().map(counts).collect();
    let sum = |count: fn(&Counts) -> usize| all.iter().map(count).sum::<usize>();
    format!(
        "{typed} of {} event types have a type for their data: {} schemas in {versions} versions, with {} types, {} fields and\n\
         {} value sets.",
        model.events.len(),
        all.len(),
        sum(|counts| counts.types),
        sum(|counts| counts.fields),
        sum(|counts| counts.value_sets),
    )
}

#[cfg(test)]
mod tests {
    use super::refreshed;
    use crate::model::Model;

    #[test]
    fn sums_stand_between_the_markers() {
        let model = Model {
            products: Vec::new(),
            events: Vec::new(),
        };
        let text = "a\n<!-- sums, written by cargo regen -->\nold\n<!-- end of sums -->\nb";
        let new = refreshed(text, &model).expect("old is not what it is");
        assert!(
            new.starts_with("a\n<!-- sums, written by cargo regen -->\n0 of 0 event types"),
            "{new}"
        );
        assert!(
            new.ends_with("value sets.\n<!-- end of sums -->\nb"),
            "{new}"
        );
        assert_eq!(refreshed(&new, &model), None);
        assert_eq!(refreshed("no markers", &model), None);
    }
}
