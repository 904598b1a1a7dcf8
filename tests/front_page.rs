//! What a user sees of the crate names one crate, and no plumbing.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files with this extension below a folder.
fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|other| other == extension) {
            found.push(path);
        }
    }
}

#[test]
fn no_page_or_example_names_the_runtime_s_crate() {
    let mut paths = vec![root().join("README.md"), root().join("generated/README.md")];
    files(&root().join("examples"), "rs", &mut paths);
    for path in paths {
        let text = fs::read_to_string(&path).expect("a text");
        let named: Vec<&str> = text
            .lines()
            .filter(|line| line.contains("twilio_events_runtime"))
            .collect();
        assert!(named.is_empty(), "{}: {named:?}", path.display());
    }
    // In the documentation, what rustdoc leaves out may.
    let mut paths = Vec::new();
    files(&root().join("runtime/src"), "rs", &mut paths);
    let hidden = [
        "hash.rs",
        "object.rs",
        "open_enum.rs",
        "open_union.rs",
        "event_types.rs",
        "hash.rs",
    ];
    paths.retain(|path| !hidden.iter().any(|name| path.ends_with(name)));
    assert!(paths.len() > 20);
    for path in paths {
        let text = fs::read_to_string(&path).expect("a text");
        let shown = text.lines().filter_map(|line| {
            let line = line.trim_start();
            line.strip_prefix("/// ").or(line.strip_prefix("//! "))
        });
        for line in shown.filter(|line| !line.starts_with("# ")) {
            assert!(
                !line.contains("twilio_events_runtime"),
                "{}: {line}",
                path.display()
            );
        }
    }
}

#[test]
fn the_runtime_is_re_exported_by_name() {
    let text = fs::read_to_string(root().join("generated/src/lib.rs")).expect("a text");
    assert!(text.contains("pub use twilio_events_runtime::{"));
    for plumbing in [
        "::*",
        "Schemas",
        "object",
        "open_enum",
        "open_union",
        "from_data",
        "__",
    ] {
        assert!(
            !text.contains(plumbing),
            "{plumbing} is for generated code alone"
        );
    }
}
