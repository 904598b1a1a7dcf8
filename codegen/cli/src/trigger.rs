//! Sample events, sent as Twilio sends them: an array as the body, its digest in the URL, a signature of that URL.

mod assignment;
mod sample;
#[cfg(test)]
mod tests;
mod text;
mod webhook;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

pub(crate) use self::assignment::Assignment;
use self::text::Now;
pub(crate) use self::webhook::{Key, Webhook};
use schema_to_rust::files;
use twilio_events_codegen::model::{Model, Version};
use twilio_events_codegen::project::catalog::Catalog;
use twilio_events_codegen::project::id::DocumentId;

/// An event with sample data.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sample {
    /// The event type.
    pub event_type: String,
    /// The schema of the data, in the newest version that is held or known; none where the schema is not known.
    pub schema: Option<DocumentId>,
    /// The data.
    pub data: Value,
    /// Where the data comes from.
    pub origin: Origin,
}

/// Where the data of a sample comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From the examples of the schema document.
    Example,
    /// Made up from the generated types.
    MadeUp,
    /// From who asked for the sample.
    Given,
}

/// A sample of every event type whose schema is held, by event type. What is made up happened at this moment.
pub(crate) fn samples(model: &Model, now: Timestamp) -> BTreeMap<String, Sample> {
    let now = &Now {
        text: format!("{now:.3}"),
        milliseconds: now.as_millisecond(),
    };
    let mut samples = BTreeMap::new();
    for schema in model.schemas() {
        let version = schema.latest();
        let types = &schema.types_of(version).types;
        let example = example(version);
        for event in &schema.events {
            let (data, origin) = match &example {
                Some(data) => (data.clone(), Origin::Example),
                None => (sample::data(types, &event.name, now), Origin::MadeUp),
            };
            let sample = Sample {
                event_type: event.name.clone(),
                schema: Some(version.document.clone()),
                data,
                origin,
            };
            samples.insert(event.name.clone(), sample);
        }
    }
    samples
}

/// The first example of the document.
fn example(version: &Version) -> Option<Value> {
    let document: Value = serde_json::from_str(files::without_mark(&version.text)).ok()?;
    document.get("examples")?.get(0).cloned()
}

impl Sample {
    /// An event of any type with any data. Where no version of its schema is held, the catalog may know the schema.
    pub(crate) fn given(
        event_type: &str,
        data: Value,
        held: Option<Self>,
        catalog: &Catalog,
    ) -> Self {
        let known = || {
            let schema = catalog.events.get(event_type)?.schema.as_deref()?;
            let schema = schema.parse().ok()?;
            let version = *catalog.schemas.get(&schema)?;
            Some(DocumentId { schema, version })
        };
        Self {
            event_type: event_type.to_owned(),
            schema: held.and_then(|held| held.schema).or_else(known),
            data,
            origin: Origin::Given,
        }
    }

    /// The body of a webhook request with this event: an array of one.
    pub(crate) fn body(&self, id: &str, time: &str) -> String {
        let mut event = json!({
            "specversion": "1.0",
            "type": self.event_type,
            "source": "twilio-events trigger",
            "id": id,
            "datacontenttype": "application/json",
            "time": time,
            "data": self.data,
        });
        if let Some(schema) = &self.schema {
            event["dataschema"] = json!(schema.url());
        }
        json!([event]).to_string()
    }
}
