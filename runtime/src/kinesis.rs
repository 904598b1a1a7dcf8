//! Receiving events from a Kinesis stream, in a Lambda function or elsewhere.
//!
//! A Kinesis sink puts one event into each record. Nothing here keeps state from record to record. That is
//! the way past one machine: the stream's shards and Lambda distribute the work, and the code stays as it is.
//!
//! # One bad record must not hold up a shard
//!
//! Lambda reads a shard in order. When a function fails, the whole batch comes again, and nothing behind it, until
//! it succeeds or expires. With `ReportBatchItemFailures` in the event source mapping's
//! `FunctionResponseTypes`, the function may instead name the record where it stopped: what came before is done,
//! and Lambda goes on from that record.
//!
//! So tell two kinds of failure apart. One that trying again may mend (a database that is away):
//! stop, and answer [`retry_from`] the record. One that it will not mend (a record that is no event, data that does
//! not decode): put the event aside, for the errors hand back all of it, and go on.
//!
//! ```
//! use aws_lambda_events::event::kinesis::KinesisEvent;
//! use aws_lambda_events::event::streams::KinesisEventResponse;
//! use twilio_events_runtime::kinesis::{records, retry_from};
//! use twilio_events_runtime::{EventError, RawEvent};
//!
//! fn handler<D>(
//!     batch: &KinesisEvent,
//!     store: impl Fn(RawEvent<'_, D>) -> Result<(), std::io::Error>,
//!     put_aside: impl Fn(EventError),
//! ) -> KinesisEventResponse {
//!     for record in records::<D>(batch) {
//!         for event in record.events {
//!             match event.map(&store) {
//!                 Ok(Ok(())) => {}
//!                 Ok(Err(_away)) => return retry_from(record.sequence_number),
//!                 Err(no_event) => put_aside(no_event),
//!             }
//!         }
//!     }
//!     KinesisEventResponse::default()
//! }
//! ```

use aws_lambda_events::event::kinesis::KinesisEvent;
use aws_lambda_events::event::streams::KinesisEventResponse;

use crate::Batch;

/// What one record of a stream holds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Record<'a, D> {
    /// The record's place in its shard.
    pub sequence_number: &'a str,
    /// The events: one, as far as is known. A record that is not JSON gives one `Err`.
    pub events: Batch<'a, D>,
}

impl<'a, D> Record<'a, D> {
    /// Takes a record's bytes, from whichever client read them.
    pub fn new(sequence_number: &'a str, bytes: &'a [u8]) -> Self {
        Self {
            sequence_number,
            events: Batch::over(bytes),
        }
    }
}

/// The records of a Lambda event, in the order of the shard.
pub fn records<D>(event: &KinesisEvent) -> impl Iterator<Item = Record<'_, D>> {
    event.records.iter().map(|record| {
        let record = &record.kinesis;
        Record::new(&record.sequence_number, &record.data)
    })
}

/// The answer of a function that stopped at a record: Lambda goes on from it, and repeats nothing before.
///
/// Without `ReportBatchItemFailures` Lambda takes this answer for success. The answer to a batch that is done is
/// `KinesisEventResponse::default()`.
pub fn retry_from(sequence_number: &str) -> KinesisEventResponse {
    let mut response = KinesisEventResponse::default();
    response.add_failure(sequence_number);
    response
}
