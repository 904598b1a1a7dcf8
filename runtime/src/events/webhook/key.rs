//! What signs, in the form of HMAC states, and by which hash.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac};
use sha1::Sha1;
use sha2::Sha256;

/// A key and the one hash that it is used with.
#[derive(Clone)]
pub(super) enum Key {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
}

const ANY_LENGTH: &str = "HMAC takes a key of any length";

impl Key {
    pub(super) fn auth_token(token: &str) -> Self {
        Self::Sha1(Hmac::new_from_slice(token.as_bytes()).expect(ANY_LENGTH))
    }

    pub(super) fn shared(secret: &str) -> Self {
        Self::Sha256(Hmac::new_from_slice(secret.as_bytes()).expect(ANY_LENGTH))
    }

    /// The signature of a URL, in base64.
    pub(super) fn sign(&self, url: &str) -> String {
        match self {
            Self::Sha1(key) => signature(key.clone(), url),
            Self::Sha256(key) => signature(key.clone(), url),
        }
    }
}

fn signature(mut mac: impl Mac, url: &str) -> String {
    mac.update(url.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}
