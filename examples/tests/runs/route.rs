//! `route_only`.

use twilio_events::EventType;

use crate::EXAMPLE;
use crate::route_only::{Counts, made_up};

const WANTED: EventType = EventType::ConversationsConversationStateUpdated;

/// Events as the example makes them up, fewer than the million, for this build is not optimised.
#[test]
fn events_are_filtered() {
    let lines = made_up(1_000);
    let mut counts = Counts::default();
    for _ in 0..20 {
        counts.read(lines.as_bytes()).expect("memory can be read");
    }
    assert_eq!(counts.events(), 20_000);
    assert_eq!(counts.wanted, [(WANTED, 5_000)].into());
    assert_eq!((counts.others, counts.broken), (15_000, 0));
}

/// Lines with one event, with two, with data that would not decode, with none, and the ways to be no event.
#[test]
fn no_line_stops_the_stream() {
    let event = EXAMPLE.replace('\n', "");
    let malformed = event.replace("\"inactive\"", "7");
    let other = event.replace("ConversationStateUpdated/2", "MessageAdded/1");
    let stream = format!(
        "{event}\n[{event},{other}]\r\n\n{malformed}\n[]\nno JSON\n[{event},5,{event}]\n{{\"id\":\"1\"}}\n{event}"
    );
    let mut counts = Counts::default();
    counts.read(stream.as_bytes()).expect("memory can be read");
    assert_eq!(counts.wanted, [(WANTED, 6)].into());
    assert_eq!((counts.others, counts.broken), (1, 3));
}
