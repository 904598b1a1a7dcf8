//! Documents from JSON, and their comparison.

use schema_to_rust::lower::lower;
use schema_to_rust::normalize::normalize;
use serde_json::Value;
use twilio_events_codegen::breaking::{Difference, compare};
use twilio_events_codegen::model::Type;
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::overrides::{Overrides, no_hints};

pub(crate) fn document(version: u32, schema: &Value) -> Document {
    let id = format!("Demo.Thing/{version}")
        .parse()
        .expect("it is an id");
    Document::parse(&id, schema.to_string().as_bytes()).expect("it is a schema")
}

/// The difference, without overrides.
pub(crate) fn diff(old: &Value, new: &Value) -> Difference {
    diff_with(old, new, "")
}

pub(crate) fn diff_with(old: &Value, new: &Value, overrides: &str) -> Difference {
    let overrides = Overrides::parse(overrides).expect("these are overrides");
    compare(&document(1, old), &document(2, new), &overrides).expect("both are typed")
}

/// The types of a document, as the generator makes them.
pub(crate) fn types(schema: &Value) -> Vec<Type> {
    types_of(&document(1, schema))
}

pub(crate) fn types_of(document: &Document) -> Vec<Type> {
    let (document, _) = document.resolved().expect("it refers to itself");
    let normalized = normalize(document.schema.tree).expect("it is normalized");
    let lowered = lower(&normalized, &document.schema.called, &no_hints());
    lowered.expect("it is lowered").types
}

/// `RULE class semver place` for each change.
pub(crate) fn lines(difference: &Difference) -> Vec<String> {
    difference
        .changes
        .iter()
        .map(|change| {
            format!(
                "{} {} {} {}",
                change.rule, change.class, change.semver, change.data
            )
        })
        .collect()
}
