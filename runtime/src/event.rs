//! An event with its data read.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::envelope::{Envelope, accessors};

/// An event, owned: its data, and the envelope as it was sent.
///
/// The event keeps the JSON text that it came from, next to the decoded data. Serialising gives that JSON back,
/// value for value: unknown fields, extensions, and attributes that are `null` included. It is what *arrived*;
/// a change to [`data`](Self::data) does not show in it. `serde_json` alone is served, for the text goes out as
/// it is.
#[derive(Clone)]
#[non_exhaustive]
pub struct Event<D> {
    /// The data.
    pub data: D,
    pub(crate) fit: Fit,
    pub(crate) json: Box<str>,
    pub(crate) envelope: Envelope,
}

impl<D> Event<D> {
    accessors!();

    /// How the data was read.
    pub fn fit(&self) -> Fit {
        self.fit
    }
}

/// How an event's data was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fit {
    /// As the schema and version that the event names.
    Exact,
    /// The event names no schema. Its type is known, so the data was read as the latest version known of the
    /// schema that describes this type.
    ByType {
        /// The version that the data was read as.
        read_as: u32,
    },
    /// The event names a version that is not known, and the data fits the latest one known.
    OtherVersion {
        /// The version that the event names.
        sent: u32,
        /// The version that the data was read as.
        read_as: u32,
    },
    /// The event names a version that is not known, and the data does not fit the latest one known. The data is
    /// handed over raw, as unknown.
    UnknownVersion {
        /// The version that the event names.
        sent: u32,
        /// The version that the data did not fit.
        tried: u32,
    },
    /// Neither the schema that the event names nor, where it names none, its type is known. The data is handed
    /// over raw, as unknown.
    UnknownSchema,
}

impl<D> Serialize for Event<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(&self.json)
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl<D: fmt::Debug> fmt::Debug for Event<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("id", &self.id())
            .field("type", &self.event_type())
            .field("dataschema", &self.dataschema())
            .field("fit", &self.fit)
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}
