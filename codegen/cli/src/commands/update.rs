//! `twilio-events update`: newer versions into the project, all of it or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;
use serde_json::value::RawValue;
use twilio_events_codegen::breaking::{self, Difference, Format, Semver, arm_changes};
use twilio_events_codegen::net::fetch::Fetcher;
use twilio_events_codegen::net::newer;
use twilio_events_codegen::net::newer::Found;
use twilio_events_codegen::project::id::SchemaId;
use twilio_events_codegen::project::overrides::Overrides;
use twilio_events_codegen::project::snapshot::{Held, Origin, Snapshot};
use twilio_events_codegen::{Error, Result};

use super::project::held;
use super::{Format as Form, Network, Project, Shell};

#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 newer versions are taken, or there are none; 1 an error, and nothing is changed",
    "twilio-events update Conversations.ConversationStateUpdated --dry-run"
))]
pub(crate) struct Arguments {
    /// Only these schemas [default: every schema of which a version is locked]
    #[arg(value_name = "ID")]
    schemas: Vec<SchemaId>,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// How to print
    #[arg(long, default_value = "text")]
    format: Form,
    #[command(flatten)]
    pub(super) project: Project,
    #[command(flatten)]
    network: Network,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let project = &arguments.project;
    let (mut transaction, mut snapshot) = project.begin(arguments.dry_run)?;

    let found = newer::find(
        &Fetcher::new(arguments.network.options()?)?,
        &wanted(&snapshot, &arguments.schemas)?,
    )?;
    if found.is_empty() {
        match arguments.format {
            Form::Text => shell.status("every schema is current"),
            Form::Json => print_json(shell, &[], None, false),
        }
        return Ok(ExitCode::SUCCESS);
    }
    // From here on everything is in memory; what is written is written at the end, together.
    let mut documents = held(&snapshot)?;
    let mut differences = differences(&documents, &found, &snapshot.overrides)?;
    for Found {
        document,
        provenance,
    } in found.into_values().flatten()
    {
        snapshot.pin(&document, provenance, &[], &mut transaction)?;
        documents.push(Held {
            document,
            origin: Origin::Network,
        });
    }
    let made = project.generate(&snapshot, documents)?;
    let model = &made.generated.model;
    for difference in &mut differences {
        let id = &difference.new.id;
        let schema = model.schemas().find(|schema| schema.id == id.schema);
        // The arm reads all that are held, not just the two that are compared.
        difference.arm = schema.map_or_else(Vec::new, |schema| {
            arm_changes::of_version(schema, id.version)
        });
    }
    made.stage(&mut transaction);
    let entries = differences.iter().map(|one| one.render(Format::Markdown));
    let entries: Vec<String> = entries.map(|entry| entry.trim().to_owned()).collect();
    project.add_to_changelog(&entries.join("\n\n"), &mut transaction)?;

    Shell::warnings(&made.generated.warnings);
    if !arguments.dry_run {
        transaction.commit()?;
    }
    // Said when it is so.
    let bump = bump(&differences);
    if arguments.format == Form::Json {
        print_json(shell, &differences, Some(bump), !arguments.dry_run);
        return Ok(ExitCode::SUCCESS);
    }
    for difference in &differences {
        shell.result(difference.render(Format::Text).trim_end());
    }
    shell.result(format_args!("version bump: {}", bump.as_str()));
    for difference in &differences {
        if difference.arm_semver() == Semver::Major {
            Shell::warning(&contradiction(difference));
        }
    }
    if arguments.dry_run {
        shell.status("dry run: nothing is written");
    } else {
        shell.status(made.summary());
    }
    Ok(ExitCode::SUCCESS)
}

/// One object: the differences as `diff --format json` has them, the bump, and whether anything was written.
fn print_json(shell: &Shell, differences: &[Difference], bump: Option<Semver>, written: bool) {
    let differences: Vec<Box<RawValue>> = differences
        .iter()
        .map(|difference| difference.render(Format::Json))
        .map(|text| {
            RawValue::from_string(text).expect("a difference is rendered as one JSON object")
        })
        .collect();
    let object = Object {
        version_bump: bump.map(Semver::as_str),
        written,
        differences,
    };
    shell.json_line(&object);
}

#[derive(Serialize)]
struct Object {
    version_bump: Option<&'static str>,
    written: bool,
    differences: Vec<Box<RawValue>>,
}

/// The newest locked version of each schema that was asked for.
fn wanted(snapshot: &Snapshot, asked: &[SchemaId]) -> Result<BTreeMap<SchemaId, u32>> {
    let mut locked = snapshot.newest_locked();
    if let Some(unknown) = asked.iter().find(|schema| !locked.contains_key(schema)) {
        let latest = snapshot.catalog.schemas.get(unknown).unwrap_or(&1);
        return Err(
            Error::new(format!("no version of {unknown} is locked")).help(format!(
                "begin with one: twilio-events fetch {unknown}/{latest}"
            )),
        );
    }
    let asked: BTreeSet<&SchemaId> = asked.iter().collect();
    locked.retain(|schema, _| asked.is_empty() || asked.contains(schema));
    Ok(locked)
}

/// What each new version changes over the one before it.
fn differences(
    held: &[Held],
    found: &BTreeMap<SchemaId, Vec<Found>>,
    overrides: &Overrides,
) -> Result<Vec<Difference>> {
    let mut differences = Vec::new();
    for (schema, found) in found {
        let newest = held
            .iter()
            .rfind(|held| held.document.id.schema == *schema)
            .map(|held| &held.document);
        let documents = || found.iter().map(|found| &found.document);
        for (old, new) in newest.into_iter().chain(documents()).zip(documents()) {
            differences.push(breaking::compare(old, new, overrides)?);
        }
    }
    Ok(differences)
}

/// A new version is a new module, so at least a minor addition.
fn bump(differences: &[Difference]) -> Semver {
    let bumps = differences.iter().map(Difference::arm_semver);
    bumps.max().unwrap_or(Semver::Minor).max(Semver::Minor)
}

/// What few new versions do: receivers have to look at it.
fn contradiction(difference: &Difference) -> Error {
    let id = &difference.new.id;
    let major = difference
        .arm
        .iter()
        .filter(|change| change.semver == Semver::Major);
    let places: Vec<String> = major
        .map(|change| {
            let place = Some(change.data.as_str()).filter(|place| !place.is_empty());
            format!("{}: {}", place.unwrap_or("the data"), change.message)
        })
        .collect();
    Error::new(format!(
        "the type behind the arm of {} changes, since this version contradicts older ones: {}",
        id.schema,
        places.join("; ")
    ))
    .document(id)
    .help("code that used those members does not compile any more: release this as a major version")
}
