//! What the commands say, and to whom: results and status to stdout, errors and warnings to stderr.

use std::cell::Cell;
use std::fmt::Display;
use std::io::{ErrorKind, IsTerminal as _, Write as _};

use twilio_events_codegen::Error;

use super::explain::{Severity, explain};

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

    /// The same without a line end.
    pub(crate) fn print(&self, text: impl Display) {
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
            complain(format_args!("{line}\n"));
        }
    }

    /// Something that the reader should look at.
    pub(crate) fn warning(warning: &Error) {
        complain(explain(Severity::Warning, warning));
    }

    /// Why the command failed.
    pub(crate) fn error(error: &Error) {
        complain(explain(Severity::Error, error));
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

/// To stderr. If that is gone, nobody can be told.
fn complain(text: impl Display) {
    let _ = write!(anstream::stderr(), "{text}");
}
