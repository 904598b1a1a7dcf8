//! What may differ between what is published and what the project knows.

use serde::{Deserialize, Serialize};

use crate::project::id::SchemaId;

/// Everything that is not as it is published; empty where all is current.
#[derive(Debug, Default, Serialize)]
pub struct Outdated {
    /// Schemas with newer versions, and schemas that the catalog lacks, by id.
    pub schemas: Vec<OutdatedSchema>,
    /// Event types that the catalog lacks or describes otherwise, by name.
    pub event_types: Vec<OutdatedType>,
    /// Event types that the documentation site has no more, by name.
    pub gone: Vec<Gone>,
}

/// A schema of which a newer version is published.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct OutdatedSchema {
    /// Its id.
    pub id: SchemaId,
    /// The newest version in the lock.
    pub locked: Option<u32>,
    /// The version in the catalog; none if the catalog lacks the schema.
    pub catalog: Option<u32>,
    /// The newest version there is.
    pub published: u32,
}

/// An event type of which the catalog does not say what is published.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct OutdatedType {
    /// Its name.
    pub name: String,
    /// What the catalog says; nothing if it lacks the event type.
    pub catalog: Option<EventFacts>,
    /// What is published.
    pub published: EventFacts,
}

/// An event type that has left the documentation site.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Gone {
    /// Its name.
    pub name: String,
    /// The page that the catalog has for it.
    pub page: String,
    /// Whether the index still lists that page, which then documents other event types.
    pub page_is_listed: bool,
}

/// What can change of an event type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct EventFacts {
    /// Its status: `available`, `deprecated`, `restricted`, `discontinued`, or a later word.
    pub status: Option<String>,
    /// The schema of its `data`.
    #[serde(alias = "schema_id")]
    pub schema: Option<String>,
    /// Its documentation page.
    #[serde(alias = "documentation_url")]
    pub page: Option<String>,
}
