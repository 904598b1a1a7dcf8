//! What generated code would say, by hand: the seed's schema, and one with required and nested members.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(unreachable_pub, reason = "public to the test file alone")]

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use twilio_events_runtime::__private::{Data, Place, Schema, Slot as _, Version};
use twilio_events_runtime::{
    Schemas, Timestamp, UnknownValue, event_data_from, event_types, object, open_enum,
};

pub type Batch<'a> = twilio_events_runtime::Batch<'a, EventData>;
pub type RawEvent<'a> = twilio_events_runtime::RawEvent<'a, EventData>;
pub type Event = twilio_events_runtime::Event<EventData>;

pub const STATE: &str = "Conversations.ConversationStateUpdated";
pub const CALL: &str = "Test.Call";

/// The example of the documentation page: a timestamp in `datacontenttype`, and no `time`.
pub const EXAMPLE: &str = r#"{
  "specversion" : "1.0",
  "type" : "com.twilio.conversations.conversation-state.updated",
  "source" : "AB00000000000000000000000001",
  "id" : "NO00000000000000000000000001",
  "dataschema" : "https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2",
  "datacontenttype" : "2025-10-08T07:17:02.363Z",
  "data" : {
    "AccountSid" : "ACe95cfd541a925a3337fec19a0200009",
    "ConversationSid" : "CHee95cfd541a925a3337fec19a0200009",
    "StateUpdated" : "2025-01-01T00:00:00.000Z",
    "StateFrom" : "active",
    "StateTo" : "inactive",
    "Reason" : "API",
    "MessagingServiceSid" : "MGee95cfd541a925a3337fec19a0200009"
  }
}"#;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EventData {
    ConversationStateUpdated(Box<ConversationStateUpdated>),
    Call(Box<Call>),
    Unknown(Unknown),
}

event_data_from! {
    EventData {
        ConversationStateUpdated from support ConversationStateUpdated,
        Call from support Call,
    }
}

/// As generated code might hold it: raw JSON that can be compared.
#[derive(Clone, Debug)]
pub struct Unknown(pub Box<RawValue>);

impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

object! {
    #[non_exhaustive]
    pub struct ConversationStateUpdated {
        #[member(0, "AccountSid", optional OptText)]
        pub account_sid: Option<String>,
        #[member(1, "ConversationSid", optional OptText)]
        pub conversation_sid: Option<String>,
        #[member(2, "StateUpdated", optional OptTime)]
        pub state_updated: Option<Timestamp>,
        #[member(3, "StateFrom", optional OptValues)]
        pub state_from: Option<ConversationState>,
        #[member(4, "StateTo", optional OptValues)]
        pub state_to: Option<ConversationState>,
        #[member(5, "Reason", optional OptText)]
        pub reason: Option<String>,
        #[member(6, "MessagingServiceSid", optional OptText)]
        pub messaging_service_sid: Option<String>,
    }
}

open_enum! {
    #[non_exhaustive]
    pub enum ConversationState { Active = "active", Inactive = "inactive", Closed = "closed" }
}

object! {
    /// Required members, an object in an array in an object, and a map.
    #[non_exhaustive]
    pub struct Call {
        #[member(0, "sid", required Text)]
        pub sid: String,
        #[member(1, "legs", optional Opt)]
        pub legs: Option<Vec<Leg>>,
        #[member(2, "tags", optional Opt)]
        pub tags: Option<BTreeMap<String, String>>,
    }
}

object! {
    #[non_exhaustive]
    pub struct Leg {
        #[member(0, "edge", optional OptText)]
        pub edge: Option<String>,
        #[member(1, "duration", required Int)]
        pub duration: i64,
    }
}

object! {
    /// The first version, which `Call` reads too: a member that it requires may be `null`.
    #[non_exhaustive]
    pub struct Call1 {
        #[member(0, "sid", required Text)]
        pub sid: String,
        #[member(1, "tags", nullable Opt)]
        pub tags: Option<BTreeMap<String, Leg>>,
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EventType {
    StateUpdated,
    Call,
    Queue,
    Unknown(UnknownValue),
}
event_types! {
    EventType {
        StateUpdated = "com.twilio.conversations.conversation-state.updated" => "Conversations" Available typed "Conversations.ConversationStateUpdated",
        Call = "com.twilio.test.call" => "Test" Available typed "Test.Call",
        Queue = "com.twilio.test.queue" => "Test" Restricted named "Test.Queue",
    }
}

const CALL_DOCUMENT: &str = r##"{
  "$id": "https://events-schemas.twilio.com/Test.Call/3",
  "$schema": "https://events-schemas.twilio.com/vocabulary/twilio",
  "type": "object",
  "required": ["sid"],
  "additionalProperties": false,
  "definitions": {
    "Leg": {
      "type": "object",
      "required": ["duration"],
      "properties": { "edge": { "type": "string" }, "duration": { "type": "integer", "minimum": 0 } }
    }
  },
  "properties": {
    "sid": { "type": "string", "identityType": "pii" },
    "legs": { "type": "array", "items": { "$ref": "#/definitions/Leg" } },
    "tags": { "type": "object", "additionalProperties": { "type": "string" } }
  }
}"##;

fn state_updated() -> EventData {
    EventData::ConversationStateUpdated(Box::default())
}

fn call() -> EventData {
    EventData::Call(Box::default())
}

const fn state_version(number: u32) -> Version {
    Version {
        number,
        exact: None,
        document: None,
    }
}

impl Schemas for EventData {
    type EventType = EventType;

    const SCHEMAS: &'static [Schema<Self>] = &[
        Schema {
            id: STATE,
            variant: "ConversationStateUpdated",
            data: state_updated,
            versions: &[state_version(1), state_version(2)],
        },
        Schema {
            id: CALL,
            variant: "Call",
            data: call,
            versions: &[
                Version {
                    number: 1,
                    exact: Some(|visit| visit(Call1::default().place())),
                    document: Some(CALL_DOCUMENT),
                },
                Version {
                    number: 3,
                    exact: None,
                    document: Some(CALL_DOCUMENT),
                },
            ],
        },
    ];

    fn unknown(data: Box<RawValue>) -> Self {
        Self::Unknown(Unknown(data))
    }

    fn known(&self) -> Result<(&'static str, &dyn Data), &RawValue> {
        match self {
            Self::ConversationStateUpdated(data) => Ok((STATE, &**data)),
            Self::Call(data) => Ok((CALL, &**data)),
            Self::Unknown(data) => Err(&data.0),
        }
    }

    fn place(&mut self) -> Option<Place<'_>> {
        match self {
            Self::ConversationStateUpdated(data) => Some(data.place()),
            Self::Call(data) => Some(data.place()),
            Self::Unknown(_) => None,
        }
    }
}

/// The example with one replacement, which must happen.
pub fn example_with(from: &str, to: &str) -> String {
    assert!(EXAMPLE.contains(from), "the example has no {from}");
    EXAMPLE.replacen(from, to, 1)
}

/// The only event of a body.
pub fn one(body: &str) -> RawEvent<'_> {
    let mut batch = Batch::from_slice(body.as_bytes()).expect("a batch");
    let event = batch.next().expect("one event").expect("an event");
    assert!(batch.next().is_none(), "one event alone");
    event
}

/// The data of the seed's type.
pub fn state(event: Event) -> ConversationStateUpdated {
    match event.data {
        EventData::ConversationStateUpdated(data) => *data,
        other => panic!("not a conversation state: {other:?}"),
    }
}
