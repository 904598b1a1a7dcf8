//! What can go wrong in one attempt: whether another one helps, and what to tell the reader.

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::Url;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use super::options::Options;
use crate::error::Error;
use crate::project::id::DocumentId;

/// What helps where something else came.
pub(crate) const LOOK: &str =
    "open the URL in a browser, since a proxy or a sign-in page may answer in its place";

/// What helps where the network is at fault.
pub(crate) const TRY_AGAIN: &str = "check the network and try again";

/// Why a document did not come. Either way it becomes an [`Error`] with `?`.
#[derive(Debug)]
pub enum Failure {
    /// The host answered 404 or 403, which is what a version that was never published gets.
    NoSuchVersion(Error),
    /// Its host cannot be reached, so that it was tried in vain or not at all.
    Unreachable(Error),
    /// Anything else.
    Failed(Error),
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NoSuchVersion(error)
            | Failure::Unreachable(error)
            | Failure::Failed(error) => error,
        }
    }
}

/// Why one attempt brought nothing.
pub(super) enum Trouble {
    /// No connection: name, route, port or proxy.
    Unreachable(String),
    /// A certificate that is not trusted, and why.
    Untrusted(String),
    /// A connection that broke, or an answer shorter than it said.
    Broken(String),
    /// Not a byte for this long.
    Silent(Duration),
    /// Bytes for this long, and no end.
    Late(Duration),
    /// An answer other than the document.
    Status(StatusCode, Option<Duration>),
    /// A redirect that is not followed, and why.
    Redirect(String),
    /// More bytes than this.
    TooLarge(u64),
    /// Bytes that are not the document.
    Body(Error),
}

impl Trouble {
    pub(super) fn from_error(error: &reqwest::Error, timeout: Duration) -> Self {
        // The outer errors repeat the URL, which may hold a password, and name layers; the innermost says what is wrong.
        let mut innermost: &dyn std::error::Error = error;
        while let Some(source) = innermost.source() {
            innermost = source;
        }
        let why = innermost.to_string();
        let tls = innermost
            .downcast_ref::<std::io::Error>()
            .and_then(|error| error.get_ref()?.downcast_ref::<rustls::Error>());
        if let Some(rustls::Error::InvalidCertificate(_)) = tls {
            Self::Untrusted(why)
        } else if error.is_redirect() {
            Self::Redirect(why)
        } else if error.is_connect() {
            Self::Unreachable(why)
        } else if error.is_timeout() {
            Self::Silent(timeout)
        } else {
            Self::Broken(why)
        }
    }

    pub(super) fn of_status(status: StatusCode, headers: &HeaderMap) -> Self {
        Self::Status(status, retry_after(headers, SystemTime::now()))
    }

    /// Whether the same question can have a better answer a little later.
    pub(super) fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Broken(_) | Self::Silent(_) | Self::Late(_) => true,
            Self::Status(status, _) => {
                status.is_server_error()
                    || [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS].contains(status)
            }
            Self::Untrusted(_) | Self::Redirect(_) | Self::TooLarge(_) | Self::Body(_) => false,
        }
    }

    /// Whether no other document of the host can come either.
    fn is_cut_off(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Untrusted(_))
    }

    /// How long the host asks to wait.
    pub(super) fn wait(&self) -> Option<Duration> {
        match self {
            Self::Status(_, wait) => *wait,
            _ => None,
        }
    }

    /// What to tell after the URL.
    pub(super) fn message(&self) -> String {
        match self {
            Self::Unreachable(_) => "cannot be reached".to_owned(),
            Self::Untrusted(_) => "shows a certificate that is not trusted".to_owned(),
            Self::Broken(_) => "broke off its answer".to_owned(),
            Self::Silent(timeout) => format!("was silent for {timeout:?}"),
            Self::Late(deadline) => format!("did not end its answer within {deadline:?}"),
            Self::Status(status, Some(wait)) => {
                format!("answered {status} and asks to wait {wait:?}")
            }
            Self::Status(status, None) => format!("answered {status}"),
            Self::Redirect(why) => format!("redirects {why}"),
            Self::TooLarge(limit) => {
                format!("answered with more than {limit} bytes, which is the limit")
            }
            Self::Body(_) => "answered with something other than this schema".to_owned(),
        }
    }

    /// The failure of a document after so many attempts.
    pub(super) fn into_failure(
        self,
        options: &Options,
        id: &DocumentId,
        url: &str,
        attempts: u32,
    ) -> Failure {
        let absent = matches!(
            self,
            Self::Status(StatusCode::NOT_FOUND | StatusCode::FORBIDDEN, _)
        );
        let first = if absent {
            "check schema id and version"
        } else {
            self.way_out()
        };
        let help = options.ways_out(first, id);
        let what = if absent {
            ": there is no such version"
        } else {
            ""
        };
        let cut_off = self.is_cut_off();
        let error = self.describe(url, what, attempts).document(id).help(help);
        match (absent, cut_off) {
            (true, _) => Failure::NoSuchVersion(error),
            (_, true) => Failure::Unreachable(error),
            _ => Failure::Failed(error),
        }
    }

    /// The error of any other address after so many attempts. `access` is what to do about missing rights.
    pub(super) fn into_error(self, url: &Url, attempts: u32, access: &str) -> Error {
        let refused = matches!(
            self,
            Self::Status(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, _)
        );
        let help = if refused { access } else { self.way_out() };
        self.describe(url.as_str(), "", attempts).help(help)
    }

    /// `what` goes after the message.
    fn describe(self, url: &str, what: &str, attempts: u32) -> Error {
        let times = if attempts > 1 {
            format!(" ({attempts} attempts)")
        } else {
            String::new()
        };
        let error = Error::new(format!("{url} {}{what}{times}", self.message()));
        match self {
            Self::Unreachable(why) | Self::Untrusted(why) | Self::Broken(why) => error.cause(why),
            Self::Body(why) => error.cause(why),
            _ => error,
        }
    }

    fn way_out(&self) -> &'static str {
        if matches!(self, Self::Untrusted(_)) {
            "see that the clock is right, and trust the issuer on this machine; on Linux, SSL_CERT_FILE can name a file of root certificates"
        } else if self.is_passing() {
            TRY_AGAIN
        } else {
            LOOK
        }
    }
}

/// `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => Some(
            httpdate::parse_http_date(text)
                .ok()?
                .duration_since(now)
                .unwrap_or_default(),
        ),
    }
}
