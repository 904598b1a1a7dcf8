//! Posting events to a URL, signed.

use std::time::Duration;

use twilio_events_codegen::error::{Error, Result};
use twilio_events_codegen::net::post::{Answer, Sender};
use twilio_events_runtime::webhook::{SignedRequest, sign, sign_with_shared_key};
use url::Url;

/// How long Twilio waits for an answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// What signs events.
pub(crate) enum Key {
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
pub(crate) struct Webhook {
    url: String,
    key: Key,
    sender: Sender,
}

impl Webhook {
    /// Takes the URL as a sink would be given it at Twilio, user info and query included.
    ///
    /// # Errors
    /// It is no http or https URL, has a fragment, or has characters that would be sent as others than those that are
    /// signed. Or this machine has no root certificates, and the URL is https.
    pub(crate) fn new(url: &str, key: Key) -> Result<Self> {
        let parsed = check(url)?;
        Ok(Self {
            url: url.to_owned(),
            key,
            sender: Sender::new(&parsed, PATIENCE)?,
        })
    }

    /// Sends a body and waits for the answer, five seconds at most: that is how long Twilio waits.
    ///
    /// # Errors
    /// There was no answer.
    pub(crate) fn post(&self, body: String) -> Result<Answer> {
        let signed = self.key.sign(&self.url, body.as_bytes());
        self.sender.post(&signed.url, signed.headers(), body)
    }
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

#[cfg(test)]
mod tests {
    use super::{Key, Webhook};

    /// What is signed is the URL as written, and what arrives is its path and query: so the two must not differ.
    #[test]
    fn a_url_that_is_sent_otherwise_than_signed_is_refused() {
        let error = |url: &str| match Webhook::new(url, Key::AuthToken("token".to_owned())) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        };
        for url in [
            "http://localhost",
            "http://LOCALHOST:80/a//b/?x=%27&y",
            "http://localhost?x",
            "http://u:p@[::1]:1/%C3%A9",
        ] {
            assert_eq!(error(url), "", "{url}");
        }
        for (url, sent) in [
            ("http://localhost/?x='", "/?x=%27"),
            ("http://localhost/é", "/%C3%A9"),
            ("http://localhost/a/../b", "/b"),
        ] {
            let error = error(url);
            assert!(
                error.contains(&format!("is sent with {sent}, and")),
                "{error}"
            );
        }
        assert!(error("http://localhost/#a").contains("fragment"));
    }
}
