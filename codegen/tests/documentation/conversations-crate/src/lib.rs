//! Types of events.

pub mod conversations;
