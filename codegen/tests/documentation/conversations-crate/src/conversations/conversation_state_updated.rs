//! Schema `Conversations.ConversationStateUpdated`.

pub mod v1;
pub mod v2;
pub use v2::{ConversationState, ConversationStateUpdated, StateChangeReason};
