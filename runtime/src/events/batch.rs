//! A delivery's body: one event or an array of events, read one at a time.

use std::fmt;
use std::iter::FusedIterator;
use std::marker::PhantomData;

use serde::Deserialize as _;
use serde::de::IgnoredAny;
use serde_json::Deserializer;

use super::envelope;
use crate::{BatchError, EventError, RawEvent};

/// The events in one body, in the order sent.
///
/// A batch is an iterator. It reads one event at a time, in one pass, and keeps nothing of those that it has
/// handed out, so the memory it needs does not grow with the body.
///
/// An element that is not an event is an `Err` in its own place, and the others still come. Where the body stops
/// being JSON, the events before that place come first, then one `Err` with the rest of the body, then
/// nothing.
pub struct Batch<'a, D> {
    body: &'a [u8],
    /// The body as text. `None` when some of it is not UTF-8: then each event is checked by itself.
    text: Option<&'a str>,
    position: usize,
    index: usize,
    state: State,
    schemas: PhantomData<fn() -> D>,
}

impl<'a, D> RawEvent<'a, D> {
    /// Reads one event from its text, such as comes off a queue.
    ///
    /// # Errors
    /// The text is not an event, or goes on after it.
    pub fn from_json(text: &'a str) -> Result<Self, EventError> {
        let mut batch = Batch::over(text.as_bytes());
        let event = batch.element()?;
        match batch.end() {
            Some(Err(error)) => Err(error),
            _ => Ok(event),
        }
    }
}

#[derive(Clone, Copy)]
enum State {
    /// Nothing has been read. The body is one event or an array.
    Start,
    /// Inside an array, before the first element.
    First,
    /// Inside an array, after an element.
    Next,
    /// After the only event.
    Last,
    Done,
}

impl<'a, D> Batch<'a, D> {
    /// Takes a body: an array of events, or a single event.
    ///
    /// # Errors
    /// The body is neither an array nor an object. What is wrong inside of it is told by the iterator, in its place.
    pub fn from_slice(body: &'a [u8]) -> Result<Self, BatchError> {
        let batch = Self::over(body);
        match batch.peek() {
            Some(b'[' | b'{') => Ok(batch),
            found => Err(BatchError::new(found)),
        }
    }

    /// As [`from_slice`](Self::from_slice), where a body that is neither is told by the iterator too.
    pub(crate) fn over(body: &'a [u8]) -> Self {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let mut batch = Self {
            body,
            text: std::str::from_utf8(body).ok(),
            position: 0,
            index: 0,
            state: State::Start,
            schemas: PhantomData,
        };
        batch.skip_whitespace();
        batch
    }

    fn peek(&self) -> Option<u8> {
        self.body.get(self.position).copied()
    }

    fn skip_whitespace(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.position += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> bool {
        self.skip_whitespace();
        let found = self.peek() == Some(wanted);
        if found {
            self.position += 1;
        }
        found
    }

    /// Reads the event at the present position.
    fn element(&mut self) -> Result<RawEvent<'a, D>, EventError> {
        self.skip_whitespace();
        let start = self.position;
        let index = self.index;
        self.index += 1;
        let bytes = &self.body[start..];
        let mut event = RawEvent::new();
        let error = match self.read(start, &mut event) {
            Ok(length) => {
                self.position += length;
                return Ok(event);
            }
            Err(error) => error,
        };
        // No event. If it is JSON all the same, the next element can be found.
        let mut deserializer = Deserializer::from_slice(bytes);
        if IgnoredAny::deserialize(&mut deserializer).is_ok() {
            let length = deserializer.into_iter::<IgnoredAny>().byte_offset();
            self.position += length;
            Err(EventError::not_an_event(
                index,
                start,
                &bytes[..length],
                error,
            ))
        } else {
            self.state = State::Done;
            Err(EventError::not_json(index, start, bytes, error))
        }
    }

    fn read(&self, start: usize, event: &mut RawEvent<'a, D>) -> Result<usize, serde_json::Error> {
        let bytes = &self.body[start..];
        let envelope = &mut event.envelope;
        let (data, length, json) = if let Some(text) = self.text {
            let text = &text[start..];
            let (data, length) = envelope::read(|| Deserializer::from_str(text), bytes, envelope)?;
            (data, length, &text[..length])
        } else {
            let (data, length) =
                envelope::read(|| Deserializer::from_slice(bytes), bytes, envelope)?;
            let json = std::str::from_utf8(&bytes[..length]).map_err(serde::de::Error::custom)?;
            (data, length, json)
        };
        event.data = data;
        event.json = json;
        Ok(length)
    }

    /// What follows the last element: nothing, or an error.
    fn end(&mut self) -> Option<Result<RawEvent<'a, D>, EventError>> {
        self.state = State::Done;
        self.skip_whitespace();
        let rest = &self.body[self.position..];
        (!rest.is_empty()).then(|| Err(EventError::trailing(self.index, self.position, rest)))
    }

    fn broken(&mut self) -> EventError {
        self.state = State::Done;
        EventError::unfinished(self.index, self.position, &self.body[self.position..])
    }
}

impl<'a, D> Iterator for Batch<'a, D> {
    type Item = Result<RawEvent<'a, D>, EventError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let State::Start = self.state {
            self.state = if self.take(b'[') {
                State::First
            } else {
                State::Last
            };
            if let State::Last = self.state {
                return Some(self.element());
            }
        }
        let state = self.state;
        match state {
            State::Start | State::Last => self.end(),
            State::First if self.take(b']') => self.end(),
            State::First => {
                self.state = State::Next;
                Some(self.element())
            }
            State::Next if self.take(b',') => Some(self.element()),
            State::Next if self.take(b']') => self.end(),
            State::Next => Some(Err(self.broken())),
            State::Done => None,
        }
    }
}

impl<D> FusedIterator for Batch<'_, D> {}

impl<D> Clone for Batch<'_, D> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<D> fmt::Debug for Batch<'_, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("bytes", &self.body.len())
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
