//! Version 2.

twilio_events_runtime::object! {
    /// The state of a conversation has changed.
    ///
    /// Event type: `com.twilio.conversations.conversation-state.updated`.
    #[derive(Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct ConversationStateUpdated {
        /// Account SID of the conversation. For example: ACe95cfd541a925a3337fec19a0200009.
        #[member("AccountSid", optional OptText)]
        pub account_sid: Option<String>,
        /// SID of the conversation. For example: CHee95cfd541a925a3337fec19a0200009.
        #[member("ConversationSid", optional OptText)]
        pub conversation_sid: Option<String>,
        /// Date when the Conversation state was modified in ISO 8601 format.
        #[member("StateUpdated", optional OptTime)]
        pub state_updated: Option<twilio_events_runtime::Timestamp>,
        /// The previous state of the conversation prior to the update (active, inactive or closed).
        #[member("StateFrom", optional OptValues)]
        pub state_from: Option<ConversationState>,
        /// The state the conversation was updated to (active, inactive or closed).
        #[member("StateTo", optional OptValues)]
        pub state_to: Option<ConversationState>,
        /// Source of the state change (API, TIMER, EVENT).
        #[member("Reason", optional OptValues)]
        pub reason: Option<StateChangeReason>,
        /// SID of the messaging service. For example: MGee95cfd541a925a3337fec19a0200009.
        #[member("MessagingServiceSid", optional OptText)]
        pub messaging_service_sid: Option<String>,
    }
}

/// The state of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ConversationState {
    /// `active`
    Active,
    /// `inactive`
    Inactive,
    /// `closed`
    Closed,
    /// A value that this version of the crate does not know.
    Unknown(twilio_events_runtime::UnknownValue),
}
twilio_events_runtime::open_enum! {
    ConversationState { Active = "active", Inactive = "inactive", Closed = "closed" }
}

/// What made the state change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum StateChangeReason {
    /// `API`
    Api,
    /// `TIMER`
    Timer,
    /// `EVENT`
    Event,
    /// A value that this version of the crate does not know.
    Unknown(twilio_events_runtime::UnknownValue),
}
twilio_events_runtime::open_enum! {
    StateChangeReason { Api = "API", Timer = "TIMER", Event = "EVENT" }
}
