//! The words of the command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use twilio_events_codegen::fetch::Options;
use twilio_events_codegen::snapshot::Snapshot;
use twilio_events_codegen::{Error, Result};

pub(crate) mod diff;
pub(crate) mod fetch;
pub(crate) mod list;
pub(crate) mod mirror;
pub(crate) mod outdated;
pub(crate) mod pin;
pub(crate) mod regen;
pub(crate) mod trigger;
pub(crate) mod types;
pub(crate) mod update;
pub(crate) mod verify;

/// Generates the crate twilio-events from the JSON Schemas of Twilio Event Streams.
///
/// Exit codes: 0 done; 1 an error, or a difference that --check was to find; 2 a wrong command line.
#[derive(Debug, Parser)]
#[command(name = "twilio-events", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Rewrite the generated crate from the locked schemas.
    Regen(regen::Arguments),
    /// Download schema versions, pin their digests, and keep them in the snapshot.
    Fetch(fetch::Arguments),
    /// Pin the digests of documents that were put into the snapshot by hand.
    Pin(pin::Arguments),
    /// Show the event types of the catalogue and what is held of them.
    List(list::Arguments),
    /// Say which schemas have newer versions on the schema host.
    Outdated(outdated::Arguments),
    /// Take newer versions: documents, lock, catalogue, generated code and changelog, together.
    Update(update::Arguments),
    /// Check that documents, lock, overrides, generated code and documentation agree.
    Verify(verify::Arguments),
    /// Serve the snapshot as the schema host would.
    Mirror(mirror::Arguments),
    /// Send a sample event to a webhook, signed as Twilio signs.
    Trigger(trigger::Arguments),
    /// Print the Rust types for any JSON Schema, Twilio's or not.
    Types(types::Arguments),
    /// Say what a new schema document means to those who have the old one.
    Diff(diff::Arguments),
}

/// Where the project is, and whom to ask for what it lacks.
#[derive(Args, Debug)]
pub(crate) struct Place {
    /// The project: the folder with codegen/schemas and generated [default: the nearest one above the current folder]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The schema host, or a mirror of it; http only on loopback [default: `$TWILIO_EVENTS_BASE_URL`, or <https://events-schemas.twilio.com>]
    #[arg(long, global = true, value_name = "URL")]
    base_url: Option<String>,
    /// Download nothing; also with `TWILIO_EVENTS_OFFLINE=1` or `CARGO_NET_OFFLINE=true`
    #[arg(long, global = true)]
    offline: bool,
    /// How many seconds the host may be silent; an answer as a whole may take six times as long
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// How often to ask again after a trouble that may pass
    #[arg(long, global = true, value_name = "N", default_value_t = 3)]
    retries: u32,
}

impl Place {
    /// The folder of the project.
    pub(crate) fn root(&self) -> Result<PathBuf> {
        const MARK: &str = "codegen/schemas/catalog.toml";
        if let Some(root) = &self.root {
            return Ok(root.clone());
        }
        let here = std::env::current_dir()
            .map_err(|error| Error::new("there is no current folder").cause(error))?;
        let found = here.ancestors().find(|folder| folder.join(MARK).exists());
        found.map(PathBuf::from).ok_or_else(|| {
            Error::new(format!(
                "no folder from {} upwards has {MARK}",
                here.display()
            ))
            .help("run this inside the project, or name the project with --root")
        })
    }

    /// The folder of the documents.
    pub(crate) fn schemas(&self) -> Result<PathBuf> {
        Ok(self.root()?.join("codegen/schemas"))
    }

    /// Catalogue, lock and overrides.
    pub(crate) fn snapshot(&self) -> Result<Snapshot> {
        Snapshot::open(&self.schemas()?)
    }

    /// How to download.
    pub(crate) fn fetch_options(&self) -> Result<Options> {
        let mut options = Options::from_env()?;
        if let Some(base) = &self.base_url {
            options.base = base.parse()?;
        }
        options.offline |= self.offline;
        options.timeout = Duration::from_secs(self.timeout);
        options.deadline = options.timeout * 6;
        options.retries = self.retries;
        Ok(options)
    }
}
