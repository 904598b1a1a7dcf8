//! What is written compiles, and reads data.

use std::fs;
use std::path::PathBuf;

use super::names::MEETING;
use super::references::PARTS;
use super::support::cargo;
use super::{ORDER, folder, types};

/// Reads data of the schemas whose names meet, and of those in several files, and writes the same again.
const READS: &str = r#"
fn same<T: serde::de::DeserializeOwned + serde::Serialize>(json: serde_json::Value) {
    let read: T = serde_json::from_value(json.clone()).expect("it is read");
    assert_eq!(serde_json::to_value(read).expect("it is written"), json);
}

fn main() {
    use written::types::{meeting::Meeting, parts_in_order::PartsInOrder};
    let values = ["a", "A", "a-b", "a_b", "", "unknown", "Unknown", "Err", "another"];
    for value in values {
        same::<Meeting>(serde_json::json!({
            "failureReason": "1", "failure_reason": "2", "a-b": value, "a_b": {"on": true}, "thing": {"off": false},
            "itemSize": {"x": 1}, "size": {"y": 2}, "additional_properties": true, "more": 3,
        }));
    }
    // Every document has a module, whatever its file is called.
    use written::types::{a_b, a_b_3, größe, library, mod_};
    let _ = (a_b::Ab::default(), a_b_3::Ab::default(), mod_::Mod::default());
    let _ = größe::Größe::default();
    same::<library::Shelf>(serde_json::json!([{"title": "T"}]));
    same::<PartsInOrder>(serde_json::json!({
        "customer": {"name": "N", "last": {"unit": "EUR"}}, "price": {"amount": 1, "unit": "GBP"}, "unit": "USD",
    }));
}
"#;

/// Definitions alone.
const LIBRARY: &str = r##"{
  "$id": "https://shop.example/library.json",
  "definitions": {
    "Book": {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}},
    "Shelf": {"type": "array", "items": {"$ref": "#/definitions/Book"}},
    "Isbn": {"type": "string"}
  }
}"##;

/// All good documents of the generator's own cases as one crate, warnings forbidden.
#[test]
fn what_is_written_compiles_without_a_warning() {
    let folder = folder(&[
        ("in/order.json", ORDER),
        ("in/meeting.json", MEETING),
        ("in/mod.json", ORDER),
        ("in/größe.json", ORDER),
        ("in/a-b.json", ORDER),
        ("in/a_b.json", ORDER),
        ("in/library.json", LIBRARY),
        ("src/lib.rs", "#![deny(warnings)]\npub mod types;\n"),
        ("src/main.rs", READS),
    ]);
    for (name, text) in PARTS {
        let path = folder.path().join("in/parts").join(name);
        fs::create_dir_all(path.parent().expect("it is below the folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
    for entry in
        fs::read_dir(cargo::workspace().join("codegen/tests/cases/good")).expect("it can be read")
    {
        let path: PathBuf = entry.expect("it can be listed").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("it is text");
        // Without overrides, those that need them have names that meet.
        let is_document = matches!(name.split('.').collect::<Vec<_>>()[..], [_, "json"]);
        if is_document && !name.starts_with("override") {
            fs::copy(&path, folder.path().join("in").join(name)).expect("it can be copied");
        }
    }
    types(folder.path(), &["in", "--out", "src/types"]).succeeds();
    cargo::begin(folder.path(), "written");
    cargo::run(folder.path(), "written", &["run"]).succeeds();
}

/// Nothing is described but definitions: they are what is wanted, and a word on stderr says so.
#[test]
fn definitions_alone_have_types() {
    let folder = folder(&[("library.json", LIBRARY)]);
    let output = types(folder.path(), &["library.json", "--deny-degraded"]);
    output
        .succeeds()
        .prints("pub struct Book {")
        .prints("pub type Shelf = Vec<Book>;")
        .prints("pub type Isbn = String;");
    assert!(!output.out.contains("Library"), "{}", output.out);
    assert_eq!(
        output.err,
        "library.json: it only holds definitions, so these are their types\n"
    );
}
