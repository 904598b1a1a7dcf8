//! TOML files of a project, read with the line of what is wrong.

use serde::de::DeserializeOwned;
use toml_edit::{Document, TomlError};

use crate::error::{Error, Result};

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

fn unreadable(text: &str, message: &str, span: Option<std::ops::Range<usize>>) -> Error {
    let message = message.trim_end().replace('\n', "; ");
    let error = Error::new(format!("this file cannot be read: {message}"))
        .help("correct the line; see CONTRIBUTING.md for what the file holds");
    match span {
        Some(span) => {
            let (line, column) = position(text, span.start);
            error.line(line, column)
        }
        None => error,
    }
}

/// The error with the place of an entry: the third `[[schema]]` is number 2 of the list `schema`.
pub(super) fn at_entry(error: Error, text: &str, list: &str, number: usize) -> Error {
    match of_entry(text, list, number) {
        Some((line, column)) => error.line(line, column),
        None => error,
    }
}

/// Line and column of such an entry.
pub(super) fn of_entry(text: &str, list: &str, number: usize) -> Option<(usize, usize)> {
    let document = Document::parse(text).ok()?;
    let tables = document.get(list)?.as_array_of_tables()?;
    let span = tables.get(number)?.span()?;
    Some(position(text, span.start))
}

/// Line and column of a byte, counted from 1.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}
