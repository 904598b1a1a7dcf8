//! Events that are made, for tests and to be sent on.

use serde_json::{Map, Value};

use super::decode;
use super::event_types::EventTypes as _;
use crate::{Event, Fit, RawEvent, Schemas};

/// An event that is being made, from its data: [`Event::builder`].
#[derive(Clone, Debug)]
#[must_use = "`build` makes the event"]
pub struct EventBuilder<D> {
    data: D,
    version: Option<u32>,
    attributes: Map<String, Value>,
}

impl<D: Schemas> Event<D> {
    /// Makes an event of this data: for tests, and to send events on. What is not said has a default.
    ///
    /// A webhook request carries a list of events: `serde_json::to_vec(&[&event])` is such a body.
    pub fn builder(data: impl Into<D>) -> EventBuilder<D> {
        EventBuilder::new(data.into())
    }
}

impl<D: Schemas> EventBuilder<D> {
    pub(crate) fn new(data: D) -> Self {
        Self {
            data,
            version: None,
            attributes: Map::new(),
        }
    }

    /// The `id`. Without one it is `EZ00000000000000000000000000000001`.
    pub fn id(self, id: &str) -> Self {
        self.attribute("id", id)
    }

    /// The `type`. Without one it is the first of those whose data has the schema.
    pub fn event_type(self, event_type: impl Into<D::EventType>) -> Self {
        let event_type: D::EventType = event_type.into();
        self.attribute("type", event_type.as_ref())
    }

    /// The version of the schema that `dataschema` names, known or not. Without one it is the latest that is known.
    pub fn version(mut self, version: u32) -> Self {
        self.version = Some(version);
        self
    }

    /// Any attribute: `source`, `time`, `subject`, or an extension such as `accountsid`.
    pub fn attribute(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.attributes.insert(name.to_owned(), value.into());
        self
    }

    /// The event, as it would be received: with [`json`](Event::json), and with a [`fit`](Event::fit) of what it names.
    ///
    /// # Errors
    /// The data holds a number that is not JSON, such as infinity, or `id` or `type` was given that is not text.
    pub fn build(self) -> Result<Event<D>, serde_json::Error> {
        let (schema, json) = match self.data.known() {
            Ok((schema, data)) => (D::row(schema), serde_json::to_value(data.view())?),
            Err(json) => (None, serde_json::from_str(json.get())?),
        };
        let mut event = Map::new();
        event.insert("specversion".to_owned(), "1.0".into());
        event.insert("id".to_owned(), "EZ00000000000000000000000000000001".into());
        event.insert("source".to_owned(), "twilio-events".into());
        event.insert("type".to_owned(), "unknown".into());
        if let Some(schema) = schema {
            let mut rows = D::EventType::rows().iter();
            if let Some(row) = rows.find(|row| row.schema == Some(schema.id)) {
                event.insert("type".to_owned(), row.text.into());
            }
            let latest = schema.versions.last().map(|version| version.number);
            if let Some(version) = self.version.or(latest) {
                let name = format!("https://events-schemas.twilio.com/{}/{version}", schema.id);
                event.insert("dataschema".to_owned(), name.into());
            }
        }
        event.insert("data".to_owned(), json);
        event.extend(self.attributes);
        let json = Value::Object(event).to_string();
        let raw = RawEvent::<D>::from_json(&json).map_err(serde::de::Error::custom)?;
        let fit = decode::target(&raw).map_or(Fit::UnknownSchema, |target| target.fit);
        Ok(Event {
            data: self.data,
            fit,
            envelope: raw.envelope,
            json: json.into(),
        })
    }
}
