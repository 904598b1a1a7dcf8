//! Posting events to a URL, signed.

use std::time::{Duration, Instant};

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};
use tokio::runtime::Runtime;
use twilio_events_runtime::webhook::{SignedRequest, sign, sign_with_shared_key};

use crate::error::{Error, Result};
use crate::fetch::client_builder;
use crate::sanitize;

/// How long Twilio waits for an answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// How much of a refusal's text is shown.
const MOST_TEXT: usize = 200;

/// What signs events.
pub enum Key {
    /// An account's auth token, with SHA-1.
    AuthToken(String),
    /// A key of Twilio's Webhooks configuration, with SHA-256. Requests name it in a header.
    Shared {
        /// The id, which is sent.
        id: String,
        /// The secret, which is not.
        secret: String,
    },
}

impl Key {
    fn sign(&self, url: &str, body: &[u8]) -> SignedRequest {
        match self {
            Self::AuthToken(token) => sign(token, url, body),
            Self::Shared { id, secret } => sign_with_shared_key(id, secret, url, body),
        }
    }
}

/// Where events are sent, and the key that signs them.
///
/// Neither is shown in errors: the URL may hold a password.
pub struct Target {
    url: String,
    key: Key,
    client: Client,
    runtime: Runtime,
}

/// What a request was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status, with its reason as the standard has it.
    pub status: StatusCode,
    /// From the first byte sent to the status.
    pub latency: Duration,
    /// Of an answer other than 2xx, the beginning of its body, made safe for a terminal.
    pub text: String,
}

impl Target {
    /// Takes the URL as a sink would be given it at Twilio, user info and query included.
    ///
    /// # Errors
    /// It is no http or https URL, has a fragment, or has characters that would be sent as others than those that are
    /// signed. Or this machine has no root certificates, and the URL is https.
    pub fn new(url: &str, key: Key) -> Result<Self> {
        let parsed = check(url)?;
        let cannot = |error: Box<dyn std::error::Error + Send + Sync>| {
            Error::new("requests cannot be set up").cause(error)
        };
        let client = client_builder(&parsed, PATIENCE)?
            .timeout(PATIENCE)
            .redirect(Policy::none())
            .build()
            .map_err(|error| cannot(error.into()))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| cannot(error.into()))?;
        Ok(Self {
            url: url.to_owned(),
            key,
            client,
            runtime,
        })
    }

    /// Sends a body and waits for the answer, five seconds at most: that is how long Twilio waits.
    ///
    /// # Errors
    /// There was no answer.
    pub fn post(&self, body: String) -> Result<Answer> {
        let signed = self.key.sign(&self.url, body.as_bytes());
        let request = self
            .client
            .post(&signed.url)
            .header(CONTENT_TYPE, "application/json");
        let request = signed
            .headers()
            .fold(request, |request, (name, value)| {
                request.header(name, value)
            })
            .body(body);
        let start = Instant::now();
        self.runtime
            .block_on(async {
                let response = request.send().await?;
                let latency = start.elapsed();
                let status = response.status();
                let text = if status.is_success() {
                    String::new()
                } else {
                    beginning(response).await
                };
                Ok(Answer {
                    status,
                    latency,
                    text,
                })
            })
            .map_err(|error: reqwest::Error| {
                let timeout = error.is_timeout();
                let error = Error::new("no answer").cause(error.without_url());
                if timeout {
                    error.help("Twilio waits for 5 s, and then sends the event again")
                } else {
                    error
                }
            })
    }
}

/// The first piece of the body. It is for people to read, so what fails here is left out.
async fn beginning(mut response: Response) -> String {
    let piece = response.chunk().await.ok().flatten().unwrap_or_default();
    let text = String::from_utf8_lossy(&piece);
    let text: String = text.trim().chars().take(MOST_TEXT).collect();
    sanitize::line(&text).into_owned()
}

/// The URL is signed as text, and sent as its parts. What receives it sees path and query, so these must be the same in both.
fn check(text: &str) -> Result<Url> {
    let wrong = |what: &str| {
        Error::new(format!("the URL {what}"))
            .help("write it as a sink has it: https://example.com/events")
    };
    let url = Url::parse(text).map_err(|error| wrong("cannot be read").cause(error))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("is neither http nor https"));
    }
    if url.fragment().is_some() {
        return Err(wrong("has a fragment, which is never sent"));
    }
    let query = url.query().map(|query| format!("?{query}"));
    let sent = format!("{}{}", url.path(), query.unwrap_or_default());
    let authority = text.split_once("://").map_or(text, |(_, rest)| rest);
    let written = authority.find(['/', '?']).map_or("", |at| &authority[at..]);
    let written = match written.strip_prefix('/') {
        Some(_) => written.to_owned(),
        None => format!("/{written}"),
    };
    if sent == written {
        return Ok(url);
    }
    Err(Error::new(format!(
        "the URL is sent with {sent}, and signed with {written}"
    ))
    .help(format!("write {sent} in it")))
}
