//! The command `twilio-events`: see `cli` for its words, and a file of `cli/` for each of its commands.

use std::process::ExitCode;

use clap::Parser as _;

mod cli;

use cli::{Cli, Command, Shell};

fn main() -> ExitCode {
    let arguments = Cli::try_parse().unwrap_or_else(|error| cli::shell::refuse(&error));
    arguments.color.write_global();
    let shell = Shell::new(arguments.quiet);
    let outcome = match arguments.command {
        Command::Regen(arguments) => cli::regen::run(&shell, &arguments),
        Command::Fetch(arguments) => cli::fetch::run(&shell, &arguments),
        Command::Pin(arguments) => cli::pin::run(&shell, &arguments),
        Command::List(arguments) => cli::list::run(&shell, &arguments),
        Command::Outdated(arguments) => cli::outdated::run(&shell, &arguments),
        Command::Discover(arguments) => cli::discover::run(&shell, &arguments),
        Command::Update(arguments) => cli::update::run(&shell, &arguments),
        Command::Verify(arguments) => cli::verify::run(&shell, &arguments),
        Command::Mirror(arguments) => cli::mirror::run(&shell, &arguments),
        Command::Trigger(arguments) => cli::trigger::run(&shell, arguments),
        Command::Types(arguments) => cli::types::run(&shell, &arguments),
        Command::Diff(arguments) => cli::diff::run(&shell, &arguments),
        Command::Completions(arguments) => Ok(cli::completions::run(&shell, &arguments)),
    };
    let code = outcome.unwrap_or_else(|error| {
        Shell::error(&error);
        ExitCode::FAILURE
    });
    if shell.all_was_written() {
        code
    } else {
        ExitCode::FAILURE
    }
}
