//! Making signatures, as Twilio does. For tests, and for what sends test events.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::url;

/// A request that is ready to be sent: the URL to call, and the value of `X-Twilio-Signature`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedRequest {
    /// The URL, with `bodySHA256`.
    pub url: String,
    /// The signature.
    pub signature: String,
}

/// Signs a request with a JSON body: adds `bodySHA256` to the URL and signs the result.
pub fn sign(auth_token: &str, url: &str, body: &[u8]) -> SignedRequest {
    let joint = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{joint}{}={}", url::BODY_DIGEST, body_digest(body));
    let signature = sign_url(auth_token, &url);
    SignedRequest { url, signature }
}

/// Signs a URL as it stands.
pub fn sign_url(auth_token: &str, url: &str) -> String {
    signature(&key(auth_token), url)
}

pub(super) type Key = Hmac<Sha1>;

pub(super) fn key(auth_token: &str) -> Key {
    Hmac::new_from_slice(auth_token.as_bytes()).expect("HMAC takes a key of any length")
}

pub(super) fn signature(key: &Key, url: &str) -> String {
    let mut mac = key.clone();
    mac.update(url.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// The SHA-256 of a body in lower-case hex.
pub(super) fn body_digest(body: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    Sha256::digest(body)
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
        .collect()
}
