//! The command: what it compares, how it says it, and how it exits.

mod support;

use std::path::Path;

use serde_json::{Value, json};
use support::project::frozen;
use support::ran::{Ran, twilio_events};
use tempfile::TempDir;
use twilio_events_codegen::breaking::Rule;

const V1: &str = "Conversations.ConversationStateUpdated/1";
const V2: &str = "Conversations.ConversationStateUpdated/2";

fn run(arguments: &[&str], folder: &Path) -> Ran {
    let arguments = [&["diff"], arguments].concat();
    Ran::new(twilio_events(folder, &arguments).env("TWILIO_EVENTS_OFFLINE", "1"))
}

/// Two files outside of any project: a member is gone.
fn files() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let old = json!({"type": "object", "properties": {"a": {"type": "string"}, "b`": {"type": "string"}}, "required": ["b`"]});
    let new = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    for (name, document) in [("old.json", old), ("new.json", new)] {
        std::fs::write(folder.path().join(name), document.to_string()).expect("it can be written");
    }
    folder
}

#[test]
fn locked_versions_are_compared_by_name() {
    let output = run(&[V1, V2, "--fail-on", "compatible"], frozen());
    output.succeeds();
    assert!(output.out.starts_with(&format!("{V1} -> {V2}\n")));
    assert!(
        output.out.ends_with("metadata only; no change for users\n"),
        "{}",
        output.out
    );
    assert_eq!(
        run(&[V1, V2, "--fail-on", "metadata"], frozen()).code,
        Some(1)
    );
    assert_eq!(
        run(&[V1, V1, "--fail-on", "metadata"], frozen()).code,
        Some(0)
    );
}

#[test]
fn files_are_compared_outside_of_a_project() {
    let folder = files();
    let output = run(&["old.json", "new.json"], folder.path());
    output.succeeds();
    assert_eq!(
        output.out,
        "Local.Document/1 -> Local.Document/2\n\
         readers     code   place: what differs\n\
         breaking    major  /b`: required member removed [FIELD_REMOVED_REQUIRED]\n                   \
         at Local.Document/1#/properties/b` (line 1, column 43)\n\
         arm         major  /b`: its type String becomes Option<String>\n\
         1 breaking: old readers refuse some of the new data; THE TYPE BEHIND THE SCHEMA'S ARM CHANGES, a major change \
         for users\n"
    );
    assert_eq!(
        run(
            &["old.json", "new.json", "--fail-on", "breaking"],
            folder.path()
        )
        .code,
        Some(1)
    );
    // The other way round, a member is added.
    assert_eq!(
        run(
            &["new.json", "old.json", "--fail-on", "breaking"],
            folder.path()
        )
        .code,
        Some(0)
    );
    assert_eq!(
        run(
            &["new.json", "old.json", "--fail-on", "compatible"],
            folder.path()
        )
        .code,
        Some(1)
    );
}

#[test]
fn markdown_is_a_list() {
    let folder = files();
    let output = run(
        &["old.json", "new.json", "--format", "markdown"],
        folder.path(),
    );
    assert_eq!(
        output.out,
        "`Local.Document/1` to `Local.Document/2`: old readers refuse some of the new data; THE TYPE \
         BEHIND THE SCHEMA'S ARM CHANGES, a major change for users.\n\nBreaking:\n\n- `` /b` ``: required member removed \
         (`FIELD_REMOVED_REQUIRED`, major)\n\nThe type behind the schema's arm:\n\n\
         - `` /b` ``: its type String becomes `Option<String>` (major)\n"
    );
}

#[test]
fn json_is_one_object() {
    let folder = files();
    let output = run(&["old.json", "new.json", "--format", "json"], folder.path());
    let object: Value = serde_json::from_str(&output.out).expect("it is JSON");
    assert_eq!(
        object,
        json!({
            "old": "Local.Document/1", "new": "Local.Document/2", "class": "breaking", "semver": "major",
            "changes": [{
                "rule": "FIELD_REMOVED_REQUIRED", "class": "breaking", "semver": "major", "data": "/b`",
                "old_schema": "/properties/b`", "new_schema": null, "message": "required member removed",
            }],
            "arm_semver": "major",
            "arm": [{"semver": "major", "data": "/b`", "message": "its type String becomes Option<String>"}],
        })
    );
}

#[test]
fn every_rule_can_be_explained() {
    for rule in Rule::ALL {
        let output = run(&["--explain", rule.id()], frozen());
        assert!(
            output.is_ok() && output.out.contains(rule.meaning()),
            "{rule}"
        );
    }
    run(&["--explain", "FIELD_ADED_OPTIONAL"], frozen())
        .ends(2)
        .says("FIELD_ADDED_OPTIONAL");
}

#[test]
fn what_cannot_be_compared_is_an_error_that_names_it() {
    let folder = files();
    std::fs::write(folder.path().join("bad.json"), "[]").expect("it can be written");
    for (name, complaint) in [
        ("missing.json", "missing.json"),
        ("bad.json", "not an object"),
        (V2, "not asked while offline"),
        ("https://user:secret@host/x", "does not end in a schema id"),
        ("https://host/Demo.Thing/1", "https://host/Demo.Thing/1"),
        ("http://host/Demo.Thing/1", "plain http"),
    ] {
        let output = run(&["old.json", name], folder.path());
        assert_eq!(output.code, Some(1), "{name}");
        assert!(output.err.contains(complaint), "{name}: {}", output.err);
        assert!(!output.err.contains("secret"));
    }
    assert_eq!(run(&["old.json"], folder.path()).code, Some(2));
}

#[test]
fn a_schema_that_was_meant_is_named() {
    let slip = V1.replace("Updated", "Updatd");
    let meant = "did you mean \"Conversations.ConversationStateUpdated\"? allow downloads";
    run(&[&slip, V2], frozen()).fails().says(meant);
    let other = run(&["Studio.Nothing/1", V2], frozen());
    assert!(!other.fails().err.contains("did you mean"), "{}", other.err);
}
