//! `twilio-events outdated`: which schemas have newer versions.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Args;
use twilio_events_codegen::Result;
use twilio_events_codegen::fetch::Fetcher;
use twilio_events_codegen::id::SchemaId;
use twilio_events_codegen::newer;
use twilio_events_codegen::report::columns;
use twilio_events_codegen::snapshot::Snapshot;

use super::Place;

#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 everything is current; 1 something is outdated, or an error.\n\nExample:\n  twilio-events outdated"
)]
pub(crate) struct Arguments {
    /// Also schemas of which no version is locked
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(place: &Place, arguments: &Arguments) -> Result<ExitCode> {
    let snapshot = place.snapshot()?;
    let locked = newest_locked(&snapshot);
    let known: BTreeMap<SchemaId, u32> = if arguments.all {
        snapshot.catalog.schemas.clone()
    } else {
        locked.clone()
    };
    let found = newer::find(&Fetcher::new(place.fetch_options()?)?, &known)?;
    let mut rows = vec![
        ["schema", "locked", "catalogue", "published"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for (schema, catalogued) in &snapshot.catalog.schemas {
        let held = locked.get(schema).copied().unwrap_or(0);
        if !known.contains_key(schema) {
            continue;
        }
        let published = found
            .get(schema)
            .and_then(|found| found.last())
            .map(|found| found.document.id.version);
        if published.is_none() && held >= *catalogued {
            continue;
        }
        let number = |version: u32| {
            if version == 0 {
                "-".to_owned()
            } else {
                version.to_string()
            }
        };
        rows.push(vec![
            schema.to_string(),
            number(held),
            number(*catalogued),
            number(published.unwrap_or(held)),
        ]);
    }
    if rows.len() == 1 {
        println!("every schema is current");
        return Ok(ExitCode::SUCCESS);
    }
    print!("{}", columns(&rows));
    Ok(ExitCode::FAILURE)
}

/// The newest locked version of each schema.
pub(crate) fn newest_locked(snapshot: &Snapshot) -> BTreeMap<SchemaId, u32> {
    // The lock is ordered by version, so the last one stays.
    snapshot
        .lock
        .0
        .keys()
        .map(|id| (id.schema.clone(), id.version))
        .collect()
}
