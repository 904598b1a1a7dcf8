//! What is to be said to a person, by every stage: what, where, how bad it is, and what to do.

use std::fmt;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use crate::address::{self, without_user_info};
use crate::sanitize::{line, lines};

/// The result of every stage.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What is wrong: a [`Diagnostic`] that nothing comes of, or several as one.
pub struct Error(Diagnostic);

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing comes of it.
    Error,
    /// Something comes of it, and a person should look.
    Warning,
}

/// Something to be said: what, where (file, line, document, JSON pointer), how bad it is, what led to it, and what to do about it.
///
/// What messages quote of documents, file names and hosts' answers is [made safe](crate::sanitize) for a terminal, and addresses
/// are without user info.
pub struct Diagnostic(Box<Parts>);

struct Parts {
    severity: Severity,
    message: String,
    place: Place,
    help: Option<String>,
    cause: Option<Cause>,
    entry: Option<String>,
    several: Vec<Error>,
}

/// Where something was found. Whatever is not known stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: Option<PathBuf>,
    /// Line and column in the file, both counted from 1.
    pub line: Option<(usize, usize)>,
    /// What the document is called.
    pub document: Option<String>,
    /// The JSON pointer (RFC 6901) inside the document.
    pub pointer: Option<String>,
    /// Whether the lines of the file stay out of messages: it was not meant to be read.
    pub hides_lines: bool,
}

impl Diagnostic {
    /// A warning that says `message`.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, &message.into())
    }

    fn new(severity: Severity, message: &str) -> Self {
        Self(Box::new(Parts {
            severity,
            message: safe(message),
            place: Place::default(),
            help: None,
            cause: None,
            entry: None,
            several: Vec::new(),
        }))
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.0.severity
    }

    /// The entry of a file of hints that does not apply, where that is what is wrong.
    pub fn entry(&self) -> Option<&str> {
        self.0.entry.as_deref()
    }

    /// What is wrong, without place and help.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where it is wrong.
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// What to do about it.
    pub fn advice(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// What led here, the nearest first.
    pub fn causes(&self) -> Vec<String> {
        let first = self.0.cause.as_ref();
        let first = first.map(|cause| &**cause as &dyn std::error::Error);
        std::iter::successors(first, |error| error.source())
            .map(|cause| safe(&cause.to_string()))
            .collect()
    }
}

/// What a diagnostic takes, an error takes too.
macro_rules! takes {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $ty:ty),*) = |$parts:ident| $take:expr;)*) => {
        impl Diagnostic {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(mut self, $($argument: $ty),*) -> Self {
                    let $parts = &mut *self.0;
                    $take;
                    self
                }
            )*
        }

        impl Error {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(self, $($argument: $ty),*) -> Self {
                    Self(self.0.$name($($argument),*))
                }
            )*
        }
    };
}

takes! {
    /// Adds what the reader can do about it.
    help(help: impl Into<String>) = |parts| parts.help = Some(safe(&help.into()));
    /// Adds the error that led here.
    cause(cause: impl Into<Cause>) = |parts| parts.cause = Some(cause.into());
    /// Adds the file, unless one is named already.
    file(file: &Path) = |parts| parts.place.file.get_or_insert_with(|| file.to_owned());
    /// Adds line and column, both counted from 1, unless they are named already.
    line(line: usize, column: usize) = |parts| parts.place.line.get_or_insert((line, column));
    /// Adds what the document is called, unless one is named already.
    document(name: &impl ToString) = |parts| parts.place.document.get_or_insert_with(|| name.to_string());
    /// Adds the JSON pointer, unless one is named already.
    pointer(pointer: impl Into<String>) = |parts| parts.place.pointer.get_or_insert_with(|| pointer.into());
    /// Keeps the lines of the file out of what is shown.
    without_lines() = |parts| parts.place.hides_lines = true;
    /// Names the entry of a file of hints that does not apply: `[[values]] "state"`.
    of_entry(entry: &str) = |parts| parts.entry = Some(entry.to_owned());
}

impl Error {
    /// An error that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Diagnostic::new(Severity::Error, &message.into()))
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
        all.0.0.several = errors;
        Err(all)
    }

    /// The same as a warning, where something comes of it after all.
    pub fn into_warning(mut self) -> Diagnostic {
        self.0.0.severity = Severity::Warning;
        self.0
    }

    /// The errors that this one stands for; empty for one that stands for itself.
    pub fn several(&self) -> &[Self] {
        &self.0.0.several
    }
}

/// Text that may quote anything, for people to read.
fn safe(text: &str) -> String {
    lines(&without_user_info(text)).into_owned()
}

impl Place {
    /// The file as people read it, on one line.
    pub fn shown_file(&self) -> Option<String> {
        let file = self.file.as_ref()?.display().to_string();
        // An address that was taken for a file.
        let file = if file.contains("://") {
            address::written(&file)
        } else {
            file
        };
        Some(line(&file).into_owned())
    }

    /// The document and the JSON pointer, `document#pointer`, as far as they are known, on one line.
    pub fn shown_address(&self) -> String {
        let document = self.document.as_deref().map(|name| line(name).into_owned());
        let pointer = self.pointer.as_ref();
        let pointer = pointer.map(|pointer| format!("#{}", line(pointer)));
        document.unwrap_or_default() + &pointer.unwrap_or_default()
    }
}

impl fmt::Display for Place {
    /// `file:line:column: document#pointer: `, as far as known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = self.shown_file() {
            write!(f, "{file}:")?;
            if let Some((line, column)) = self.line {
                write!(f, "{line}:{column}:")?;
            }
            f.write_str(" ")?;
        }
        if self.document.is_none() && self.pointer.is_none() {
            return Ok(());
        }
        f.write_str(&self.shown_address())?;
        if let (None, Some((line, column))) = (&self.file, self.line) {
            write!(f, " (line {line}, column {column})")?;
        }
        f.write_str(": ")
    }
}

impl fmt::Display for Diagnostic {
    /// Place and message on the first line; the causes and the help on lines of their own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0.place, self.0.message)?;
        for cause in self.causes() {
            write!(f, "\n  cause: {cause}")?;
        }
        if let Some(help) = &self.0.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Diagnostic {
    /// The same as [`Display`](fmt::Display): `main` and `unwrap` show what a person can read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Deref for Error {
    type Target = Diagnostic;

    fn deref(&self) -> &Diagnostic {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

// `Display` prints the causes, so `source` stays silent: reporters that walk it would print them twice.
impl std::error::Error for Error {}
