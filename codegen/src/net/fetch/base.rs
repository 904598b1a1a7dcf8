//! Where documents are asked for: the schema host, or a mirror of it.

use std::fmt;
use std::str::FromStr;

use reqwest::Url;

use crate::error::Error;
use crate::project::id::DocumentId;
use schema_to_rust::address::{is_loopback, shown};

const SCHEMA_HOST: &str = "https://events-schemas.twilio.com";

/// The URL below which documents lie as `<SchemaId>/<version>`; by default that of Twilio's schema host.
///
/// It is https, or http on a loopback host. User info in it (`https://user:password@mirror`) is sent as Basic
/// authentication and never shown, neither by `Display` nor by `Debug` nor in errors.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// The URL of a document, with user info: to be asked, not to be shown.
    pub(super) fn join(&self, id: &DocumentId) -> Url {
        let mut url = self.0.clone();
        url.path_segments_mut()
            .expect("`from_str` admits http and https only, which have path segments")
            .pop_if_empty()
            .push(id.schema.as_str())
            .push(&id.version.to_string());
        url
    }

    /// Whether this is Twilio's schema host itself, and no mirror.
    pub(super) fn is_schema_host(&self) -> bool {
        shown(&self.0) == Self::default().0
    }

    /// With user info: to be asked, not to be shown.
    pub(super) fn url(&self) -> &Url {
        &self.0
    }
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self(Url::parse(SCHEMA_HOST).expect("a constant that the tests parse"))
    }
}

impl FromStr for BaseUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        trusted(text, SCHEMA_HOST).map(Self)
    }
}

/// An address below which others can lie, and whose answers nobody between can change. `usual` is what the help names.
pub(super) fn trusted(text: &str, usual: &str) -> Result<Url, Error> {
    // Whatever stands before the last `@` may be a password.
    let shown = match text.rsplit_once('@') {
        Some((_, rest)) => format!("...@{rest}"),
        None => text.to_owned(),
    };
    let wrong = |what: &str| {
        Error::new(format!("the base URL {shown:?} {what}")).help(format!(
            "write it as {usual}; http is for loopback hosts alone, as in http://127.0.0.1:8080"
        ))
    };
    let url = Url::parse(text).map_err(|error| wrong("is not a URL").cause(error))?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong(
            "has a query or a fragment, and document names could not follow them",
        ));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" => Err(wrong(
            "is plain http to another machine, and anyone between could change the answers",
        )),
        _ => Err(wrong("is neither https nor http")),
    }
}

impl fmt::Display for BaseUrl {
    /// The URL without user info.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        shown(&self.0).fmt(f)
    }
}

impl fmt::Debug for BaseUrl {
    /// The same as [`Display`](fmt::Display).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
