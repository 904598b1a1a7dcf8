//! Names of schemas and of their versions.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::error::Error;
use schema_to_rust::names::is_device;

/// The id of a schema, such as `Conversations.ConversationStateUpdated`: a product, a dot, a name.
///
/// Both parts are ASCII letters and digits and begin with a letter, and the product is not what Windows calls a device, which
/// makes an id safe as a path segment of a file and of a URL.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SchemaId(String);

impl SchemaId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the dot: `Conversations`.
    pub fn product(&self) -> &str {
        self.split().0
    }

    /// The part after the dot: `ConversationStateUpdated`.
    pub fn name(&self) -> &str {
        self.split().1
    }

    fn split(&self) -> (&str, &str) {
        self.0
            .split_once('.')
            .expect("`from_str` admits only ids with one dot")
    }
}

impl FromStr for SchemaId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let word = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_alphabetic())
                && word.chars().all(|c| c.is_ascii_alphanumeric())
        };
        match text.split_once('.') {
            Some((product, _)) if is_device(product) => Err(Error::new(format!(
                "{text:?} is not a schema id: on Windows, a folder cannot have that name"
            ))
            .help("a schema id is a product, a dot and a name; a product cannot be named con, prn, aux, nul, com1 or lpt1")),
            Some((product, name)) if word(product) && word(name) && text.len() <= 200 => Ok(Self(text.to_owned())),
            _ => Err(Error::new(format!("{text:?} is not a schema id"))
                .help("a schema id is a product, a dot and a name, such as Conversations.ConversationStateUpdated")),
        }
    }
}

impl fmt::Display for SchemaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One document: a schema in one version, written `Conversations.ConversationStateUpdated/2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId {
    /// The schema.
    pub schema: SchemaId,
    /// The version, 1 or more.
    pub version: u32,
}

impl DocumentId {
    /// Where Twilio publishes it.
    pub fn url(&self) -> String {
        format!("https://events-schemas.twilio.com/{self}")
    }
}

impl DocumentId {
    /// The id in which an address ends, be it with `.json` or without, and what stands before it.
    pub fn at_end_of(address: &str) -> Option<(&str, Self)> {
        let address = address.strip_suffix(".json").unwrap_or(address);
        let (before, version) = address.rsplit_once('/')?;
        let (base, schema) = before.rsplit_once('/').unwrap_or(("", before));
        Some((base, format!("{schema}/{version}").parse().ok()?))
    }
}

impl FromStr for DocumentId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || {
            Error::new(format!("{text:?} does not name a schema version"))
                .help("write the schema id, a slash and the version: Conversations.ConversationStateUpdated/2")
        };
        let (schema, version) = text.split_once('/').ok_or_else(wrong)?;
        // One spelling alone: neither `02` nor `+2`.
        let version = version
            .parse()
            .ok()
            .filter(|number: &u32| *number > 0 && number.to_string() == version)
            .ok_or_else(wrong)?;
        Ok(Self {
            schema: schema.parse()?,
            version,
        })
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.schema, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::DocumentId;

    #[test]
    fn a_version_is_spelled_one_way() {
        let is_id = |text: &str| text.parse::<DocumentId>().is_ok();
        assert!(is_id("A.B/1") && is_id("A.B/4294967295"));
        for text in [
            "A.B/0",
            "A.B/01",
            "A.B/+1",
            "A.B/-1",
            "A.B/4294967296",
            "A.B/",
            "A.B/1/",
            "Con.B/1",
            "LPT1.B/1",
        ] {
            assert!(!is_id(text), "{text}");
        }
    }
}
