//! `pin`.

use std::fs;

use twilio_events_codegen::project::lock::{Basis, Lock, Provenance};

use super::NOWHERE;
use super::support::project::{ID, Project};

#[test]
fn pin_takes_a_file_that_was_put_there() {
    let project = Project::new();
    let id = format!("{ID}/3");
    project
        .command(&["pin", &id, "--provenance", "documented"], NOWHERE)
        .says("put the document there first");
    project.write(&format!("codegen/schemas/{id}.json"), &project.version_3);
    project
        .command(&["pin", &id, "--provenance", "documented"], NOWHERE)
        .succeeds();
    let catalog = project.read("codegen/schemas/catalog.toml");
    assert!(
        catalog.starts_with("# What exists.\n") && catalog.contains("latest = 3"),
        "{catalog}"
    );
    project.command(&["regen", "--offline"], NOWHERE).succeeds();
    project.command(&["verify"], NOWHERE).succeeds();
}

#[test]
fn a_partial_document_says_what_it_rests_on() {
    let project = Project::new();
    let id = format!("{ID}/2");
    let pin = ["pin", &id, "--provenance", "partial"];
    project.command(&pin, NOWHERE).says("--basis");
    project
        .command(
            &["pin", &id, "--provenance", "published", "--basis", "guide"],
            NOWHERE,
        )
        .says("rests on nothing but itself");

    project
        .command(
            &[&pin[..], &["--basis", "example,integration"]].concat(),
            NOWHERE,
        )
        .succeeds();
    project.command(&["regen", "--offline"], NOWHERE).succeeds();
    let lock = Lock::read(&project.schemas().join("schemas.lock")).expect("the lock is in order");
    let entry = &lock.0[&id.parse().expect("an id")];
    assert_eq!(entry.provenance, Provenance::Partial);
    assert_eq!(entry.basis, [Basis::Example, Basis::Integration]);
    // What it rests on stays where nothing else is said; that it is surer than it was is told.
    let output = project.command(&pin, NOWHERE);
    output.succeeds();
    assert!(!output.err.contains("warning"));
    let lock = Lock::read(&project.schemas().join("schemas.lock")).expect("the lock is in order");
    assert_eq!(lock.0[&id.parse().expect("an id")].basis.len(), 2);
    let module = project
        .root
        .path()
        .join("generated/src/conversations/conversation_state_updated/v2.rs");
    let module = fs::read_to_string(module).expect("it is there");
    let said = "**partial**: written from a documentation example and a public integration; there may be more members";
    assert!(module.contains(said), "{module}");
    let readme = project.read("generated/README.md");
    assert!(
        readme.contains("| `conversations` | 1 documented; 2 partial |"),
        "{readme}"
    );
    project
        .command(&["list", "--held"], NOWHERE)
        .prints("1 (documented), 2 (partial)");

    project
        .command(&["pin", &id, "--provenance", "documented"], NOWHERE)
        .says("was partial, and is documented now")
        .says(&format!(
            "twilio-events pin {id} --provenance partial --basis example,integration"
        ));
}
