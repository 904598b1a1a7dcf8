//! What the generated code of `twilio-events` leans on: from the bytes of a
//! delivery by Twilio Event Streams to a typed event.
//!
//! Depend on `twilio-events`, which re-exports what it needs of this with its own types filled in. This crate alone is
//! for those who generate types from schemas of their own.
//!
//! - [`Batch`] takes a body, [`RawEvent`] is an event whose envelope has been read, [`Event`] one whose data has
//!   been decoded. [`Fit`] says how.
//! - [`EventError`] is an element of a body that is not an event, [`DecodeError`] an event whose data does not fit.
//!   Both hand back the JSON.
//! - [`Report`] lists the fields that a schema does not know, and those that it misses.
//! - [`UnknownValue`], [`Timestamp`] and [`Tolerant`] are what generated types are made of; [`new!`] makes values of them,
//!   and [`Event::builder`] events.
//!
//! The macros that generated code calls, and [`Schemas`], are for it alone: they change without notice.
//!
//! # Features
//!
//! None is on by default; then only `serde`, without its derives, and `serde_json` are needed.
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `axum` | `axum::VerifiedEvents`, an extractor that verifies (turns `webhook` on) |
//! | `chrono`, `jiff`, `time` | conversions of [`Timestamp`] |
//! | `dedup` | `RawEvent::dedup_key` and `dedup::Deduplicator`, which tell repeated events from new ones |
//! | `kinesis` | `kinesis::Records`, for Lambda events of a Kinesis stream |
//! | `schemars` | `JsonSchema` for generated types and [`Timestamp`] |
//! | `validate` | `RawEvent::validate`, data against its JSON Schema document |
//! | `webhook` | `webhook::Verifier`, for `X-Twilio-Signature` |

mod events;
mod types;

pub use events::batch::Batch;
pub use events::batch_error::{BatchError, EventError};
pub use events::decode_error::DecodeError;
pub use events::event::{Event, Fit, ParseEventError};
pub use events::event_builder::EventBuilder;
pub use events::raw_event::RawEvent;
pub use events::schema_ref::SchemaRef;
pub use events::schemas::Schemas;
pub use events::status::Status;
pub use types::data::DataError;
pub use types::report::Report;
pub use types::timestamp::{Timestamp, TimestampError};
pub use types::tolerant::Tolerant;
pub use types::unknown_value::UnknownValue;

#[cfg(feature = "axum")]
pub use events::axum;
#[cfg(feature = "dedup")]
pub use events::dedup;
#[cfg(feature = "kinesis")]
pub use events::kinesis;
#[cfg(feature = "validate")]
pub use events::validate::{ValidateError, Violation};
#[cfg(feature = "webhook")]
pub use events::webhook;

/// For the macros alone.
#[doc(hidden)]
pub mod __private {
    pub use crate::events::event_types::{EventTypeRow, EventTypes};
    pub use crate::events::schemas::{Data, Schema, Version, Visit, copied, is_same, show};
    pub use crate::types::copy::copy;
    pub use crate::types::data::from_data;
    pub use crate::types::hash::hash;
    pub use crate::types::new::{Field, FieldOfAny, FieldOfList, FieldOfOption};
    pub use crate::types::object::presence::{nullable, optional, required};
    #[cfg(feature = "schemars")]
    pub use crate::types::object::schema::ObjectSchema;
    pub use crate::types::object::{Member, Table};
    pub use crate::types::open_enum::{debug_value, order_of_values, position};
    pub use crate::types::open_union::{Branch, Guard, Here, Literal, Union};
    pub use crate::types::place::{Choice, List, Map, Optional, Place, Slot, Tuple, Values, View};
    pub use crate::types::reader::read;
    pub use crate::types::same::same;
    #[cfg(feature = "schemars")]
    pub use schemars;
    pub use serde;
    pub use serde_json;
}
