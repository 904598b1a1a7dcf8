//! Any bytes as a webhook body, and as the event of a Lambda function: every element comes out as an event or as an error that has
//! its bytes, and an event that was typed is read from its own JSON as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use twilio_events::{Batch, Event, KinesisRecords};

fuzz_target!(|bytes: &[u8]| {
    batch(bytes);
    if let Ok(records) = serde_json::from_slice::<KinesisRecords>(bytes) {
        for record in &records {
            for event in record.events {
                drop(event.map(|raw| raw.decode()));
            }
        }
    }
});

fn batch(bytes: &[u8]) {
    let Ok(batch) = Batch::from_slice(bytes) else {
        return;
    };
    for event in batch {
        let raw = match event {
            Ok(raw) => raw,
            Err(error) => {
                assert!(within(bytes, error.raw()), "{error} has bytes of its own");
                continue;
            }
        };
        match raw.decode() {
            Ok(event) => again(&event),
            Err(error) => assert!(
                within(bytes, error.json().as_bytes()),
                "{error} has not the JSON that came"
            ),
        }
    }
}

/// What is written of an event is read as the same event.
fn again(event: &Event) {
    let text = serde_json::to_string(event).expect("what was read is JSON");
    let again: Event = text
        .parse()
        .unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(again.data, event.data, "{text}");
    assert_eq!(again.id(), event.id(), "{text}");
}

fn within(all: &[u8], part: &[u8]) -> bool {
    part.is_empty() || all.windows(part.len()).any(|window| window == part)
}
