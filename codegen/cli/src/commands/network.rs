//! Whom to ask for what the project lacks, and how patiently.

use std::time::Duration;

use clap::Args;
use twilio_events_codegen::Result;
use twilio_events_codegen::net::documentation_site::DocumentationSite;
use twilio_events_codegen::net::fetch::{Options, Settings, offline_from_env};

const DOCS_URL: &str = "TWILIO_EVENTS_DOCS_URL";

/// What help calls them.
const SETTINGS: Settings = Settings {
    mirror: "--base-url",
    offline: "--offline",
    site: "--docs-url",
    api: "TWILIO_EVENTS_API_URL",
    account: "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN",
};

/// Whom to ask, and how patiently.
#[derive(Args, Debug)]
pub(crate) struct Network {
    #[command(flatten)]
    patience: Patience,
    /// The schema host, or a mirror of it; http only on loopback [default: `$TWILIO_EVENTS_BASE_URL`, or <https://events-schemas.twilio.com>]
    #[arg(long, value_name = "URL", help_heading = "Network")]
    base_url: Option<String>,
}

/// How patiently to ask.
#[derive(Args, Debug)]
pub(crate) struct Patience {
    /// Download nothing; also with `TWILIO_EVENTS_OFFLINE=1` or `CARGO_NET_OFFLINE=true`
    #[arg(long, help_heading = "Network")]
    offline: bool,
    /// How many seconds the host may be silent, and ask to wait; an answer as a whole may take six times as long
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600), help_heading = "Network")]
    timeout: u64,
    /// How often to ask again after a trouble that may pass
    #[arg(long, value_name = "N", default_value_t = 3, help_heading = "Network")]
    retries: u32,
}

/// The documentation site.
#[derive(Args, Debug)]
pub(crate) struct Documentation {
    /// The documentation site; http only on loopback [default: `$TWILIO_EVENTS_DOCS_URL`, or <https://www.twilio.com>]
    #[arg(long, value_name = "URL", help_heading = "Network")]
    docs_url: Option<String>,
}

impl Documentation {
    /// The site.
    pub(crate) fn site(&self, options: Options) -> Result<DocumentationSite> {
        let base = self.docs_url.clone().or_else(|| variable(DOCS_URL));
        DocumentationSite::new(base.as_deref(), options)
    }
}

/// What stands in the environment.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

impl Network {
    /// How to download.
    pub(crate) fn options(&self) -> Result<Options> {
        let mut options = Options::from_env()?;
        if let Some(base) = &self.base_url {
            options.base = base.parse()?;
        }
        self.patience.apply(&mut options);
        Ok(options)
    }
}

impl Patience {
    /// How to download what does not lie at the schema host.
    pub(crate) fn options(&self) -> Options {
        let mut options = Options {
            offline: offline_from_env(),
            ..Options::default()
        };
        self.apply(&mut options);
        options
    }

    fn apply(&self, options: &mut Options) {
        options.offline |= self.offline;
        options.timeout = Duration::from_secs(self.timeout);
        options.deadline = options.timeout * 6;
        options.retries = self.retries;
        options.settings = SETTINGS;
    }
}
