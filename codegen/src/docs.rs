//! Twilio's documentation: its pages, and whether the generated types agree with them.

pub mod conformance;
pub mod documentation;
