//! Events of several kinds: routing, decoding and validation of a wide one, a deep one, and twenty types in one body.
//!
//! The events are samples that `twilio-events trigger` made up from the schemas. They are in `events/`, with what each is.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use serde_json::Value;
use twilio_events::{Batch, EventData};

#[cfg(feature = "memory")]
#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

/// A body of events, by its name in `events/`.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// `TaskRouter.WDSEvent`, with all of its members.
    Wide,
    /// `VideoInsights.RoomSummaryApi`: objects in lists in objects.
    Deep,
    /// Twenty types, one of each product.
    Mix,
}

const KINDS: [Kind; 3] = [Kind::Wide, Kind::Deep, Kind::Mix];

impl Kind {
    fn body(self) -> &'static [u8] {
        match self {
            Self::Wide => include_bytes!("../events/wide.json"),
            Self::Deep => include_bytes!("../events/deep.json"),
            Self::Mix => include_bytes!("../events/mix.json"),
        }
    }

    fn events(self) -> usize {
        match self {
            Self::Wide | Self::Deep => 1,
            Self::Mix => 20,
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Wide => "wide",
            Self::Deep => "deep",
            Self::Mix => "mix of 20",
        })
    }
}

/// Measures what reads a body, and says how many events it found there.
fn measure(bencher: Bencher, kind: Kind, read: impl Fn(&[u8]) -> usize + Sync) {
    assert_eq!(read(kind.body()), kind.events(), "all events are found");
    bencher
        .counter(ItemsCount::new(kind.events()))
        .bench(|| read(black_box(kind.body())));
}

/// Id and schema of every event.
mod routing {
    use cloudevents::AttributesReader as _;

    use super::{Batch, Bencher, KINDS, Kind, Value, black_box, measure};

    #[divan::bench(args = KINDS)]
    fn twilio_events(bencher: Bencher, kind: Kind) {
        measure(bencher, kind, |body| {
            let batch = Batch::from_slice(body).unwrap();
            batch
                .map(|event| {
                    let event = event.unwrap();
                    black_box((event.id(), event.schema().unwrap()));
                })
                .count()
        });
    }

    #[divan::bench(args = KINDS)]
    fn json_value(bencher: Bencher, kind: Kind) {
        measure(bencher, kind, |body| {
            let events: Vec<Value> = serde_json::from_slice(body).unwrap();
            for event in &events {
                black_box((
                    event["id"].as_str().unwrap(),
                    event["dataschema"].as_str().unwrap(),
                ));
            }
            events.len()
        });
    }

    #[divan::bench(args = KINDS)]
    fn cloudevents_sdk(bencher: Bencher, kind: Kind) {
        measure(bencher, kind, |body| {
            let events: Vec<cloudevents::Event> = serde_json::from_slice(body).unwrap();
            for event in &events {
                black_box((event.id(), event.dataschema().unwrap()));
            }
            events.len()
        });
    }
}

/// Every event, owned, down to its data: typed here, JSON there.
mod decoding {
    use super::{Batch, Bencher, EventData, KINDS, Kind, Value, measure};

    #[divan::bench(args = KINDS)]
    fn twilio_events(bencher: Bencher, kind: Kind) {
        measure(bencher, kind, |body| {
            let events: Vec<_> = Batch::from_slice(body)
                .unwrap()
                .map(|event| event.unwrap().decode().unwrap())
                .filter(|event| !matches!(event.data, EventData::Unknown(_)))
                .collect();
            events.len()
        });
    }

    #[divan::bench(args = KINDS)]
    fn json_value(bencher: Bencher, kind: Kind) {
        measure(bencher, kind, |body| {
            serde_json::from_slice::<Vec<Value>>(body).unwrap().len()
        });
    }

    #[divan::bench(args = KINDS)]
    fn cloudevents_sdk(bencher: Bencher, kind: Kind) {
        measure(bencher, kind, |body| {
            serde_json::from_slice::<Vec<cloudevents::Event>>(body)
                .unwrap()
                .len()
        });
    }
}

/// Every event held against the document of its schema version, the validators compiled before.
#[divan::bench(args = KINDS)]
fn validation(bencher: Bencher, kind: Kind) {
    measure(bencher, kind, |body| {
        Batch::from_slice(body)
            .unwrap()
            .map(|event| event.unwrap().validate().unwrap())
            .count()
    });
}

fn main() {
    divan::main();
}
