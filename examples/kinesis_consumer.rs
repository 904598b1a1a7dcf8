//! A Lambda function on a Kinesis stream: decodes each record, and names the record to go on from when it has to stop.
//!
//! To deploy it, build for Lambda's machine, and upload the program as `bootstrap`, with the runtime `provided.al2023`:
//!
//! ```text
//! cargo build --release -p examples --bin kinesis_consumer --target x86_64-unknown-linux-musl
//! cp target/x86_64-unknown-linux-musl/release/kinesis_consumer bootstrap && zip function.zip bootstrap
//! ```
//!
//! The event source mapping needs `ReportBatchItemFailures` among its `FunctionResponseTypes`, and a
//! `MaximumRecordAgeInSeconds`, or a record that cannot be stored would hold up its shard until it expires.

use std::io::Write as _;

use lambda_runtime::{LambdaEvent, service_fn};
use twilio_events::kinesis::{BatchResponse, retry_from};
use twilio_events::{Event, EventData, KinesisRecords};

#[tokio::main]
async fn main() -> Result<(), lambda_runtime::Error> {
    lambda_runtime::run(service_fn(
        |event: LambdaEvent<KinesisRecords>| async move {
            Ok::<_, lambda_runtime::Error>(handler(&event.payload, store))
        },
    ))
    .await
}

/// The store is away for now: the event is to come again.
pub(crate) struct Away;

pub(crate) fn handler(
    records: &KinesisRecords,
    mut store: impl FnMut(&Event) -> Result<(), Away>,
) -> BatchResponse {
    for record in records {
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
    BatchResponse::default()
}

/// Where events go: here, a line each. Records come again after a failure, so key what is stored by the `dedup_key`.
fn store(event: &Event) -> Result<(), Away> {
    let mut out = std::io::stdout();
    let key = event.dedup_key();
    let written = match &event.data {
        EventData::ConversationStateUpdated(data) => {
            writeln!(out, "{key}: conversation is now {:?}", data.state_to)
        }
        _ => writeln!(out, "{key}: {}", event.event_type_str()),
    };
    written.and_then(|()| out.flush()).map_err(|_| Away)
}
