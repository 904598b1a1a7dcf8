//! Text from outside, made safe: the one place that decides which characters of documents, file names and hosts' answers
//! reach a terminal, a comment or a script.
//!
//! What comes out of [`line()`] cannot end a comment, a message or a line, move a cursor, change the direction of the text
//! around it, or hide in it. Nothing is lost: what is harmful is written as an escape.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

/// Whether a character acts on what shows it, or hides: control characters (C0, DEL, C1), line and paragraph separators, what
/// changes the direction of text, and what takes no room.
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' // soft hyphen
            | '\u{61c}' // Arabic letter mark
            | '\u{180e}' // Mongolian vowel separator
            | '\u{200b}'..='\u{200f}' // zero width, marks of direction
            | '\u{2028}'..='\u{202e}' // separators, embeddings and overrides of direction
            | '\u{2060}'..='\u{206f}' // word joiner, invisible operators, isolates, deprecated formats
            | '\u{feff}' // byte order mark
            | '\u{fff9}'..='\u{fffb}' // annotations between lines
            | '\u{1d173}'..='\u{1d17a}' // musical formats
            | '\u{e0000}'..='\u{e007f}' // tags
        )
}

/// The text as one line: harmful characters and line ends become escapes, such as `\u{202e}` and `\n`.
pub fn line(text: &str) -> Cow<'_, str> {
    escaped(text, is_harmful, |c, safe| safe.extend(c.escape_default()))
}

/// A path as one line.
pub fn path(path: &Path) -> String {
    line(&path.to_string_lossy()).into_owned()
}

/// As [`line()`], for text of several lines: line feeds and tabs stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    let harmful = |c| is_harmful(c) && !matches!(c, '\n' | '\t');
    escaped(text, harmful, |c, safe| safe.extend(c.escape_default()))
}

/// JSON that means the same and shows the same everywhere: harmful characters become `\uXXXX`. They stand in strings alone, but
/// for the line feeds between tokens.
pub fn json(text: &str) -> Cow<'_, str> {
    let harmful = |c| is_harmful(c) && c != '\n';
    escaped(text, harmful, |c, safe| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(safe, "\\u{unit:04x}").expect("writing to a String does not fail");
        }
    })
}

fn escaped(
    text: &str,
    harmful: impl Fn(char) -> bool,
    escape: impl Fn(char, &mut String),
) -> Cow<'_, str> {
    if !text.contains(&harmful) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if harmful(c) {
            escape(c, &mut safe);
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::{is_harmful, json, line, lines};

    /// What the standard library does not print as it is, is the judge; it also escapes what only looks odd alone.
    #[test]
    fn what_acts_or_hides_is_harmful() {
        for c in '\0'..=char::MAX {
            if is_harmful(c) {
                assert!(
                    format!("{c:?}").len() > 3 && !c.is_alphanumeric(),
                    "{:x} shows, and is harmless",
                    u32::from(c)
                );
            }
        }
        let issue = "\u{0}\u{1b}\u{7f}\u{85}\u{9b}\u{61c}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\
                     \u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{e0041}";
        assert!(issue.chars().all(is_harmful));
        assert!(!"aé 中\u{301}\u{1f600}\u{fe0f}".chars().any(is_harmful));
    }

    #[test]
    fn harmful_characters_become_escapes() {
        let text = "a\n\u{1b}[2J\t\u{202e}\u{9b}é\r\n";
        assert_eq!(line(text), "a\\n\\u{1b}[2J\\t\\u{202e}\\u{9b}é\\r\\n");
        assert_eq!(lines(text), "a\n\\u{1b}[2J\t\\u{202e}\\u{9b}é\\r\n");
        let value = serde_json::json!({"a": "\u{202e}\u{85}\u{e0041}\n\u{7f}é"});
        let safe = json(&format!("{value:#}")).into_owned();
        assert!(!safe.chars().any(|c| is_harmful(c) && c != '\n'), "{safe}");
        let read: serde_json::Value = serde_json::from_str(&safe).unwrap();
        assert_eq!(read, value);
    }
}
