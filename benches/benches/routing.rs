//! What it costs to learn the id, the type and the schema of every event in a body.

use cloudevents::AttributesReader as _;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use twilio_events::{Batch, SchemaRef};
use twilio_events_bench::{BATCHES, EVENT_TYPE, SCHEMA, VERSION, body, id};

#[cfg(feature = "memory")]
#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

/// Id, type and schema of one event.
type Route<'e> = (&'e str, &'e str, SchemaRef<'e>);

trait Contender {
    fn route(body: &[u8], sink: impl FnMut(Route<'_>));
}

/// `twilio-events`: a [`Batch`], its events not decoded.
struct TwilioEvents;

impl Contender for TwilioEvents {
    #[inline(never)]
    fn route(body: &[u8], mut sink: impl FnMut(Route<'_>)) {
        for event in Batch::from_slice(body).unwrap() {
            let event = event.unwrap();
            sink((event.id(), event.event_type_str(), event.schema().unwrap()));
        }
    }
}

/// `cloudevents-sdk`: its own `Event`.
struct CloudEventsSdk;

impl Contender for CloudEventsSdk {
    #[inline(never)]
    fn route(body: &[u8], mut sink: impl FnMut(Route<'_>)) {
        let events: Vec<cloudevents::Event> = serde_json::from_slice(body).unwrap();
        for event in &events {
            let schema = event.dataschema().unwrap().as_str();
            sink((event.id(), event.ty(), SchemaRef::parse(schema).unwrap()));
        }
    }
}

/// `serde_json` without types.
struct JsonValue;

impl Contender for JsonValue {
    #[inline(never)]
    fn route(body: &[u8], mut sink: impl FnMut(Route<'_>)) {
        let events: Vec<Value> = serde_json::from_slice(body).unwrap();
        for event in &events {
            let text = |name| event[name].as_str().unwrap();
            let schema = SchemaRef::parse(text("dataschema")).unwrap();
            sink((text("id"), text("type"), schema));
        }
    }
}

/// A struct that borrows the three and skips the rest. It refuses a body in which one of them has an escape.
struct HandWritten;

#[derive(Deserialize)]
struct Envelope<'e> {
    id: &'e str,
    r#type: &'e str,
    dataschema: &'e str,
}

impl Contender for HandWritten {
    #[inline(never)]
    fn route(body: &[u8], mut sink: impl FnMut(Route<'_>)) {
        let events: Vec<Envelope<'_>> = serde_json::from_slice(body).unwrap();
        for event in &events {
            let schema = SchemaRef::parse(event.dataschema).unwrap();
            sink((event.id, event.r#type, schema));
        }
    }
}

/// The floor: `serde_json` skips the same bytes and learns nothing but that they are JSON.
struct Floor;

impl Contender for Floor {
    #[inline(never)]
    fn route(body: &[u8], _: impl FnMut(Route<'_>)) {
        black_box(serde_json::from_slice::<IgnoredAny>(body).unwrap());
    }
}

#[divan::bench(
    types = [TwilioEvents, CloudEventsSdk, JsonValue, HandWritten, Floor],
    args = BATCHES,
    sample_size = 16,
    max_time = 2,
)]
fn routing<C: Contender>(bencher: Bencher<'_, '_>, events: usize) {
    let body = body(events);
    bencher
        .counter(ItemsCount::new(events))
        .bench_local(|| C::route(black_box(&body), |route| _ = black_box(route)));
}

/// Holds a contender against the ids, the type and the schema that were put in.
fn check<C: Contender>() {
    for events in BATCHES {
        let mut found = 0;
        C::route(&body(events), |(event_id, event_type, schema)| {
            found += 1;
            assert_eq!(event_id, id(found));
            assert_eq!(event_type, EVENT_TYPE);
            assert_eq!((schema.id, schema.version), (SCHEMA, VERSION));
        });
        assert_eq!(found, events);
    }
}

fn main() {
    check::<TwilioEvents>();
    check::<CloudEventsSdk>();
    check::<JsonValue>();
    check::<HandWritten>();
    divan::main();
}
