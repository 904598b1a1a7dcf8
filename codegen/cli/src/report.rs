//! What a run says of itself: a table of schemas, and one line for all.

use std::collections::BTreeSet;

use twilio_events_codegen::emit::coverage::counts;
use twilio_events_codegen::model::{Model, Schema};
use twilio_events_codegen::project::write::Plan;

const HEAD: [&str; 6] = [
    "schema",
    "versions",
    "provenance",
    "types",
    "fields",
    "changed",
];

/// One line for each schema that changes: versions (with `=` before one that shares the types of a newer one), provenance, how many types
/// and fields, and how many of its files change.
pub(crate) fn table(model: &Model, plan: &Plan) -> String {
    let rows = model.products.iter().flat_map(|product| {
        let schemas = product.schemas.iter();
        schemas.filter_map(|schema| row(schema, &product.module, plan))
    });
    columns(&HEAD, rows)
}

/// Rows below their head, with their cells in columns; nothing where there are none.
pub(crate) fn columns(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let head = head.iter().map(ToString::to_string).collect();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    if rows.len() == 1 {
        return String::new();
    }
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
    };
    let widths: Vec<usize> = (0..).map_while(width).collect();
    let mut text = String::new();
    for row in &rows {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// A cell that shows though there is nothing in it.
pub(crate) fn or_dash(text: Option<&str>) -> String {
    let text = text.filter(|text| !text.is_empty());
    text.unwrap_or("-").to_owned()
}

/// One line for all.
pub(crate) fn summary(model: &Model, plan: &Plan) -> String {
    let (written, removed) = plan.counts();
    format!(
        "{}, {}; {} written, {} removed",
        count(model.schemas().count(), "schema"),
        count(model.events.len(), "event type"),
        count(written, "file"),
        count(removed, "file"),
    )
}

pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn row(schema: &Schema, product: &str, plan: &Plan) -> Option<Vec<String>> {
    let changed = plan.changes_below(&format!("src/{product}/{}", schema.module));
    if changed == 0 {
        return None;
    }
    let versions: Vec<String> = schema
        .versions
        .iter()
        .map(|version| match version.same_as {
            Some(newer) => format!("{}={newer}", version.document.version),
            None => version.document.version.to_string(),
        })
        .collect();
    let provenance: BTreeSet<&str> = schema
        .versions
        .iter()
        .map(|version| version.entry.provenance.as_str())
        .collect();
    let counts = counts(schema);
    Some(vec![
        schema.id.to_string(),
        versions.join(" "),
        provenance.into_iter().collect::<Vec<_>>().join(", "),
        counts.types.to_string(),
        counts.fields.to_string(),
        count(changed, "file"),
    ])
}
