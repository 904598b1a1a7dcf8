//! `catalog.toml`: what exists on the platform.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_spanned::Spanned;

use crate::error::{Error, Result};
use crate::project::id::SchemaId;
use crate::project::toml;
use crate::words::words;

/// The schemas and event types of the platform.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// The latest version seen, by schema.
    pub schemas: BTreeMap<SchemaId, u32>,
    /// The event types, by name.
    pub events: BTreeMap<String, EventType>,
}

/// One event type.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// The type as events carry it: `com.twilio.conversations.conversation-state.updated`.
    #[serde(rename = "type")]
    pub name: String,
    /// The product, as schema ids spell it: `Conversations`.
    pub product: String,
    /// The schema of its `data`, where that is certain.
    pub schema: Option<String>,
    /// Whether Twilio sends it.
    pub status: Status,
    /// The documentation page.
    pub page: Option<String>,
    /// Why no schema of it is held.
    pub untyped: Option<String>,
}

impl EventType {
    /// Why its data has no type, where no version of its schema is held.
    pub fn why_untyped(&self) -> &str {
        match (&self.untyped, &self.schema) {
            (Some(reason), _) => reason,
            (None, None) => "the id of its schema is not known",
            (None, Some(_)) => "no version of its schema is held",
        }
    }
}

words! {
    /// What Twilio says of an event type.
    pub enum Status {
        /// Anyone can subscribe.
        Available = "available",
        /// Still sent, to be replaced.
        Deprecated = "deprecated",
        /// Sent to some accounts only.
        Restricted = "restricted",
        /// No longer sent.
        Discontinued = "discontinued",
        /// Seen, but not confirmed by Twilio's documentation.
        Unconfirmed = "unconfirmed",
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    schema: Vec<Spanned<SchemaRow>>,
    #[serde(default)]
    event: Vec<Spanned<EventType>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemaRow {
    id: String,
    latest: u32,
}

impl Catalog {
    /// Reads `catalog.toml`.
    ///
    /// # Errors
    /// A file that cannot be read, is no TOML of this form, names something twice, or gives an event a schema that the
    /// file does not list.
    pub fn read(path: &Path) -> Result<Self> {
        let text = crate::project::files::read_text(path)?;
        Self::parse(&text).map_err(|error| error.file(path))
    }

    /// Reads the text of a catalog.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn parse(text: &str) -> Result<Self> {
        let file: File = toml::parse(text)?;
        let mut catalog = Self::default();
        for row in file.schema {
            let (place, row) = (row.span(), row.into_inner());
            let added = catalog.add_schema(&row);
            added.map_err(|error| toml::at_entry(error, text, place))?;
        }
        for row in file.event {
            let (place, event) = (row.span(), row.into_inner());
            let added = catalog.add_event(event);
            added.map_err(|error| toml::at_entry(error, text, place))?;
        }
        Ok(catalog)
    }

    fn add_schema(&mut self, row: &SchemaRow) -> Result<()> {
        let id: SchemaId = row.id.parse()?;
        if row.latest == 0 {
            return Err(Error::new(format!("schema {id} has latest = 0"))
                .help("versions are counted from 1"));
        }
        match self.schemas.insert(id, row.latest) {
            Some(_) => Err(Error::new(format!("schema {} is listed twice", row.id))
                .help("remove one of the two entries")),
            None => Ok(()),
        }
    }

    fn add_event(&mut self, event: EventType) -> Result<()> {
        if let Some(schema) = &event.schema {
            let id: SchemaId = schema.parse()?;
            if !self.schemas.contains_key(&id) {
                return Err(Error::new(format!(
                    "event type {} has schema {id}, which is not listed",
                    event.name
                ))
                .help(format!(
                    "add\n    [[schema]]\n    id = \"{id}\"\n    latest = 1"
                )));
            }
        }
        let name = event.name.clone();
        match self.events.insert(name.clone(), event) {
            Some(_) => Err(Error::new(format!("event type {name} is listed twice"))
                .help("remove one of the two entries")),
            None => Ok(()),
        }
    }

    /// The event types whose `data` this schema describes, by name.
    pub fn events_of(&self, schema: &SchemaId) -> impl Iterator<Item = &EventType> {
        self.events
            .values()
            .filter(move |event| event.schema.as_deref() == Some(schema.as_str()))
    }

    /// The documentation pages of the events of this schema, each once.
    pub fn pages_of(&self, schema: &SchemaId) -> BTreeSet<&str> {
        self.events_of(schema)
            .filter_map(|event| event.page.as_deref())
            .collect()
    }
}
