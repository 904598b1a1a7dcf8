//! `twilio-events list`: the catalog.

use std::process::ExitCode;

use crate::report::{columns, or_dash};
use clap::Args;
use clap::builder::PossibleValuesParser;
use schema_to_rust::suggest::meant;
use serde_json::json;
use twilio_events_codegen::Result;
use twilio_events_codegen::project::catalog::{EventType, Status};
use twilio_events_codegen::project::snapshot::Snapshot;

use super::{Format, Project, Shell, failed_if};

#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 something is shown; 1 an error, or nothing matches",
    "twilio-events list --product Conversations --held"
))]
pub(crate) struct Arguments {
    /// Only event types of this product
    #[arg(long, value_name = "NAME")]
    product: Option<String>,
    /// Only event types of this status
    #[arg(long, value_parser = PossibleValuesParser::new(Status::ALL.map(Status::as_str)))]
    status: Option<String>,
    /// Only event types whose name or schema contains this text
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// Only event types whose schema is locked
    #[arg(long)]
    held: bool,
    /// Only event types whose data has no type, each with the reason
    #[arg(long, conflicts_with = "held")]
    untyped: bool,
    /// How to print
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    pub(super) project: Project,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let snapshot = arguments.project.snapshot()?;
    let rows: Vec<Row<'_>> = snapshot
        .catalog
        .events
        .values()
        .map(|event| Row::new(event, &snapshot))
        .filter(|row| arguments.take(row))
        .collect();
    match arguments.format {
        Format::Text if rows.is_empty() => {
            let events = snapshot.catalog.events.values();
            let products = events.map(|event| &*event.product);
            let given = arguments.product.as_deref();
            let meant = given.map(|product| meant(product, products));
            let line = format!("no event type matches; {}", meant.unwrap_or_default());
            shell.status(line.trim_end().trim_end_matches(';'));
        }
        Format::Text => {
            let last = if arguments.untyped {
                ["reason"].as_slice()
            } else {
                &["locked", "page"]
            };
            let head = [&["event type", "product", "status", "schema"], last].concat();
            let cells = rows.iter().map(|row| row.cells(arguments.untyped));
            shell.print(columns(&head, cells));
        }
        Format::Json => shell.json(&rows.iter().map(Row::json).collect::<Vec<_>>()),
    }
    Ok(failed_if(rows.is_empty()))
}

impl Arguments {
    fn take(&self, row: &Row<'_>) -> bool {
        let event = row.event;
        let schema = event.schema.as_deref().unwrap_or_default();
        let [product, status, text] =
            [&self.product, &self.status, &self.text].map(Option::as_deref);
        product.is_none_or(|product| event.product.eq_ignore_ascii_case(product))
            && status.is_none_or(|status| status == event.status.as_str())
            && text.is_none_or(|text| event.name.contains(text) || schema.contains(text))
            && (!self.held || !row.locked.is_empty())
            && (!self.untyped || row.locked.is_empty())
    }
}

/// An event type, and the versions of its schema that are locked, each with its provenance.
struct Row<'a> {
    event: &'a EventType,
    locked: Vec<(u32, &'static str)>,
}

impl<'a> Row<'a> {
    fn new(event: &'a EventType, snapshot: &Snapshot) -> Self {
        let schema = event.schema.as_deref();
        let locked = snapshot.lock.0.iter();
        let locked = locked
            .filter(|(id, _)| schema == Some(id.schema.as_str()))
            .map(|(id, entry)| (id.version, entry.provenance.as_str()))
            .collect();
        Self { event, locked }
    }

    /// Why its data has no type, where it has none.
    fn untyped(&self) -> Option<&str> {
        let untyped = self.locked.is_empty();
        untyped.then(|| self.event.why_untyped())
    }

    fn cells(&self, untyped: bool) -> Vec<String> {
        let locked: Vec<String> = self
            .locked
            .iter()
            .map(|(version, from)| format!("{version} ({from})"))
            .collect();
        let mut cells = vec![
            self.event.name.clone(),
            self.event.product.clone(),
            self.event.status.as_str().to_owned(),
            or_dash(self.event.schema.as_deref()),
        ];
        if untyped {
            cells.extend(self.untyped().map(str::to_owned));
        } else {
            cells.push(or_dash(Some(&locked.join(", "))));
            cells.push(or_dash(self.event.page.as_deref()));
        }
        cells
    }

    fn json(&self) -> serde_json::Value {
        let locked = self
            .locked
            .iter()
            .map(|(version, from)| json!({"version": version, "provenance": from}));
        json!({
            "type": self.event.name,
            "product": self.event.product,
            "status": self.event.status.as_str(),
            "schema": self.event.schema,
            "locked": locked.collect::<Vec<_>>(),
            "page": self.event.page,
            "untyped": self.untyped(),
        })
    }
}
