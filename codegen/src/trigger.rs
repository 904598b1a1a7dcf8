//! Sample events, sent as Twilio sends them: an array as the body, its digest in the URL, a signature of that URL.

mod assignment;
mod sample;
mod target;

use std::collections::BTreeMap;

use serde_json::{Value, json};

pub use self::assignment::Assignment;
pub use self::target::{Answer, Key, Target};
use crate::files;
use crate::id::DocumentId;
use crate::model::{Model, Version};

/// An event with sample data.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The event type.
    pub event_type: String,
    /// The schema of the data, in the newest version that is held.
    pub schema: DocumentId,
    /// Where that is published.
    pub dataschema: String,
    /// The data.
    pub data: Value,
    /// Where the data comes from.
    pub origin: Origin,
}

/// Where the data of a sample comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// From the examples of the schema document.
    Example,
    /// Made up from the generated types.
    MadeUp,
}

/// A sample of every event type whose schema is held, by event type.
pub fn samples(model: &Model) -> BTreeMap<String, Sample> {
    let mut samples = BTreeMap::new();
    for schema in model.schemas() {
        let version = schema.latest();
        let types = &schema.types_of(version).types;
        let (data, origin) = match example(version) {
            Some(data) => (data, Origin::Example),
            None => (sample::data(types), Origin::MadeUp),
        };
        for event in &schema.events {
            let sample = Sample {
                event_type: event.name.clone(),
                schema: version.document.clone(),
                dataschema: version.entry.url.clone(),
                data: data.clone(),
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
    /// The body of a webhook request with this event: an array of one.
    pub fn body(&self, id: &str, time: &str) -> String {
        json!([{
            "specversion": "1.0",
            "type": self.event_type,
            "source": "twilio-events trigger",
            "id": id,
            "dataschema": self.dataschema,
            "datacontenttype": "application/json",
            "time": time,
            "data": self.data,
        }])
        .to_string()
    }
}
