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
//! - [`UnknownValue`], [`Timestamp`] and [`Number`] are what generated types are made of; [`new!`] makes values of them, and
//!   [`Event::builder`] events.
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
//! | `schemars` | `JsonSchema` for generated types, [`Timestamp`] and [`Number`] |
//! | `validate` | `RawEvent::validate`, data against its JSON Schema document |
//! | `webhook` | `webhook::Verifier`, for `X-Twilio-Signature` |

mod base64;
mod batch;
mod batch_error;
mod data;
mod decode;
mod decode_error;
mod envelope;
mod event;
mod event_builder;
mod event_types;
mod integer;
mod locate;
mod new;
mod number;
mod object;
mod open_enum;
mod open_union;
mod payload;
mod place;
mod pointer;
mod raw_event;
mod reader;
mod report;
mod schema_ref;
mod schemas;
mod status;
mod timestamp;
mod unknown_value;
mod view;

pub use batch::Batch;
pub use batch_error::{BatchError, EventError};
pub use data::DataError;
pub use decode_error::DecodeError;
pub use event::{Event, Fit, ParseEventError};
pub use event_builder::EventBuilder;
pub use number::Number;
pub use raw_event::RawEvent;
pub use report::Report;
pub use schema_ref::SchemaRef;
pub use schemas::Schemas;
pub use status::Status;
pub use timestamp::{Timestamp, TimestampError};
pub use unknown_value::UnknownValue;

#[cfg(feature = "axum")]
pub mod axum;
#[cfg(feature = "dedup")]
pub mod dedup;
#[cfg(feature = "kinesis")]
pub mod kinesis;
#[cfg(feature = "validate")]
mod validate;
#[cfg(feature = "webhook")]
pub mod webhook;

#[cfg(feature = "validate")]
pub use validate::{ValidateError, Violation};

/// For the macros alone.
#[doc(hidden)]
pub mod __private {
    pub use crate::data::from_data;
    pub use crate::event_types::{EventTypeRow, EventTypes};
    pub use crate::new::{Field, FieldOfAny, FieldOfList, FieldOfOption};
    pub use crate::object::presence::{nullable, optional, required};
    #[cfg(feature = "schemars")]
    pub use crate::object::schema::ObjectSchema;
    pub use crate::object::{Member, Table};
    pub use crate::open_enum::{debug_value, order_of_values, position};
    pub use crate::open_union::{Branch, Choice, Guard, Here, Literal, Union};
    pub use crate::place::{List, Map, Optional, Place, Slot, Tuple, Values};
    pub use crate::reader::read;
    pub use crate::schemas::{Data, Schema, Version, Visit, is_same};
    pub use crate::view::{View, copy, same};
    #[cfg(feature = "schemars")]
    pub use schemars;
    pub use serde;
    pub use serde_json;
}
