//! Receiving webhook requests with axum: feature `axum`.
//!
//! The extractor `TwilioEvents` verifies the signature, reads the body, and hands over the batch.
//! The [`Verifier`] comes from the router's state, and must know its public URL
//! ([`Verifier::public_url`]): what a request says of its own host proves nothing.
//!
//! # What each answer makes Twilio do
//!
//! Twilio sends an event again, for up to four hours, when the answer is 429 or 5xx, or does not come within five
//! seconds. On every other 4xx it *discards* the event. So an answer of 400 to an event that a handler does
//! not know loses it: answer 2xx and put it aside, or [`RetryLater`].
//!
//! | answer | when | what becomes of the events |
//! | --- | --- | --- |
//! | 403 | the signature, its settings or the body's digest are missing or wrong | discarded: they are not Twilio's |
//! | 413 | the body is over [`BODY_LIMIT`], or over axum's `DefaultBodyLimit` where that is less | discarded: they would be no smaller the next time |
//! | 400 | a verified body that is neither an array nor an object | discarded: it would not change |
//! | 503 | the body did not arrive whole | sent again |
//! | 500 | the verifier has no token or no public URL, or does not know the shared key that the request names | sent again, once this is mended |
//! | 503 | the handler answers [`RetryLater`] | sent again |
//!
//! A wrong token or public URL in this service's set-up cannot be told from a forged request and gives 403,
//! which discards: watch for it after a change.
//!
//! # What a stranger can cost
//!
//! The signature covers the URL, so it is checked first, and who is not Twilio is turned away before a byte of the body is
//! read. A request that was captured carries a signature that is right; then the limit on the size holds, by
//! `Content-Length` where there is one, or else while reading.
//!
//! Time is for the server to limit. `axum::serve` limits none: a client that sends half of its headers, or a byte of the body
//! now and then, or nothing, keeps its connection for ever. So either serve with limits (`examples/webhook_sink` in the
//! repository does, with hyper's `header_read_timeout`, tower-http's `TimeoutLayer`, and an end of each connection), or
//! stand behind a proxy that has them. Answer 503 where time has run out, for 408 is a 4xx and makes Twilio discard.
//!
//! # Behind a proxy
//!
//! A proxy in front should
//!
//! - end TLS, and pass on path, query and the headers `X-Twilio-Signature` and `X-Twilio-Webhooks-Signature-Settings` as they
//!   came: the signature covers the characters of the query, so nothing may be decoded, sorted or added;
//! - take the whole request before it passes it on, as nginx does unless told otherwise, with limits on the time for headers
//!   and body, and 256 kB for the body;
//! - limit connections for each address, and in all;
//! - let go of idle connections to this service before this service does, or else a request may meet a closing connection;
//! - give up later than Twilio does, after five seconds: its own 502 or 504 makes Twilio send again, as it should.
//!
//! Then this service should listen where the proxy alone can reach it.

use std::fmt;
use std::marker::PhantomData;

use ::axum::RequestExt as _;
use ::axum::body::{Body, Bytes, HttpBody as _};
use ::axum::extract::{FromRef, FromRequest, OriginalUri, Request};
use ::axum::http::StatusCode;
use ::axum::response::{IntoResponse, Response};

use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::webhook::{Signature, Verifier, VerifyError};
use crate::{Batch, BatchError};

/// The longest body that is read, in bytes: four times as long as a batch of Twilio's can be, which is 64 kB.
///
/// For less, set axum's `DefaultBodyLimit`. For more, take the body as `Bytes`, then
/// [`Verifier::verify_request`] and [`Batch::from_slice`].
pub const BODY_LIMIT: usize = 256 * 1024;

/// The events of a verified request: `twilio_events::TwilioEvents` is this, with the types of that crate.
pub struct VerifiedEvents<D> {
    body: Bytes,
    schemas: PhantomData<fn() -> D>,
}

impl<D> VerifiedEvents<D> {
    /// The events, in the order sent.
    pub fn iter(&self) -> Batch<'_, D> {
        Batch::over(&self.body)
    }

    /// The body as it was received.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl<'a, D> IntoIterator for &'a VerifiedEvents<D> {
    type Item = <Batch<'a, D> as Iterator>::Item;
    type IntoIter = Batch<'a, D>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<D> Clone for VerifiedEvents<D> {
    fn clone(&self) -> Self {
        Self {
            body: self.body.clone(),
            schemas: PhantomData,
        }
    }
}

impl<D> fmt::Debug for VerifiedEvents<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedEvents")
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl<S, D> FromRequest<S> for VerifiedEvents<D>
where
    Verifier: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let headers = request.headers().iter();
        let signature = Signature::from_headers(
            headers.map(|(name, value)| (name.as_str(), value.as_bytes())),
        )?;
        // A nested router takes its prefix off the URI.
        let uri = match request.extensions().get::<OriginalUri>() {
            Some(OriginalUri(uri)) => uri,
            None => request.uri(),
        };
        let path_and_query = uri.path_and_query().map_or("/", |path| path.as_str());
        let digest = Verifier::from_ref(state).verify_head(path_and_query, signature)?;

        let body = read(request).await?;
        digest.verify(&body)?;
        Batch::<D>::from_slice(&body)?;
        Ok(Self {
            body,
            schemas: PhantomData,
        })
    }
}

/// Reads a body under both limits. What says of itself that it is longer is not read at all.
async fn read(request: Request) -> Result<Bytes, Rejection> {
    let announced = request.body().size_hint().lower();
    let request = request
        .map(|body| Body::new(Limited::new(body, BODY_LIMIT)))
        .with_limited_body();
    let most = request.body().size_hint().upper();
    if most.is_some_and(|most| announced > most) {
        return Err(Rejection::TooLarge);
    }
    match request.into_body().collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if is_too_long(&error) => Err(Rejection::TooLarge),
        Err(_) => Err(Rejection::Unread),
    }
}

/// Whether one of the limits stopped the reading. Each limit wraps the errors of those inside.
fn is_too_long(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source())
        .any(<dyn std::error::Error>::is::<LengthLimitError>)
}

/// Why a request did not reach its handler.
#[derive(Debug)]
#[non_exhaustive]
pub enum Rejection {
    /// The request is not proven to be Twilio's, or the verifier is not set up: 403, or 500.
    Verify(VerifyError),
    /// The body is over the limit: 413.
    TooLarge,
    /// The body did not arrive whole: 503.
    Unread,
    /// A verified body that holds no events: 400.
    Batch(BatchError),
}

impl Rejection {
    /// The status that the request is answered with.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Verify(error) if error.is_misconfiguration() => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Verify(_) => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unread => StatusCode::SERVICE_UNAVAILABLE,
            Self::Batch(_) => StatusCode::BAD_REQUEST,
        }
    }
}

impl From<VerifyError> for Rejection {
    fn from(error: VerifyError) -> Self {
        Self::Verify(error)
    }
}

impl From<BatchError> for Rejection {
    fn from(error: BatchError) -> Self {
        Self::Batch(error)
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verify(error) => error.fmt(f),
            Self::TooLarge => f.write_str("the body is over the limit"),
            Self::Unread => f.write_str("the body did not arrive whole"),
            Self::Batch(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Rejection {}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        (self.status(), self.to_string()).into_response()
    }
}

/// A handler's answer when it cannot take the events now: 503, so that Twilio sends them again, all of the
/// request's.
///
/// ```
/// # extern crate twilio_events_runtime as twilio_events;
/// use axum::http::StatusCode;
/// use twilio_events::axum::RetryLater;
///
/// async fn store() -> Result<(), std::io::Error> {
///     // ..
///     # Ok(())
/// }
///
/// async fn handler() -> Result<StatusCode, RetryLater> {
///     store().await.map_err(|_| RetryLater)?;
///     Ok(StatusCode::NO_CONTENT)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryLater;

impl IntoResponse for RetryLater {
    fn into_response(self) -> Response {
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    }
}
