//! `twilio-events docs`: the catalog as a site, to be read in a browser.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use schema_to_rust::sanitize;
use twilio_events_codegen::Result;
use twilio_events_codegen::project::write::Plan;

use super::{Network, Project, Shell};
use crate::site;

/// The pages need no server: open index.html. Search is a script, and all else is there without one.
#[derive(Args, Debug)]
#[command(after_help = super::help!("twilio-events docs --out target/site"))]
pub(crate) struct Arguments {
    /// A folder to write to; nothing else may lie there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    pub(super) project: Project,
    #[command(flatten)]
    network: Network,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let (snapshot, generated) = arguments.project.model(&arguments.network)?;
    let files = site::files(&snapshot, &generated)?;
    let plan = Plan::new(&arguments.out, &files)?;
    let (written, removed) = plan.counts();
    plan.apply()?;
    shell.status(format_args!(
        "{}: {} files, {written} written, {removed} removed",
        sanitize::path(&arguments.out.join("index.html")),
        files.len(),
    ));
    Ok(ExitCode::SUCCESS)
}
