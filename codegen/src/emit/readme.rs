//! `README.md` of the generated crate: what it is, how it is used, what it covers.

use std::fmt::Write as _;

use super::features;
use crate::format::MARK;
use crate::lock::Provenance;
use crate::model::Model;

const TEXT: &str = include_str!("readme.md");

/// The text: a fixed part, then the table of what is covered.
pub(crate) fn file(model: &Model) -> String {
    let mut text = format!(
        "<!-- {MARK}. Do not edit. To change it: cargo regen -->\n\n{TEXT}\n{}",
        coverage(model)
    );
    let listed = model.events.len();
    let typed = model
        .schemas()
        .map(|schema| schema.events.len())
        .sum::<usize>();
    writeln!(
        text,
        "\n`EventType` lists {listed} event types. Types for their `data`: {typed}."
    )
    .expect("writing to a String does not fail");
    text
}

fn coverage(model: &Model) -> String {
    let mut table =
        "| schema | feature | versions | provenance |\n| --- | --- | --- | --- |\n".to_owned();
    let schemas = model.products.iter().flat_map(|product| {
        let feature = features::name(product);
        product
            .schemas
            .iter()
            .map(move |schema| (feature.clone(), schema))
    });
    for (feature, schema) in schemas {
        for provenance in Provenance::ALL {
            let versions: Vec<_> = versions(schema, provenance).collect();
            if !versions.is_empty() {
                writeln!(
                    table,
                    "| `{}` | `{feature}` | {} | {} |",
                    schema.id,
                    versions.join(", "),
                    provenance.as_str(),
                )
                .expect("writing to a String does not fail");
            }
        }
    }
    table
}

fn versions(schema: &crate::model::Schema, provenance: Provenance) -> impl Iterator<Item = String> {
    let versions = schema
        .versions
        .iter()
        .filter(move |version| version.entry.provenance == provenance);
    versions.map(|version| version.document.version.to_string())
}
