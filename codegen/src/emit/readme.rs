//! `README.md` of the generated crate: what it is, how it is used, what it covers.

use std::fmt::Write as _;

use super::features;
use crate::emit::coverage::counts;
use crate::emit::header::MARK;
use crate::model::{Model, Schema};
use crate::project::lock::Provenance;

const TEXT: &str = include_str!("readme.md");
const COVERAGE: &str = include_str!("guide/coverage.md");

/// What the features add.
pub(super) const FEATURES: &str = include_str!("guide/features.md");

/// The text: a fixed part, the features, then the table of what is covered.
pub(crate) fn file(model: &Model) -> String {
    let coverage = coverage(model);
    format!(
        "<!-- {MARK}. Do not edit. To change it: cargo regen -->\n\n{TEXT}\n## Features\n\n{FEATURES}\n## Coverage\n\n{coverage}"
    )
}

/// What is covered: words, a table, and its sum.
pub(super) fn coverage(model: &Model) -> String {
    let listed = model.events.len();
    let typed: usize = model.schemas().map(|schema| schema.events.len()).sum();
    format!(
        "{COVERAGE}\n{}\n`EventType` lists {listed} event types. Types for their `data`: {typed}.\n",
        table(model)
    )
}

fn table(model: &Model) -> String {
    let mut table =
        "| schema | feature | versions | types | fields | event types |\n| --- | --- | --- | ---: | ---: | ---: |\n"
            .to_owned();
    for (product, schema) in model.schemas_in_products() {
        let (feature, counts) = (features::name(product), counts(schema));
        writeln!(
            table,
            "| `{}` | `{feature}` | {} | {} | {} | {} |",
            schema.id,
            versions(schema),
            counts.types,
            counts.fields,
            schema.events.len(),
        )
        .expect("writing to a String does not fail");
    }
    table
}

/// `4, 7 documented; 3, 8 partial`
fn versions(schema: &Schema) -> String {
    let of_provenance = |provenance: Provenance| {
        let versions = schema.versions.iter();
        let numbers: Vec<String> = versions
            .filter(|version| version.entry.provenance == provenance)
            .map(|version| version.document.version.to_string())
            .collect();
        (!numbers.is_empty()).then(|| format!("{} {}", numbers.join(", "), provenance.as_str()))
    };
    let parts: Vec<String> = Provenance::ALL
        .into_iter()
        .filter_map(of_provenance)
        .collect();
    parts.join("; ")
}
