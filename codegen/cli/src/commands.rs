//! The words of the command line.

use std::path::PathBuf;

use clap::{CommandFactory as _, Parser, Subcommand};

pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod discover;
pub(crate) mod docs;
mod explain;
pub(crate) mod fetch;
mod input;
#[cfg(feature = "inspect")]
pub(crate) mod inspect;
pub(crate) mod list;
pub(crate) mod mirror;
mod network;
mod one_of;
pub(crate) mod outdated;
mod output_format;
pub(crate) mod pin;
mod progress;
mod project;
pub(crate) mod regen;
pub(crate) mod shell;
pub(crate) mod trigger;
pub(crate) mod types;
pub(crate) mod update;
pub(crate) mod verify;

use network::{Documentation, Network, Patience, variable};
use output_format::Format;
use project::Project;
pub(crate) use shell::Shell;
use shell::failed_if;

/// What stands below the options of a command: its exit codes, where 1 is more than an error, and an example.
macro_rules! help {
    ($example:literal) => {
        $crate::commands::help!("0 done; 1 an error", $example)
    };
    ($codes:literal, $example:literal) => {
        concat!(
            "Exit codes: ",
            $codes,
            "; 2 a wrong command line.\n\nExample:\n  ",
            $example
        )
    };
}
use help;

/// Generates the crate twilio-events from the JSON Schemas of Twilio Event Streams.
#[derive(Debug, Parser)]
#[command(name = "twilio-events", version, max_term_width = 100, after_help = help!("0 done; 1 an error, or a difference that was looked for", "twilio-events regen --check"))]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colours; `auto` also looks at `NO_COLOR`, `CLICOLOR_FORCE` and the terminal
    #[command(flatten)]
    pub(crate) color: colorchoice_clap::Color,
    /// The project, for commands that have one; it may also stand behind them
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Say nothing but results, warnings and errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Rewrite the generated crate from the locked schemas
    Regen(regen::Arguments),
    /// Download schema versions, pin their digests, and keep them in the snapshot
    Fetch(fetch::Arguments),
    /// Pin the digests of documents that were put into the snapshot by hand
    Pin(pin::Arguments),
    /// Show the event types of the catalog and what is held of them
    List(list::Arguments),
    /// Say which schemas have newer versions, and which event types are new, changed or gone
    Outdated(outdated::Arguments),
    /// Take new event types, schemas and versions into the catalog, and generate anew
    Discover(discover::Arguments),
    /// Take newer versions: documents, lock, catalog, generated code and changelog, together
    Update(update::Arguments),
    /// Check that documents, lock, overrides, generated code and documentation agree
    Verify(verify::Arguments),
    /// Write the catalog as a site, to be read in a browser
    Docs(docs::Arguments),
    /// Serve the snapshot as the schema host would
    Mirror(mirror::Arguments),
    /// Send a sample event to a webhook, signed as Twilio signs
    Trigger(trigger::Arguments),
    /// Say what captured events do to the types: which are typed, unknown or refused, and what no schema describes
    #[cfg(feature = "inspect")]
    Inspect(inspect::Arguments),
    /// Print the Rust types for any JSON Schema, Twilio's or not
    Types(types::Arguments),
    /// Say what a new schema document means to those who have the old one
    Diff(diff::Arguments),
    /// Print a script that completes the command line in a shell
    Completions(completions::Arguments),
}

impl Cli {
    /// The command line, with a project that is named before the command.
    ///
    /// # Errors
    /// It is wrong, or names a project for a command that has none.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        let mut cli = Self::try_parse()?;
        if let Some(root) = cli.root.take() {
            let Some(project) = cli.command.project() else {
                let message = "this command has no project: leave --root out";
                let kind = clap::error::ErrorKind::ArgumentConflict;
                return Err(Self::command().error(kind, message));
            };
            project.set_root(root);
        }
        Ok(cli)
    }
}

impl Command {
    /// The project that a command is about.
    fn project(&mut self) -> Option<&mut Project> {
        Some(match self {
            Self::Regen(it) => &mut it.project,
            Self::Fetch(it) => &mut it.project,
            Self::Pin(it) => &mut it.project,
            Self::List(it) => &mut it.project,
            Self::Outdated(it) => &mut it.project,
            Self::Discover(it) => &mut it.project,
            Self::Update(it) => &mut it.project,
            Self::Verify(it) => &mut it.project,
            Self::Docs(it) => &mut it.project,
            Self::Mirror(it) => &mut it.project,
            Self::Trigger(it) => &mut it.project,
            Self::Diff(it) => &mut it.project,
            #[cfg(feature = "inspect")]
            Self::Inspect(_) => return None,
            Self::Types(_) | Self::Completions(_) => return None,
        })
    }
}
