//! A list for a change log or for the text of a pull request.

use std::fmt::Write as _;

use super::words::{place, summary};
use crate::breaking::{Class, Difference};
use schema_to_rust::sanitize::line;

pub(super) fn render(difference: &Difference) -> String {
    let (old, new) = (&difference.old.id, &difference.new.id);
    let mut text = format!("`{old}` to `{new}`: {}.\n", summary(difference));
    for class in [Class::Breaking, Class::Compatible, Class::Metadata] {
        let changes: Vec<_> = difference
            .changes
            .iter()
            .filter(|change| change.class == class)
            .collect();
        if changes.is_empty() {
            continue;
        }
        writeln!(text, "\n{}:\n", heading(class)).expect("writing to a String does not fail");
        for change in changes {
            let message = words(&line(&change.message));
            writeln!(
                text,
                "- {}: {message} (`{}`, {})",
                code(&place(&change.data)),
                change.rule,
                change.semver
            )
            .expect("writing to a String does not fail");
        }
    }
    if !difference.arm.is_empty() {
        text.push_str("\nThe type behind the schema's arm:\n\n");
    }
    for change in &difference.arm {
        let message = words(&line(&change.message));
        let place = code(&place(&change.data));
        writeln!(text, "- {place}: {message} ({})", change.semver)
            .expect("writing to a String does not fail");
    }
    text
}

fn heading(class: Class) -> &'static str {
    match class {
        Class::Breaking => "Breaking",
        Class::Compatible => "Compatible",
        Class::Metadata => "Metadata",
    }
}

/// Inline code, with a fence that the text does not hold.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Words as they are; a word that could be Markdown, a mention or a link becomes inline code.
fn words(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let bare = word.trim_end_matches([',', ':', ';']);
        if bare.chars().all(char::is_alphanumeric) {
            return word.to_owned();
        }
        let quoted = bare
            .strip_prefix('`')
            .and_then(|rest| rest.strip_suffix('`'));
        let inner = quoted.filter(|inner| !inner.is_empty() && !inner.contains('`'));
        format!("{}{}", code(inner.unwrap_or(bare)), &word[bare.len()..])
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{code, words};

    #[test]
    fn fences_are_longer_than_what_they_hold() {
        assert_eq!(code("/a"), "`/a`");
        assert_eq!(code("/a``b"), "```/a``b```");
        assert_eq!(code("/`"), "`` /` ``");
    }

    #[test]
    fn words_of_a_schema_stay_words() {
        assert_eq!(words("string became number"), "string became number");
        assert_eq!(words("<b> [x](y) @me #1"), "`<b>` `[x](y)` `@me` `#1`");
        assert_eq!(
            words("the field closed_by is added, and `title`: a`b"),
            "the field `closed_by` is added, and `title`: ``a`b``"
        );
    }
}
