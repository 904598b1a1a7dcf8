//! Checking signatures.

use std::fmt;
use std::sync::Arc;

use subtle::{Choice, ConstantTimeEq as _};

use super::VerifyError;
use super::sign::{Key, body_digest, key, signature};
use super::url;

/// Tells whether a request is Twilio's.
///
/// It is made once and cloned at will. It keeps tokens in the form of HMAC states, and shows neither them nor
/// the public URL, which may hold a password.
#[derive(Clone)]
pub struct Verifier {
    keys: Vec<Key>,
    public_url: Option<PublicUrl>,
    any_port: bool,
}

#[derive(Clone)]
enum PublicUrl {
    Fixed(Arc<str>),
    Function(Arc<dyn Fn(&str) -> String + Send + Sync>),
}

impl Verifier {
    /// Takes the account's primary auth token; it alone signs. An empty token matches nothing.
    pub fn new(auth_token: &str) -> Self {
        let verifier = Self {
            keys: Vec::new(),
            public_url: None,
            any_port: true,
        };
        verifier.also(auth_token)
    }

    /// Takes a further token, for the time of a rotation: both are valid then.
    #[must_use]
    pub fn also(mut self, auth_token: &str) -> Self {
        if !auth_token.is_empty() {
            self.keys.push(key(auth_token));
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
        self.any_port = false;
        self
    }

    /// Checks a request: its URL as Twilio called it, the value of `X-Twilio-Signature`, and the body's bytes as
    /// they were received.
    pub fn verify<'s>(
        &self,
        url: &str,
        signature: impl Into<Option<&'s str>>,
        body: &[u8],
    ) -> Result<(), VerifyError> {
        if self.keys.is_empty() {
            return Err(VerifyError::NoToken);
        }
        let signature = signature.into().ok_or(VerifyError::MissingSignature)?;
        if url::body_digests(url).next().is_none() {
            return Err(VerifyError::MissingBodyDigest);
        }
        if !bool::from(self.signed(url, signature)) {
            return Err(VerifyError::SignatureMismatch);
        }
        let digest = body_digest(body);
        let same = url::body_digests(url)
            .map(|given| given.as_bytes().ct_eq(digest.as_bytes()))
            .fold(Choice::from(1), |all, one| all & one);
        if bool::from(same) {
            Ok(())
        } else {
            Err(VerifyError::BodyMismatch)
        }
    }

    /// Checks a request by its path and query, as the request line carries them, with the public URL that was
    /// set.
    pub fn verify_request<'s>(
        &self,
        path_and_query: &str,
        signature: impl Into<Option<&'s str>>,
        body: &[u8],
    ) -> Result<(), VerifyError> {
        let url = match &self.public_url {
            None => return Err(VerifyError::NoPublicUrl),
            Some(PublicUrl::Fixed(url)) => url::with_query_of(url, path_and_query),
            Some(PublicUrl::Function(url)) => url(path_and_query),
        };
        self.verify(&url, signature, body)
    }

    /// Every token and every port is tried, also after one has matched.
    fn signed(&self, url: &str, given: &str) -> Choice {
        let urls = if self.any_port {
            url::with_ports(url)
        } else {
            vec![url.into()]
        };
        let mut found = Choice::from(0);
        for url in &urls {
            for key in &self.keys {
                found |= signature(key, url).as_bytes().ct_eq(given.as_bytes());
            }
        }
        found
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("tokens", &self.keys.len())
            .field("public_url", &self.public_url.is_some())
            .field("any_port", &self.any_port)
            .finish()
    }
}
