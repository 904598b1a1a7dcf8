//! The whole catalogue becomes a snapshot: `fetch --all`, rehearsed against a host on loopback.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use support::host::{Host, Reply};
use twilio_events_codegen::catalog::Catalog;
use twilio_events_codegen::id::DocumentId;
use twilio_events_codegen::lock::{Lock, Provenance};

fn run(root: &Path, arguments: &[&str], base: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_twilio-events"))
        .args(arguments)
        .current_dir(root)
        .env_clear()
        .env("TWILIO_EVENTS_BASE_URL", base)
        .output()
        .expect("the command runs")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    for entry in fs::read_dir(from).expect("it can be read") {
        let path = entry.expect("it can be listed").path();
        let to = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("it can be copied");
        }
    }
}

/// What the host publishes: of documented versions their data with other words, of all others a shape that the published
/// ones have too.
fn publish(id: &DocumentId, schemas: &Path) -> String {
    let mut document: Value = match fs::read_to_string(schemas.join(format!("{id}.json"))) {
        Ok(text) => serde_json::from_str(&text).expect("it is JSON"),
        Err(_) => json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "type": "object",
            "required": ["accountsid"],
            "properties": {
                "accountsid": {"type": "string"},
                "network": {"type": "object", "properties": {"mcc": {"type": "string"}}},
                "errors": {"type": "array", "items": {"type": "object", "properties": {"code": {"type": "integer"}}}},
            },
        }),
    };
    document["$id"] = json!(id.url());
    document["description"] = json!("As published.");
    document.to_string()
}

#[test]
fn the_catalogue_becomes_a_full_snapshot() {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let project = tempfile::tempdir().expect("a temporary folder can be made");
    let schemas = project.path().join("codegen/schemas");
    copy(&real, &schemas);
    let catalog = Catalog::read(&schemas.join("catalog.toml")).expect("the catalogue is in order");
    let locked = Lock::read(&schemas.join("schemas.lock")).expect("the lock is in order");
    let latest = catalog.schemas.iter().map(|(schema, version)| DocumentId {
        schema: schema.clone(),
        version: *version,
    });
    let all: std::collections::BTreeSet<DocumentId> =
        locked.0.keys().cloned().chain(latest).collect();
    assert!(all.len() > 60, "{}", all.len());
    let host = Host::start();
    for id in &all {
        host.on(&format!("/{id}"), [Reply::ok(publish(id, &schemas))]);
    }

    let output = run(project.path(), &["fetch", "--all"], &host.url());
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lock = Lock::read(&schemas.join("schemas.lock")).expect("the lock is in order");
    assert!(lock.0.keys().eq(&all), "every document is locked");
    for (id, entry) in &lock.0 {
        assert_eq!(entry.provenance, Provenance::Published, "{id}");
        assert!(schemas.join(format!("{id}.json")).exists(), "{id}");
    }
    let again = run(project.path(), &["fetch", "--all"], "http://127.0.0.1:9");
    assert_eq!(
        String::from_utf8_lossy(&again.stdout),
        "the snapshot holds every locked document, as published\n"
    );

    fs::create_dir(project.path().join("generated")).expect("it can be made");
    for command in [["regen", "--quiet"], ["verify", "--quiet"]] {
        let output = run(project.path(), &command, "http://127.0.0.1:9");
        assert!(
            output.status.success(),
            "{command:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
