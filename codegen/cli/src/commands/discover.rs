//! `twilio-events discover`: new event types, schemas and versions into the catalog.

use std::process::ExitCode;

use clap::Args;
use schema_to_rust::sanitize;
use serde_json::json;
use twilio_events_codegen::net::outdated::{EventFacts, Outdated, OutdatedType};
use twilio_events_codegen::project::catalog::{EventType, Status};
use twilio_events_codegen::project::edit::Edit;
use twilio_events_codegen::project::id::SchemaId;
use twilio_events_codegen::project::snapshot::Snapshot;
use twilio_events_codegen::project::transaction::Transaction;
use twilio_events_codegen::{Error, Result};

use super::outdated::{Hosts, print};
use super::project::held;
use super::{Format, Project, Shell};

/// Asks as `outdated --all` does, and writes into catalog.toml what the catalog lacks; comments and order stay. The generated
/// event types and CHANGELOG.md change with it. Documents are not downloaded: `fetch` and `update` do that. Nothing is taken out
/// of the catalog: what has left the documentation site is named, and may still be sent.
#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 the catalog says what is published; 1 an error, or something could not be asked",
    "twilio-events discover --dry-run"
))]
pub(crate) struct Arguments {
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// How to print
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    pub(super) project: Project,
    #[command(flatten)]
    sources: Hosts,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let project = &arguments.project;
    let (mut transaction, mut snapshot) = project.begin(arguments.dry_run)?;
    let answer = arguments.sources.ask(&snapshot, true)?;
    let taken = take(&mut snapshot, &answer.outdated, &mut transaction)?;
    let mut summary = None;
    if taken.anything {
        let made = project.generate(&snapshot, held(&snapshot)?)?;
        made.stage(&mut transaction);
        if !taken.entries.is_empty() {
            project.add_to_changelog(&taken.entries.join("\n"), &mut transaction)?;
        }
        if !arguments.dry_run {
            transaction.commit()?;
        }
        summary = Some(made.summary());
    }
    // Said when it is so.
    match arguments.format {
        Format::Json => {
            let mut object = answer.json();
            object["written"] = json!(!arguments.dry_run && summary.is_some());
            shell.json(&object);
        }
        Format::Text => {
            print(shell, &answer.outdated);
            shell.status(match summary {
                Some(_) if arguments.dry_run => "dry run: nothing is written".to_owned(),
                Some(summary) => summary,
                None if answer.errors.is_empty() => {
                    "the catalog has everything that is published".to_owned()
                }
                None => "nothing is taken".to_owned(),
            });
        }
    }
    Error::all(answer.errors)?;
    Ok(ExitCode::SUCCESS)
}

/// What came into the catalog.
#[derive(Default)]
struct Taken {
    anything: bool,
    /// What the changelog says of it, a line for each event type.
    entries: Vec<String>,
}

/// Takes what it can into the catalog.
fn take(
    snapshot: &mut Snapshot,
    outdated: &Outdated,
    transaction: &mut Transaction,
) -> Result<Taken> {
    let mut edit = Edit::new(snapshot.catalog_text())?;
    let mut taken = Taken::default();
    for schema in &outdated.schemas {
        if schema.catalog < Some(schema.published) {
            edit.set_latest(&schema.id, schema.published);
            taken.anything = true;
        }
    }
    let listed = |id: &str| {
        let id: SchemaId = id.parse().ok()?;
        let new = outdated.schemas.iter().any(|schema| schema.id == id);
        (new || snapshot.catalog.schemas.contains_key(&id)).then_some(id)
    };
    for row in &outdated.event_types {
        let known = snapshot.catalog.events.get(&row.name);
        let event = match event(row, known, listed) {
            Ok(event) => event,
            Err(error) => {
                Shell::warning(&error.into_warning());
                continue;
            }
        };
        edit.set_event(&event);
        taken.entries.push(said(row, &event));
        taken.anything = true;
    }
    if taken.anything {
        snapshot.take_catalog(edit.into_text(), transaction)?;
    }
    Ok(taken)
}

/// What the catalog is to say of an event type.
fn event(
    row: &OutdatedType,
    known: Option<&EventType>,
    listed: impl Fn(&str) -> Option<SchemaId>,
) -> Result<EventType> {
    let EventFacts {
        status,
        schema,
        page,
    } = &row.published;
    let not_taken = |why: String| {
        Error::new(format!("{:?} is not taken: {why}", row.name))
            .help("add it to catalog.toml by hand, if it belongs there")
    };
    let schema = match schema {
        Some(id) => Some(
            listed(id)
                .ok_or_else(|| not_taken(format!("no version of its schema {id:?} is known")))?,
        ),
        None => None,
    };
    let product = known.map(|event| event.product.clone());
    let product = product
        .or_else(|| Some(schema.as_ref()?.product().to_owned()))
        .ok_or_else(|| not_taken("it has no schema that would name its product".to_owned()))?;
    let status = status.as_deref().unwrap_or(Status::Available.as_str());
    Ok(EventType {
        name: row.name.clone(),
        product,
        schema: schema.map(|id| id.to_string()),
        status: Status::named(status)
            .ok_or_else(|| not_taken(format!("its status {status:?} is none of those known")))?,
        page: page.clone(),
        untyped: None,
    })
}

/// The line of the changelog.
fn said(row: &OutdatedType, event: &EventType) -> String {
    let name = sanitize::line(&row.name);
    let schema = event.schema.as_deref().map(|id| format!("`{id}`"));
    let status = event.status.as_str();
    let Some(before) = &row.catalog else {
        let schema = schema.map_or_else(String::new, |schema| format!(" with schema {schema}"));
        return format!("- New event type `{name}`{schema}, {status}.");
    };
    let mut changes = Vec::new();
    if before.status.as_deref() != Some(status) {
        changes.push(format!("is {status}"));
    }
    if before.schema != event.schema
        && let Some(schema) = schema
    {
        changes.push(format!("has schema {schema}"));
    }
    if before.page != event.page {
        changes.push("has another page".to_owned());
    }
    format!("- Event type `{name}` {}.", changes.join(", "))
}
