//! The error of every stage: what is wrong, where, and what to do.

use std::fmt;
use std::ops::Deref;
use std::path::Path;

use crate::diagnostic::Cause;
pub use crate::diagnostic::{Diagnostic, Place, Severity};

/// The result of every stage.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What is wrong: a [`Diagnostic`], or several as one.
pub struct Error {
    own: Diagnostic,
    several: Vec<Error>,
}

impl Error {
    /// An error that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            own: Diagnostic::new(Severity::Error, &message.into()),
            several: Vec::new(),
        }
    }

    /// Nothing, where there are no errors.
    ///
    /// # Errors
    /// All of them as one: one is itself, more are listed.
    pub fn all(mut errors: Vec<Self>) -> Result<()> {
        if errors.len() < 2 {
            return errors.pop().map_or(Ok(()), Err);
        }
        let list: Vec<String> = errors.iter().map(ToString::to_string).collect();
        let mut all = Self::new(format!("{} errors\n{}", errors.len(), list.join("\n")));
        all.several = errors;
        Err(all)
    }

    /// The same as a warning, where something comes of it after all.
    pub fn into_warning(self) -> Diagnostic {
        self.own.with_severity(Severity::Warning)
    }

    fn with(self, change: impl FnOnce(Diagnostic) -> Diagnostic) -> Self {
        Self {
            own: change(self.own),
            several: self.several,
        }
    }

    /// The errors that this one stands for; empty for one that stands for itself.
    pub fn several(&self) -> &[Self] {
        &self.several
    }
}

/// What a diagnostic takes, an error takes too.
macro_rules! takes {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $ty:ty),*);)*) => {
        impl Error {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(self, $($argument: $ty),*) -> Self {
                    self.with(|own| own.$name($($argument),*))
                }
            )*
        }
    };
}

takes! {
    /// Adds what the reader can do about it.
    help(help: impl Into<String>);
    /// Adds the error that led here.
    cause(cause: impl Into<Cause>);
    /// Adds the file, unless one is named already.
    file(file: &Path);
    /// Adds line and column, both counted from 1, unless they are named already.
    line(line: usize, column: usize);
    /// Adds what the document is called, unless one is named already.
    document(document: &impl ToString);
    /// Adds the JSON pointer, unless one is named already.
    pointer(pointer: impl Into<String>);
    /// Keeps the lines of the file out of what is shown.
    without_lines();
    /// Names the entry of a file of hints that does not apply: `[[values]] "state"`.
    of_entry(entry: &str);
}

impl Deref for Error {
    type Target = Diagnostic;

    fn deref(&self) -> &Diagnostic {
        &self.own
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.own.fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

// `Display` prints the causes, so `source` stays silent: reporters that walk it would print them twice.
impl std::error::Error for Error {}
