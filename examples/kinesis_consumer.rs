//! A Lambda function on a Kinesis stream: decodes each record, and names the record to go on from when it has to stop.
//!
//! Here `main` takes a Lambda event from standard input and prints the answer, to try the function at home:
//!
//! ```text
//! cargo run --example kinesis_consumer < event.json
//! ```
//!
//! In Lambda, `main` is instead, with the crate `lambda_runtime`:
//!
//! ```text
//! lambda_runtime::run(service_fn(|event: LambdaEvent<KinesisEvent>| async move {
//!     Ok::<_, lambda_runtime::Error>(handler(&event.payload, store))
//! })).await
//! ```
//!
//! The event source mapping needs `ReportBatchItemFailures` among its `FunctionResponseTypes`.

use std::io::Write as _;

use aws_lambda_events::event::kinesis::KinesisEvent;
use aws_lambda_events::event::streams::KinesisEventResponse;
use twilio_events::kinesis::{records, retry_from};
use twilio_events::{Event, EventData};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let event: KinesisEvent = serde_json::from_reader(std::io::stdin())?;
    let answer = handler(&event, store);
    println!("{}", serde_json::to_string(&answer)?);
    Ok(())
}

/// The store is away for now: the event is to come again.
pub(crate) struct Away;

pub(crate) fn handler(
    batch: &KinesisEvent,
    mut store: impl FnMut(&Event) -> Result<(), Away>,
) -> KinesisEventResponse {
    for record in records::<EventData>(batch) {
        let number = record.sequence_number;
        for event in record.events {
            // A record that cannot be read will not get better, and must not hold up its shard: put it aside and go on.
            let raw = match event {
                Ok(raw) => raw,
                Err(error) => {
                    eprintln!("{number}: {error}: {}", error.raw().escape_ascii());
                    continue;
                }
            };
            match raw.decode() {
                Ok(event) => {
                    if let Err(Away) = store(&event) {
                        return retry_from(number);
                    }
                }
                Err(error) => eprintln!("{number}: {error}: {}", error.json()),
            }
        }
    }
    KinesisEventResponse::default()
}

/// Where events go: here, a line each. Records come again after a failure, so key what is stored by the `dedup_key`.
fn store(event: &Event) -> Result<(), Away> {
    let mut out = std::io::stderr();
    let id = event.dedup_key();
    let written = match &event.data {
        EventData::ConversationStateUpdated(data) => {
            writeln!(out, "{id}: conversation is now {:?}", data.state_to)
        }
        _ => writeln!(out, "{id}: {}", event.event_type()),
    };
    written.map_err(|_| Away)
}
