//! Twilio's REST API for Event Streams: which event types and schema versions exist, as an account sees them.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Url;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use super::fetch::site::Credentials;

use super::fetch::site::Site;
use crate::error::{Error, Result};
use crate::net::facts::EventFacts;
use crate::net::fetch::Options;
use crate::project::id::SchemaId;
use schema_to_rust::address::shown;

const API: &str = "https://events.twilio.com";
/// The most that a page may hold.
const PAGE_SIZE: &str = "1000";
/// The most pages of one list. A host that has more than these has no end of them.
const MOST_PAGES: usize = 100;

/// The API, asked with an account's credentials.
pub struct EventsApi(Site);

/// An event type as the API lists it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ListedType {
    /// `com.twilio.conversations.conversation-state.updated`.
    #[serde(rename = "type")]
    pub name: Option<String>,
    /// What it says of it.
    #[serde(flatten)]
    pub facts: EventFacts,
}

#[derive(Deserialize)]
struct ListedVersion {
    schema_version: Option<u32>,
}

/// What every page of a list has beside its rows.
#[derive(Deserialize)]
struct Meta {
    key: String,
    next_page_url: Option<String>,
}

impl EventsApi {
    /// The API at `base`, by default Twilio's. It is https, or http on a loopback host.
    pub fn new(base: Option<&str>, options: Options, credentials: Credentials) -> Result<Self> {
        Site::new(base, API, options, Some(credentials)).map(Self)
    }

    /// Every event type.
    pub fn types(&self) -> Result<Vec<ListedType>> {
        let first = self.list(&["v1", "Types"]);
        let rows = self.rest(&first, self.page(&first)?)?;
        rows.ok_or_else(|| {
            Error::new("the Events API has no list of event types")
                .help(format!("name the API's base URL, as in {API}"))
        })
    }

    /// The newest version of each schema. One that the API does not know has no entry.
    pub fn newest(&self, schemas: &BTreeSet<SchemaId>) -> Result<BTreeMap<SchemaId, u32>> {
        let firsts: Vec<Url> = schemas
            .iter()
            .map(|schema| self.list(&["v1", "Schemas", schema.as_str(), "Versions"]))
            .collect();
        let mut newest = BTreeMap::new();
        let mut errors = Vec::new();
        // The first pages come side by side; there is hardly ever a second one.
        for ((schema, url), page) in schemas.iter().zip(&firsts).zip(self.0.get(&firsts)) {
            let versions = page.and_then(|page| self.rest::<ListedVersion>(url, page));
            match versions {
                Ok(versions) => {
                    let versions = versions.unwrap_or_default().into_iter();
                    let last = versions.filter_map(|row| row.schema_version).max();
                    newest.extend(last.map(|last| (schema.clone(), last)));
                }
                Err(error) => errors.push(error),
            }
        }
        Error::all(errors)?;
        Ok(newest)
    }

    fn list(&self, segments: &[&str]) -> Url {
        let mut url = self.0.at(segments);
        url.set_query(Some(&format!("PageSize={PAGE_SIZE}")));
        url
    }

    fn page(&self, url: &Url) -> Result<Option<Vec<u8>>> {
        self.0
            .get(std::slice::from_ref(url))
            .pop()
            .expect("one address has one answer")
    }

    /// The rows of a page that has come, and of those after it; `None` where there is no such list.
    fn rest<Row: DeserializeOwned>(
        &self,
        first: &Url,
        page: Option<Vec<u8>>,
    ) -> Result<Option<Vec<Row>>> {
        let Some(mut bytes) = page else {
            return Ok(None);
        };
        let (mut url, mut seen) = (first.clone(), BTreeSet::from([first.clone()]));
        let mut rows = Vec::new();
        loop {
            let (found, next) = read(&bytes).map_err(|error| {
                error
                    .cause(format!("in the answer of {}", shown(&url)))
                    .help(format!("check {}", self.0.settings().api))
            })?;
            rows.extend(found);
            let Some(next) = next else {
                return Ok(Some(rows));
            };
            let Ok(next) = url.join(&next) else {
                return Err(wrong(&url, "names a next page that is not a URL"));
            };
            if !self.0.owns(&next) {
                return Err(wrong(
                    &url,
                    "names a next page on another host, where credentials do not go",
                ));
            }
            if seen.len() == MOST_PAGES {
                return Err(wrong(
                    &url,
                    &format!("names a next page after {MOST_PAGES} of them"),
                ));
            }
            if !seen.insert(next.clone()) {
                return Err(wrong(&url, "names a next page that came before"));
            }
            url = next;
            let page = self.page(&url)?;
            bytes =
                page.ok_or_else(|| wrong(&url, "was named as the next page and is not there"))?;
        }
    }
}

/// The rows of one page, and where the next one is.
fn read<Row: DeserializeOwned>(bytes: &[u8]) -> Result<(Vec<Row>, Option<String>)> {
    let not_a_page =
        || Error::new("the Events API answered with something other than a page of a list");
    let wrong = |error: serde_json::Error| not_a_page().cause(error);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut page: Value = serde_json::from_slice(bytes).map_err(wrong)?;
    let meta = page.get_mut("meta").map(Value::take).unwrap_or_default();
    let meta: Meta = serde_json::from_value(meta).map_err(wrong)?;
    let rows = page.get_mut(&meta.key).map(Value::take);
    let rows = rows.ok_or_else(not_a_page)?;
    Ok((
        serde_json::from_value(rows).map_err(wrong)?,
        meta.next_page_url,
    ))
}

fn wrong(url: &Url, what: &str) -> Error {
    Error::new(format!("{} {what}", shown(url)))
        .help("try again later: a part of the list is missing")
}
