//! Real schemas with edits, under any name: what is made of them is Rust.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use test_schemas::wild;
use twilio_events_codegen_fuzz::generate;

/// The documents that the goldens are made of, and those of the snapshot.
static REAL: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let mut found = Vec::new();
    for folder in ["tests/cases/good", "schemas"] {
        below(
            &Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("..")
                .join(folder),
            &mut found,
        );
    }
    assert!(found.len() > 50, "the documents are there");
    found
});

fn below(folder: &Path, found: &mut Vec<Value>) {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path.to_string_lossy();
        if path.is_dir() {
            below(&path, found);
        } else if name.ends_with(".json") && !name.ends_with(".instance.json") {
            let text = std::fs::read_to_string(&path).expect("it can be read");
            // The large ones are slow, and hold nothing that the small ones do not.
            if text.len() > 8_000 {
                continue;
            }
            found.extend(serde_json::from_str::<Value>(&text));
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = Unstructured::new(bytes);
    // Nothing is left where the bytes are at their end: then the first is taken.
    let mut draw = |limit| bytes.choose_index(limit).unwrap_or_default();
    let mut document = REAL[draw(REAL.len())].clone();
    let name = wild::any_text(&mut draw);
    for _ in 0..draw(12) {
        wild::edit(&mut document, &REAL, &mut draw);
    }
    let document = wild::text(&document);
    if let Some(text) = generate(&name, document.as_bytes()) {
        if let Err(error) = syn::parse_file(&text) {
            panic!("{error}: {document}\n{text}");
        }
    }
});
