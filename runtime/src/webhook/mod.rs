//! Signatures of webhook requests.
//!
//! Twilio signs a JSON request in two steps. The URL that it calls carries the SHA-256 of the body, as
//! `bodySHA256`. The header `X-Twilio-Signature` carries an HMAC-SHA1 of that URL, made with the account's
//! auth token. A request is Twilio's when both hold, and only then: the signature alone says nothing about the
//! body.
//!
//! ```
//! use twilio_events_runtime::webhook::{Verifier, VerifyError, sign};
//!
//! let verifier = Verifier::new("primary token").also("token being rotated out");
//!
//! // As Twilio would send it.
//! let body = br#"[{"specversion":"1.0","type":"t","source":"s","id":"1"}]"#;
//! let sent = sign("primary token", "https://example.com/events", body);
//!
//! verifier.verify(&sent.url, sent.signature.as_str(), body)?;
//! assert_eq!(
//!     verifier.verify(&sent.url, sent.signature.as_str(), b"[]"),
//!     Err(VerifyError::BodyMismatch),
//! );
//! # Ok::<(), VerifyError>(())
//! ```
//!
//! # Which URL
//!
//! The URL as Twilio called it, to the letter: scheme, user info, host, port, path and query. A service rarely
//! sees that. Behind a proxy its own scheme, host and port are others, and what the `Host` header says is what
//! the sender chose. So tell the verifier the public URL once, with [`Verifier::public_url`], and give
//! [`Verifier::verify_request`] the path and query of each request. Do not pass a URL through a library that
//! normalises it.

mod sign;
mod url;
mod verifier;
mod verify_error;

pub use sign::{SignedRequest, sign, sign_url};
pub use verifier::Verifier;
pub use verify_error::VerifyError;

/// The header that carries the signature.
pub const SIGNATURE_HEADER: &str = "x-twilio-signature";
