//! Downloads: the only place of the generator that touches the network.
//!
//! A [`Fetcher`] asks the schema host, or a mirror of it, for documents, several at once, and hands over their bytes.
//! It writes no file. Passing troubles (no connection, a time-out, a broken answer, the statuses 408, 429 and 5xx) are
//! met with pauses and further attempts; whatever remains is one error per document.
//!
//! Proxies are taken from the environment, as cargo and curl take them (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`), since
//! a machine that needs one for its crates needs it here too. A loopback host is always asked directly. Certificates
//! are trusted as the operating system trusts them.

pub mod anywhere;
mod base;
mod client;
mod memory;
mod online;
mod options;
pub(crate) mod site;
mod transfer;
mod trouble;

use std::cell::Cell;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use reqwest::header::{
    ETAG, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};
use reqwest::{Client, Url};

use serde::{Deserialize, Serialize};

pub use self::base::BaseUrl;
pub(crate) use self::client::builder as client_builder;
pub use self::memory::Memory;
pub(crate) use self::online::Online;
pub use self::options::{Options, Settings, offline_from_env};
use self::transfer::{Answer, transfer};
pub use self::trouble::Failure;
pub(crate) use self::trouble::{LOOK, TRY_AGAIN};
use crate::error::{Error, Result};
use crate::project::id::DocumentId;
use crate::project::lock::Provenance;
use schema_to_rust::address::shown;

/// A header with which a mirror says that a document is not the published one.
pub const PROVENANCE_HEADER: &str = "x-twilio-events-provenance";

/// The error of an address that is asked for nothing.
fn not_asked(options: &Options, url: &Url) -> Error {
    Error::new(format!("{url} is not asked while offline")).help(options.allow())
}

/// A document to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Which one.
    pub id: DocumentId,
    /// What the host said of the bytes that are already here; empty if none are, or if they shall come again.
    pub validators: Validators,
}

impl From<DocumentId> for Request {
    /// A request without condition.
    fn from(id: DocumentId) -> Self {
        let validators = Validators::default();
        Self { id, validators }
    }
}

/// What a host says of the bytes it sends, so that it can later say that they are still the same (RFC 9110, 8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Validators {
    /// The header `ETag`, with its quotation marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The header `Last-Modified`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

impl Validators {
    fn from_headers(headers: &HeaderMap) -> Self {
        let text = |name: HeaderName| Some(headers.get(name)?.to_str().ok()?.to_owned());
        Self {
            etag: text(ETAG),
            last_modified: text(LAST_MODIFIED),
        }
    }

    /// The conditions of a request. What is no legal header is left out: the bytes then come once more than needed.
    fn conditions(&self) -> HeaderMap {
        [
            (IF_NONE_MATCH, &self.etag),
            (IF_MODIFIED_SINCE, &self.last_modified),
        ]
        .into_iter()
        .filter_map(|(name, text)| Some((name, HeaderValue::from_str(text.as_deref()?).ok()?)))
        .collect()
    }
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The document.
    New(Download),
    /// The word of the host that the document is the one that `validators` describe.
    NotModified,
}

/// A document as it came, and known to be the schema that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// The bytes, unchanged.
    pub bytes: Vec<u8>,
    /// What the host said of them.
    pub validators: Validators,
    /// Where they are from: published only from the schema host itself, and written by people where a mirror says so.
    pub provenance: Provenance,
}

impl Download {
    /// `best` is what the host can give.
    fn new(Answer { headers, bytes }: Answer, best: Provenance) -> Self {
        let said = headers.get(PROVENANCE_HEADER);
        let said = said.and_then(|said| Provenance::named(said.to_str().ok()?));
        let provenance = match best {
            Provenance::Published => best,
            // What a mirror says it has from the schema host is its word, not that of the schema host.
            _ => said.map_or(best, |said| said.max(best)),
        };
        Self {
            bytes,
            validators: Validators::from_headers(&headers),
            provenance,
        }
    }
}

/// What happens during [`Fetcher::fetch_all`].
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// An attempt brought nothing; another follows after a pause.
    Retry {
        /// The document.
        id: &'a DocumentId,
        /// What went wrong.
        reason: &'a str,
        /// How long the pause is.
        pause: Duration,
    },
    /// A document came, or failed for good.
    Done {
        /// The document.
        id: &'a DocumentId,
        /// What becomes its place in the result.
        result: &'a Result<Fetched, Failure>,
    },
}

/// Asks a host for documents, over connections that it keeps from one call to the next.
///
/// It blocks: inside an async task, use it in `spawn_blocking` or its like.
pub struct Fetcher {
    options: Options,
    /// Nothing when offline.
    online: Option<Online>,
}

impl Fetcher {
    /// A fetcher that has asked for nothing yet. Fails if an https host is to be asked from a machine without root
    /// certificates.
    pub fn new(options: Options) -> Result<Self> {
        let online = Online::unless_offline(&options, || client::for_downloads(&options))?;
        Ok(Self { options, online })
    }

    /// How it fetches.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The surest provenance that documents of this host can have: only the schema host itself publishes.
    pub fn provenance(&self) -> Provenance {
        if self.options.base.is_schema_host() {
            Provenance::Published
        } else {
            Provenance::Mirrored
        }
    }

    /// Where a document lies, without user info: to be shown and written down.
    pub fn url(&self, id: &DocumentId) -> String {
        shown(&self.options.base.join(id)).into()
    }

    /// Fetches documents, at most [`Options::concurrency`] of them at once. The results stand in the order of the
    /// requests; events are told as they come.
    ///
    /// Once a document is given up because its host cannot be reached, those whose turn comes later are not tried: a
    /// machine without network learns it once, not once per document.
    pub fn fetch_all(
        &self,
        requests: &[Request],
        on_event: impl Fn(Event<'_>),
    ) -> Vec<Result<Fetched, Failure>> {
        let done = |id, result| {
            on_event(Event::Done {
                id,
                result: &result,
            });
            result
        };
        let Some(online) = &self.online else {
            return requests
                .iter()
                .map(|Request { id, .. }| done(id, Err(self.offline(id))))
                .collect();
        };
        let unreachable = Cell::new(false);
        let mut results: Vec<(usize, _)> = online.run(
            stream::iter(requests.iter().enumerate())
                .map(async |(place, request)| {
                    let result = self
                        .fetch(&online.client, request, &unreachable, &on_event)
                        .await;
                    (place, done(&request.id, result))
                })
                .buffer_unordered(self.options.concurrency.max(1))
                .collect(),
        );
        results.sort_by_key(|(place, _)| *place);
        results.into_iter().map(|(_, result)| result).collect()
    }

    async fn fetch(
        &self,
        client: &Client,
        request: &Request,
        unreachable: &Cell<bool>,
        on_event: impl Fn(Event<'_>),
    ) -> Result<Fetched, Failure> {
        let Request { id, validators } = request;
        if unreachable.get() {
            return Err(self.not_tried(id));
        }
        let answer = transfer(
            &self.options,
            || client.get(self.options.base.join(id)),
            validators.conditions(),
            |bytes| crate::project::document::read(id, bytes).map(drop),
            |trouble, pause| {
                let reason = format!("{} {}", self.url(id), trouble.message());
                on_event(Event::Retry {
                    id,
                    reason: &reason,
                    pause,
                });
            },
        )
        .await;
        match answer {
            Ok(Some(answer)) => Ok(Fetched::New(Download::new(answer, self.provenance()))),
            Ok(None) => Ok(Fetched::NotModified),
            Err((trouble, attempts)) => {
                let failure = trouble.into_failure(&self.options, id, &self.url(id), attempts);
                let cut_off = matches!(failure, Failure::Unreachable(_));
                unreachable.set(unreachable.get() || cut_off);
                Err(failure)
            }
        }
    }

    fn offline(&self, id: &DocumentId) -> Failure {
        let allow = self.options.allow();
        Failure::Failed(self.unasked(id, "is not asked while offline", &allow))
    }

    fn not_tried(&self, id: &DocumentId) -> Failure {
        let what = "was not tried, since its host cannot be reached";
        Failure::Unreachable(self.unasked(id, what, TRY_AGAIN))
    }

    /// The error of a document that is not asked for.
    fn unasked(&self, id: &DocumentId, what: &str, first: &str) -> Error {
        Error::new(format!("{} {what}", self.url(id)))
            .document(id)
            .help(self.options.ways_out(first, id))
    }
}
