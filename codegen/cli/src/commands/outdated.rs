//! `twilio-events outdated`: what is published and not held.

use std::process::ExitCode;

use crate::report::{columns, or_dash};
use clap::Args;
use schema_to_rust::sanitize;
use serde_json::{Value, json};
use twilio_events_codegen::net::events_api::{Credentials, EventsApi};
use twilio_events_codegen::net::fetch::Fetcher;
use twilio_events_codegen::net::outdated::{
    EventFacts, Gone, Outdated, OutdatedSchema, OutdatedType,
};
use twilio_events_codegen::project::snapshot::Snapshot;
use twilio_events_codegen::{Error, Result};

use super::{Documentation, Format, Network, Project, Shell, failed_if, variable};

const SID: &str = "TWILIO_ACCOUNT_SID";
const TOKEN: &str = "TWILIO_AUTH_TOKEN";
const API_URL: &str = "TWILIO_EVENTS_API_URL";

/// Without credentials, the schema host is asked for the version after the known one, until it says no, and the documentation
/// site for event types, their schemas, versions and status. With `TWILIO_ACCOUNT_SID` and `TWILIO_AUTH_TOKEN` in the
/// environment, the REST API is asked instead.
#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 everything is current; 1 something is outdated, or could not be asked",
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
    pub(super) project: Project,
    #[command(flatten)]
    sources: Hosts,
}

/// Who knows what is published.
#[derive(Args, Debug)]
pub(super) struct Hosts {
    /// The REST API; http only on loopback [default: `$TWILIO_EVENTS_API_URL`, or <https://events.twilio.com>]
    #[arg(long, value_name = "URL", help_heading = "Network")]
    api_url: Option<String>,
    #[command(flatten)]
    documentation: Documentation,
    #[command(flatten)]
    network: Network,
}

/// What the sources say.
pub(super) struct Published {
    /// Whom they are: `rest-api`, or `schema-host` and `documentation`.
    pub(super) sources: &'static [&'static str],
    pub(super) outdated: Outdated,
    /// What could not be asked or read.
    pub(super) errors: Vec<Error>,
}

impl Hosts {
    pub(super) fn ask(&self, snapshot: &Snapshot, all: bool) -> Result<Published> {
        let options = self.network.options()?;
        if let Some(credentials) = credentials()? {
            let base = self.api_url.clone().or_else(|| variable(API_URL));
            let api = EventsApi::new(base.as_deref(), options, credentials)?;
            return Ok(Published {
                sources: &["rest-api"],
                outdated: Outdated::by_api(snapshot, all, &api)?,
                errors: Vec::new(),
            });
        }
        let site = self.documentation.site(options.clone())?;
        let fetcher = Fetcher::new(options)?;
        let (outdated, errors) = Outdated::without_account(snapshot, all, &fetcher, &site);
        Ok(Published {
            sources: &["schema-host", "documentation"],
            outdated,
            errors,
        })
    }
}

impl Published {
    /// As one JSON object, with what else there is to say.
    pub(super) fn json(&self) -> Value {
        let Outdated {
            schemas,
            event_types,
            gone,
        } = &self.outdated;
        let sources = self.sources;
        json!({"sources": sources, "schemas": schemas, "event_types": event_types, "gone": gone})
    }
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let snapshot = arguments.project.snapshot()?;
    let answer = arguments.sources.ask(&snapshot, arguments.all)?;
    match arguments.format {
        Format::Json => shell.json(&answer.json()),
        Format::Text => {
            if answer.outdated.is_empty() && answer.errors.is_empty() {
                shell.status("everything is current");
            }
            print(shell, &answer.outdated);
        }
    }
    Error::all(answer.errors)?;
    Ok(failed_if(!answer.outdated.is_empty()))
}

/// The account's credentials, if both are set.
fn credentials() -> Result<Option<Credentials>> {
    match (variable(SID), variable(TOKEN)) {
        (Some(user), Some(password)) => Ok(Some(Credentials { user, password })),
        (Some(_), None) => Err(Error::new(format!("{SID} is set, and {TOKEN} is not"))
            .help("set both to ask the REST API, or none to ask the schema host and the documentation site")),
        // The token alone is what signs and verifies webhooks.
        (None, _) => Ok(None),
    }
}

/// Tables of what differs.
pub(super) fn print(shell: &Shell, outdated: &Outdated) {
    let head = ["schema", "locked", "catalog", "published"];
    shell.print(columns(&head, outdated.schemas.iter().map(schema)));
    let head = ["event type", "catalog", "published", "page"];
    shell.print(columns(&head, outdated.event_types.iter().map(event_type)));
    let head = ["event type", "not on the documentation site any more"];
    shell.print(columns(&head, outdated.gone.iter().map(gone)));
}

fn schema(row: &OutdatedSchema) -> Vec<String> {
    let number = |version: Option<u32>| or_dash(version.map(|it| it.to_string()).as_deref());
    vec![
        row.id.to_string(),
        number(row.locked),
        number(row.catalog),
        row.published.to_string(),
    ]
}

fn event_type(row: &OutdatedType) -> Vec<String> {
    let word = |text: &Option<String>| plain(&or_dash(text.as_deref()));
    let facts = |facts: &EventFacts| format!("{} {}", word(&facts.status), word(&facts.schema));
    let known = row.catalog.as_ref().and_then(|facts| facts.page.as_ref());
    let page = match &row.published.page {
        Some(page) if known != Some(page) => plain(page),
        _ => String::new(),
    };
    vec![
        plain(&row.name),
        or_dash(row.catalog.as_ref().map(facts).as_deref()),
        facts(&row.published),
        page,
    ]
}

fn gone(row: &Gone) -> Vec<String> {
    let what = if row.page_is_listed {
        "its page no longer names it"
    } else {
        "the index no longer lists its page"
    };
    vec![row.name.clone(), format!("{what}: {}", row.page)]
}

/// The other side chooses these words.
fn plain(text: &str) -> String {
    sanitize::line(text).into_owned()
}
