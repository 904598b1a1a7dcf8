//! The page of a schema.

use std::collections::BTreeMap;

use askama::Template;
use schema_to_rust::names;
use serde_json::Value;
use twilio_events_codegen::Result;
use twilio_events_codegen::builder::Generated;
use twilio_events_codegen::emit::feature;
use twilio_events_codegen::model::{Kind, Product, Schema, Version};
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::Entry;
use twilio_events_codegen::project::snapshot::Snapshot;

use super::changes::Changes;
use super::pages::{EventView, is_web, schema_path, slug};
use super::sample_match;
use super::types::{self, Group};
use crate::trigger::{Origin, Sample};

#[derive(Template)]
#[template(path = "site/schema.html", whitespace = "minimize")]
pub(super) struct SchemaPage<'a> {
    root: &'static str,
    pub(super) id: &'a str,
    /// The id without the product.
    name: &'a str,
    product: &'a Product,
    product_slug: &'a str,
    path: String,
    /// The module of its types.
    module: String,
    feature: String,
    /// The variant of `EventData`.
    variant: String,
    pub(super) events: Vec<EventView<'a>>,
    /// The types that a match gives, and the version that they are of, unless they are of all.
    pub(super) arm: Group<'a>,
    arm_version: Option<u32>,
    sample: Option<SampleView>,
    /// Newest first.
    versions: Vec<VersionView<'a>>,
}

struct SampleView {
    json: String,
    code: String,
    origin: &'static str,
    version: u32,
}

struct VersionView<'a> {
    number: u32,
    entry: &'a Entry,
    /// Where it is published.
    url: Option<&'a str>,
    basis: Vec<&'static str>,
    /// The version whose types it has, if they are not its own, and where they stand.
    same_as: Option<(u32, String)>,
    /// Its own types, unless they are those that a match gives.
    types: Option<Group<'a>>,
    changes: Option<Changes>,
}

impl<'a> SchemaPage<'a> {
    pub(super) fn new(
        product: &'a Product,
        schema: &'a Schema,
        snapshot: &Snapshot,
        generated: &'a Generated,
        samples: &BTreeMap<String, Sample>,
    ) -> Result<Self> {
        let latest = schema.types_of(schema.latest());
        let arm_version = schema.every.is_none().then_some(latest.document.version);
        let prefix = arm_version.map_or_else(|| "every".to_owned(), |number| format!("v{number}"));
        let sample = schema.events.first();
        let sample = sample.and_then(|event| samples.get(&event.name));
        let mut versions = Vec::new();
        let mut older: Option<&Version> = None;
        for version in &schema.versions {
            let changes = older.map(|older| {
                let (old, new) = (document(generated, older), document(generated, version));
                Changes::new(schema, old, new, &snapshot.overrides)
            });
            versions.push(VersionView::new(version, arm_version, changes.transpose()?));
            older = Some(version);
        }
        versions.reverse();
        let events = schema.events.iter();
        Ok(Self {
            root: "../../",
            id: schema.id.as_str(),
            name: schema.id.name(),
            product,
            product_slug: slug(&product.module),
            path: schema_path(product, schema),
            module: format!("twilio_events::{}::{}", product.module, schema.module),
            feature: feature(product),
            variant: names::type_name(schema.id.name()),
            events: events
                .map(|event| EventView::new(event, &generated.model))
                .collect(),
            arm: Group::new(prefix, schema.arm()),
            arm_version,
            sample: sample.map(|sample| SampleView::new(product, schema, sample)),
            versions,
        })
    }

    pub(super) fn path(&self) -> String {
        self.path.clone()
    }
}

/// When the events of the samples happened: at each run the same moment.
pub(super) const MOMENT: &str = "2025-01-01T12:00:00Z";

/// The document of a version.
fn document<'a>(generated: &'a Generated, version: &Version) -> &'a Document {
    let held = generated.documents.iter();
    let mut documents = held.map(|held| &held.document);
    documents
        .find(|document| document.id == version.document)
        .expect("each version of the model was made from a document")
}

impl<'a> VersionView<'a> {
    fn new(version: &'a Version, arm_version: Option<u32>, changes: Option<Changes>) -> Self {
        let DocumentId {
            version: number, ..
        } = version.document;
        let entry = &version.entry;
        let has_own = version.same_as.is_none() && arm_version != Some(number);
        Self {
            number,
            entry,
            url: Some(entry.url.as_str()).filter(|url| is_web(url)),
            basis: entry.basis.iter().map(|basis| basis.phrase()).collect(),
            same_as: version.same_as.map(|other| {
                let stands_above = arm_version == Some(other);
                let anchor = if stands_above {
                    "fields".to_owned()
                } else {
                    format!("v{other}")
                };
                (other, anchor)
            }),
            types: has_own.then(|| Group::new(format!("v{number}"), &version.types)),
            changes,
        }
    }
}

impl SampleView {
    fn new(product: &Product, schema: &Schema, sample: &Sample) -> Self {
        let body = sample.body("EZ00000000000000000000000000000001", MOMENT);
        let events: Value = serde_json::from_str(&body).unwrap_or_default();
        Self {
            json: serde_json::to_string_pretty(&events[0]).unwrap_or_default(),
            code: sample_match::code(product, schema, &sample.data),
            origin: match sample.origin {
                Origin::Example => "The example of the schema.",
                Origin::MadeUp | Origin::Given => "Made up from the types; no event that was seen.",
            },
            version: schema.latest().document.version,
        }
    }
}
