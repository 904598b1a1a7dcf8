//! The command `twilio-events`: see `commands` for its words, and a file of `commands/` for each of its commands.

use std::process::ExitCode;

use clap::CommandFactory as _;

mod commands;
#[cfg(feature = "inspect")]
mod inspect;
mod mirror;
mod report;
mod site;
mod trigger;

use commands::{Cli, Command, Shell};

fn main() -> ExitCode {
    let arguments = Cli::read().unwrap_or_else(|error| commands::shell::refuse(&error));
    arguments.color.write_global();
    let shell = Shell::new(arguments.quiet);
    let outcome = match arguments.command {
        Command::Regen(arguments) => commands::regen::run(&shell, &arguments),
        Command::Fetch(arguments) => commands::fetch::run(&shell, &arguments),
        Command::Pin(arguments) => commands::pin::run(&shell, &arguments),
        Command::List(arguments) => commands::list::run(&shell, &arguments),
        Command::Outdated(arguments) => commands::outdated::run(&shell, &arguments),
        Command::Discover(arguments) => commands::discover::run(&shell, &arguments),
        Command::Update(arguments) => commands::update::run(&shell, &arguments),
        Command::Verify(arguments) => commands::verify::run(&shell, &arguments),
        Command::Docs(arguments) => commands::docs::run(&shell, &arguments),
        Command::Mirror(arguments) => commands::mirror::run(&shell, &arguments),
        Command::Trigger(arguments) => commands::trigger::run(&shell, &arguments),
        #[cfg(feature = "inspect")]
        Command::Inspect(arguments) => Ok(commands::inspect::run(&shell, &arguments)),
        Command::Types(arguments) => commands::types::run(&shell, &arguments),
        Command::Diff(arguments) => commands::diff::run(&shell, &arguments),
        Command::Completions(arguments) => Ok(commands::completions::run(
            &shell,
            &arguments,
            Cli::command(),
        )),
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
