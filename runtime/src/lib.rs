//! What the generated code of `twilio-events` leans on.

mod batch;
mod batch_error;
mod data;
mod decode;
mod decode_error;
mod envelope;
mod event;
mod open_enum;
mod payload;
mod pointer;
mod raw_event;
mod report;
mod schema_ref;
mod schemas;
mod status;
mod timestamp;
mod unknown_value;

pub use batch::Batch;
pub use batch_error::{BatchError, EventError};
pub use data::{DataError, from_data};
pub use decode_error::DecodeError;
pub use event::{Event, Fit};
pub use raw_event::RawEvent;
pub use report::Report;
pub use schema_ref::SchemaRef;
pub use schemas::{Member, Schemas, Shape};
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
    pub use crate::open_enum::deserialize as open_enum;
    #[cfg(feature = "schemars")]
    pub use schemars;
    pub use serde;
}
