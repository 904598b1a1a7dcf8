//! What random schemas are written with: names of members, patterns, formats and values, each with what fits.

/// Names of members. Few, so that what several schemas describe often meets.
pub const NAMES: &[&str] = &["a", "b", "camelCase", "kind", "self", "with-dash"];

/// A pattern of names: whether a name matches, and some that do.
type Pattern = (&'static str, fn(&str) -> bool, &'static [&'static str]);

/// Patterns of names.
pub const PATTERNS: &[Pattern] = &[
    ("^x-", |name| name.starts_with("x-"), &["x-1", "x-two"]),
    (
        "^[0-9]+$",
        |name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()),
        &["7", "42"],
    ),
    ("-e$", |name| name.ends_with("-e"), &["9-e", "x-e"]),
];

/// Patterns of text, each with a text that fits.
pub const TEXTS: &[(&str, &str)] = &[("^AC[0-9]+$", "AC7"), ("^[a-z]{2}$", "de")];

/// Formats of text, each with a text that fits.
pub const FORMATS: &[(&str, &str)] = &[
    ("date-time", "2024-02-29T12:30:00Z"),
    ("email", "a@example.com"),
    ("uri", "https://example.com/a"),
    ("uuid", "00000000-0000-4000-8000-000000000000"),
];

/// Names of definitions.
pub const DEFINITIONS: &[&str] = &["One", "Two", "Three"];

/// Values of sets.
pub const VALUES: &[&str] = &["on", "off", "dimmed", "9 lives"];

/// Whether a name matches one of `PATTERNS`.
pub fn matches(pattern: &str, name: &str) -> bool {
    known(pattern).1(name)
}

/// Names that match one of `PATTERNS`.
pub fn matching(pattern: &str) -> &'static [&'static str] {
    known(pattern).2
}

fn known(pattern: &str) -> &'static Pattern {
    let found = PATTERNS.iter().find(|(known, ..)| *known == pattern);
    found.expect("only these are written")
}
