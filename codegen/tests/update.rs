//! `update`: a host publishes two more versions of the seed's schema; the command takes them, or leaves everything as it was.

mod support;

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use support::host::{Host, Reply};
use support::project::{ID, Project, tree};

const CHANGELOG: &str = "# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- The first.\n";

/// Version 3 adds a field, a value to the prose of `StateTo`, and widens the type of one field; version 4 removes a field.
fn publish(project: &Project, host: &Host) {
    let text = fs::read_to_string(project.schemas().join(format!("{ID}/2.json")))
        .expect("version 2 is there");
    let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
    document["$id"] = json!(format!("https://events-schemas.twilio.com/{ID}/3"));
    let properties = &mut document["properties"];
    properties["ClosedBy"] = json!({"type": "string", "description": "Who closed it."});
    properties["StateTo"]["description"] =
        json!("The state the conversation was updated to (active, inactive, closed or archived).");
    properties["MessagingServiceSid"]["type"] = json!(["string", "integer"]);
    host.on(&format!("/{ID}/3"), [Reply::ok(document.to_string())]);
    document["$id"] = json!(format!("https://events-schemas.twilio.com/{ID}/4"));
    let members = document["properties"]
        .as_object_mut()
        .expect("it has properties");
    members.remove("Reason").expect("version 2 has it");
    host.on(&format!("/{ID}/4"), [Reply::ok(document.to_string())]);
}

fn project() -> Project {
    let project = Project::new();
    fs::write(project.root.path().join("CHANGELOG.md"), CHANGELOG).expect("it can be written");
    project
}

#[test]
fn update_takes_newer_versions() {
    let (project, host) = (project(), Host::start());
    publish(&project, &host);
    let before = tree(project.root.path());

    let dry = project.command(&["update", "--dry-run"], &host.url());
    assert!(
        dry.status.success(),
        "{}",
        String::from_utf8_lossy(&dry.stderr)
    );
    assert_eq!(
        tree(project.root.path()),
        before,
        "a dry run writes nothing"
    );

    let output = project.command(&["update"], &host.url());
    let (says, warns) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{warns}");
    for rule in [
        "FIELD_ADDED_OPTIONAL",
        "TYPE_WIDENED",
        "FIELD_REMOVED_OPTIONAL",
    ] {
        assert!(says.contains(rule), "{rule} is not in\n{says}");
    }
    assert!(says.contains("version bump: major"), "{says}");
    assert!(
        warns.contains("the description names the value \"archived\""),
        "{warns}"
    );

    assert!(
        project
            .command(&["verify"], "http://127.0.0.1:9")
            .status
            .success()
    );
    let read =
        |path: &str| fs::read_to_string(project.root.path().join(path)).expect("it is there");
    let module = "generated/src/conversations/conversation_state_updated";
    assert!(read(&format!("{module}/v3.rs")).contains("pub closed_by: Option<String>"));
    assert!(!read(&format!("{module}/v4.rs")).contains("pub reason"));
    assert!(
        read("codegen/schemas/catalog.toml").contains("latest = 4 # seen"),
        "comments stay"
    );
    let changelog = read("CHANGELOG.md");
    let entry = changelog
        .find(&format!("{ID}/4"))
        .expect("the entry names the version");
    assert!(
        entry < changelog.find("## 0.1.0").expect("the rest stays"),
        "{changelog}"
    );

    let again = project.command(&["update"], &host.url());
    assert_eq!(
        String::from_utf8_lossy(&again.stdout),
        "every schema is current\n"
    );
}

#[test]
fn a_host_that_fails_changes_nothing() {
    let (project, host) = (project(), Host::start());
    publish(&project, &host);
    let before = tree(project.root.path());
    for reply in [
        Reply::ok("<html>"),
        Reply::ok("[]"),
        Reply::redirect(&format!("/{ID}/4")),
        Reply::status(400, "no"),
    ] {
        host.on(&format!("/{ID}/4"), [reply]);
        let output = project.command(&["update"], &host.url());
        assert_eq!(
            output.status.code(),
            Some(1),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
        assert_eq!(tree(project.root.path()), before);
    }
}

/// Killed at many moments: after each, what is there agrees, and in the end an update goes through.
#[test]
fn a_kill_leaves_the_old_or_the_new() {
    let (project, host) = (project(), Host::start());
    publish(&project, &host);
    let before = tree(project.root.path());
    let start = |project: &Project| {
        Command::new(env!("CARGO_BIN_EXE_twilio-events"))
            .args(["update", "--root"])
            .arg(project.root.path())
            .env("TWILIO_EVENTS_BASE_URL", host.url())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command runs")
    };
    for moment in 0..100_u64 {
        let mut process = start(&project);
        // The moment of the kill is the input of this test; nothing is expected to have happened by then.
        std::thread::sleep(Duration::from_micros(moment * 700));
        process.kill().expect("it can be killed");
        process.wait().expect("it ends");
        let output = project.command(&["verify"], "http://127.0.0.1:9");
        assert!(
            output.status.success(),
            "kill {moment}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        if project.schemas().join(format!("{ID}/4.json")).exists() {
            restore(&project, &before);
        }
    }
    assert!(project.command(&["update"], &host.url()).status.success());
    assert!(project.schemas().join(format!("{ID}/4.json")).exists());
}

/// Makes the project what it was, as `git restore` and `git clean` do.
fn restore(project: &Project, files: &[(std::path::PathBuf, Vec<u8>)]) {
    for (path, _) in tree(project.root.path()) {
        fs::remove_file(path).expect("it can be removed");
    }
    for (path, bytes) in files {
        fs::write(path, bytes).expect("it can be written");
    }
}
