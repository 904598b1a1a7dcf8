//! What the commands say, and to whom: results and status to stdout, errors and warnings to stderr.

use std::cell::Cell;
use std::fmt::Display;
use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::process::ExitCode;

use schema_to_rust::address;
use schema_to_rust::sanitize;
use serde::Serialize;
use twilio_events_codegen::Error;
use twilio_events_codegen::error::Diagnostic;

use super::explain::{explain, explain_warning};

/// How a command ends that found what it was to look for, or not.
pub(crate) fn failed_if(failed: bool) -> ExitCode {
    ExitCode::from(u8::from(failed))
}

/// The two streams, in colour where that is wanted.
#[derive(Debug)]
pub(crate) struct Shell {
    quiet: bool,
    /// Whether something could not be written to stdout.
    lost: Cell<bool>,
}

impl Shell {
    /// With `quiet`, status is not said.
    pub(crate) fn new(quiet: bool) -> Self {
        let lost = Cell::new(false);
        Self { quiet, lost }
    }

    /// A line of what the command was asked for.
    pub(crate) fn result(&self, line: impl Display) {
        self.print(format_args!("{line}\n"));
    }

    /// One JSON value for a script.
    pub(crate) fn json(&self, value: &impl Serialize) {
        let text = serde_json::to_string_pretty(value).expect("text and lists are always JSON");
        self.write(&(sanitize::json(&text) + "\n"));
    }

    /// The same on one line.
    pub(crate) fn json_line(&self, value: &impl Serialize) {
        let text = serde_json::to_string(value).expect("text and lists are always JSON");
        self.write(&(sanitize::json(&text) + "\n"));
    }

    /// The same as [`result`](Self::result) without a line end. Whatever is said, a terminal shows it and does nothing.
    pub(crate) fn print(&self, text: impl Display) {
        self.write(&sanitize::lines(&text.to_string()));
    }

    fn write(&self, text: &str) {
        let mut stdout = anstream::stdout();
        let written = write!(stdout, "{text}").and_then(|()| stdout.flush());
        // Who closes the pipe has read enough: `twilio-events list | head`.
        if written.is_err_and(|error| error.kind() != ErrorKind::BrokenPipe) {
            self.lost.set(true);
        }
    }

    /// A line about what the command does.
    pub(crate) fn status(&self, line: impl Display) {
        if !self.quiet {
            self.result(line);
        }
    }

    /// A line on stderr about what the command does.
    pub(crate) fn note(&self, line: impl Display) {
        if !self.quiet {
            complain(sanitize::lines(&format!("{line}\n")));
        }
    }

    /// What the reader should look at.
    pub(crate) fn warnings<'a>(warnings: impl IntoIterator<Item = &'a Diagnostic>) {
        warnings.into_iter().for_each(Self::warning);
    }

    /// Something that the reader should look at.
    pub(crate) fn warning(warning: &Diagnostic) {
        complain(explain_warning(warning));
    }

    /// Why the command failed.
    pub(crate) fn error(error: &Error) {
        complain(explain(error));
    }

    /// Whether a person watches stderr, and wants to see how far things are.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }

    /// Whether everything that was said has gone out.
    pub(crate) fn all_was_written(&self) -> bool {
        !self.lost.get()
    }
}

/// Says what is wrong with the command line, or what it asks to be told, and ends.
pub(crate) fn refuse(error: &clap::Error) -> ! {
    let text = error.render().to_string();
    // It can quote any argument: an address with a password, or the name of a file.
    let mut safe = text.clone();
    for argument in std::env::args_os() {
        let argument = argument.to_string_lossy();
        let written = argument
            .split_once('=')
            .map_or(&*argument, |(_, value)| value);
        for written in [&*argument, written] {
            if written.contains("://") {
                safe = safe.replace(written, &address::written(written));
            }
        }
    }
    let safe = sanitize::lines(&safe);
    // What is harmless is said in colour.
    if safe != text {
        complain(&safe);
        std::process::exit(error.exit_code());
    }
    error.exit()
}

/// To stderr. If that is gone, nobody can be told.
fn complain(text: impl Display) {
    let _ = write!(anstream::stderr(), "{text}");
}
