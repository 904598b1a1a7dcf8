//! Files of captured events, taken apart: bodies of webhook requests, a JSON value or many, one to a line or not; and what a Lambda
//! function gets of a Kinesis stream.

use serde_json::value::RawValue;
use twilio_events::{Batch, KinesisRecords, RawEvent};

use super::EventPlace;

/// The bodies of a file, one after the other.
pub(crate) struct Bodies<'a> {
    text: &'a [u8],
    /// How far they have been read.
    at: usize,
    /// The line of a place that has been asked for, so that lines are counted once.
    counted: (usize, usize),
}

/// An event, read from a body or from a record; or why there is none.
type Element<'a> = Result<&'a RawEvent<'a>, String>;

impl<'a> Bodies<'a> {
    /// Over the bytes of a file. A byte order mark is read through.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            text: bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes),
            at: 0,
            counted: (0, 1),
        }
    }

    /// Shows each event, or what should have been one, with its place.
    pub(crate) fn each(mut self, mut see: impl FnMut(EventPlace, Element<'_>)) {
        while let Some(rest) = self.rest() {
            let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<&RawValue>();
            let (body, length) = match values.next() {
                Some(Ok(value)) => (value.get().as_bytes(), value.get().len()),
                // The batch finds the events before the break.
                Some(Err(error)) => (rest, next_body(rest, error.line())),
                None => return,
            };
            match serde_json::from_slice::<KinesisRecords>(body) {
                Ok(records) => self.records(&records, &mut see),
                Err(_) => self.batch(body, &mut see),
            }
            self.at += length;
        }
    }

    /// What has not been read yet, from its first byte that is not white space.
    fn rest(&mut self) -> Option<&'a [u8]> {
        let rest = self.text.get(self.at..)?;
        let blank = rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        self.at += blank;
        rest.get(blank..).filter(|rest| !rest.is_empty())
    }

    fn records(&mut self, records: &KinesisRecords, see: &mut impl FnMut(EventPlace, Element<'_>)) {
        let line = self.line(self.at);
        for record in records {
            let place = EventPlace {
                line,
                record: Some(record.sequence_number.to_owned()),
            };
            for event in record.events {
                see(place.clone(), event.as_ref().map_err(ToString::to_string));
            }
        }
    }

    fn batch(&mut self, body: &[u8], see: &mut impl FnMut(EventPlace, Element<'_>)) {
        let batch = match Batch::from_slice(body) {
            Ok(batch) => batch,
            Err(error) => {
                let line = self.line(self.at);
                let place = EventPlace { line, record: None };
                return see(place, Err(error.to_string()));
            }
        };
        for event in batch {
            let offset = match &event {
                Ok(event) => event.json().as_ptr().addr() - body.as_ptr().addr(),
                Err(error) => error.offset(),
            };
            let line = self.line(self.at + offset);
            let place = EventPlace { line, record: None };
            see(place, event.as_ref().map_err(ToString::to_string));
        }
    }

    /// The line of a place. Places come in order.
    fn line(&mut self, at: usize) -> usize {
        let (from, line) = self.counted;
        let between = self.text.get(from..at).unwrap_or_default();
        let line = line + between.split(|byte| *byte == b'\n').count() - 1;
        self.counted = (at.max(from), line);
        line
    }
}

/// Where the next body may begin after a break in this line, counted from 1: there, or in a line below whose first character opens
/// an object or a list, as a body on a line of its own does, and what stands inside of one that is indented does not. Never at the
/// beginning, so that there is an end.
fn next_body(rest: &[u8], line: usize) -> usize {
    let starts = rest
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n')
        .map(|(at, _)| at + 1);
    let skipped = line.saturating_sub(2);
    starts
        .skip(skipped)
        .find(|start| matches!(rest.get(*start), Some(b'{' | b'[')))
        .unwrap_or(rest.len())
}
