//! `twilio-events outdated`: what is published and not held.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;
use twilio_events_codegen::events_api::{Credentials, EventsApi};
use twilio_events_codegen::fetch::Fetcher;
use twilio_events_codegen::outdated::{Facts, Outdated, Schema, Type};
use twilio_events_codegen::report::columns;
use twilio_events_codegen::{Error, Result};

use super::{Format, Network, Place, Shell};

const SID: &str = "TWILIO_ACCOUNT_SID";
const TOKEN: &str = "TWILIO_AUTH_TOKEN";
const API_URL: &str = "TWILIO_EVENTS_API_URL";

/// Without credentials, the schema host is asked for the version after the known one, until it says no. With
/// `TWILIO_ACCOUNT_SID` and `TWILIO_AUTH_TOKEN` in the environment, the REST API is asked instead, which also knows event
/// types and schemas that the catalogue lacks, and what became of the status of the others.
#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 everything is current; 1 something is outdated, or an error",
    "TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=... twilio-events outdated --format json"
))]
pub(crate) struct Arguments {
    /// Also schemas of which no version is locked
    #[arg(long)]
    all: bool,
    /// How to print
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
    /// The REST API; http only on loopback [default: `$TWILIO_EVENTS_API_URL`, or <https://events.twilio.com>]
    #[arg(long, value_name = "URL", help_heading = "Network")]
    api_url: Option<String>,
    #[command(flatten)]
    network: Network,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let snapshot = arguments.place.snapshot()?;
    let options = arguments.network.options()?;
    let (source, outdated) = if let Some(credentials) = credentials()? {
        let base = arguments.api_url.clone().or_else(|| variable(API_URL));
        let api = EventsApi::new(base.as_deref(), options, credentials)?;
        let outdated = Outdated::by_api(&snapshot, arguments.all, &api)?;
        ("rest-api", outdated)
    } else {
        let fetcher = Fetcher::new(options)?;
        let outdated = Outdated::by_probing(&snapshot, arguments.all, &fetcher)?;
        ("schema-host", outdated)
    };
    match arguments.format {
        Format::Json => {
            let Outdated {
                schemas,
                event_types,
            } = &outdated;
            shell.result(format_args!(
                "{:#}",
                json!({"source": source, "schemas": schemas, "event_types": event_types})
            ));
        }
        Format::Text => print(shell, &outdated),
    }
    Ok(if outdated.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The account's credentials, if both are set.
fn credentials() -> Result<Option<Credentials>> {
    match (variable(SID), variable(TOKEN)) {
        (Some(user), Some(password)) => Ok(Some(Credentials { user, password })),
        (Some(_), None) => Err(Error::new(format!("{SID} is set, and {TOKEN} is not"))
            .help("set both to ask the REST API, or none to ask the schema host")),
        // The token alone is what signs and verifies webhooks.
        (None, _) => Ok(None),
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

fn print(shell: &Shell, outdated: &Outdated) {
    if outdated.is_empty() {
        shell.status("every schema is current");
    }
    if !outdated.schemas.is_empty() {
        let head = ["schema", "locked", "catalogue", "published"];
        shell.print(table(&head, outdated.schemas.iter().map(schema)));
    }
    if !outdated.event_types.is_empty() {
        let head = ["event type", "catalogue", "published"];
        shell.print(table(&head, outdated.event_types.iter().map(event_type)));
    }
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let head = head.iter().map(ToString::to_string).collect();
    columns(&std::iter::once(head).chain(rows).collect::<Vec<_>>())
}

fn schema(row: &Schema) -> Vec<String> {
    let number = |version: Option<u32>| version.map_or_else(|| "-".to_owned(), |v| v.to_string());
    vec![
        row.id.to_string(),
        number(row.locked),
        number(row.catalogue),
        row.published.to_string(),
    ]
}

fn event_type(row: &Type) -> Vec<String> {
    // The other side chooses these words: a terminal gets no control characters of theirs.
    let plain = |text: &str| text.escape_debug().to_string();
    let facts = |facts: &Facts| {
        let word = |text: &Option<String>| text.as_deref().map_or_else(|| "-".to_owned(), plain);
        format!("{} {}", word(&facts.status), word(&facts.schema))
    };
    vec![
        plain(&row.name),
        row.catalogue.as_ref().map_or_else(|| "-".to_owned(), facts),
        facts(&row.published),
    ]
}
