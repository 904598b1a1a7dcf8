//! One event of a batch: its envelope read, its data not yet.

use std::fmt;
use std::marker::PhantomData;

use serde_json::value::RawValue;

use super::envelope::{Envelope, accessors};
use super::payload::Payload;

/// An event whose envelope has been read, borrowed from the body. `data` has only been skipped.
///
/// An event has an `id` and a `type`, both text. Everything else may be missing or odd: nothing else is
/// needed to route an event, and an event that is refused is lost.
pub struct RawEvent<'a, D> {
    pub(crate) json: &'a str,
    pub(crate) envelope: Envelope,
    /// Where it stands in the JSON as such. What was base64 is in the envelope.
    pub(crate) data: Option<&'a RawValue>,
    schemas: PhantomData<fn() -> D>,
}

impl<'a, D> RawEvent<'a, D> {
    /// An event that has yet to be filled in.
    pub(crate) fn new() -> Self {
        Self {
            json: "",
            envelope: Envelope::default(),
            data: None,
            schemas: PhantomData,
        }
    }

    accessors!();

    /// `data` with the string around it taken off, if there is one. `None` when it is missing or `null`.
    pub(crate) fn payload(&self) -> Option<Payload<'a>> {
        match self.data {
            Some(data) => Payload::new(data),
            None => Payload::owned(self.envelope.decoded_data()?),
        }
    }
}

impl<D: crate::Schemas> RawEvent<'_, D> {
    /// The `type`, as the open enum of event types. [`event_type_str`](Self::event_type_str) has it as it was sent.
    pub fn event_type(&self) -> D::EventType {
        self.event_type_str().into()
    }
}

impl<D> Clone for RawEvent<'_, D> {
    fn clone(&self) -> Self {
        Self {
            envelope: self.envelope.clone(),
            ..*self
        }
    }
}

/// Leaves `data` out: it may be long, and private.
impl<D> fmt::Debug for RawEvent<'_, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawEvent")
            .field("id", &self.id())
            .field("type", &self.event_type_str())
            .field("dataschema", &self.dataschema())
            .finish_non_exhaustive()
    }
}
