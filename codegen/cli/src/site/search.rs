//! What the search looks through: a list in a script, which a browser reads from a file as well as from a server.

use schema_to_rust::sanitize;
use serde::Serialize;
use twilio_events_codegen::model::Kind;

use super::pages::ProductPage;
use super::schema::SchemaPage;

/// The list, in the order in which equally good finds are shown.
#[derive(Default)]
pub(super) struct Index(Vec<Entry>);

#[derive(Serialize)]
struct Entry {
    title: String,
    kind: &'static str,
    /// Where it belongs.
    of: String,
    /// What it is found by, beside title and kind.
    also: String,
    url: String,
}

impl Index {
    /// A product, and its event types.
    pub(super) fn product(&mut self, product: &ProductPage<'_>) {
        for event in &product.events {
            self.0.push(Entry {
                title: event.event.name.clone(),
                kind: "event type",
                of: product.name.clone(),
                also: event.variant.clone(),
                url: event.path(product),
            });
        }
        self.0.push(Entry {
            title: product.name.clone(),
            kind: "product",
            of: String::new(),
            also: String::new(),
            url: product.path(),
        });
    }

    /// A schema, and the fields of the types that a match gives.
    pub(super) fn schema(&mut self, schema: &SchemaPage<'_>) {
        self.0.push(Entry {
            title: schema.id.to_owned(),
            kind: "schema",
            of: String::new(),
            also: String::new(),
            url: schema.path(),
        });
        for ty in schema.arm.types {
            let Kind::Struct(fields) = &ty.kind else {
                continue;
            };
            self.0.extend(fields.iter().map(|field| Entry {
                title: field.json.clone(),
                kind: "field",
                of: schema.id.to_owned(),
                also: field.name.clone(),
                url: format!("{}#{}", schema.path(), schema.arm.field_anchor(ty, field)),
            }));
        }
    }

    /// The script. It holds no `<`, wherever somebody puts it.
    pub(super) fn script(&self) -> String {
        let entries = self
            .0
            .iter()
            .map(|entry| serde_json::to_string(entry).expect("text is always JSON"));
        let entries: Vec<String> = entries.collect();
        let json = format!("[\n{}\n]", entries.join(",\n"));
        let json = sanitize::json(&json).replace('<', "\\u003c");
        format!("\"use strict\";\nconst searchIndex = {json};\n")
    }
}
