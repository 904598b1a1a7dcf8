//! What is to be said to a person: what, where, how bad it is, and what to do.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::address::{self, without_user_info};
use crate::sanitize::{line, lines};

pub(crate) type Cause = Box<dyn std::error::Error + Send + Sync>;

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

    pub(crate) fn new(severity: Severity, message: &str) -> Self {
        Self(Box::new(Parts {
            severity,
            message: safe(message),
            place: Place::default(),
            help: None,
            cause: None,
            entry: None,
        }))
    }

    /// The same as something of another severity.
    #[must_use]
    pub(crate) fn with_severity(mut self, severity: Severity) -> Self {
        self.0.severity = severity;
        self
    }

    /// Adds what the reader can do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(safe(&help.into()));
        self
    }

    /// Adds the error that led here.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<Cause>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// Adds the file, unless one is named already.
    #[must_use]
    pub fn file(mut self, file: &Path) -> Self {
        self.0.place.file.get_or_insert_with(|| file.to_owned());
        self
    }

    /// Adds line and column, both counted from 1, unless they are named already.
    #[must_use]
    pub fn line(mut self, line: usize, column: usize) -> Self {
        self.0.place.line.get_or_insert((line, column));
        self
    }

    /// Adds what the document is called, unless one is named already.
    #[must_use]
    pub fn document(mut self, document: &impl ToString) -> Self {
        self.0
            .place
            .document
            .get_or_insert_with(|| document.to_string());
        self
    }

    /// Adds the JSON pointer, unless one is named already.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.0.place.pointer.get_or_insert_with(|| pointer.into());
        self
    }

    /// Keeps the lines of the file out of what is shown.
    #[must_use]
    pub fn without_lines(mut self) -> Self {
        self.0.place.hides_lines = true;
        self
    }

    /// Names the entry of a file of hints that does not apply: `[[values]] "state"`.
    #[must_use]
    pub fn of_entry(mut self, entry: &str) -> Self {
        self.0.entry = Some(entry.to_owned());
        self
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
