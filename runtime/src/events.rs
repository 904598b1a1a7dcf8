//! What events are made of: from the bytes of a delivery to typed data, whatever the types are.

#[cfg(feature = "axum")]
pub mod axum;
mod base64;
pub(crate) mod batch;
pub(crate) mod batch_error;
mod decode;
pub(crate) mod decode_error;
#[cfg(feature = "dedup")]
pub mod dedup;
pub(crate) mod envelope;
pub(crate) mod event;
pub(crate) mod event_builder;
pub(crate) mod event_types;
#[cfg(feature = "kinesis")]
pub mod kinesis;
mod payload;
pub(crate) mod raw_event;
mod report;
pub(crate) mod schema_ref;
pub(crate) mod schemas;
pub(crate) mod status;
#[cfg(feature = "validate")]
pub(crate) mod validate;
#[cfg(feature = "webhook")]
pub mod webhook;
