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

#[cfg(feature = "memory")]
#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

trait Contender {
    /// An event, owned.
    type Event;

    fn decode(body: &[u8]) -> Vec<Self::Event>;

    fn id(event: &Self::Event) -> &str;

    fn data(event: &Self::Event) -> ConversationStateUpdated;
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

    fn data(event: &Event) -> ConversationStateUpdated {
        match &event.data {
            EventData::ConversationStateUpdated(data) => (**data).clone(),
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

    fn data(event: &Self::Event) -> ConversationStateUpdated {
        event.1.clone()
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

    fn data(event: &Self::Event) -> ConversationStateUpdated {
        event.1.clone()
    }
}

/// A struct for this one schema, as somebody writes it by hand, with serde's derives: no dispatch, nothing raw, unknown
/// attributes dropped, unknown values lost.
struct HandWritten;

/// `sonic-rs` into the same struct.
struct SonicRs;

/// `simd-json` into the same struct. It writes into the body, so it gets a copy, as whoever has to keep the body makes one.
struct SimdJson;

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
    data: StateData,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StateData {
    account_sid: Option<String>,
    conversation_sid: Option<String>,
    messaging_service_sid: Option<String>,
    reason: Option<Reason>,
    state_from: Option<State>,
    state_to: Option<State>,
    state_updated: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Reason {
    Api,
    Timer,
    Event,
    #[serde(other)]
    Other,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Active,
    Inactive,
    Closed,
    #[serde(other)]
    Other,
}

impl From<&StateData> for ConversationStateUpdated {
    fn from(data: &StateData) -> Self {
        let reason = |reason| match reason {
            Reason::Api => "API",
            Reason::Timer => "TIMER",
            Reason::Event => "EVENT",
            Reason::Other => "",
        };
        let state = |state| match state {
            State::Active => "active",
            State::Inactive => "inactive",
            State::Closed => "closed",
            State::Other => "",
        };
        let mut update = Self::default();
        update.account_sid.clone_from(&data.account_sid);
        update.conversation_sid.clone_from(&data.conversation_sid);
        update
            .messaging_service_sid
            .clone_from(&data.messaging_service_sid);
        update.reason = data.reason.map(|value| reason(value).into());
        update.state_from = data.state_from.map(|value| state(value).into());
        update.state_to = data.state_to.map(|value| state(value).into());
        update.state_updated = data.state_updated.clone().map(Into::into);
        update
    }
}

macro_rules! hand_written {
    ($($contender:ident: $body:ident => $read:expr;)*) => {$(
        impl Contender for $contender {
            type Event = StateUpdated;

            #[inline(never)]
            fn decode($body: &[u8]) -> Vec<StateUpdated> {
                $read.unwrap()
            }

            fn id(event: &StateUpdated) -> &str {
                &event.id
            }

            fn data(event: &StateUpdated) -> ConversationStateUpdated {
                (&event.data).into()
            }
        }
    )*};
}

hand_written! {
    HandWritten: body => serde_json::from_slice(body);
    SonicRs: body => sonic_rs::from_slice(body);
    SimdJson: body => simd_json::from_slice(&mut body.to_vec());
}

#[divan::bench(
    types = [TwilioEvents, CloudEventsSdk, JsonValue, HandWritten, SonicRs, SimdJson],
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
            assert_eq!(C::data(event), data);
        }
    }
}

fn main() {
    check::<TwilioEvents>();
    check::<CloudEventsSdk>();
    check::<JsonValue>();
    check::<HandWritten>();
    check::<SonicRs>();
    check::<SimdJson>();
    divan::main();
}
