//! `pin`.

use std::fs;

use twilio_events_codegen::project::lock::{Basis, Lock, Provenance};

use super::support::project::{ID, Project};
use super::{NOWHERE, err};

#[test]
fn pin_takes_a_file_that_was_put_there() {
    let project = Project::new();
    let id = format!("{ID}/3");
    let output = project.command(&["pin", &id, "--provenance", "documented"], NOWHERE);
    assert!(err(&project, &output).contains("put the document there first"));
    fs::write(
        project.schemas().join(format!("{id}.json")),
        &project.version_3,
    )
    .expect("it can be written");
    let output = project.command(&["pin", &id, "--provenance", "documented"], NOWHERE);
    assert!(output.status.success(), "{}", err(&project, &output));
    let catalog = fs::read_to_string(project.schemas().join("catalog.toml")).expect("it is there");
    assert!(
        catalog.starts_with("# What exists.\n") && catalog.contains("latest = 3"),
        "{catalog}"
    );
    assert!(
        project
            .command(&["regen", "--offline"], NOWHERE)
            .status
            .success()
    );
    assert!(project.command(&["verify"], NOWHERE).status.success());
}

#[test]
fn a_partial_document_says_what_it_rests_on() {
    let project = Project::new();
    let id = format!("{ID}/2");
    let pin = ["pin", &id, "--provenance", "partial"];
    let output = project.command(&pin, NOWHERE);
    assert!(err(&project, &output).contains("--basis"));
    let output = project.command(
        &["pin", &id, "--provenance", "published", "--basis", "guide"],
        NOWHERE,
    );
    assert!(err(&project, &output).contains("rests on nothing but itself"));

    let output = project.command(
        &[&pin[..], &["--basis", "example,integration"]].concat(),
        NOWHERE,
    );
    assert!(output.status.success(), "{}", err(&project, &output));
    assert!(
        project
            .command(&["regen", "--offline"], NOWHERE)
            .status
            .success()
    );
    let lock = Lock::read(&project.schemas().join("schemas.lock")).expect("the lock is in order");
    let entry = &lock.0[&id.parse().expect("an id")];
    assert_eq!(entry.provenance, Provenance::Partial);
    assert_eq!(entry.basis, [Basis::Example, Basis::Integration]);
    // What it rests on stays where nothing else is said; that it is surer than it was is told.
    let output = project.command(&pin, NOWHERE);
    assert!(output.status.success(), "{}", err(&project, &output));
    assert!(!err(&project, &output).contains("warning"));
    let lock = Lock::read(&project.schemas().join("schemas.lock")).expect("the lock is in order");
    assert_eq!(lock.0[&id.parse().expect("an id")].basis.len(), 2);
    let module = project
        .root
        .path()
        .join("generated/src/conversations/conversation_state_updated/v2.rs");
    let module = fs::read_to_string(module).expect("it is there");
    let said = "**partial**: written from a documentation example and a public integration; there may be more members";
    assert!(module.contains(said), "{module}");
    let readme =
        fs::read_to_string(project.root.path().join("generated/README.md")).expect("it is there");
    assert!(
        readme.contains("| `conversations` | 1 documented; 2 partial |"),
        "{readme}"
    );
    let list = project.command(&["list", "--held"], NOWHERE);
    assert!(String::from_utf8_lossy(&list.stdout).contains("1 (documented), 2 (partial)"));

    let output = project.command(&["pin", &id, "--provenance", "documented"], NOWHERE);
    let said = err(&project, &output);
    assert!(
        said.contains("was partial, and is documented now"),
        "{said}"
    );
    assert!(
        said.contains(&format!(
            "twilio-events pin {id} --provenance partial --basis example,integration"
        )),
        "{said}"
    );
}
