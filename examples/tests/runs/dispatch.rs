//! `dispatch`, with events that are made as its `main` makes them.

use serde_json::json;
use twilio_events::conversations::ConversationStateUpdated;
use twilio_events::webhook::{SignedRequest, sign, sign_with_shared_key};
use twilio_events::{Event, EventData, EventType, KinesisRecords, new};

use crate::dispatch::{Receiver, work};

const URL: &str = "https://example.com/events";

fn receiver() -> Receiver {
    Receiver::new(&[("SK1", "old"), ("SK2", "new")])
}

fn closed(id: &str) -> Event {
    let update = new!(ConversationStateUpdated { state_to: "closed" });
    Event::builder(update).id(id).build().expect("it is JSON")
}

fn body(events: &[&Event]) -> Vec<u8> {
    serde_json::to_vec(events).expect("they are JSON")
}

fn signed(body: &[u8]) -> SignedRequest {
    sign_with_shared_key("SK2", "new", URL, body)
}

fn done(receiver: &Receiver) -> Vec<String> {
    receiver.queue.iter().map(|text| work(text)).collect()
}

#[test]
fn a_request_is_answered_so_that_twilio_does_the_right_thing() {
    let body = body(&[&closed("EZ1")]);
    let of = |request: &SignedRequest, body: &[u8]| receiver().request(request, body);
    assert_eq!(
        of(&sign_with_shared_key("SK1", "old", URL, &body), &body),
        204
    );
    assert_eq!(of(&signed(&body), &body), 204);
    assert_eq!(of(&signed(&body), b"[]"), 403, "another body");
    assert_eq!(
        of(&sign_with_shared_key("SK1", "new", URL, &body), &body),
        403,
        "another's secret"
    );
    // Faults of the service: it is sent again.
    assert_eq!(
        of(&sign_with_shared_key("SK3", "new", URL, &body), &body),
        500,
        "an unknown key"
    );
    assert_eq!(
        of(&sign("token", URL, &body), &body),
        500,
        "no token was given"
    );
    assert_eq!(of(&signed(b"5"), b"5"), 400);
    let mut full = receiver();
    full.room = 0;
    assert_eq!(full.request(&signed(&body), &body), 503);
    full.room = 1;
    assert_eq!(
        full.request(&signed(&body), &body),
        204,
        "what was not taken is not repeated"
    );
    assert_eq!(full.queue.len(), 1);
}

#[test]
fn repetitions_are_told_from_new_events() {
    let verdict = |data: &str| {
        let data = EventData::Unknown(serde_json::from_str(data).expect("JSON"));
        let verdict = EventType::MessagingComplianceCampaignRegistrationCampaignFailure;
        let event = Event::builder(data).id("CM1").event_type(verdict);
        event.build().expect("it is JSON")
    };
    let mut receiver = receiver();
    let (first, second) = (verdict("{}"), verdict(r#"{"again":1}"#));
    for events in [[&first, &first], [&second, &first]] {
        let body = body(&events);
        assert_eq!(receiver.request(&signed(&body), &body), 204);
    }
    assert_eq!(
        done(&receiver),
        ["campaign failed: {}", r#"campaign failed: {"again":1}"#]
    );
}

#[test]
fn events_are_dispatched_by_type_whichever_version_was_sent() {
    let sent_as = |version: u32| {
        let update = new!(ConversationStateUpdated { state_to: "closed" });
        let event = Event::builder(update).id(&version.to_string());
        event.version(version).build().expect("it is JSON")
    };
    let json = serde_json::from_str(r#"{"a":1}"#).expect("JSON");
    let unknown = Event::builder(EventData::Unknown(json)).event_type("com.example.new");
    let unknown = unknown.build().expect("it is JSON");
    let events = [&sent_as(1), &sent_as(2), &sent_as(99), &unknown];
    let mut receiver = receiver();
    let body = body(&events);
    assert_eq!(receiver.request(&signed(&body), &body), 204);
    let state = "conversation: closed";
    assert_eq!(
        done(&receiver),
        [state, state, state, r#"com.example.new, as JSON: {"a":1}"#]
    );
}

/// The second record carries no base64, the third nothing; the fourth finds no room.
#[test]
fn records_of_a_stream_go_the_same_way() {
    let record = |number: &str, event: &Event| json!({"kinesis": {"sequenceNumber": number, "data": event.json(), "encryptionType": null}});
    let records = json!({"Records": [
        record("1", &closed("EZ1")), record("2", &closed("EZ2")), {}, record("4", &closed("EZ3")),
    ]});
    let records: KinesisRecords = serde_json::from_value(records).expect("a Lambda event");
    let mut receiver = receiver();
    receiver.room = 2;
    let answer = serde_json::to_value(receiver.records(&records)).expect("JSON");
    assert_eq!(
        answer,
        json!({"batchItemFailures": [{"itemIdentifier": "4"}]})
    );
    assert_eq!(
        done(&receiver),
        ["conversation: closed", "conversation: closed"]
    );
}
