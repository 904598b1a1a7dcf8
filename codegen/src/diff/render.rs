//! A difference as text.

mod json;
mod markdown;
mod plain;

use super::{Class, Difference, Semver};

/// How a difference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A line per change, for a terminal.
    Text,
    /// A list, for a change log or the text of a pull request.
    Markdown,
    /// One object, for a script.
    Json,
}

pub(super) fn render(difference: &Difference, format: Format) -> String {
    match format {
        Format::Text => plain::render(difference),
        Format::Markdown => markdown::render(difference),
        Format::Json => json::render(difference),
    }
}

/// What it all comes to, in a sentence or two.
fn summary(difference: &Difference) -> String {
    let (Some(class), Some(semver)) = (difference.class(), difference.semver()) else {
        return "no change".to_owned();
    };
    let readers = match class {
        Class::Metadata => "metadata only",
        Class::Compatible => "old readers read the new data",
        Class::Breaking => "old readers refuse some of the new data",
    };
    let users = match semver {
        Semver::Patch => "no change for users",
        Semver::Minor => "the new types are a minor change for users",
        Semver::Major => "the new types are a major change for users",
    };
    format!("{readers}; {users}")
}

/// How many changes there are of each class, the worst first.
fn counts(difference: &Difference) -> String {
    let counts = [Class::Breaking, Class::Compatible, Class::Metadata]
        .into_iter()
        .filter_map(|class| {
            let count = difference
                .changes
                .iter()
                .filter(|change| change.class == class)
                .count();
            (count > 0).then(|| format!("{count} {class}"))
        });
    counts.collect::<Vec<_>>().join(", ")
}

/// Text from a schema without what a terminal or a line-based format would act on.
fn tame(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let escaped = c.is_control() || is_invisible(c);
            let (plain, escaped) = if escaped {
                (None, Some(c.escape_default()))
            } else {
                (Some(c), None)
            };
            plain.into_iter().chain(escaped.into_iter().flatten())
        })
        .collect()
}

/// Line separators, and marks that turn the direction of text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The place in the data, with a word for the data as a whole.
fn place(pointer: &str) -> String {
    if pointer.is_empty() {
        "(data)".to_owned()
    } else {
        tame(pointer)
    }
}

#[cfg(test)]
mod tests {
    use super::tame;

    #[test]
    fn text_of_a_schema_cannot_move_the_cursor() {
        assert_eq!(
            tame("a\u{1b}[2J\nb\u{202e}c é"),
            "a\\u{1b}[2J\\nb\\u{202e}c é"
        );
    }
}
