//! A head, a line per change, and the place in the schema below it; then a line for each change of the type behind the arm.

use std::fmt::Write as _;

use crate::project::document::Document;
use schema_to_rust::sanitize::line;

use super::words::{counts, place, summary};
use crate::breaking::{Change, Difference};

pub(super) fn render(difference: &Difference) -> String {
    let mut text = format!("{} -> {}\n", difference.old.id, difference.new.id);
    if !difference.changes.is_empty() {
        text.push_str("readers     code   place: what differs\n");
    }
    for change in &difference.changes {
        writeln!(
            text,
            "{:10}  {:5}  {}: {} [{}]\n{:17}  at {}",
            change.class,
            change.semver,
            place(&change.data),
            line(&change.message),
            change.rule,
            "",
            schema(change, difference)
        )
        .expect("writing to a String does not fail");
    }
    for change in &difference.arm {
        writeln!(
            text,
            "arm         {:5}  {}: {}",
            change.semver,
            place(&change.data),
            line(&change.message)
        )
        .expect("writing to a String does not fail");
    }
    let counts = counts(difference);
    let colon = if counts.is_empty() { "" } else { ": " };
    text + &format!("{counts}{colon}{}\n", summary(difference))
}

/// Where in the new document; in the old one, if it is gone there.
fn schema(change: &Change, difference: &Difference) -> String {
    match (&change.new_schema, &change.old_schema) {
        (Some(pointer), _) => at(&difference.new, pointer),
        (None, Some(pointer)) => at(&difference.old, pointer),
        (None, None) => difference.new.id.to_string(),
    }
}

fn at(document: &Document, pointer: &str) -> String {
    let place = format!("{}#{}", document.id, line(pointer));
    match document.line_and_column(pointer) {
        Some((row, column)) => format!("{place} (line {row}, column {column})"),
        None => place,
    }
}
