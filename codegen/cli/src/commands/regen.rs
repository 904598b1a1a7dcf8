//! `twilio-events regen`: the main job.

use std::process::ExitCode;
use std::time::Instant;

use crate::report;
use clap::Args;
use twilio_events_codegen::builder::Builder;
use twilio_events_codegen::emit::coverage;
use twilio_events_codegen::project::snapshot::Origin;
use twilio_events_codegen::project::transaction::{self, Transaction};
use twilio_events_codegen::project::write::Plan;
use twilio_events_codegen::{Error, Result};

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
    let (generated, plan) = project.generate(&snapshot, builder.documents(&snapshot)?)?;
    for warning in &generated.warnings {
        Shell::warning(warning);
    }
    let readme = root.join("README.md");
    let sums = coverage::readme(&readme, &generated.model)?;
    let Some(mut transaction) = transaction else {
        return check(shell, &plan, sums.is_none());
    };
    // What was downloaded becomes part of the snapshot, so that the next run needs no network.
    for held in generated
        .documents
        .iter()
        .filter(|held| held.origin == Origin::Network)
    {
        snapshot.restore(&held.document, &mut transaction)?;
    }
    plan.stage(&mut transaction);
    if let Some(text) = sums {
        transaction.write(&readme, text);
    }
    transaction.commit()?;
    let table = report::table(&generated.model, &plan);
    if !table.is_empty() {
        shell.status(table.trim_end());
    }
    shell.status(format_args!(
        "{}, in {:.2} s",
        report::summary(&generated.model, &plan),
        start.elapsed().as_secs_f64()
    ));
    Ok(ExitCode::SUCCESS)
}

fn check(shell: &Shell, plan: &Plan, sums_agree: bool) -> Result<ExitCode> {
    if plan.is_empty() && !sums_agree {
        return Err(
            Error::new("README.md has other sums than the locked schemas give")
                .help("write them with: cargo regen"),
        );
    }
    if plan.is_empty() {
        shell.status("generated/ is what the locked schemas give");
        return Ok(ExitCode::SUCCESS);
    }
    shell.print(plan.diff());
    Err(Error::new("generated/ is not what the locked schemas give")
        .help("accept the difference with: cargo regen"))
}
