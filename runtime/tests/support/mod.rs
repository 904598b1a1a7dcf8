//! What generated code would say, by hand: the seed's schema, and one with required and nested members.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(unreachable_pub, reason = "public to the test file alone")]

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use twilio_events_runtime::{
    DataError, Member, Schemas, Shape, Timestamp, UnknownValue, from_data, open_enum,
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

/// As generated code might hold it: raw JSON that can be compared.
#[derive(Clone, Debug)]
pub struct Unknown(pub Box<RawValue>);

impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ConversationStateUpdated {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_sid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation_sid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_updated: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_from: Option<ConversationState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_to: Option<ConversationState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub messaging_service_sid: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ConversationState {
    Active,
    Inactive,
    Closed,
    Unknown(UnknownValue),
}
open_enum! {
    ConversationState { Active = "active", Inactive = "inactive", Closed = "closed" }
}

/// Required members, an object in an array in an object, and a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Call {
    pub sid: String,
    pub legs: Option<Vec<Leg>>,
    pub tags: Option<std::collections::BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Leg {
    pub edge: Option<String>,
    pub duration: i64,
}

const ANY: Shape = Shape::Any;

const fn member(name: &'static str, required: bool, shape: &'static Shape) -> Member {
    Member {
        name,
        required,
        shape,
    }
}

static STATE_SHAPE: Shape = Shape::Object(&[
    member("AccountSid", false, &ANY),
    member("ConversationSid", false, &ANY),
    member("StateUpdated", false, &ANY),
    member("StateFrom", false, &ANY),
    member("StateTo", false, &ANY),
    member("Reason", false, &ANY),
    member("MessagingServiceSid", false, &ANY),
]);

static LEG_SHAPE: Shape =
    Shape::Object(&[member("edge", false, &ANY), member("duration", true, &ANY)]);

static CALL_SHAPE: Shape = Shape::Object(&[
    member("sid", true, &ANY),
    member("legs", false, &Shape::Array(&LEG_SHAPE)),
    member("tags", false, &Shape::Map(&ANY)),
]);

/// Members that are required in the document and optional in the type, as a correction may make them.
static CALL_1_SHAPE: Shape = Shape::Object(&[
    member("sid", true, &ANY),
    member("tags", true, &Shape::Map(&LEG_SHAPE)),
]);

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

impl Schemas for EventData {
    fn schema_of(event_type: &str) -> Option<&'static str> {
        match event_type {
            "com.twilio.conversations.conversation-state.updated" => Some(STATE),
            "com.twilio.test.call" => Some(CALL),
            _ => None,
        }
    }

    fn versions(schema_id: &str) -> &'static [u32] {
        match schema_id {
            STATE => &[1, 2],
            CALL => &[1, 3],
            _ => &[],
        }
    }

    fn decode(schema_id: &str, version: u32, data: &RawValue) -> Option<Result<Self, DataError>> {
        Some(match (schema_id, version) {
            (STATE, 1 | 2) => from_data(data).map(Self::ConversationStateUpdated),
            (CALL, 1 | 3) => from_data(data).map(Self::Call),
            _ => return None,
        })
    }

    fn unknown(data: Box<RawValue>) -> Self {
        Self::Unknown(Unknown(data))
    }

    fn shape(schema_id: &str, version: u32) -> Option<&'static Shape> {
        match (schema_id, version) {
            (STATE, 1 | 2) => Some(&STATE_SHAPE),
            (CALL, 1) => Some(&CALL_1_SHAPE),
            (CALL, 3) => Some(&CALL_SHAPE),
            _ => None,
        }
    }

    fn document(schema_id: &str, version: u32) -> Option<&'static str> {
        match (schema_id, version) {
            (CALL, 1 | 3) => Some(CALL_DOCUMENT),
            _ => None,
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
