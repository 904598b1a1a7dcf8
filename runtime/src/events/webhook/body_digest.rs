//! The digest of a body, as a URL promises it.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::{VerifyError, url};

const LENGTH: usize = 64;

/// The digest that a verified URL promises of its body: what is left to check once the body is there.
#[derive(Clone, Debug)]
#[must_use = "the signature says nothing about the body: that is for `verify` to check"]
pub struct BodyDigest([u8; LENGTH]);

impl BodyDigest {
    /// Takes the `bodySHA256` of a URL. Several must agree.
    pub(super) fn promised(url: &str) -> Result<Self, VerifyError> {
        let mut promised = url::body_digests(url);
        let first = promised.next().ok_or(VerifyError::MissingBodyDigest)?;
        if promised.any(|other| other != first) {
            return Err(VerifyError::BodyMismatch);
        }
        let digest = first.as_bytes().try_into();
        Ok(Self(digest.map_err(|_| VerifyError::BodyMismatch)?))
    }

    /// Checks the body's bytes, as they were received.
    ///
    /// # Errors
    /// [`VerifyError::BodyMismatch`]: it is another body than the URL says.
    pub fn verify(&self, body: &[u8]) -> Result<(), VerifyError> {
        if bool::from(self.0.ct_eq(hex_digest(body).as_bytes())) {
            Ok(())
        } else {
            Err(VerifyError::BodyMismatch)
        }
    }
}

/// The SHA-256 of a body in lower-case hex.
pub(super) fn hex_digest(body: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    Sha256::digest(body)
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
        .collect()
}
