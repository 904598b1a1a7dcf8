//! TOML files of a project, read with the line of what is wrong.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml_edit::TomlError;

use crate::error::{Error, Result};
use crate::project::files::line_and_column;

/// Reads the text of a file.
///
/// # Errors
/// It is not TOML, or not of this form.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T> {
    toml_edit::de::from_str(text).map_err(|error| unreadable(text, error.message(), error.span()))
}

/// What is wrong with a text that is not TOML.
pub(super) fn not_toml(text: &str, error: &TomlError) -> Error {
    unreadable(text, error.message(), error.span())
}

fn unreadable(text: &str, message: &str, span: Option<Range<usize>>) -> Error {
    let message = message.trim_end().replace('\n', "; ");
    let error = Error::new(format!("this file cannot be read: {message}"))
        .help("correct the line; see CONTRIBUTING.md for what the file holds");
    match span {
        Some(span) => {
            let (line, column) = line_and_column(text, span.start);
            error.line(line, column)
        }
        None => error,
    }
}

/// The error of an entry, with its place in the text.
pub(super) fn at_entry(error: Error, text: &str, entry: Range<usize>) -> Error {
    let (line, column) = line_and_column(text, entry.start);
    error.line(line, column)
}
