//! Descriptions become rustdoc that shows them as they are: no link, heading, code block, HTML or doctest can come out of
//! the text of a schema.

use proc_macro2::TokenStream;
use quote::quote;

use crate::print::LINE;
use crate::sanitize;

/// A `#[doc]` attribute for the item that follows, with all lines of Markdown.
pub fn outer(markdown: &str) -> Option<TokenStream> {
    let lines = lines(markdown)?;
    Some(quote!(#[doc = #lines]))
}

/// A `#![doc]` attribute for the module that it stands in, with all lines of Markdown.
pub fn inner(markdown: &str) -> Option<TokenStream> {
    let lines = lines(markdown)?;
    Some(quote!(#![doc = #lines]))
}

/// The lines, as the formatting takes them apart: each as an attribute of its own would take ten times the memory.
fn lines(markdown: &str) -> Option<String> {
    let lines = markdown.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            // Prose and code are safe already; whatever else stands in a line is by this.
            format!(" {}", sanitize::line(line))
        }
    });
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| lines.join(LINE))
}

/// A name or a value as inline code; with escapes where a character would not show, or would end the code.
pub fn code(text: &str) -> String {
    let shows =
        |c: char| c != '`' && (matches!(c, '"' | '\'' | '\\') || c.escape_debug().len() == 1);
    if text.chars().all(shows) && !text.is_empty() && text.trim() == text {
        format!("`{text}`")
    } else {
        escape(&format!("{text:?}"))
    }
}

/// Plain text as Markdown that reads the same. Line breaks stay, indentation goes.
pub fn escape(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escape_line).collect();
    lines.join("\n").trim().to_owned()
}

fn escape_line(line: &str) -> String {
    let words: Vec<String> = line
        .split(blank)
        .filter(|word| !word.is_empty())
        .map(escape_word)
        .collect();
    let line = words.join(" ");
    if begins_block(&line) {
        format!("\\{line}")
    } else {
        ordered_item(line)
    }
}

/// White space and what does not belong into a line of source.
fn blank(c: char) -> bool {
    c.is_whitespace() || sanitize::is_harmful(c)
}

fn escape_word(word: &str) -> String {
    let start = ["https://", "http://"]
        .iter()
        .filter_map(|scheme| word.find(scheme))
        .min();
    let Some(start) = start else {
        return escape_characters(word);
    };
    let (before, url) = word.split_at(start);
    let end = url
        .find(['<', '>', '"', '`', '\\', '|'])
        .unwrap_or(url.len());
    let end = url[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\''])
        .len();
    let (url, after) = url.split_at(end);
    if url.ends_with("://") || !url.is_ascii() {
        return escape_characters(word).replace("://", "\\://");
    }
    format!(
        "{}<{url}>{}",
        escape_characters(before),
        escape_characters(after)
    )
}

fn escape_characters(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let inner = |index: usize| {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        word(text[..index].chars().next_back()) && word(text[index + 1..].chars().next())
    };
    for (index, c) in text.char_indices() {
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '|' | '~' => true,
            // Between letters an underscore is only an underscore.
            '_' => !inner(index),
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Headings, underlines, rules, and the items of a list without numbers.
fn begins_block(line: &str) -> bool {
    line.starts_with(['#', '=', '-', '+'])
}

/// A number with a dot or a parenthesis begins an item of a list.
fn ordered_item(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::escape;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// What rustdoc would show, or the first thing that is more than text.
    fn shown(markdown: &str) -> Result<String, String> {
        let mut text = String::new();
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::SoftBreak | Event::End(TagEnd::Paragraph) => text.push('\n'),
                Event::Start(Tag::Paragraph | Tag::Link { .. }) | Event::End(TagEnd::Link) => {}
                other => return Err(format!("{other:?}")),
            }
        }
        Ok(text)
    }

    #[test]
    fn reads_as_it_was_written() {
        for text in [
            "Account SID of the conversation. For example: ACe95cfd541a925a3337fec19a0200009.",
            "<script>alert(1)</script> & &amp; <b>",
            "# heading\n## more",
            "text\n====\ntext\n---",
            "* a\n+ b\n- c\n1. d\n2) e",
            "[link](https://example.com) [x]: y ![i](j) [^1]",
            "`code` ``more`` ```rust",
            "``` \nlet x = 1;\n```",
            "snake_case _emphasis_ **strong** ~~gone~~ a|b\n|-|-|",
            "> quote",
            "back\\slash \\",
            "https://example.com/a?b=c&d_e_f=g. (http://x.y/z), https://",
            "${x} $a$ {{y}} \"quoted\" it's",
            "https://ex\u{e4}mple.com/[a]",
        ] {
            // Typographic quotes are of rustdoc's own making.
            let shown =
                shown(&escape(text)).unwrap_or_else(|event| panic!("{text:?} gives {event}"));
            let plain = |text: &str| {
                text.replace(['“', '”'], "\"")
                    .replace(['‘', '’'], "'")
                    .replace('–', "--")
                    .replace('—', "---")
            };
            assert_eq!(
                plain(shown.trim()),
                plain(text.trim()).replace("``` \n", "```\n"),
                "{text:?}"
            );
        }
    }

    #[test]
    fn indented_text_is_no_code_and_direction_marks_go() {
        assert_eq!(escape("    fn main() {}\n\tx"), "fn main() {}\nx");
        assert_eq!(escape("a\u{202e}b\r\n\u{0}c"), "a b\nc");
    }

    #[test]
    fn bare_addresses_become_links() {
        assert_eq!(
            escape("See https://example.com/a_b."),
            "See <https://example.com/a_b>."
        );
    }
}
