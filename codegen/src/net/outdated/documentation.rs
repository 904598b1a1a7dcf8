//! What the documentation site says of event types: which there are, their schemas, their versions, their status.

use std::collections::{BTreeMap, BTreeSet};

use crate::docs::documentation::{EventSection, Page};
use crate::error::{Error, Result};
use crate::net::documentation_site::{DocumentationSite, is_listed};
use crate::net::facts::{EventFacts, Gone};
use crate::project::catalog::{Catalog, EventType, Status};
use crate::project::id::SchemaId;

/// What was read.
pub(super) struct Documented {
    /// The event types, by name.
    pub(super) events: BTreeMap<String, EventFacts>,
    /// The newest version that is linked, by schema.
    pub(super) newest: BTreeMap<SchemaId, u32>,
    /// What the catalog has a page for and the site has not any more.
    pub(super) gone: Vec<Gone>,
    /// Pages that could not be read. Nothing is said of what they may document.
    pub(super) unread: Vec<Error>,
}

pub(super) fn read(catalog: &Catalog, site: &DocumentationSite) -> Result<Documented> {
    let index = site.index()?;
    let urls: Vec<&str> = index.iter().map(String::as_str).collect();
    let mut documented = Documented {
        events: BTreeMap::new(),
        newest: BTreeMap::new(),
        gone: Vec::new(),
        unread: Vec::new(),
    };
    let mut unread = BTreeSet::new();
    for (url, page) in urls.iter().zip(site.pages(&urls)?) {
        match page {
            Ok(page) => documented.take(catalog, url, &page),
            Err(error) => {
                unread.insert(*url);
                documented.unread.push(error);
            }
        }
    }
    documented.gone = catalog
        .events
        .values()
        .filter(|event| !documented.events.contains_key(&event.name))
        .filter_map(|event| Some((event, event.page.clone()?)))
        .filter(|(event, page)| {
            event.status != Status::Discontinued && is_listed(page) && !unread.contains(&**page)
        })
        .map(|(event, page)| Gone {
            page_is_listed: urls.contains(&&*page),
            name: event.name.clone(),
            page,
        })
        .collect();
    Ok(documented)
}

impl Documented {
    fn take(&mut self, catalog: &Catalog, url: &str, page: &Page) {
        for section in &page.events {
            for version in &section.versions {
                let id = &version.document;
                let newest = self.newest.entry(id.schema.clone()).or_default();
                *newest = (*newest).max(id.version);
            }
            let known = catalog.events.get(&section.event_type);
            let facts = facts(section, url, known);
            // An event type that stands on several pages is best described by the page that the catalog names.
            let named = known.is_some_and(|event| event.page.as_deref() == Some(url));
            let entry = self.events.entry(section.event_type.clone());
            let entry = entry.or_insert_with(|| facts.clone());
            if named {
                *entry = facts;
            }
        }
    }
}

fn facts(section: &EventSection, url: &str, known: Option<&EventType>) -> EventFacts {
    let newest = section.versions.first();
    // Where the page says nothing, an event type that nobody knows is there for all, and so is one that only others named.
    let silent = known.is_none_or(|event| event.status == Status::Unconfirmed);
    let status = status(section).or(silent.then_some(Status::Available));
    EventFacts {
        status: status.map(|status| status.as_str().to_owned()),
        schema: newest.map(|version| version.document.schema.to_string()),
        page: Some(url.to_owned()),
    }
}

/// The status that a warning below the event type names.
fn status(section: &EventSection) -> Option<Status> {
    let words = [Status::Discontinued, Status::Deprecated, Status::Restricted];
    let mut notices = section.notices.iter();
    notices.find_map(|notice| {
        let text = notice.text.to_lowercase();
        let warns = matches!(notice.kind.as_str(), "CAUTION" | "WARNING" | "IMPORTANT");
        let mut words = words.into_iter();
        words.find(|status| warns && text.contains(status.as_str()))
    })
}
