//! The paths that pages name exist.

use std::path::Path;

/// Pages that name paths of this repository in backticks.
const PAGES: [&str; 4] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "PERFORMANCE.md",
    "SECURITY.md",
];

/// Folders and files that a path of this repository begins with.
const ROOMS: [&str; 8] = [
    ".ci",
    "benches",
    "codegen",
    "examples",
    "generated",
    "runtime",
    "tests",
    "deny.toml",
];

#[test]
fn the_paths_that_pages_name_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = 0;
    let mut missing = Vec::new();
    for page in PAGES {
        let text = std::fs::read_to_string(root.join(page)).expect("the page is there");
        for path in text.split('`').skip(1).step_by(2).flat_map(alternatives) {
            if !is_path(&path) {
                continue;
            }
            named += 1;
            if !root.join(&path).exists() {
                missing.push(format!("{page}: {path}"));
            }
        }
    }
    assert!(named > 60, "only {named} paths were found");
    assert!(
        missing.is_empty(),
        "named, and not there:\n{}",
        missing.join("\n")
    );
}

/// `a/{b,c}.rs` names two paths.
fn alternatives(text: &str) -> Vec<String> {
    let Some((before, rest)) = text.split_once('{') else {
        return vec![text.to_owned()];
    };
    let Some((list, after)) = rest.split_once('}') else {
        return vec![text.to_owned()];
    };
    list.split(',')
        .map(|item| format!("{before}{item}{after}"))
        .collect()
}

/// Whether the text is a path of this repository, and no command, pattern or name of something else.
fn is_path(text: &str) -> bool {
    let plain = |character: char| character.is_ascii_alphanumeric() || "/._-".contains(character);
    let first = text.split('/').next().unwrap_or_default();
    text.chars().all(plain)
        && (ROOMS.contains(&first) || Path::new(text).extension().is_some_and(|end| end == "md"))
}
