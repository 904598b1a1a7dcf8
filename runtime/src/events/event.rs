//! An event with its data read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::envelope::{Envelope, accessors};
use crate::{DecodeError, EventError, RawEvent, Schemas};

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

    /// The data alone.
    pub fn into_data(self) -> D {
        self.data
    }
}

impl<D: Schemas> Event<D> {
    /// The `type`, as the open enum of event types. [`event_type_str`](Self::event_type_str) has it as it was sent.
    pub fn event_type(&self) -> D::EventType {
        self.event_type_str().into()
    }

    /// The data, if it is of this type, which is one that a variant of `D` holds.
    pub fn data_as<T: 'static>(&self) -> Option<&T>
    where
        D: From<T>,
    {
        let (_, data) = self.data.known().ok()?;
        data.any().downcast_ref()
    }
}

/// Reads an event from its text, as [`Serialize`] writes it.
impl<D: Schemas> FromStr for Event<D> {
    type Err = ParseEventError<D>;

    fn from_str(text: &str) -> Result<Self, ParseEventError<D>> {
        let event = RawEvent::from_json(text).map_err(ParseEventError::Event)?;
        event.decode().map_err(ParseEventError::Data)
    }
}

/// Reads an event as [`Serialize`] writes it. `serde_json` alone is served.
impl<'de, D: Schemas> Deserialize<'de> for Event<D> {
    fn deserialize<R: Deserializer<'de>>(deserializer: R) -> Result<Self, R::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        json.get().parse().map_err(serde::de::Error::custom)
    }
}

/// Why a text is not an event whose data can be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ParseEventError<D> {
    /// The text is not an event.
    Event(EventError),
    /// The event's data cannot be read.
    Data(DecodeError<D>),
}

impl<D> fmt::Display for ParseEventError<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(error) => error.fmt(f),
            Self::Data(error) => error.fmt(f),
        }
    }
}

impl<D: fmt::Debug + 'static> std::error::Error for ParseEventError<D> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Event(error) => error.source(),
            Self::Data(error) => error.source(),
        }
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
            .field("type", &self.event_type_str())
            .field("dataschema", &self.dataschema())
            .field("fit", &self.fit)
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}
