//! `twilio-events completions`: what the shell may fill in.

use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell as Kind;

use super::{Cli, Shell};

#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "twilio-events completions bash > ~/.local/share/bash-completion/completions/twilio-events"
))]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    kind: Kind,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.kind,
        &mut Cli::command(),
        "twilio-events",
        &mut script,
    );
    shell.print(String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}
