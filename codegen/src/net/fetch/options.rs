//! How to fetch, and what the environment says about it.

use std::ffi::OsStr;
use std::time::Duration;

use super::BaseUrl;
use crate::error::{Error, Result};
use crate::project::id::DocumentId;
use schema_to_rust::files::MOST_OF_A_DOCUMENT;

/// How to fetch.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whom to ask.
    pub base: BaseUrl,
    /// Whether to open no socket, so that every download fails.
    pub offline: bool,
    /// The most documents under way at once; 0 counts as 1.
    pub concurrency: usize,
    /// How long the host may be silent: until it is connected, and between any two pieces of its answer. No pause between
    /// attempts is longer, whatever the host asks for.
    pub timeout: Duration,
    /// How long one attempt may take as a whole.
    pub deadline: Duration,
    /// The most bytes that a document may have.
    pub max_bytes: u64,
    /// How many attempts may follow the first one.
    pub retries: u32,
    /// The pause before the second attempt; it doubles with each further one, and a random part of up to its half is
    /// taken away.
    pub backoff: Duration,
    /// The longest pause, also where the host asks for a longer one with `Retry-After`.
    pub max_pause: Duration,
    /// What help calls the settings that it speaks of.
    pub settings: Settings,
}

/// What help calls the settings that it speaks of: the library's own names, unless who calls has others, such as a command.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// What names a mirror.
    pub mirror: &'static str,
    /// What forbids downloads.
    pub offline: &'static str,
    /// What names another documentation site.
    pub site: &'static str,
    /// What names another REST API.
    pub api: &'static str,
    /// What says whose account it is.
    pub account: &'static str,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mirror: "`Options::base`",
            offline: "`Options::offline`",
            site: "`DocumentationSite::new`",
            api: "the base of `EventsApi::new`",
            account: "the credentials of `EventsApi::new`",
        }
    }
}

impl Default for Options {
    /// What suits the schema host, whatever the environment says.
    fn default() -> Self {
        Self {
            base: BaseUrl::default(),
            offline: false,
            concurrency: 8,
            timeout: Duration::from_secs(10),
            deadline: Duration::from_secs(60),
            max_bytes: MOST_OF_A_DOCUMENT,
            retries: 3,
            backoff: Duration::from_millis(500),
            max_pause: Duration::from_secs(30),
            settings: Settings::default(),
        }
    }
}

impl Options {
    /// The default, but with `base` from `TWILIO_EVENTS_BASE_URL` where that is set and not empty, and with `offline`
    /// from [`offline_from_env`].
    pub fn from_env() -> Result<Self> {
        const NAME: &str = "TWILIO_EVENTS_BASE_URL";
        let base = match std::env::var(NAME) {
            Ok(text) if !text.is_empty() => text.parse().map_err(|error: Error| {
                Error::new(format!("{NAME} cannot be used")).cause(error)
            })?,
            Err(std::env::VarError::NotUnicode(_)) => {
                return Err(Error::new(format!("{NAME} is not UTF-8 text")));
            }
            Ok(_) | Err(std::env::VarError::NotPresent) => BaseUrl::default(),
        };
        Ok(Self {
            base,
            offline: offline_from_env(),
            ..Self::default()
        })
    }

    /// What helps where downloads are forbidden.
    pub(crate) fn allow(&self) -> String {
        let offline = self.settings.offline;
        format!(
            "allow downloads once (no {offline}, no TWILIO_EVENTS_OFFLINE, no CARGO_NET_OFFLINE)"
        )
    }

    /// What names a mirror.
    pub(crate) fn mirror(&self) -> String {
        format!("{} or TWILIO_EVENTS_BASE_URL", self.settings.mirror)
    }

    /// The first way out where a document does not come, then the two that always exist.
    pub(super) fn ways_out(&self, first: &str, id: &DocumentId) -> String {
        let mirror = self.mirror();
        format!(
            "{first}, or name a mirror with {mirror}, or put the document into the snapshot as {id}.json"
        )
    }

    /// How long to wait before the next attempt, after so many.
    pub(super) fn pause(&self, attempts: u32, asked: Option<Duration>) -> Duration {
        let longest = self.max_pause.min(self.timeout);
        if let Some(asked) = asked {
            return asked.min(longest);
        }
        let doubled = self
            .backoff
            .saturating_mul(2_u32.saturating_pow(attempts.saturating_sub(1)))
            .min(longest);
        // Hosts that fail fail for many at once: what is random keeps them from coming back at once.
        let half = doubled / 2;
        let random = fastrand::u64(0..=u64::try_from(half.as_nanos()).unwrap_or(u64::MAX));
        half + Duration::from_nanos(random)
    }
}

/// Whether the environment forbids downloads: `TWILIO_EVENTS_OFFLINE` or `CARGO_NET_OFFLINE` is set to anything but
/// nothing, `0` or `false`.
pub fn offline_from_env() -> bool {
    let says_no =
        |value: &OsStr| value.is_empty() || value == "0" || value.eq_ignore_ascii_case("false");
    ["TWILIO_EVENTS_OFFLINE", "CARGO_NET_OFFLINE"]
        .into_iter()
        .filter_map(std::env::var_os)
        .any(|value| !says_no(&value))
}
