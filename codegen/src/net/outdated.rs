//! What Twilio publishes, held against what the project knows.

mod documentation;

use std::collections::{BTreeMap, BTreeSet};

pub use super::facts::{EventFacts, Gone, Outdated, OutdatedSchema, OutdatedType};
use crate::error::{Error, Result};
use crate::net::documentation_site::{DocumentationSite, is_listed};
use crate::net::events_api::{EventsApi, ListedType};
use crate::net::fetch::Fetcher;
use crate::net::newer;
use crate::project::catalog::{Catalog, EventType};
use crate::project::id::SchemaId;
use crate::project::snapshot::Snapshot;

impl Outdated {
    /// Asks without credentials: the schema host for version after version, and the documentation site for event types, their
    /// schemas and versions. `all` takes in schemas of which none is locked. What could not be asked or read is in the second
    /// part, and hides nothing of the rest.
    pub fn without_account(
        snapshot: &Snapshot,
        all: bool,
        fetcher: &Fetcher,
        site: &DocumentationSite,
    ) -> (Self, Vec<Error>) {
        let mut errors = Vec::new();
        let mut published = Self::probe(snapshot, all, fetcher).unwrap_or_else(|error| {
            errors.push(error);
            BTreeMap::new()
        });
        let mut outdated = Self::default();
        match documentation::read(&snapshot.catalog, site) {
            Ok(documented) => {
                for (schema, version) in documented.newest {
                    let newest = published.entry(schema).or_default();
                    *newest = (*newest).max(version);
                }
                outdated.event_types = event_types(&snapshot.catalog, documented.events);
                outdated.gone = documented.gone;
                errors.extend(documented.unread);
            }
            Err(error) => errors.push(error),
        }
        outdated.schemas = schemas(snapshot, published, all);
        (outdated, errors)
    }

    /// Asks the schema host for version after version.
    fn probe(snapshot: &Snapshot, all: bool, fetcher: &Fetcher) -> Result<BTreeMap<SchemaId, u32>> {
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
        Ok(published.collect())
    }

    /// Asks the REST API, which also knows event types, and schemas that the catalog lacks.
    pub fn by_api(snapshot: &Snapshot, all: bool, api: &EventsApi) -> Result<Self> {
        let listed = api.types()?;
        let known = &snapshot.catalog.schemas;
        let mut asked: BTreeSet<SchemaId> = if all {
            known.keys().cloned().collect()
        } else {
            snapshot.newest_locked().into_keys().collect()
        };
        let named = listed.iter().filter_map(|row| row.facts.schema.as_deref());
        let named = named.filter_map(|id| id.parse::<SchemaId>().ok());
        asked.extend(named.filter(|id| !known.contains_key(id)));
        Ok(Self {
            schemas: schemas(snapshot, api.newest(&asked)?, all),
            event_types: event_types(&snapshot.catalog, listed.into_iter().filter_map(said)),
            gone: Vec::new(),
        })
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.schemas.is_empty() && self.event_types.is_empty() && self.gone.is_empty()
    }
}

/// The schemas of which more is published than is locked, or than the catalog says. A schema without a locked version is
/// told of for its catalog entry alone.
fn schemas(
    snapshot: &Snapshot,
    published: impl IntoIterator<Item = (SchemaId, u32)>,
    all: bool,
) -> Vec<OutdatedSchema> {
    let all_locked = snapshot.newest_locked();
    let rows = published.into_iter().map(|(id, published)| OutdatedSchema {
        locked: all_locked.get(&id).copied(),
        catalog: snapshot.catalog.schemas.get(&id).copied(),
        published,
        id,
    });
    rows.filter(|row| row.catalog < Some(row.published) || behind(row, all))
        .collect()
}

/// Whether less is locked than is published.
fn behind(row: &OutdatedSchema, all: bool) -> bool {
    match row.locked {
        Some(locked) => locked < row.published,
        None => all,
    }
}

/// What the API says of an event type. Its address of a page may be that of a note in the changelog.
fn said(row: ListedType) -> Option<(String, EventFacts)> {
    let mut facts = row.facts;
    facts.page = facts.page.filter(|page| is_listed(page));
    Some((row.name?, facts))
}

/// The event types of which the catalog says something else.
fn event_types(
    catalog: &Catalog,
    published: impl IntoIterator<Item = (String, EventFacts)>,
) -> Vec<OutdatedType> {
    let mut rows: BTreeMap<String, OutdatedType> = BTreeMap::new();
    for (name, mut published) in published {
        let known = catalog.events.get(&name).map(facts);
        if let Some(known) = &known {
            // What is not said has not changed.
            published.status = published.status.or_else(|| known.status.clone());
            published.schema = published.schema.or_else(|| known.schema.clone());
            published.page = published.page.or_else(|| known.page.clone());
        }
        if known.as_ref() != Some(&published) {
            let row = OutdatedType {
                name: name.clone(),
                catalog: known,
                published,
            };
            rows.insert(name, row);
        }
    }
    rows.into_values().collect()
}

fn facts(event: &EventType) -> EventFacts {
    EventFacts {
        status: Some(event.status.as_str().to_owned()),
        schema: event.schema.clone(),
        page: event.page.clone(),
    }
}
