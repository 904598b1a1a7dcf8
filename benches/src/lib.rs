//! The bytes that every contender reads, and what it has to find in them.

use twilio_events::conversations::ConversationStateUpdated;
use twilio_events::conversations::conversation_state_updated::{
    ConversationState, StateChangeReason,
};

/// Events in a body.
pub const BATCHES: [usize; 3] = [1, 64, 1000];

/// The type of every event.
pub const EVENT_TYPE: &str = "com.twilio.conversations.conversation-state.updated";

/// The schema of every event.
pub const SCHEMA: &str = "Conversations.ConversationStateUpdated";

/// The version of the schema of every event.
pub const VERSION: u32 = 2;

const PAGE: &str = include_str!("../../codegen/tests/documentation/conversation-state.md");
const EXAMPLE_ID: &str = "NO00000000000000000000000001";

/// A body as a webhook gets it: an array of events, each the documentation page's example under an id of its
/// own, without whitespace.
///
/// The example carries a date in `datacontenttype` and has no `time`. `cloudevents-sdk` takes such data for
/// text and refuses the event, so here the date is the `time`, and the content type is JSON.
///
/// # Panics
///
/// When the page's example is not what it was.
pub fn body(events: usize) -> Vec<u8> {
    let (_, example) = PAGE.split_once("```json").expect("the page has an example");
    let (example, _) = example.split_once("```").expect("the example ends");
    let event = compact(example).replace(
        r#""datacontenttype":"#,
        r#""datacontenttype":"application/json","time":"#,
    );
    assert!(event.contains(EXAMPLE_ID) && event.contains(r#""time":"2025-10-08T07:17:02.363Z""#));

    let mut body = String::from("[");
    for number in 1..=events {
        if number > 1 {
            body.push(',');
        }
        body.push_str(&event.replace(EXAMPLE_ID, &id(number)));
    }
    body.push(']');
    body.into_bytes()
}

/// The id of the event at this place of a body, counted from one.
pub fn id(number: usize) -> String {
    format!("NO{number:026}")
}

/// The data of every event, written by hand.
pub fn data() -> ConversationStateUpdated {
    let mut data = ConversationStateUpdated::default();
    data.account_sid = Some("ACe95cfd541a925a3337fec19a0200009".into());
    data.conversation_sid = Some("CHee95cfd541a925a3337fec19a0200009".into());
    data.messaging_service_sid = Some("MGee95cfd541a925a3337fec19a0200009".into());
    data.reason = Some(StateChangeReason::Api);
    data.state_from = Some(ConversationState::Active);
    data.state_to = Some(ConversationState::Inactive);
    data.state_updated = Some("2025-01-01T00:00:00.000Z".into());
    data
}

/// JSON without the whitespace between its tokens. The strings must be free of escapes.
fn compact(json: &str) -> String {
    assert!(!json.contains('\\'));
    let mut inside = false;
    json.chars()
        .filter(|&character| {
            inside ^= character == '"';
            inside || !character.is_ascii_whitespace()
        })
        .collect()
}
