//! Events of the product Conversations.

pub mod conversation_state_updated;
pub use conversation_state_updated::ConversationStateUpdated;
