//! An event's data held against its schema, without refusing any of it.

use super::decode;
use crate::{DecodeError, Event, RawEvent, Report, Schemas};

impl<D: Schemas> RawEvent<'_, D> {
    /// Compares the fields of `data` with those that its schema names. Works on data that does not decode, too.
    pub fn report(&self) -> Report {
        let mut report = Report::default();
        if let (Some(target), Some(data)) = (decode::target(self), self.payload()) {
            target.visit(&mut |place| report = Report::compare(place, data.get()));
        }
        report
    }

    /// As [`decode`](Self::decode), with a [`report`](Self::report) beside the event.
    ///
    /// # Errors
    /// As `decode` has them.
    pub fn decode_reporting(&self) -> Result<(Event<D>, Report), DecodeError<D>> {
        Ok((self.decode()?, self.report()))
    }
}
