//! What `twilio-events` adds to a build: the counts in PERFORMANCE.md are those of the lock file.

use std::collections::BTreeSet;
use std::process::Command;

/// The crates of others that are compiled for `twilio-events`, with one of its features or none, on 64-bit Linux.
fn crates_of_others(feature: &str) -> usize {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--package",
            "twilio-events",
        ])
        .args(["--no-default-features", "--features", feature])
        .args(["--target", "x86_64-unknown-linux-gnu", "--edges", "normal"])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo, which runs this test, starts");
    assert!(
        output.status.success(),
        "{feature}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let crates: BTreeSet<String> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|krate| !krate.is_empty() && !krate.starts_with("twilio-events"))
        .map(str::to_owned)
        .collect();
    crates.len()
}

/// The rows of the table: feature, and how many crates it is said to take.
fn stated() -> Vec<(String, usize)> {
    let page = include_str!("../PERFORMANCE.md");
    let (_, table) = page
        .split_once("| features | crates |")
        .expect("PERFORMANCE.md has the table");
    table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let feature = cells[1].trim_matches('`').replace("none", "");
            let crates = cells[2].parse().expect("the second column is a number");
            (feature, crates)
        })
        .collect()
}

#[test]
fn the_counts_are_those_of_the_lock_file() {
    let stated = stated();
    let counted: Vec<(String, usize)> = stated
        .iter()
        .map(|(feature, _)| (feature.clone(), crates_of_others(feature)))
        .collect();
    assert_eq!(stated, counted, "PERFORMANCE.md, then the lock file");
}

/// A feature that nobody counted would go unnoticed.
#[test]
fn every_feature_with_dependencies_is_counted() {
    let manifest = include_str!("../generated/Cargo.toml");
    let stated = stated();
    for line in manifest.lines() {
        // Products have no dependencies: `messaging = []`.
        let Some((feature, "[")) = line
            .split_once(" = ")
            .map(|(name, rest)| (name, &rest[..rest.len().min(1)]))
        else {
            continue;
        };
        if line.contains("twilio-events-runtime/") {
            assert!(
                stated.iter().any(|(name, _)| name == feature),
                "PERFORMANCE.md does not count the crates of the feature `{feature}`"
            );
        }
    }
}
