//! Receiving webhook requests with axum.
//!
//! [`TwilioEvents`] reads the body under axum's size limit, verifies the signature, and hands over the batch.
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
//! | 403 | the signature or the body's digest is missing or wrong | discarded: they are not Twilio's |
//! | 413 | the body is over the limit (axum's `DefaultBodyLimit`, 2 MB unless set) | discarded: they would be no smaller the next time |
//! | 400 | a verified body that is neither an array nor an object | discarded: it would not change |
//! | 503 | the body did not arrive whole | sent again |
//! | 500 | the verifier has no token or no public URL | sent again, once this is mended |
//! | 503 | the handler answers [`RetryLater`] | sent again |
//!
//! A wrong token or public URL in this service's set-up cannot be told from a forged request and gives 403,
//! which discards: watch for it after a change.

use std::fmt;
use std::marker::PhantomData;

use ::axum::body::Bytes;
use ::axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use ::axum::extract::{FromRef, FromRequest, OriginalUri, Request};
use ::axum::http::StatusCode;
use ::axum::response::{IntoResponse, Response};

use crate::webhook::{SIGNATURE_HEADER, Verifier, VerifyError};
use crate::{Batch, BatchError};

/// The events of a verified request.
pub struct TwilioEvents<D> {
    body: Bytes,
    schemas: PhantomData<fn() -> D>,
}

impl<D> TwilioEvents<D> {
    /// The events, in the order sent.
    pub fn iter(&self) -> Batch<'_, D> {
        Batch::over(&self.body)
    }

    /// The body as it was received.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl<'a, D> IntoIterator for &'a TwilioEvents<D> {
    type Item = <Batch<'a, D> as Iterator>::Item;
    type IntoIter = Batch<'a, D>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<D> Clone for TwilioEvents<D> {
    fn clone(&self) -> Self {
        Self {
            body: self.body.clone(),
            schemas: PhantomData,
        }
    }
}

impl<D> fmt::Debug for TwilioEvents<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TwilioEvents")
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl<S, D> FromRequest<S> for TwilioEvents<D>
where
    Verifier: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let header = request.headers().get(SIGNATURE_HEADER).cloned();
        // Before the body is read: what has no signature at all costs no memory.
        let signature = header
            .as_ref()
            .and_then(|header| header.to_str().ok())
            .ok_or(VerifyError::MissingSignature)?;
        // A nested router takes its prefix off the URI.
        let uri = match request.extensions().get::<OriginalUri>() {
            Some(OriginalUri(uri)) => uri,
            None => request.uri(),
        };
        let path_and_query = uri.path_and_query().cloned();
        let path_and_query = path_and_query.as_ref().map_or("/", |path| path.as_str());

        let body = Bytes::from_request(request, state).await?;
        Verifier::from_ref(state).verify_request(path_and_query, signature, &body)?;
        Batch::<D>::from_slice(&body)?;
        Ok(Self {
            body,
            schemas: PhantomData,
        })
    }
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

impl From<BytesRejection> for Rejection {
    fn from(rejection: BytesRejection) -> Self {
        match rejection {
            BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => {
                Self::TooLarge
            }
            _ => Self::Unread,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verify(error) => error.fmt(f),
            Self::TooLarge => f.write_str("the body is over the limit of `DefaultBodyLimit`"),
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
/// use axum::http::StatusCode;
/// use twilio_events_runtime::axum::RetryLater;
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
