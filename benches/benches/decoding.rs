//! What it costs to read every event in a body down to its typed data.
//!
//! Every contender ends with a list of owned events, so that none gains by dropping one before it reads the next.

use cloudevents::AttributesReader as _;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use serde::Deserialize;
use serde_json::Value;
use twilio_events::conversations::ConversationStateUpdated;
use twilio_events::{Batch, Event, EventData};
use twilio_events_bench::{BATCHES, body, data, id};

trait Contender {
    /// An event, owned.
    type Event;

    fn decode(body: &[u8]) -> Vec<Self::Event>;

    fn id(event: &Self::Event) -> &str;

    fn data(event: &Self::Event) -> &ConversationStateUpdated;
}

/// `twilio-events`: an [`Event`], dispatched by its schema.
struct TwilioEvents;

impl Contender for TwilioEvents {
    type Event = Event;

    #[inline(never)]
    fn decode(body: &[u8]) -> Vec<Event> {
        Batch::from_slice(body)
            .unwrap()
            .map(|event| event.unwrap().decode().unwrap())
            .collect()
    }

    fn id(event: &Event) -> &str {
        event.id()
    }

    fn data(event: &Event) -> &ConversationStateUpdated {
        match &event.data {
            EventData::ConversationStateUpdated(data) => data,
            data => panic!("decoded as {data:?}"),
        }
    }
}

/// `cloudevents-sdk`: its own `Event`, and the struct from the data in there.
struct CloudEventsSdk;

impl Contender for CloudEventsSdk {
    type Event = (cloudevents::Event, ConversationStateUpdated);

    #[inline(never)]
    fn decode(body: &[u8]) -> Vec<Self::Event> {
        let events: Vec<cloudevents::Event> = serde_json::from_slice(body).unwrap();
        events
            .into_iter()
            .map(|mut event| {
                let (_, _, data) = event.take_data();
                let data = Value::try_from(data.unwrap()).unwrap();
                (event, serde_json::from_value(data).unwrap())
            })
            .collect()
    }

    fn id(event: &Self::Event) -> &str {
        event.0.id()
    }

    fn data(event: &Self::Event) -> &ConversationStateUpdated {
        &event.1
    }
}

/// `serde_json` without types, and the struct from the value under `data`.
struct JsonValue;

impl Contender for JsonValue {
    type Event = (Value, ConversationStateUpdated);

    #[inline(never)]
    fn decode(body: &[u8]) -> Vec<Self::Event> {
        let events: Vec<Value> = serde_json::from_slice(body).unwrap();
        events
            .into_iter()
            .map(|mut event| {
                let data = event["data"].take();
                (event, serde_json::from_value(data).unwrap())
            })
            .collect()
    }

    fn id(event: &Self::Event) -> &str {
        event.0["id"].as_str().unwrap()
    }

    fn data(event: &Self::Event) -> &ConversationStateUpdated {
        &event.1
    }
}

/// A struct for this one schema: no dispatch, nothing raw, unknown attributes dropped.
struct HandWritten;

#[derive(Deserialize)]
#[expect(dead_code, reason = "an application would read them")]
struct StateUpdated {
    specversion: String,
    id: String,
    source: String,
    r#type: String,
    datacontenttype: Option<String>,
    dataschema: Option<String>,
    time: Option<String>,
    data: ConversationStateUpdated,
}

impl Contender for HandWritten {
    type Event = StateUpdated;

    #[inline(never)]
    fn decode(body: &[u8]) -> Vec<StateUpdated> {
        serde_json::from_slice(body).unwrap()
    }

    fn id(event: &StateUpdated) -> &str {
        &event.id
    }

    fn data(event: &StateUpdated) -> &ConversationStateUpdated {
        &event.data
    }
}

#[divan::bench(
    types = [TwilioEvents, CloudEventsSdk, JsonValue, HandWritten],
    args = BATCHES,
    sample_size = 16,
    max_time = 2,
)]
fn decoding<C: Contender>(bencher: Bencher<'_, '_>, events: usize) {
    let body = body(events);
    bencher
        .counter(ItemsCount::new(events))
        .bench_local(|| drop(black_box(C::decode(black_box(&body)))));
}

/// Holds a contender against the ids and the data that were put in.
fn check<C: Contender>() {
    let data = data();
    for events in BATCHES {
        let found = C::decode(&body(events));
        assert_eq!(found.len(), events);
        for (event, number) in found.iter().zip(1..) {
            assert_eq!(C::id(event), id(number));
            assert_eq!(C::data(event), &data);
        }
    }
}

fn main() {
    check::<TwilioEvents>();
    check::<CloudEventsSdk>();
    check::<JsonValue>();
    check::<HandWritten>();
    divan::main();
}
