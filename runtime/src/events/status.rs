//! What Twilio says of an event type.

/// Whether an event type is sent. Generated code answers with it, from the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// Anyone can subscribe to it.
    Available,
    /// It is still sent, and to be replaced.
    Deprecated,
    /// It is sent to some accounts only.
    Restricted,
    /// It is no longer sent.
    Discontinued,
    /// It was seen, but Twilio's documentation does not confirm it.
    Unconfirmed,
}
