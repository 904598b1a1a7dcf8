//! Signatures of webhook requests: feature `webhook`.
//!
//! Twilio signs a JSON request in two steps. The URL that it calls carries the SHA-256 of the body, as
//! `bodySHA256`. The header `X-Twilio-Signature` carries an HMAC of that URL, made with the account's auth token (and
//! SHA-1), or with a key that was made for it (and SHA-256). A request is Twilio's when both hold, and only then: the
//! signature alone says nothing about the body.
//!
//! ```
//! # extern crate twilio_events_runtime as twilio_events;
//! use twilio_events::webhook::{Verifier, VerifyError, sign};
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
//!
//! # Shared keys
//!
//! Instead of the auth token, a key can sign that is made in Twilio's Webhooks configuration. The request then says so in the
//! header `X-Twilio-Webhooks-Signature-Settings`, with the id of the key, and [`Verifier::shared_key`] takes id and secret.
//! While a key is rotated, the verifier knows both; while a sink is moved to shared keys, the token as well. Leave the
//! token out afterwards, and nothing that is signed with it is accepted any more.
//!
//! ```
//! # extern crate twilio_events_runtime as twilio_events;
//! use twilio_events::webhook::{Signature, Verifier, VerifyError, sign_with_shared_key};
//!
//! let verifier = Verifier::default()
//!     .shared_key("SK1", "secret")
//!     .public_url("https://example.com/events");
//!
//! let sent = sign_with_shared_key("SK1", "secret", "https://example.com/events", b"[]");
//! let headers = sent.headers().map(|(name, value)| (name, value.as_bytes()));
//! let path_and_query = sent.url.trim_start_matches("https://example.com");
//!
//! // Nothing of the body is needed for the first half.
//! let digest = verifier.verify_head(path_and_query, Signature::from_headers(headers)?)?;
//! digest.verify(b"[]")?;
//! # Ok::<(), VerifyError>(())
//! ```
//!
//! | the request | what it is held against |
//! | --- | --- |
//! | without the settings header | the tokens, with HMAC-SHA1; without a token it is [`VerifyError::NoToken`] |
//! | with it, naming a key that was given | that key, with HMAC-SHA256, and nothing else |
//! | with it, naming another key | refused as [`VerifyError::UnknownKey`]: answer 500, and Twilio sends it again |
//! | with it, naming another algorithm | refused as [`VerifyError::UnknownAlgorithm`]: answer 403 |
//! | with it malformed, or twice | refused: answer 403 |
//!
//! # Before the body
//!
//! The signature covers the URL alone, so it can be checked before the body is read: [`Verifier::verify_head`], and then
//! [`BodyDigest::verify`]. Where anybody can call, do it in this order, or strangers fill the memory.

mod body_digest;
mod key;
mod settings;
mod sign;
mod signature;
mod url;
mod verifier;
mod verify_error;

pub use body_digest::BodyDigest;
pub use sign::{SignedRequest, sign, sign_url, sign_with_shared_key};
pub use signature::Signature;
pub use verifier::Verifier;
pub use verify_error::VerifyError;

/// The header that carries the signature.
pub const SIGNATURE_HEADER: &str = "x-twilio-signature";

/// The header that says which shared key signed, and how. Without it, an auth token did.
pub const SETTINGS_HEADER: &str = "x-twilio-webhooks-signature-settings";
