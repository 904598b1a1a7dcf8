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
    let made = EventData::ConversationStateUpdated(Box::new(data()));
    let event = Event::new("NO1", "com.twilio.test", made.clone()).expect("its data is JSON");
    assert_eq!(
        (event.id(), event.event_type_str()),
        ("NO1", "com.twilio.test")
    );
    assert_eq!(event.fit(), Fit::Exact);
    assert_eq!(event.data_as::<ConversationStateUpdated>(), Some(&data()));
    assert_eq!(event.data_as::<Call>(), None);
    let text = serde_json::to_string(&event).expect("JSON");
    let read: Event = text.parse().expect("an event");
    assert_eq!(
        read.schema().map(|schema| schema.to_string()),
        Some(format!("{STATE}/2"))
    );
    assert_eq!(read.into_data(), made);

    let json = serde_json::from_str("[1]").expect("JSON");
    let unknown = Event::new("NO2", "t", EventData::Unknown(Unknown(json))).expect("JSON");
    assert_eq!(unknown.fit(), Fit::UnknownSchema);
    assert!(unknown.schema().is_none());
    assert_eq!(unknown.data_json(), Some("[1]"));
}
