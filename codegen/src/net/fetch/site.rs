//! A site of Twilio's beside the schema host: its REST API, or its documentation.

use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};

use futures_util::{StreamExt, stream};

use super::base::trusted;
use super::options::{Options, Settings};
use super::transfer::body;
use super::trouble::Trouble;
use super::{Online, client, not_asked};
use crate::error::Result;
use schema_to_rust::address::shown;

/// Asks one site, several addresses at once, with the patience that [`Options`] say. Redirects are not followed: what is asked
/// for may go with credentials.
pub(crate) struct Site {
    base: Url,
    options: Options,
    credentials: Option<Credentials>,
    /// Nothing when offline.
    online: Option<Online>,
}

/// What HTTP Basic authentication sends. Never shown: it is neither `Debug` nor `Display`.
#[derive(Clone)]
pub struct Credentials {
    /// The account SID.
    pub user: String,
    /// The auth token.
    pub password: String,
}

impl Site {
    /// The site at `base`, or else at `usual`.
    pub(crate) fn new(
        base: Option<&str>,
        usual: &str,
        options: Options,
        credentials: Option<Credentials>,
    ) -> Result<Self> {
        let base = trusted(base.unwrap_or(usual), usual)?;
        let online = Online::unless_offline(&options, || {
            Ok(client::builder(&base, options.timeout)?.redirect(Policy::none()))
        })?;
        Ok(Self {
            base,
            options,
            credentials,
            online,
        })
    }

    /// The address of a path below the base.
    pub(crate) fn at(&self, segments: &[&str]) -> Url {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .expect("`trusted` admits http and https only, which have path segments")
            .pop_if_empty()
            .extend(segments);
        url
    }

    /// What help calls the settings that it speaks of.
    pub(crate) fn settings(&self) -> Settings {
        self.options.settings
    }

    /// Whether credentials for this site may go to that address.
    pub(crate) fn owns(&self, url: &Url) -> bool {
        url.origin() == self.base.origin()
    }

    /// What lies at the addresses, in their order: `None` where the site answers 404.
    pub(crate) fn get(&self, urls: &[Url]) -> Vec<Result<Option<Vec<u8>>>> {
        let Some(online) = &self.online else {
            let not_asked = |url| Err(not_asked(&self.options, &shown(url)));
            return urls.iter().map(not_asked).collect();
        };
        online.run(
            stream::iter(urls)
                .map(|url| self.one(&online.client, url))
                .buffered(self.options.concurrency.max(1))
                .collect(),
        )
    }

    async fn one(&self, client: &Client, url: &Url) -> Result<Option<Vec<u8>>> {
        let request = || {
            let request = client.get(url.clone());
            match &self.credentials {
                Some(Credentials { user, password }) => request.basic_auth(user, Some(password)),
                None => request,
            }
        };
        match body(&self.options, request).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err((Trouble::Status(StatusCode::NOT_FOUND, _), _)) => Ok(None),
            Err((trouble, attempts)) => {
                let account = self.settings().account;
                let access = format!("check {account}: the account's own token is needed");
                Err(trouble.into_error(&shown(url), attempts, &access))
            }
        }
    }
}
