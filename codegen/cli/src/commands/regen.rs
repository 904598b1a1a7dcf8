//! `twilio-events regen`: the main job.

use std::process::ExitCode;
use std::time::Instant;

use crate::report;
use clap::Args;
use twilio_events_codegen::builder::Builder;
use twilio_events_codegen::project::snapshot::Origin;
use twilio_events_codegen::project::transaction::{self, Transaction};
use twilio_events_codegen::{Error, Result};

use super::project::Made;
use super::{Network, Project, Shell};

#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 done; 1 an error, or a difference that --check was to find",
    "twilio-events regen --check"
))]
pub(crate) struct Arguments {
    /// Write nothing: show the difference, and fail if there is one
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    pub(super) project: Project,
    #[command(flatten)]
    network: Network,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let start = Instant::now();
    let project = &arguments.project;
    let root = project.root()?;
    let transaction = if arguments.check {
        transaction::pending(&root)?;
        None
    } else {
        Some(Transaction::begin(&root)?)
    };
    let builder = Builder::new(project.schemas()?).fetch(arguments.network.options()?);
    let snapshot = project.snapshot()?;
    let made = project.generate(&snapshot, builder.documents(&snapshot)?)?;
    Shell::warnings(&made.generated.warnings);
    let Some(mut transaction) = transaction else {
        return check(shell, &made);
    };
    // What was downloaded becomes part of the snapshot, so that the next run needs no network.
    let documents = made.generated.documents.iter();
    for held in documents.filter(|held| held.origin == Origin::Network) {
        snapshot.restore(&held.document, &mut transaction)?;
    }
    made.stage(&mut transaction);
    transaction.commit()?;
    let table = report::table(&made.generated.model, &made.plan);
    if !table.is_empty() {
        shell.status(table.trim_end());
    }
    shell.status(format_args!(
        "{}, in {:.2} s",
        made.summary(),
        start.elapsed().as_secs_f64()
    ));
    Ok(ExitCode::SUCCESS)
}

fn check(shell: &Shell, made: &Made) -> Result<ExitCode> {
    if made.plan.is_empty() && made.sums.is_some() {
        return Err(
            Error::new("README.md has other sums than the locked schemas give")
                .help("write them with: cargo regen"),
        );
    }
    if made.plan.is_empty() {
        shell.status("generated/ is what the locked schemas give");
        return Ok(ExitCode::SUCCESS);
    }
    shell.print(made.plan.diff());
    Err(Error::new("generated/ is not what the locked schemas give")
        .help("accept the difference with: cargo regen"))
}
