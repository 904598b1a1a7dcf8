//! Errors and warnings as rustc shows them: what, where, the line itself, and what to do.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use schema_to_rust::sanitize;
use serde_json::{Value, json};
use twilio_events_codegen::Error;
use twilio_events_codegen::error::{Diagnostic, Place, Severity};
use twilio_events_codegen::project::files;

/// Longer lines, as in documents without line ends, are not shown.
const LONGEST_LINE: usize = 200;

/// The text of an error, or of each of those that it stands for, with a line end. Styled: `anstream` takes the colours out
/// where they are not wanted.
pub(crate) fn explain(error: &Error) -> String {
    let mut text = String::new();
    each(error, error.place(), &mut text);
    if let several @ [_, ..] = error.several() {
        let _ = writeln!(text, "{} errors", several.len());
    }
    text
}

/// `outer` is the place of the error that this one is a part of.
fn each(error: &Error, outer: &Place, text: &mut String) {
    if error.several().is_empty() {
        *text += &one(error, outer);
    }
    for error in error.several() {
        each(error, outer, text);
    }
}

/// The text of a warning.
pub(crate) fn explain_warning(warning: &Diagnostic) -> String {
    one(warning, warning.place())
}

fn one(diagnostic: &Diagnostic, outer: &Place) -> String {
    let mut place = diagnostic.place().clone();
    place.file = place.file.or_else(|| outer.file.clone());
    place.document = place.document.or_else(|| outer.document.clone());
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    // More lines than one, such as a difference, follow the title as they are.
    let (title, more) = diagnostic
        .message()
        .split_once('\n')
        .unwrap_or((diagnostic.message(), ""));
    let file = place.file.as_deref().filter(|_| !place.hides_lines);
    let source = file.zip(place.line).and_then(line);
    let mut group = Group::with_title(level.primary_title(title));
    group = match &source {
        Some(line) => group.element(line.snippet(&place)),
        None => group.elements(origin(&place).map(Element::from)),
    };
    let address = place.shown_address();
    if source.is_none() && place.file.is_some() && !address.is_empty() {
        group = group.element(Level::NOTE.message(format!("in {address}")));
    }
    if !more.is_empty() {
        group = group.element(Level::NOTE.message(more));
    }
    for cause in diagnostic.causes() {
        group = group.element(Level::NOTE.with_name("cause").message(cause));
    }
    if let Some(help) = diagnostic.advice() {
        group = group.element(Level::HELP.message(help));
    }
    Renderer::styled().render(&[group]) + "\n"
}

/// Where it is, if the line itself cannot be shown.
fn origin(place: &Place) -> Option<Origin<'static>> {
    let name = place.shown_address();
    let path = match (place.shown_file(), name.is_empty()) {
        (None, true) => return None,
        (None, false) => name,
        (Some(file), _) => file,
    };
    let origin = Origin::path(path);
    Some(match place.line {
        Some((line, column)) => origin.line(line).char_column(column),
        None => origin,
    })
}

/// A line of a file, and what of it is meant.
struct Line {
    text: String,
    number: usize,
    span: Range<usize>,
}

impl Line {
    fn snippet<'a>(&'a self, place: &Place) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        Snippet::source(&self.text)
            .line_start(self.number)
            .path(place.shown_file())
            .annotation(
                AnnotationKind::Primary
                    .span(self.span.clone())
                    .label(place.shown_address()),
            )
    }
}

/// The line as the file has it now, if it can be shown.
fn line((file, (number, column)): (&Path, (usize, usize))) -> Option<Line> {
    let text = files::read_text(file).ok()?;
    let text = text.lines().nth(number.checked_sub(1)?)?;
    if text.len() > LONGEST_LINE {
        return None;
    }
    let start = text.char_indices().nth(column.checked_sub(1)?)?.0;
    let (before, rest) = text.split_at(start);
    let (meant, after) = rest.split_at(token(rest));
    let [before, meant, after] = [before, meant, after].map(sanitize::lines);
    let span = before.len()..before.len() + meant.len();
    let text = format!("{before}{meant}{after}");
    Some(Line { text, number, span })
}

/// How long the JSON token at the beginning of a text is: a string with its quotation marks, a word, or one character.
fn token(text: &str) -> usize {
    let word = text
        .find(|c: char| !c.is_alphanumeric() && !"+-._".contains(c))
        .unwrap_or(text.len());
    let mut escaped = false;
    let string = text.strip_prefix('"').and_then(|rest| {
        rest.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })
    });
    match string {
        Some(length) => length + 2,
        None if word > 0 => word,
        None => text.chars().next().map_or(0, char::len_utf8),
    }
}

/// The errors that this one stands for, or itself, each as an object for a script.
pub(crate) fn as_json(error: &Error) -> Vec<Value> {
    if !error.several().is_empty() {
        return error.several().iter().flat_map(as_json).collect();
    }
    let place = error.place();
    vec![json!({
        "message": error.message(),
        "file": place.shown_file(),
        "line": place.line.map(|(line, _)| line),
        "column": place.line.map(|(_, column)| column),
        "document": place.document.as_ref().map(ToString::to_string),
        "pointer": place.pointer,
        "causes": error.causes(),
        "help": error.advice(),
    })]
}
