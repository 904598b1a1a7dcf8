//! The one place that turns tokens into the text of a file: header, then prettyplease, and tables of its own.

use proc_macro2::TokenStream;

use crate::error::{Error, Result};
use crate::guard::DEFECT;

mod table;

/// Ends a line of documentation inside an attribute. Text from outside has no such character: see `sanitize`.
pub(crate) const LINE: &str = "\u{1}";

/// The text of a file without attributes of its own, from tokens of one or several items each, which are gone when the next
/// are asked for: there may be many.
///
/// # Errors
/// Tokens are not Rust.
pub fn items(
    header: &str,
    origin: &str,
    items: impl Iterator<Item = TokenStream>,
) -> Result<String> {
    let mut text = String::new();
    let mut spaced = Spaced::default();
    for tokens in items {
        for item in parsed(origin, tokens)?.items {
            spaced.push(&mut text, item);
        }
    }
    Ok(format!("{header}\n{text}"))
}

/// The same from tokens of a whole file.
///
/// # Errors
/// The tokens are not Rust.
pub fn file(header: &str, origin: &str, tokens: TokenStream) -> Result<String> {
    let mut file = parsed(origin, tokens)?;
    let items = std::mem::take(&mut file.items);
    let mut text = lines(prettyplease::unparse(&file));
    let mut spaced = Spaced::default();
    for item in items {
        spaced.push(&mut text, item);
    }
    Ok(format!("{header}\n{text}"))
}

fn parsed(origin: &str, tokens: TokenStream) -> Result<syn::File> {
    syn::parse2(tokens).map_err(|error| {
        Error::new(format!(
            "the code emitted from {origin} is not Rust: {error}"
        ))
        .help(DEFECT)
    })
}

/// Items with a blank line between, which prettyplease does not put there. Declarations of one line that follow each other
/// stay together.
#[derive(Default)]
struct Spaced {
    before_is_short: bool,
}

impl Spaced {
    fn push(&mut self, text: &mut String, item: syn::Item) {
        let item = lines(table::text(&item).unwrap_or_else(|| table::plain(item)));
        let is_short = item.lines().count() < 2;
        if !(text.is_empty() || is_short && self.before_is_short) {
            text.push('\n');
        }
        self.before_is_short = is_short;
        text.push_str(&item);
    }
}

/// Puts each line of documentation on a line of its own.
fn lines(text: String) -> String {
    if !text.contains(LINE) {
        return text;
    }
    let mut lines = String::with_capacity(text.len() + text.len() / 4);
    for line in text.lines() {
        let start = line.len() - line.trim_start().len();
        let begin = line.get(..start + "///".len()).unwrap_or(line);
        for (index, part) in line.split(LINE).enumerate() {
            if index > 0 {
                lines.push('\n');
                lines.push_str(begin);
            }
            lines.push_str(part);
        }
        lines.push('\n');
    }
    lines
}
