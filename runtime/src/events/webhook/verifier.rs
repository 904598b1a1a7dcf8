//! Checking signatures.

use std::fmt;
use std::sync::Arc;

use subtle::{Choice, ConstantTimeEq as _};

use super::key::Key;
use super::settings::Settings;
use super::{BodyDigest, Signature, VerifyError, url};

/// Tells whether a request is Twilio's.
///
/// It is made once and cloned at will. It keeps tokens and secrets in the form of HMAC states, and shows neither them nor
/// the public URL, which may hold a password.
///
/// A verifier that is made by [`default`](Self::default) accepts nothing until it is given a token or a shared key.
#[derive(Clone, Default)]
pub struct Verifier {
    tokens: Vec<Key>,
    /// Each with its id.
    shared_keys: Vec<(Arc<str>, Key)>,
    public_url: Option<PublicUrl>,
    exact_port: bool,
}

#[derive(Clone)]
enum PublicUrl {
    Fixed(Arc<str>),
    Function(Arc<dyn Fn(&str) -> String + Send + Sync>),
}

impl Verifier {
    /// Takes the account's primary auth token; it alone signs. An empty token matches nothing.
    pub fn new(auth_token: &str) -> Self {
        Self::default().also(auth_token)
    }

    /// Takes a further token, for the time of a rotation: both are valid then.
    #[must_use]
    pub fn also(mut self, auth_token: &str) -> Self {
        if !auth_token.is_empty() {
            self.tokens.push(Key::auth_token(auth_token));
        }
        self
    }

    /// Takes a shared key, by the id and the secret that Twilio shows where it is made. There can be several, as while one is
    /// rotated. An empty secret matches nothing.
    ///
    /// A request that names a shared key in its headers is held against that key and HMAC-SHA256, and one that names none
    /// against the tokens and HMAC-SHA1. Both come from the sender, who may be anybody, so neither opens more than what was
    /// configured: without a token (`Verifier::default().shared_key(..)`) every request must be signed with a shared key.
    #[must_use]
    pub fn shared_key(mut self, id: &str, secret: &str) -> Self {
        if !secret.is_empty() {
            self.shared_keys.push((id.into(), Key::shared(secret)));
        }
        self
    }

    /// Sets the URL that the sink was given at Twilio: scheme, user info, host, port and path as they are there.
    /// The query of each request takes the place of its own, since Twilio adds to it.
    #[must_use]
    pub fn public_url(mut self, url: &str) -> Self {
        self.public_url = Some(PublicUrl::Fixed(url.into()));
        self
    }

    /// As [`public_url`](Self::public_url), for several sinks: makes the public URL from the path and query of a
    /// request.
    #[must_use]
    pub fn public_url_with(mut self, url: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        self.public_url = Some(PublicUrl::Function(Arc::new(url)));
        self
    }

    /// Takes the URL's port as given. Otherwise the URL without its port, and with the default port of its
    /// scheme, will do as well: Twilio is not consistent about ports.
    #[must_use]
    pub fn exact_port(mut self) -> Self {
        self.exact_port = true;
        self
    }

    /// Checks a request: its URL as Twilio called it, its [`Signature`] (the value of `X-Twilio-Signature`, or more of the
    /// headers), and the body's bytes as they were received.
    ///
    /// # Errors
    /// The request is not proven to be Twilio's: [`VerifyError`] says which check failed.
    pub fn verify<'s>(
        &self,
        url: &str,
        signature: impl Into<Signature<'s>>,
        body: &[u8],
    ) -> Result<(), VerifyError> {
        self.verify_url(url, signature.into())?.verify(body)
    }

    /// Checks a request by its path and query, as the request line carries them, with the public URL that was
    /// set.
    ///
    /// # Errors
    /// As [`verify`](Self::verify); or no public URL was set, which is a fault of this service.
    pub fn verify_request<'s>(
        &self,
        path_and_query: &str,
        signature: impl Into<Signature<'s>>,
        body: &[u8],
    ) -> Result<(), VerifyError> {
        self.verify_head(path_and_query, signature)?.verify(body)
    }

    /// The first half of [`verify_request`](Self::verify_request), which needs no body: whoever is not Twilio is turned away
    /// before a byte of the body is read. The second half is [`BodyDigest::verify`].
    ///
    /// # Errors
    /// As [`verify_request`](Self::verify_request), but for the body.
    pub fn verify_head<'s>(
        &self,
        path_and_query: &str,
        signature: impl Into<Signature<'s>>,
    ) -> Result<BodyDigest, VerifyError> {
        let url = match &self.public_url {
            None => return Err(VerifyError::NoPublicUrl),
            Some(PublicUrl::Fixed(url)) => url::with_query_of(url, path_and_query),
            Some(PublicUrl::Function(url)) => url(path_and_query),
        };
        self.verify_url(&url, signature.into())
    }

    fn verify_url(&self, url: &str, signature: Signature<'_>) -> Result<BodyDigest, VerifyError> {
        let keys = self.keys(signature.settings)?;
        let given = signature.value.ok_or(VerifyError::MissingSignature)?;
        if url::body_digests(url).next().is_none() {
            return Err(VerifyError::MissingBodyDigest);
        }
        if !bool::from(self.is_signed(url, given, &keys)) {
            return Err(VerifyError::SignatureMismatch);
        }
        BodyDigest::promised(url)
    }

    /// The keys that a request may be signed with. There is at least one.
    fn keys(&self, settings: Option<&str>) -> Result<Vec<&Key>, VerifyError> {
        let (keys, none): (Vec<_>, _) = if let Some(settings) = settings {
            let named = Settings::read(settings)?.key;
            let keys = self.shared_keys.iter().filter(|(id, _)| **id == *named);
            (keys.map(|(_, key)| key).collect(), VerifyError::UnknownKey)
        } else {
            (self.tokens.iter().collect(), VerifyError::NoToken)
        };
        if keys.is_empty() { Err(none) } else { Ok(keys) }
    }

    /// Every key and every port is tried, also after one has matched.
    fn is_signed(&self, url: &str, given: &str, keys: &[&Key]) -> Choice {
        let urls = if self.exact_port {
            vec![url.into()]
        } else {
            url::with_ports(url)
        };
        let mut found = Choice::from(0);
        for url in &urls {
            for key in keys {
                found |= key.sign(url).as_bytes().ct_eq(given.as_bytes());
            }
        }
        found
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("tokens", &self.tokens.len())
            .field("shared_keys", &self.shared_keys.len())
            .field("public_url", &self.public_url.is_some())
            .field("exact_port", &self.exact_port)
            .finish()
    }
}
