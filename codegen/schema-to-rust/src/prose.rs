//! What only the prose of a description says: sets of values, and timestamps.

mod keywords;

pub(crate) use self::keywords::keywords;

/// The set of values that a description names in parentheses, in its order: `(active, inactive or closed)`.
///
/// Descriptions hold other parentheses too, so the rule is narrow:
/// - The parentheses stand apart: white space or the start of the text comes before them, no letter or digit after them, and
///   they hold no other parentheses.
/// - They hold two or more items, separated by commas, `or` or `and`, and nothing else: `(SID)` and `(in milliseconds)` are
///   prose.
/// - An item is one word of ASCII letters, digits, `_`, `.` and `-`, begins and ends with a letter or a digit, and has at
///   least one letter: `(ISO 8601)`, `(1, 2)` and `(API, TIMER, ...)` are no sets.
/// - No item is an abbreviation that announces examples: `(e.g., API)` and `(API, TIMER, etc)` are no closed sets.
/// - No item comes twice.
/// - One such pair of parentheses stands in the description. Of two, nothing tells which are the field's own values.
///
/// A list of plain words in parentheses, such as `(day and month)`, cannot be told from a set. Whoever relies on a set names
/// the field it belongs to.
pub fn values(description: &str) -> Option<Vec<String>> {
    let mut sets = parentheses(description).filter_map(set);
    let first = sets.next()?;
    sets.next().is_none().then_some(first)
}

/// Whether a description says that the value is a time in ISO 8601, also written `ISO8601` and `ISO-8601`.
pub fn is_timestamp(description: &str) -> bool {
    description
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect::<String>()
        .to_ascii_uppercase()
        .contains("ISO8601")
}

/// The insides of all parentheses that stand apart and hold no others.
fn parentheses(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('(').filter_map(|(open, _)| {
        let inner = &text[open + 1..];
        let close = inner.find(['(', ')'])?;
        let after = &inner[close..];
        let apart = text[..open]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace)
            && !after[1..].starts_with(|c: char| c.is_alphanumeric() || c == ')');
        (apart && after.starts_with(')')).then(|| &inner[..close])
    })
}

fn set(inner: &str) -> Option<Vec<String>> {
    let mut items = Vec::new();
    for part in inner.split(',') {
        let mut words = part.split_whitespace().peekable();
        // A comma may come before the last `or`, as in "a, b, or c".
        if !items.is_empty() {
            words.next_if(|word| is_separator(word));
        }
        loop {
            let item = words.next().filter(|word| is_item(word))?;
            if items.iter().any(|known| known == item) {
                return None;
            }
            items.push(item.to_owned());
            match words.next() {
                None => break,
                Some(word) if is_separator(word) => {}
                Some(_) => return None,
            }
        }
    }
    (items.len() >= 2).then_some(items)
}

fn is_separator(word: &str) -> bool {
    matches!(word, "or" | "and")
}

fn is_item(word: &str) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    word.chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
        && edge(word.chars().next())
        && edge(word.chars().next_back())
        && word.contains(|c: char| c.is_ascii_alphabetic())
        && !is_separator(word)
        && !["eg", "ie", "e.g", "i.e", "etc", "cf"].contains(&word.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{is_timestamp, values};

    #[test]
    fn finds_sets() {
        for (description, expected) in [
            (
                "The previous state (active, inactive or closed).",
                "active inactive closed",
            ),
            (
                "Source of the state change (API, TIMER, EVENT).",
                "API TIMER EVENT",
            ),
            ("(a, b, or c)", "a b c"),
            ("(on and off)", "on off"),
            (
                "SID (SID) of the call (in-progress,no_answer, v1.2)",
                "in-progress no_answer v1.2",
            ),
            ("Way (2g or 3g), see above", "2g 3g"),
        ] {
            let found = values(description).map(|values| values.join(" "));
            assert_eq!(found.as_deref(), Some(expected), "{description}");
        }
    }

    #[test]
    fn leaves_other_prose_alone() {
        for description in [
            "",
            "Account SID of the conversation.",
            "Identifier (SID).",
            "Time (ISO 8601).",
            "Duration (in milliseconds).",
            "Duration (in seconds, rounded or cut).",
            "One of API, TIMER or EVENT.",
            "Region (e.g., ashburn).",
            "Region (e.g. ashburn or tokyo).",
            "Region (for example, ashburn).",
            "Source (API, TIMER, ...).",
            "Source (API, TIMER, etc.).",
            "Source (API, TIMER, etc).",
            "Source (API,, TIMER).",
            "Source (API, ).",
            "Source (, API or TIMER).",
            "Source (or API).",
            "Source (API or).",
            "Source (or, and).",
            "Source (API or or TIMER).",
            "Source (API, API).",
            "Source (API; TIMER).",
            "Source (API TIMER).",
            "Count (1, 2 or 3).",
            "Result of f(key, value).",
            "Plural(s, es)",
            "Nested ((a, b), c).",
            "Nested (a, b (or c)).",
            "Open (a, b",
            "Closed a, b)",
            "Glued (a, b)c",
            "From (a, b) to (c, d).",
            "Näme (ä, ö)",
        ] {
            assert_eq!(values(description), None, "{description}");
        }
    }

    #[test]
    fn knows_timestamps() {
        assert!(is_timestamp(
            "Date when it was modified in ISO 8601 format."
        ));
        assert!(is_timestamp("UTC timestamp in ISO8601 format."));
        assert!(is_timestamp("ISO-8601"));
        assert!(!is_timestamp("Unix time in milliseconds."));
        assert!(!is_timestamp("ISO 3166 country code."));
    }
}
