//! What the layout promises: which crate knows what, and that no two files import each other.

mod imports;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

use imports::{circles, imports, ties};

/// The sources of the crates, from the root of the repository.
const CRATES: [&str; 4] = [
    "runtime/src",
    "codegen/schema-to-rust/src",
    "codegen/src",
    "codegen/cli/src",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The files below a folder, or the file itself, sorted.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).expect("the folder is part of the sources");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.sort();
    paths.iter().flat_map(|path| files(path)).collect()
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut files = files(&root().join(folder));
    files.retain(|file| file.extension().is_some_and(|end| end == "rs"));
    assert!(files.len() > 10, "{folder} has sources");
    files
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.to_string_lossy().into_owned()
}

/// The files whose code, comments aside, has an identifier that fits.
fn naming(folders: &[&str], fits: impl Fn(&str) -> bool + Copy) -> BTreeSet<String> {
    fn has(tokens: TokenStream, fits: impl Fn(&str) -> bool + Copy) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(name) => fits(&name.to_string()),
            TokenTree::Group(group) => has(group.stream(), fits),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        })
    }
    let files = folders.iter().flat_map(|folder| rust_files(folder));
    files
        .filter(|file| {
            let text = fs::read_to_string(file).expect("sources are UTF-8");
            has(text.parse().expect("sources are Rust"), fits)
        })
        .map(|file| shown(&file))
        .collect()
}

#[test]
fn schema_to_rust_knows_nothing_of_twilio() {
    for folder in ["src", "Cargo.toml", "README.md"] {
        for file in files(&root().join("codegen/schema-to-rust").join(folder)) {
            let text = fs::read_to_string(&file).expect("sources are UTF-8");
            let lines = text.lines().enumerate();
            let naming: Vec<String> = lines
                .filter(|(_, line)| line.to_lowercase().contains("twilio"))
                .map(|(number, line)| format!("{}:{}: {line}", shown(&file), number + 1))
                .collect();
            assert!(
                naming.is_empty(),
                "a schema of anybody's is read here:\n{}",
                naming.join("\n")
            );
        }
    }
}

#[test]
fn one_file_names_typify() {
    // The module that names it is called so, too.
    let of_typify = |name: &str| name.starts_with("TypeSpace") || name == "TypeDetails";
    let only = BTreeSet::from(["codegen/schema-to-rust/src/typify.rs".to_owned()]);
    assert_eq!(naming(&CRATES, of_typify), only);
    let by_name = naming(&CRATES, |name| name == "typify");
    let modules = ["lib.rs", "lower.rs", "typify.rs"]
        .map(|file| format!("codegen/schema-to-rust/src/{file}"));
    assert_eq!(by_name, BTreeSet::from(modules));
}

#[test]
fn the_network_is_touched_in_one_folder() {
    let mut found = naming(&CRATES, |name| {
        matches!(name, "reqwest" | "rustls" | "rustls_platform_verifier")
    });
    assert!(found.contains("codegen/src/net/fetch.rs"));
    found.retain(|file| !file.starts_with("codegen/src/net/"));
    assert_eq!(found, BTreeSet::new());
}

#[test]
fn no_two_files_import_each_other() {
    let found: Vec<String> = CRATES
        .iter()
        .flat_map(|source| circles(&imports(&root().join(source))))
        .collect();
    assert!(
        found.is_empty(),
        "{} circles of imports:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn the_types_of_the_runtime_know_nothing_of_events() {
    let imports = imports(&root().join("runtime/src"));
    let is_in = |file: &str, folder: &str| {
        let rest = file.strip_prefix("runtime/src/");
        let rest = rest.and_then(|file| file.strip_prefix(folder));
        rest.is_some_and(|rest| rest.starts_with(['/', '.']))
    };
    let of_types = ties(&imports, |from, to| {
        is_in(from, "events") && is_in(to, "types")
    });
    assert!(!of_types.is_empty(), "events import types");
    let found = ties(&imports, |from, to| {
        is_in(from, "types") && is_in(to, "events")
    });
    assert!(
        found.is_empty(),
        "types import events:\n{}",
        found.join("\n")
    );
}

/// One handed-on name, one alias and one module that is declared lie on the way round.
#[test]
fn a_circle_is_found() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::create_dir(folder.path().join("b")).expect("it can be made");
    for (name, text) in [
        ("lib.rs", "mod a; mod b; mod c; pub use c::third;"),
        (
            "a.rs",
            "use crate::b as other; pub fn first() { other::second(); }",
        ),
        ("b/mod.rs", "pub fn second() { let _ = [crate::third()]; }"),
        ("c.rs", "use super::a::first; pub fn third() { first() }"),
        ("d.rs", "use crate::a::first;"),
    ] {
        fs::write(folder.path().join(name), text).expect("it can be written");
    }
    let found = circles(&imports(folder.path()));
    let circle = found.first().expect("there is one");
    assert!(
        found.len() == 1 && circle.starts_with("3 files"),
        "{found:?}"
    );
    fs::write(folder.path().join("c.rs"), "pub fn third() {}").expect("it can be written");
    assert_eq!(circles(&imports(folder.path())), Vec::<String>::new());
}
