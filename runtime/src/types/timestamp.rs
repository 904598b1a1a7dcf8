//! A point in time as it was sent.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A timestamp, kept as the text that was sent.
///
/// The text is not checked when an event is read: senders use several notations, and a bad timestamp must not
/// cost the event. Convert it where you need it, with the feature of the library that you use: `jiff`,
/// `chrono` or `time`. Each takes RFC 3339, for example `2025-01-01T00:00:00.000Z`.
///
/// Equality is that of the text. There is no order, because such texts do not sort by time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Timestamp(String);

impl Timestamp {
    /// The text as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Converts to a [`jiff::Timestamp`] (feature `jiff`).
    ///
    /// # Errors
    /// The text is not a time that jiff reads. The error has the text.
    #[cfg(feature = "jiff")]
    pub fn to_jiff(&self) -> Result<jiff::Timestamp, TimestampError> {
        self.0.parse().map_err(|error| self.error(error))
    }

    /// Converts to a [`chrono::DateTime`], keeping the offset (feature `chrono`).
    ///
    /// # Errors
    /// The text is not a time in RFC 3339. The error has the text.
    #[cfg(feature = "chrono")]
    pub fn to_chrono(&self) -> Result<chrono::DateTime<chrono::FixedOffset>, TimestampError> {
        chrono::DateTime::parse_from_rfc3339(&self.0).map_err(|error| self.error(error))
    }

    /// Converts to a [`time::OffsetDateTime`], keeping the offset (feature `time`).
    ///
    /// # Errors
    /// The text is not a time in RFC 3339. The error has the text.
    #[cfg(feature = "time")]
    pub fn to_time(&self) -> Result<time::OffsetDateTime, TimestampError> {
        use time::format_description::well_known::Rfc3339;
        time::OffsetDateTime::parse(&self.0, &Rfc3339).map_err(|error| self.error(error))
    }

    #[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
    fn error(&self, reason: impl fmt::Display) -> TimestampError {
        TimestampError {
            text: self.0.clone(),
            reason: reason.to_string(),
        }
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl AsRef<str> for Timestamp {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Timestamp {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

/// A timestamp that the wanted library does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampError {
    text: String,
    reason: String,
}

impl TimestampError {
    /// The text as it was sent.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "cannot read the timestamp {:?}: {}",
            self.text, self.reason
        )
    }
}

impl std::error::Error for TimestampError {}
