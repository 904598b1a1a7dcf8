//! Version 2.

twilio_events_runtime::object! {
    /// The state of a conversation has changed.
    ///
    /// Event type: `com.twilio.conversations.conversation-state.updated`.
    #[non_exhaustive]
    pub struct ConversationStateUpdated {
        /// Account SID of the conversation. For example: ACe95cfd541a925a3337fec19a0200009.
        #[member(0, "AccountSid", optional OptText)]
        pub account_sid: Option<String>,
        /// SID of the conversation. For example: CHee95cfd541a925a3337fec19a0200009.
        #[member(1, "ConversationSid", optional OptText)]
        pub conversation_sid: Option<String>,
        /// Date when the Conversation state was modified in ISO 8601 format.
        #[member(2, "StateUpdated", optional OptTime)]
        pub state_updated: Option<twilio_events_runtime::Timestamp>,
        /// The previous state of the conversation prior to the update (active, inactive or closed).
        #[member(3, "StateFrom", optional OptValues)]
        pub state_from: Option<ConversationState>,
        /// The state the conversation was updated to (active, inactive or closed).
        #[member(4, "StateTo", optional OptValues)]
        pub state_to: Option<ConversationState>,
        /// Source of the state change (API, TIMER, EVENT).
        #[member(5, "Reason", optional OptValues)]
        pub reason: Option<StateChangeReason>,
        /// SID of the messaging service. For example: MGee95cfd541a925a3337fec19a0200009.
        #[member(6, "MessagingServiceSid", optional OptText)]
        pub messaging_service_sid: Option<String>,
    }
}

twilio_events_runtime::open_enum! {
    /// The state of a conversation.
    #[non_exhaustive]
    pub enum ConversationState {
        /// `active`
        Active = "active",
        /// `inactive`
        Inactive = "inactive",
        /// `closed`
        Closed = "closed",
    }
}
twilio_events_runtime::open_enum! {
    /// What made the state change.
    #[non_exhaustive]
    pub enum StateChangeReason {
        /// `API`
        Api = "API",
        /// `TIMER`
        Timer = "TIMER",
        /// `EVENT`
        Event = "EVENT",
    }
}
