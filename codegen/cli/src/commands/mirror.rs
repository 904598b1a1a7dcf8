//! `twilio-events mirror`: the snapshot as a schema host.

use std::process::ExitCode;

use crate::mirror;
use clap::Args;
use twilio_events_codegen::Result;

use super::{Project, Shell};

#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 never: it serves until it is ended; 1 an error",
    "twilio-events mirror --listen 127.0.0.1:8787\n  TWILIO_EVENTS_BASE_URL=http://127.0.0.1:8787 cargo build"
))]
pub(crate) struct Arguments {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8787")]
    listen: String,
    #[command(flatten)]
    pub(super) project: Project,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    mirror::serve(
        arguments.project.snapshot()?,
        &arguments.listen,
        |address| {
            shell.result(format_args!("listening on http://{address}"));
        },
    )?;
    Ok(ExitCode::SUCCESS)
}
