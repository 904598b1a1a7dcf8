//! What is written compiles, and reads data.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::names::MEETING;
use super::references::PARTS;
use super::{ORDER, err, folder, types};

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
    same::<PartsInOrder>(serde_json::json!({
        "customer": {"name": "N", "last": {"unit": "EUR"}}, "price": {"amount": 1, "unit": "GBP"}, "unit": "USD",
    }));
}
"#;

/// All good documents of the generator's own cases as one crate, warnings forbidden.
#[test]
fn what_is_written_compiles_without_a_warning() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let workspace = workspace.canonicalize().expect("the workspace is there");
    let folder = folder(&[
        ("in/order.json", ORDER),
        ("in/meeting.json", MEETING),
        ("src/lib.rs", "#![deny(warnings)]\npub mod types;\n"),
        ("src/main.rs", READS),
    ]);
    for (name, text) in PARTS {
        let path = folder.path().join("in/parts").join(name);
        fs::create_dir_all(path.parent().expect("it is below the folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
    for entry in fs::read_dir(workspace.join("codegen/tests/cases/good")).expect("it can be read") {
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
    let output = types(folder.path(), &["in", "--out", "src/types"]);
    assert!(output.status.success(), "{}", err(&output));
    let manifest = format!(
        "[package]\nname = \"written\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n\
         twilio-events-runtime = {{ path = '{}' }}\n",
        workspace.join("runtime").display()
    );
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("it can be written");
    fs::copy(
        workspace.join("Cargo.lock"),
        folder.path().join("Cargo.lock"),
    )
    .expect("it can be copied");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .current_dir(folder.path())
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("written"),
        )
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", err(&output));
}
