//! What can be wrong with a body, and with one element of it.

use std::fmt;

/// A body that is neither an array nor an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchError {
    /// The first byte that is not whitespace. `None`: there is none.
    found: Option<u8>,
}

impl BatchError {
    pub(crate) fn new(found: Option<u8>) -> Self {
        Self { found }
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body is neither a JSON array of events nor one event: it ")?;
        match self.found {
            None => f.write_str("is empty"),
            Some(byte) => write!(f, "begins with `{}`", byte.escape_ascii()),
        }
    }
}

impl std::error::Error for BatchError {}

/// An element of a body that is not an event, or the place where the body stops being JSON.
pub struct EventError(Box<Inner>);

struct Inner {
    index: usize,
    offset: usize,
    raw: Box<[u8]>,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    NotAnEvent(serde_json::Error),
    NotJson(serde_json::Error),
    Unfinished,
    Trailing,
}

impl EventError {
    fn new(index: usize, offset: usize, raw: &[u8], reason: Reason) -> Self {
        Self(Box::new(Inner {
            index,
            offset,
            raw: raw.into(),
            reason,
        }))
    }

    pub(crate) fn not_an_event(
        index: usize,
        offset: usize,
        raw: &[u8],
        error: serde_json::Error,
    ) -> Self {
        Self::new(index, offset, raw, Reason::NotAnEvent(error))
    }

    pub(crate) fn not_json(
        index: usize,
        offset: usize,
        raw: &[u8],
        error: serde_json::Error,
    ) -> Self {
        Self::new(index, offset, raw, Reason::NotJson(error))
    }

    pub(crate) fn unfinished(index: usize, offset: usize, raw: &[u8]) -> Self {
        Self::new(index, offset, raw, Reason::Unfinished)
    }

    pub(crate) fn trailing(index: usize, offset: usize, raw: &[u8]) -> Self {
        Self::new(index, offset, raw, Reason::Trailing)
    }

    /// The place in the batch, from 0.
    pub fn index(&self) -> usize {
        self.0.index
    }

    /// Where the element begins in the body, in bytes. A byte order mark does not count.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// The element as it was sent. When the body is broken here, all that is left of it.
    pub fn raw(&self) -> &[u8] {
        &self.0.raw
    }

    /// Whether the body is broken from here on, so that no further element can be found.
    pub fn ends_batch(&self) -> bool {
        !matches!(self.0.reason, Reason::NotAnEvent(_))
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { index, offset, .. } = *self.0;
        match &self.0.reason {
            Reason::NotAnEvent(error) => {
                write!(
                    f,
                    "element {index} (byte {offset} of the body) is not an event: {error} of the element"
                )
            }
            Reason::NotJson(error) => {
                write!(
                    f,
                    "element {index} (byte {offset} of the body) is not JSON: {error} of the element"
                )
            }
            Reason::Unfinished => {
                write!(
                    f,
                    "the array of events is not closed: no `,` or `]` at byte {offset} of the body"
                )
            }
            Reason::Trailing => {
                write!(f, "the body goes on after its events, at byte {offset}")
            }
        }
    }
}

/// Leaves the element itself out: it may be long, and private.
impl fmt::Debug for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventError")
            .field("index", &self.0.index)
            .field("offset", &self.0.offset)
            .field("reason", &self.0.reason)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for EventError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.reason {
            Reason::NotAnEvent(error) | Reason::NotJson(error) => Some(error),
            Reason::Unfinished | Reason::Trailing => None,
        }
    }
}
