//! Events that are made, written and read again.

mod support;

use support::*;
use twilio_events_runtime::{Fit, ParseEventError};

fn data() -> ConversationStateUpdated {
    ConversationStateUpdated {
        account_sid: Some("AC1".to_owned()),
        state_to: Some(ConversationState::Closed),
        ..Default::default()
    }
}

#[test]
fn what_goes_onto_a_queue_comes_off_it() {
    let event = one(EXAMPLE).decode().expect("it decodes");
    let text = serde_json::to_string(&event).expect("JSON");
    for read in [
        text.parse::<Event>().expect("an event"),
        serde_json::from_str(&text).expect("an event"),
    ] {
        assert_eq!(read.data, event.data);
        assert_eq!((read.id(), read.fit()), (event.id(), event.fit()));
        assert_eq!(serde_json::to_string(&read).expect("JSON"), text);
    }
    let raw = RawEvent::from_json(&text).expect("an event");
    assert_eq!(raw.event_type_str(), event.event_type_str());
    assert_eq!(raw.event_type(), EventType::StateUpdated);
    assert_eq!(event.event_type(), EventType::StateUpdated);
}

#[test]
fn a_text_that_is_not_one_event_is_refused() {
    for text in ["", "[]", "5", r#"{"id":"1"}"#, &format!("[{EXAMPLE}]")] {
        assert!(
            matches!(text.parse::<Event>(), Err(ParseEventError::Event(_))),
            "{text}"
        );
    }
    let two = format!("{EXAMPLE}{EXAMPLE}");
    let error = two.parse::<Event>().expect_err("there are two");
    assert!(error.to_string().contains("goes on"), "{error}");
    let broken = format!(r#"{{"id":"1","type":"t","dataschema":"{CALL}/3","data":{{}}}}"#);
    let error = broken.parse::<Event>().expect_err("`sid` is missing");
    assert!(matches!(error, ParseEventError::Data(_)), "{error}");
    assert!(serde_json::from_str::<Event>(&broken).is_err());
}

#[test]
fn an_event_is_made_from_its_data() {
    let event = Event::builder(data()).build().expect("its data is JSON");
    assert_eq!(event.event_type(), EventType::StateUpdated);
    assert_eq!((event.fit(), event.specversion()), (Fit::Exact, "1.0"));
    assert!(!event.id().is_empty() && !event.source().is_empty());
    assert_eq!(event.data_as::<ConversationStateUpdated>(), Some(&data()));
    assert_eq!(event.data_as::<Call>(), None);

    // What is received is what was made.
    let body = serde_json::to_vec(&[&event, &event]).expect("JSON");
    let received: Vec<_> = Batch::from_slice(&body).expect("a batch").collect();
    assert_eq!(received.len(), 2);
    for raw in received {
        let read = raw.expect("an event").decode().expect("it decodes");
        assert_eq!(
            read.schema().map(|schema| schema.to_string()),
            Some(format!("{STATE}/2"))
        );
        assert_eq!(read.json(), event.json());
        assert_eq!(read.fit(), event.fit());
        assert_eq!(read.into_data(), EventData::from(data()));
    }
}

#[test]
fn what_an_event_is_made_with_is_what_it_says() {
    let event = Event::builder(data())
        .id("NO1")
        .event_type("com.twilio.test")
        .version(9)
        .attribute("time", "2025-01-01T00:00:00Z")
        .attribute("accountsid", "AC1")
        .attribute("source", "/here")
        .build()
        .expect("its data is JSON");
    assert_eq!((event.id(), event.source()), ("NO1", "/here"));
    assert_eq!(event.event_type_str(), "com.twilio.test");
    assert_eq!(event.time(), Some("2025-01-01T00:00:00Z"));
    let extensions: Vec<_> = event.extensions().collect();
    assert_eq!(extensions, [("accountsid", r#""AC1""#)]);
    let other = Fit::OtherVersion {
        sent: 9,
        read_as: 2,
    };
    assert_eq!(event.fit(), other);

    let call = Event::builder(data()).event_type(EventType::Call).build();
    assert_eq!(call.expect("JSON").event_type(), EventType::Call);
}

#[test]
fn an_event_of_unknown_data_names_no_schema() {
    let json = serde_json::from_str("[1]").expect("JSON");
    let unknown = Event::builder(EventData::Unknown(Unknown(json)))
        .build()
        .expect("it is JSON");
    assert_eq!(unknown.fit(), Fit::UnknownSchema);
    assert!(unknown.schema().is_none());
    assert_eq!(unknown.data_json(), Some("[1]"));
}

#[test]
fn an_event_that_is_not_one_is_not_made() {
    for name in ["id", "type"] {
        let error = Event::builder(data()).attribute(name, 5).build();
        let error = error.expect_err("it is not text").to_string();
        assert!(error.contains(name), "{error}");
    }
}
