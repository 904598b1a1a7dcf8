//! From bytes on the wire to a typed event, with the types as they are generated: each way in which events are known to
//! differ from the documented example, and what then comes out.

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
fn data_as_a_string_gives_the_same_type() {
    let mut sent = example();
    sent["data"] = sent["data"].to_string().into();
    let event = decode(&sent);
    assert_eq!(event.fit(), Fit::Exact);
    assert_eq!(state(event), state(decode(&example())));
}

#[test]
fn missing_data_is_an_error_that_keeps_the_event() {
    let mut sent = example();
    sent.as_object_mut().expect("an object").remove("data");
    let body = sent.to_string();
    let error = one(&body).decode().expect_err("there is no data");
    assert_eq!(
        error.to_string(),
        "cannot read the data of event \"NO00000000000000000000000001\" \
         (\"com.twilio.conversations.conversation-state.updated\", \
         schema Conversations.ConversationStateUpdated/2): there is none"
    );
    assert_eq!(error.json(), body);
}

#[test]
fn null_for_a_field_is_none() {
    let names: Vec<String> = fields(&example());
    assert_eq!(names.len(), 7);
    for name in names {
        let mut sent = example();
        sent["data"][&name] = Value::Null;
        let typed = serde_json::to_value(state(decode(&sent))).expect("JSON");
        let mut without = example();
        without["data"].as_object_mut().expect("data").remove(&name);
        assert_eq!(
            typed, without["data"],
            "{name} is absent, the rest is there"
        );
    }
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
fn an_added_field_is_kept_and_reported() {
    let mut sent = example();
    sent["data"]["Added"] = json!({"deep": [1.5, null]});
    sent["traceparent"] = json!("00-1-2-03");
    let event = decode(&sent);
    let extensions: Vec<_> = event.extensions().collect();
    assert_eq!(extensions, [("traceparent", "\"00-1-2-03\"")]);
    assert_eq!(state(event), state(decode(&example())));

    let body = sent.to_string();
    let (_, report) = one(&body).decode_reporting().expect("it decodes");
    assert_eq!(report.unknown_fields(), ["/Added"]);
    assert!(report.missing_fields().is_empty());
}

#[test]
fn a_state_that_is_not_documented_keeps_its_text() {
    let mut sent = example();
    sent["data"]["StateTo"] = json!("of a later day");
    let data = state(decode(&sent));
    let state = data.state_to.expect("a state");
    assert!(matches!(state, ConversationState::Unknown(_)), "{state:?}");
    assert_eq!(state.as_str(), "of a later day");
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

#[test]
fn data_that_breaks_a_known_version_is_an_error_with_its_place() {
    let mut sent = example();
    sent["data"]["StateTo"] = json!(7);
    let body = sent.to_string();
    let error = one(&body).decode().expect_err("a number is no state");
    assert_eq!(error.id(), "NO00000000000000000000000001");
    assert_eq!(error.path(), "/StateTo");
    assert_eq!(error.json(), body);
    assert_eq!(
        error.schema().expect("it names one").to_string(),
        "Conversations.ConversationStateUpdated/2"
    );
}

#[test]
fn an_unknown_schema_hands_over_the_data() {
    let mut sent = example();
    sent["dataschema"] = json!("https://events-schemas.twilio.com/Conversations.Renamed/1");
    let event = decode(&sent);
    assert_eq!(event.fit(), Fit::UnknownSchema);
    let raw: Value = serde_json::from_str(raw_data(&event)).expect("JSON");
    assert_eq!(raw, sent["data"]);
}

#[test]
fn the_host_of_the_schema_does_not_matter() {
    for host in [
        "https://events-schemas.stage.twilio.com",
        "https://events-schemas.korewireless.com/some/path",
        "http://127.0.0.1:8080",
    ] {
        for suffix in ["", ".json"] {
            let mut sent = example();
            sent["dataschema"] = json!(format!(
                "{host}/Conversations.ConversationStateUpdated/1{suffix}"
            ));
            let event = decode(&sent);
            assert_eq!(event.fit(), Fit::Exact, "{host}{suffix}");
            assert_eq!(state(event), state(decode(&example())));
        }
    }
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let sent = example();
    let body = |keys: &mut dyn Iterator<Item = &String>| {
        let members: Vec<_> = keys
            .map(|key| format!("{}:{}", json!(key), sent[key]))
            .collect();
        format!("{{{}}}", members.join(","))
    };
    let keys = sent.as_object().expect("an object");
    let data_first = body(
        &mut keys
            .keys()
            .filter(|key| *key == "data")
            .chain(keys.keys().filter(|key| *key != "data")),
    );
    assert!(data_first.starts_with("{\"data\":"));
    let backwards = body(&mut keys.keys().rev());
    assert_ne!(data_first, backwards);
    for body in [data_first, backwards] {
        let event = one(&body).decode().expect("it decodes");
        assert_eq!(serde_json::to_value(&event).expect("JSON"), sent);
        assert_eq!(state(event), state(decode(&sent)));
    }
}

/// Every string of the event is text in UTF-8, without a byte order mark, plain and escaped.
#[test]
fn any_text_in_any_string() {
    const NAME: &str = "Zoë \u{1F600} \"q\" \\ \u{0} Кириллица";
    let fields = fields(&example());
    let mut sent = json!({"data": {}});
    for name in [
        "specversion",
        "type",
        "source",
        "id",
        "dataschema",
        "datacontenttype",
    ] {
        sent[name] = json!(NAME);
    }
    let event = decode(&sent);
    assert_eq!(event.fit(), Fit::UnknownSchema);
    for text in [
        Some(event.id()),
        Some(event.source()),
        Some(event.event_type_str()),
        Some(event.specversion()),
        event.dataschema(),
        event.datacontenttype(),
    ] {
        assert_eq!(text, Some(NAME));
    }

    sent["dataschema"] = example()["dataschema"].clone();
    for name in &fields {
        sent["data"][name] = json!(NAME);
    }
    let data = state(decode(&sent));
    assert_eq!(data.account_sid.as_deref(), Some(NAME));
    assert_eq!(
        data.state_to.as_ref().map(ConversationState::as_str),
        Some(NAME)
    );
    assert_eq!(
        data.reason.as_ref().map(StateChangeReason::as_str),
        Some(NAME)
    );
    assert_eq!(serde_json::to_value(&data).expect("JSON"), sent["data"]);
}

#[test]
fn a_single_object_and_an_array_of_ten_thousand() {
    assert_eq!(one(EXAMPLE).id(), "NO00000000000000000000000001");

    let event = |number: usize| {
        let mut event = example();
        event["id"] = json!(format!("NO{number}"));
        event
    };
    let sent: Vec<Value> = (0..10_000).map(event).collect();
    let body = serde_json::to_vec(&sent).expect("JSON");
    let batch = Batch::from_slice(&body).expect("an array");
    let mut count = 0;
    for (event, sent) in batch.zip(&sent) {
        let event = event.expect("an event").decode().expect("it decodes");
        assert_eq!(&serde_json::to_value(&event).expect("JSON"), sent);
        assert_eq!(state(event).state_to, Some(ConversationState::Inactive));
        count += 1;
    }
    assert_eq!(count, 10_000);
}

#[test]
fn a_type_of_ones_own_choice() {
    let data: ConversationStateUpdated = one(EXAMPLE).decode_as().expect("it fits");
    assert_eq!(data, state(decode(&example())));
    let error = one(EXAMPLE).decode_as::<Vec<u8>>().expect_err("no list");
    assert_eq!(error.json(), EXAMPLE.trim_end());
}

fn fields(event: &Value) -> Vec<String> {
    let data = event["data"].as_object().expect("data is an object");
    data.keys().cloned().collect()
}
