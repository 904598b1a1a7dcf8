//! Making signatures, as Twilio does. For tests, and for what sends test events.

use super::body_digest::hex_digest;
use super::key::Key;
use super::settings::Settings;
use super::{SETTINGS_HEADER, SIGNATURE_HEADER, url};

/// A request that is ready to be sent: the URL to call, and what its headers carry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedRequest {
    /// The URL, with `bodySHA256` and without a fragment, which is never sent.
    pub url: String,
    /// The value of `X-Twilio-Signature`.
    pub signature: String,
    /// The value of `X-Twilio-Webhooks-Signature-Settings`. `None` where an auth token signs.
    pub settings: Option<String>,
}

impl SignedRequest {
    /// The headers to send: name and value.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let settings = self.settings.as_deref();
        std::iter::once((SIGNATURE_HEADER, self.signature.as_str()))
            .chain(settings.map(|settings| (SETTINGS_HEADER, settings)))
    }
}

/// Signs a request with a JSON body by an auth token: adds `bodySHA256` to the URL and signs the result.
pub fn sign(auth_token: &str, url: &str, body: &[u8]) -> SignedRequest {
    signed(&Key::auth_token(auth_token), None, url, body)
}

/// As [`sign`], by a shared key: its id, which travels in the settings header, and its secret.
pub fn sign_with_shared_key(id: &str, secret: &str, url: &str, body: &[u8]) -> SignedRequest {
    let settings = Settings::write(id);
    signed(&Key::shared(secret), Some(settings), url, body)
}

/// Signs a URL as it stands, by an auth token.
pub fn sign_url(auth_token: &str, url: &str) -> String {
    Key::auth_token(auth_token).sign(url)
}

fn signed(key: &Key, settings: Option<String>, url: &str, body: &[u8]) -> SignedRequest {
    let url = url::with_body_digest(url, &hex_digest(body));
    SignedRequest {
        signature: key.sign(&url),
        url,
        settings,
    }
}
