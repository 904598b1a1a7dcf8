//! What Twilio publishes, held against what the project knows.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::catalog::{Catalog, EventType};
use crate::error::Result;
use crate::events_api::{EventsApi, Listed};
use crate::fetch::Fetcher;
use crate::id::SchemaId;
use crate::newer;
use crate::snapshot::Snapshot;

/// Everything that is not as it is published; empty where all is current.
#[derive(Debug, Default, Serialize)]
pub struct Outdated {
    /// Schemas with newer versions, and schemas that the catalogue lacks, by id.
    pub schemas: Vec<Schema>,
    /// Event types that the catalogue lacks or describes otherwise, by name.
    pub event_types: Vec<Type>,
}

/// A schema of which a newer version is published.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Schema {
    /// Its id.
    pub id: SchemaId,
    /// The newest version in the lock.
    pub locked: Option<u32>,
    /// The version in the catalogue; none if the catalogue lacks the schema.
    pub catalogue: Option<u32>,
    /// The newest version there is.
    pub published: u32,
}

/// An event type of which the catalogue does not say what is published.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Type {
    /// Its name.
    pub name: String,
    /// What the catalogue says; nothing if it lacks the event type.
    pub catalogue: Option<Facts>,
    /// What is published.
    pub published: Facts,
    /// The documentation page that is published.
    pub page: Option<String>,
}

/// What can change of an event type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Its status.
    pub status: Option<String>,
    /// The schema of its `data`.
    pub schema: Option<String>,
}

impl Outdated {
    /// Asks the schema host for version after version, without credentials. `all` takes in schemas of which none is locked.
    pub fn by_probing(snapshot: &Snapshot, all: bool, fetcher: &Fetcher) -> Result<Self> {
        let mut asked = snapshot.newest_locked();
        if all {
            for (schema, latest) in &snapshot.catalog.schemas {
                asked.entry(schema.clone()).or_insert(*latest);
            }
        }
        let found = newer::find(fetcher, &asked)?;
        let published = asked.into_iter().map(|(schema, known)| {
            let newest = found.get(&schema).and_then(|found| found.last());
            let newest = newest.map_or(known, |found| found.document.id.version);
            (schema, newest)
        });
        let event_types = Vec::new();
        Ok(Self {
            schemas: schemas(snapshot, published, all),
            event_types,
        })
    }

    /// Asks the REST API, which also knows event types, and schemas that the catalogue lacks.
    pub fn by_api(snapshot: &Snapshot, all: bool, api: &EventsApi) -> Result<Self> {
        let listed = api.types()?;
        let known = &snapshot.catalog.schemas;
        let mut asked: BTreeSet<SchemaId> = if all {
            known.keys().cloned().collect()
        } else {
            snapshot.newest_locked().into_keys().collect()
        };
        let named = listed.iter().filter_map(|row| row.schema_id.as_deref());
        let named = named.filter_map(|id| id.parse::<SchemaId>().ok());
        asked.extend(named.filter(|id| !known.contains_key(id)));
        Ok(Self {
            schemas: schemas(snapshot, api.newest(&asked)?, all),
            event_types: event_types(&snapshot.catalog, listed),
        })
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.schemas.is_empty() && self.event_types.is_empty()
    }
}

/// The schemas of which more is published than is locked, or than the catalogue says. A schema without a locked version is
/// told of for its catalogue entry alone.
fn schemas(
    snapshot: &Snapshot,
    published: impl IntoIterator<Item = (SchemaId, u32)>,
    all: bool,
) -> Vec<Schema> {
    let all_locked = snapshot.newest_locked();
    let rows = published.into_iter().map(|(id, published)| Schema {
        locked: all_locked.get(&id).copied(),
        catalogue: snapshot.catalog.schemas.get(&id).copied(),
        published,
        id,
    });
    rows.filter(|row| row.catalogue < Some(row.published) || behind(row, all))
        .collect()
}

/// Whether less is locked than is published.
fn behind(row: &Schema, all: bool) -> bool {
    match row.locked {
        Some(locked) => locked < row.published,
        None => all,
    }
}

fn event_types(catalog: &Catalog, listed: Vec<Listed>) -> Vec<Type> {
    let mut rows: BTreeMap<String, Type> = BTreeMap::new();
    for row in listed {
        let Some(name) = row.name else { continue };
        let known = catalog.events.get(&name).map(facts);
        let mut published = Facts {
            status: row.status,
            schema: row.schema_id,
        };
        if let Some(known) = &known {
            // What is not said has not changed.
            published.status = published.status.or_else(|| known.status.clone());
            published.schema = published.schema.or_else(|| known.schema.clone());
        }
        if known.as_ref() != Some(&published) {
            let row = Type {
                name: name.clone(),
                catalogue: known,
                published,
                page: row.documentation_url,
            };
            rows.insert(name, row);
        }
    }
    rows.into_values().collect()
}

fn facts(event: &EventType) -> Facts {
    Facts {
        status: Some(event.status.as_str().to_owned()),
        schema: event.schema.clone(),
    }
}
