//! `twilio-events completions`: what the shell may fill in.

use std::process::ExitCode;

use clap::{Args, Command};
use clap_complete::Shell as Kind;

use super::Shell;

#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "twilio-events completions bash > ~/.local/share/bash-completion/completions/twilio-events"
))]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    kind: Kind,
}

/// Prints the script that completes the words of `command`.
pub(crate) fn run(shell: &Shell, arguments: &Arguments, mut command: Command) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(arguments.kind, &mut command, "twilio-events", &mut script);
    shell.print(String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}
