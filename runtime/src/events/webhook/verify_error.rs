//! Which of the checks a request did not pass.

use std::fmt;

/// Why a request is not taken for Twilio's.
///
/// Says which check failed, and nothing of the token, of the right signature or of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VerifyError {
    /// The request carries no signature.
    MissingSignature,
    /// The URL carries no `bodySHA256`. Without it the signature would bless any body.
    MissingBodyDigest,
    /// The signature is not that of the URL, with any of the tokens, or with the shared key that the
    /// request names. The usual reasons: another token, or another URL than the one that Twilio called.
    SignatureMismatch,
    /// The signature is right, and `bodySHA256` is not the lower-case SHA-256 of the body; or there are several
    /// that differ.
    BodyMismatch,
    /// `X-Twilio-Signature` or `X-Twilio-Webhooks-Signature-Settings` comes twice.
    RepeatedHeader,
    /// `X-Twilio-Webhooks-Signature-Settings` does not name one key and one algorithm.
    MalformedSettings,
    /// `X-Twilio-Webhooks-Signature-Settings` names another algorithm than `HMAC_SHA256`.
    UnknownAlgorithm,
    /// The request says that it is signed with a shared key which the verifier was not given. A fault of this service.
    UnknownKey,
    /// The request is to be signed with an auth token, and the verifier has none, or an empty one alone. A fault of this
    /// service.
    NoToken,
    /// The verifier was asked about a request, and was not told its public URL. A fault of this service.
    NoPublicUrl,
}

impl VerifyError {
    /// Whether the fault is this service's own set-up, not the request.
    pub fn is_misconfiguration(self) -> bool {
        matches!(self, Self::UnknownKey | Self::NoToken | Self::NoPublicUrl)
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MissingSignature => "the request carries no X-Twilio-Signature",
            Self::MissingBodyDigest => "the URL carries no bodySHA256",
            Self::SignatureMismatch => "X-Twilio-Signature is not the signature of the URL",
            Self::BodyMismatch => "bodySHA256 is not the digest of the body",
            Self::RepeatedHeader => "a header of the signature comes twice",
            Self::MalformedSettings => {
                "X-Twilio-Webhooks-Signature-Settings does not name one key and one algorithm"
            }
            Self::UnknownAlgorithm => {
                "X-Twilio-Webhooks-Signature-Settings names another algorithm than HMAC_SHA256"
            }
            Self::UnknownKey => {
                "the verifier does not know the shared key that X-Twilio-Webhooks-Signature-Settings \
                 names: give it with `Verifier::shared_key`"
            }
            Self::NoToken => "the verifier has no auth token: give it one that is not empty",
            Self::NoPublicUrl => {
                "the verifier does not know its public URL: set it with `Verifier::public_url`"
            }
        })
    }
}

impl std::error::Error for VerifyError {}
