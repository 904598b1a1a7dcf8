//! From bytes on the wire to a typed event, with the types as they are generated. The ways in which events differ from the
//! documented example, and what then comes out, are in the runtime's own tests, and in those that are generated for each version.

use std::collections::HashSet;
use std::path::Path;

use serde_json::{Value, json};
use twilio_events::conversations::ConversationStateUpdated;
use twilio_events::conversations::conversation_state_updated::{
    ConversationState, StateChangeReason,
};
use twilio_events::{Batch, Event, EventData, Fit, RawEvent, SchemaRef};
use twilio_events_codegen::project::snapshot::Snapshot;

/// The example of the documentation page: a date in `datacontenttype`, and no `time`.
const EXAMPLE: &str = include_str!("fixtures/conversation-state.json");
const PAGE: &str = include_str!("../codegen/tests/documentation/conversation-state.md");

/// The version that is read where an event names none that is held: the newest in the lock.
fn newest() -> u32 {
    let schemas = concat!(env!("CARGO_MANIFEST_DIR"), "/codegen/schemas");
    let snapshot = Snapshot::open(Path::new(schemas)).expect("the snapshot is in order");
    let schema = "Conversations.ConversationStateUpdated".parse();
    snapshot.newest_locked()[&schema.expect("it is an id")]
}

/// The example as a value, for changes.
fn example() -> Value {
    serde_json::from_str(EXAMPLE).expect("the example is JSON")
}

/// The only event of a body.
fn one(body: &str) -> RawEvent<'_> {
    let mut batch = Batch::from_slice(body.as_bytes()).expect("the body is a batch");
    let event = batch.next().expect("of one event").expect("that is one");
    assert!(batch.next().is_none(), "one event alone");
    event
}

/// The event of a body, decoded. It serialises back to what was sent, value for value.
fn decode(sent: &Value) -> Event {
    let body = sent.to_string();
    let event = one(&body).decode().expect("it decodes");
    let back = serde_json::to_value(&event).expect("an event is JSON");
    assert_eq!(&back, sent);
    event
}

fn state(event: Event) -> ConversationStateUpdated {
    match event.data {
        EventData::ConversationStateUpdated(data) => *data,
        other => panic!("no conversation state: {other:?}"),
    }
}

/// The raw JSON of data that no schema here describes.
fn raw_data(event: &Event) -> &str {
    match &event.data {
        EventData::Unknown(json) => json.get(),
        other => panic!("typed: {other:?}"),
    }
}

#[test]
fn the_documented_example_in_every_field() {
    assert!(PAGE.contains(EXAMPLE), "the page has this example");
    let raw = one(EXAMPLE);
    assert_eq!(raw.id(), "NO00000000000000000000000001");
    assert_eq!(raw.source(), "AB00000000000000000000000001");
    assert_eq!(raw.specversion(), "1.0");
    assert_eq!(
        raw.event_type_str(),
        "com.twilio.conversations.conversation-state.updated"
    );
    assert_eq!(raw.datacontenttype(), Some("2025-10-08T07:17:02.363Z"));
    assert_eq!(raw.time(), None);
    assert_eq!(raw.extensions().count(), 0);

    let event = decode(&example());
    assert_eq!(event.fit(), Fit::Exact);
    assert_eq!(
        event.schema(),
        Some(SchemaRef {
            id: "Conversations.ConversationStateUpdated",
            version: 2
        })
    );
    let data = state(event);
    assert_eq!(
        data.account_sid.as_deref(),
        Some("ACe95cfd541a925a3337fec19a0200009")
    );
    assert_eq!(
        data.conversation_sid.as_deref(),
        Some("CHee95cfd541a925a3337fec19a0200009")
    );
    assert_eq!(
        data.messaging_service_sid.as_deref(),
        Some("MGee95cfd541a925a3337fec19a0200009")
    );
    assert_eq!(data.state_from, Some(ConversationState::Active));
    assert_eq!(data.state_to, Some(ConversationState::Inactive));
    assert_eq!(data.reason, Some(StateChangeReason::Api));
    let at = data.state_updated.expect("it has a time");
    assert_eq!(at.as_str(), "2025-01-01T00:00:00.000Z");
}

#[test]
fn null_in_the_envelope_is_absent_except_where_an_event_needs_it() {
    for name in example().as_object().expect("an object").keys() {
        let mut sent = example();
        sent[name] = Value::Null;
        let body = sent.to_string();
        let mut batch = Batch::from_slice(body.as_bytes()).expect("a batch");
        let event = batch.next().expect("an element");
        match name.as_str() {
            // Nothing tells what it is, or whether it came before.
            "id" | "type" => {
                let error = event.expect_err("no event");
                assert_eq!(error.raw(), body.as_bytes());
            }
            "data" => {
                let error = event.expect("an event").decode().expect_err("no data");
                assert_eq!(error.json(), body);
            }
            "dataschema" => {
                let event = event
                    .expect("an event")
                    .decode()
                    .expect("its type is known");
                assert_eq!(event.fit(), Fit::ByType { read_as: newest() });
                assert_eq!(state(event), state(decode(&example())));
            }
            _ => assert_eq!(state(decode(&sent)), state(decode(&example())), "{name}"),
        }
    }
}

#[test]
fn a_newer_version_is_read_as_the_latest_known() {
    let mut sent = example();
    sent["dataschema"] =
        json!("https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/700");
    let event = decode(&sent);
    let fit = Fit::OtherVersion {
        sent: 700,
        read_as: newest(),
    };
    assert_eq!(event.fit(), fit);
    assert_eq!(state(event), state(decode(&example())));

    // If it does not fit, it is no error: nobody said that version 700 looks like the newest known one.
    sent["data"]["StateTo"] = json!({"now": "closed"});
    let event = decode(&sent);
    let fit = Fit::UnknownVersion {
        sent: 700,
        tried: newest(),
    };
    assert_eq!(event.fit(), fit);
    let raw: Value = serde_json::from_str(raw_data(&event)).expect("JSON");
    assert_eq!(raw, sent["data"]);
}

/// What derives would do, done through the rows of the schemas.
#[test]
fn data_is_copied_and_shown_as_its_variant() {
    let typed = decode(&example()).data;
    assert_eq!(typed.clone(), typed);
    let shown = format!("{typed:?}");
    assert!(
        shown.starts_with(
            "ConversationStateUpdated(ConversationStateUpdated { account_sid: Some(\"AC"
        ),
        "{shown}"
    );
    let mut unknown = example();
    unknown["dataschema"] = json!("https://events-schemas.twilio.com/Made.Up/1");
    let unknown = decode(&unknown).data;
    assert_eq!(unknown.clone(), unknown);
    assert!(format!("{unknown:?}").starts_with("Unknown(RawValue("));
    assert_ne!(typed, unknown);
    // Nothing but the schema tells these apart.
    let pending = EventData::NumberRegistrationPending(Box::default());
    let successful = EventData::NumberRegistrationSuccessful(Box::default());
    assert_ne!(pending, successful);
    assert_eq!(pending, pending.clone());
}

#[test]
fn data_without_fractions_is_a_key() {
    let EventData::ConversationStateUpdated(data) = decode(&example()).data else {
        panic!("it is of that schema");
    };
    let seen = HashSet::from([*data.clone()]);
    assert!(seen.contains(&data) && !seen.contains(&ConversationStateUpdated::default()));
}
