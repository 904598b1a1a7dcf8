//! Receiving events from a Kinesis stream, in a Lambda function or elsewhere: feature `kinesis`.
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
//! stop, and answer [`retry_from`] the record. One that it will not mend (a record that is not an event, data that does
//! not decode): put the event aside, for the errors hand back all of it, and go on.
//!
//! [`Records`] is what the function takes. Of each record it reads the sequence number and the data, one by one, and nothing else:
//! a record that is otherwise odd, or that carries no data, is an error in its own place, and never one of the function.
//!
//! ```
//! # extern crate twilio_events_runtime as twilio_events;
//! use twilio_events::kinesis::{BatchResponse, Records, retry_from};
//! use twilio_events::{EventError, RawEvent};
//!
//! fn handler<D>(
//!     records: &Records<D>,
//!     store: impl Fn(RawEvent<'_, D>) -> Result<(), std::io::Error>,
//!     put_aside: impl Fn(EventError),
//! ) -> BatchResponse {
//!     for record in records {
//!         for event in record.events {
//!             match event.map(&store) {
//!                 Ok(Ok(())) => {}
//!                 Ok(Err(_away)) => return retry_from(record.sequence_number),
//!                 Err(no_event) => put_aside(no_event),
//!             }
//!         }
//!     }
//!     BatchResponse::default()
//! }
//! ```
//!
//! The example `kinesis_consumer` is a whole function, with the crate `lambda_runtime`.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::value::RawValue;

use super::base64;
use crate::Batch;

/// The records of a Lambda event, in the order of the shard: the payload of a function. `twilio_events::KinesisRecords` is this,
/// with the types of that crate.
///
/// It is read from the event's JSON (`{"Records": [...]}`), with any deserializer of `serde_json`.
pub struct Records<D> {
    records: Vec<Owned>,
    schemas: PhantomData<fn() -> D>,
}

/// What is kept of a record.
#[derive(Clone)]
struct Owned {
    sequence_number: String,
    /// The data; or the text of it where that is not base64, or the whole record where it carries none.
    bytes: Vec<u8>,
}

impl<D> Records<D> {
    /// The records, in the order of the shard.
    pub fn iter(&self) -> Iter<'_, D> {
        Iter {
            records: self.records.iter(),
            schemas: PhantomData,
        }
    }
}

impl<'a, D> IntoIterator for &'a Records<D> {
    type Item = Record<'a, D>;
    type IntoIter = Iter<'a, D>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The records of a Lambda event, one by one.
pub struct Iter<'a, D> {
    records: std::slice::Iter<'a, Owned>,
    schemas: PhantomData<fn() -> D>,
}

impl<'a, D> Iterator for Iter<'a, D> {
    type Item = Record<'a, D>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.records.next()?;
        Some(Record::new(&record.sequence_number, &record.bytes))
    }
}

impl<'de, D> Deserialize<'de> for Records<D> {
    fn deserialize<T: Deserializer<'de>>(deserializer: T) -> Result<Self, T::Error> {
        let mut event = BTreeMap::<String, Box<RawValue>>::deserialize(deserializer)?;
        let records = event
            .remove("Records")
            .ok_or_else(|| de::Error::missing_field("Records"))?;
        let records: Vec<&RawValue> =
            serde_json::from_str(records.get()).map_err(de::Error::custom)?;
        Ok(Self {
            records: records.into_iter().map(Owned::read).collect(),
            schemas: PhantomData,
        })
    }
}

impl Owned {
    fn read(record: &RawValue) -> Self {
        let kinesis = member(record, "kinesis");
        let of = |name| member(kinesis?, name).and_then(text);
        let data = of("data").map(|data| base64::decode(&data).unwrap_or(data.into_bytes()));
        Self {
            sequence_number: of("sequenceNumber").unwrap_or_default(),
            bytes: data.unwrap_or_else(|| record.get().into()),
        }
    }
}

fn member<'a>(object: &'a RawValue, name: &str) -> Option<&'a RawValue> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(object.get()).ok()?;
    members.get(name).copied()
}

fn text(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

impl<D> Clone for Records<D> {
    fn clone(&self) -> Self {
        Self {
            records: self.records.clone(),
            schemas: PhantomData,
        }
    }
}

/// Leaves the data out: it may be long, and private.
impl<D> fmt::Debug for Records<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records")
            .field("records", &self.records.len())
            .finish_non_exhaustive()
    }
}

/// What one record of a stream holds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Record<'a, D> {
    /// The record's place in its shard. Empty where the record of a Lambda event carries none: an answer of [`retry_from`] it makes
    /// Lambda send the whole batch again.
    pub sequence_number: &'a str,
    /// The events: one, as far as is known. A record that is not JSON gives one `Err` with its bytes, and one that carries no data
    /// an `Err` with the record as Lambda sent it. Data that is JSON without base64 around it is read all the same.
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

/// The answer of a function: the default one is that of a batch that is done.
///
/// Without `ReportBatchItemFailures` Lambda takes every answer for success.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchResponse {
    retry_from: Option<String>,
}

/// The answer of a function that stopped at a record: Lambda goes on from it, and repeats nothing before.
pub fn retry_from(sequence_number: &str) -> BatchResponse {
    BatchResponse {
        retry_from: Some(sequence_number.to_owned()),
    }
}

impl Serialize for BatchResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let failures = self.retry_from.iter();
        let failures: Vec<_> = failures
            .map(|number| BTreeMap::from([("itemIdentifier", number)]))
            .collect();
        BTreeMap::from([("batchItemFailures", failures)]).serialize(serializer)
    }
}
