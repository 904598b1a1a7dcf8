//! Why an event's data could not be read. Nothing of the event is lost with it.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

use super::envelope::{Attribute, Envelope};
use crate::{DataError, RawEvent, SchemaRef, Schemas};

/// Data that does not fit the type it was to be read as.
///
/// Names the event and the place, and hands back the JSON, so that the event can be put aside and read later.
pub struct DecodeError<D> {
    inner: Box<Inner>,
    schemas: PhantomData<fn() -> D>,
}

struct Inner {
    json: Box<str>,
    envelope: Envelope,
    schema: Option<(Box<str>, u32)>,
    /// `None`: there is no data.
    reason: Option<DataError>,
}

impl<D> DecodeError<D> {
    fn new(
        event: &RawEvent<'_, D>,
        schema: Option<SchemaRef<'_>>,
        reason: Option<DataError>,
    ) -> Self {
        let inner = Box::new(Inner {
            json: event.json.into(),
            envelope: event.envelope.clone(),
            schema: schema
                .or_else(|| event.schema())
                .map(|schema| (schema.id.into(), schema.version)),
            reason,
        });
        Self {
            inner,
            schemas: PhantomData,
        }
    }

    pub(crate) fn missing(event: &RawEvent<'_, D>, schema: Option<SchemaRef<'_>>) -> Self {
        Self::new(event, schema, None)
    }

    pub(crate) fn malformed(
        event: &RawEvent<'_, D>,
        schema: Option<SchemaRef<'_>>,
        reason: DataError,
    ) -> Self {
        Self::new(event, schema, Some(reason))
    }

    /// The event's `id`.
    pub fn id(&self) -> &str {
        self.text(Attribute::Id)
    }

    /// The event's `type` as it was sent.
    pub fn event_type_str(&self) -> &str {
        self.text(Attribute::Type)
    }

    /// The schema that the data was read as. For [`decode_as`](crate::RawEvent::decode_as), the one that the
    /// event names.
    pub fn schema(&self) -> Option<SchemaRef<'_>> {
        let (id, version) = self.inner.schema.as_ref()?;
        Some(SchemaRef {
            id,
            version: *version,
        })
    }

    /// The place inside `data`, as a JSON pointer. Empty for `data` as a whole, which is also where a missing
    /// member of `data` is reported.
    pub fn path(&self) -> &str {
        self.inner.reason.as_ref().map_or("", DataError::path)
    }

    /// `data` as raw JSON. `None` when the event carries none.
    pub fn data_json(&self) -> Option<&str> {
        self.inner.envelope.data(&self.inner.json)
    }

    /// The whole event as it was sent.
    pub fn json(&self) -> &str {
        &self.inner.json
    }

    fn text(&self, attribute: Attribute) -> &str {
        self.inner
            .envelope
            .text(&self.inner.json, attribute)
            .unwrap_or_default()
    }
}

impl<D: Schemas> DecodeError<D> {
    /// The event's `type`, as the open enum of event types.
    pub fn event_type(&self) -> D::EventType {
        self.event_type_str().into()
    }
}

impl<D> fmt::Display for DecodeError<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "cannot read the data of event {:?} ({:?}",
            self.id(),
            self.event_type_str()
        )?;
        if let Some(schema) = self.schema() {
            write!(f, ", schema {schema}")?;
        }
        match &self.inner.reason {
            Some(reason) => write!(f, "): {reason}"),
            None => f.write_str("): there is none"),
        }
    }
}

/// Leaves the event's JSON out: it may be long, and private.
impl<D> fmt::Debug for DecodeError<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("id", &self.id())
            .field("type", &self.event_type_str())
            .field("schema", &self.inner.schema)
            .field("reason", &self.inner.reason)
            .finish_non_exhaustive()
    }
}

impl<D> Error for DecodeError<D> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.inner.reason.as_ref().map(|reason| reason as _)
    }
}
