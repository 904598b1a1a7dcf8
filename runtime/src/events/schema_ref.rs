//! A schema as an event names it: id and version.

use std::fmt;

/// The schema that an event names in `dataschema`, for example `Conversations.ConversationStateUpdated/2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SchemaRef<'a> {
    /// The schema id, for example `Conversations.ConversationStateUpdated`.
    pub id: &'a str,
    /// The version.
    pub version: u32,
}

impl<'a> SchemaRef<'a> {
    /// Reads id and version off the last two path segments of a `dataschema`.
    ///
    /// Any host will do, and so will none; a `.json` after the version is allowed. `None` when the text
    /// does not end in an id and a version.
    pub fn parse(dataschema: &'a str) -> Option<Self> {
        let (front, version) = dataschema.rsplit_once('/')?;
        let id = match front.rsplit_once('/') {
            // What follows two slashes is a host.
            Some((before, _)) if before.ends_with('/') => return None,
            Some((_, id)) => id,
            None => front,
        };
        let version = version.strip_suffix(".json").unwrap_or(version);
        // `u32::from_str` would take a plus sign.
        if !version.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let version = version.parse().ok()?;
        (!id.is_empty()).then_some(Self { id, version })
    }
}

impl fmt::Display for SchemaRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.id, self.version)
    }
}
