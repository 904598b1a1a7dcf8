//! The open enum of event types, and what its rows say.

mod support;

use support::{CALL, EventType};
use twilio_events_runtime::Status;

#[test]
fn rows_are_found_by_text_and_by_variant() {
    let texts = [
        "com.twilio.conversations.conversation-state.updated",
        "com.twilio.test.call",
        "com.twilio.test.queue",
    ];
    assert_eq!(EventType::ALL.len(), texts.len());
    for (event_type, text) in EventType::ALL.iter().zip(texts) {
        assert_eq!(EventType::from(text), *event_type);
        assert_eq!(event_type.as_str(), text);
        assert!(event_type.is_known());
    }
    let (call, queue) = (EventType::Call, EventType::Queue);
    assert_eq!((call.schema_id(), call.is_typed()), (Some(CALL), true));
    assert_eq!(
        (queue.schema_id(), queue.is_typed()),
        (Some("Test.Queue"), false)
    );
    assert_eq!(call.status(), Some(Status::Available));
    assert_eq!(queue.status(), Some(Status::Restricted));
    assert_eq!(queue.product(), Some("Test"));
}

#[test]
fn an_unknown_type_has_no_row() {
    for text in ["", "com.twilio.test", "com.twilio.test.calls", "z"] {
        let unknown = EventType::from(text);
        assert!(!unknown.is_known());
        assert_eq!(unknown.as_str(), text);
        assert_eq!(unknown.schema_id(), None);
        assert!(!unknown.is_typed());
        assert_eq!((unknown.product(), unknown.status()), (None, None));
    }
}
