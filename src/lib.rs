//! The types as a crate gets them that generates them in its own `build.rs`.

include!(concat!(env!("OUT_DIR"), "/twilio_events/mod.rs"));

/// Where `build.rs` put the crate that it generated.
pub const GENERATED_CRATE: &str = concat!(env!("OUT_DIR"), "/twilio-events");

/// The README's examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
