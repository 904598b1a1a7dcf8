//! `tests/versions` of the generated crate: every schema version, for a test of its type.

use std::fmt::Write as _;

use super::features;
use crate::emit::header::header;
use crate::model::{Kind, Model, Schema, Version};

const TEXT: &str = include_str!("versions_test.txt");

/// The tests, which are the same for all.
pub(crate) fn file() -> String {
    format!("{}\n{TEXT}", header("//", "the schemas that are locked"))
}

/// A row for each version whose data is an object.
pub(crate) fn table(model: &Model) -> String {
    let mut text = header("//", "the schemas that are locked") + "\nversions! {\n";
    for (product, schema) in model.schemas_in_products() {
        let feature = features::name(product);
        for version in &schema.versions {
            let Some(required) = required(schema, version) else {
                continue;
            };
            writeln!(
                text,
                "    {feature:?} {:?} {} {required:?} {} twilio_events::{}::{}::v{}::{};",
                schema.id.as_str(),
                version.document.version,
                version.entry.provenance.is_written_here(),
                product.module,
                schema.module,
                version.document.version,
                version.root().name,
            )
            .expect("writing to a String does not fail");
        }
    }
    text.push_str("}\n");
    text
}

/// The members that the type of a version requires; `None` of one that is no struct with known members alone.
fn required<'a>(schema: &'a Schema, version: &'a Version) -> Option<Vec<&'a str>> {
    let Kind::Struct(fields) = &schema.types_of(version).root().kind else {
        return None;
    };
    if fields.iter().any(|field| field.rest) {
        return None;
    }
    let required = fields.iter().filter(|field| field.required);
    Some(required.map(|field| field.json.as_str()).collect())
}
