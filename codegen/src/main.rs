//! The command `twilio-events`: see `cli` for its words, and a file of `cli/` for each of its commands.

use std::process::ExitCode;

use clap::Parser as _;

mod cli;

use cli::{Cli, Command};

fn main() -> ExitCode {
    let Cli { command, place } = Cli::parse();
    let outcome = match command {
        Command::Regen(arguments) => cli::regen::run(&place, &arguments),
        Command::Fetch(arguments) => cli::fetch::run(&place, &arguments),
        Command::Pin(arguments) => cli::pin::run(&place, &arguments),
        Command::List(arguments) => cli::list::run(&place, &arguments),
        Command::Outdated(arguments) => cli::outdated::run(&place, &arguments),
        Command::Update(arguments) => cli::update::run(&place, &arguments),
        Command::Verify(arguments) => cli::verify::run(&place, &arguments),
        Command::Mirror(arguments) => cli::mirror::run(&place, &arguments),
        Command::Trigger(arguments) => cli::trigger::run(&place, arguments),
        Command::Types(arguments) => cli::types::run(&arguments),
        Command::Diff(arguments) => cli::diff::run(&place, &arguments),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}
