//! Version 1, of the same shape as version 2.

pub use super::v2::{ConversationState, ConversationStateUpdated, StateChangeReason};
