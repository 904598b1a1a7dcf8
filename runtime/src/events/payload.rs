//! `data` as it is decoded: with the string around it taken off, and base64 resolved.

use std::ops::Deref;

use serde_json::value::RawValue;

/// The JSON to decode. Kinesis samples carry `data` as a string that holds the object; then the object is it.
pub(crate) enum Payload<'a> {
    Plain(&'a RawValue),
    /// Taken out of a string, or of base64.
    Unwrapped(Box<RawValue>),
}

impl<'a> Payload<'a> {
    /// `None` for `null`, which says as much as no data at all.
    pub(crate) fn new(data: &'a RawValue) -> Option<Self> {
        match data.get().as_bytes().first() {
            Some(b'n') => None,
            Some(b'"') => Some(unwrap(data).map_or(Self::Plain(data), Self::Unwrapped)),
            _ => Some(Self::Plain(data)),
        }
    }

    /// As [`new`](Self::new), of JSON that is borrowed from nowhere.
    pub(crate) fn owned(data: &str) -> Option<Self> {
        let data = RawValue::from_string(data.to_owned()).ok()?;
        let unwrapped = match Payload::new(&data)? {
            Payload::Plain(_) => None,
            Payload::Unwrapped(inner) => Some(inner),
        };
        Some(Self::Unwrapped(unwrapped.unwrap_or(data)))
    }
}

fn unwrap(data: &RawValue) -> Option<Box<RawValue>> {
    let text: String = serde_json::from_str(data.get()).ok()?;
    if text.trim_start().starts_with('{') {
        serde_json::from_str(&text).ok()
    } else {
        None
    }
}

impl Deref for Payload<'_> {
    type Target = RawValue;

    fn deref(&self) -> &RawValue {
        match self {
            Self::Plain(data) => data,
            Self::Unwrapped(data) => data,
        }
    }
}
