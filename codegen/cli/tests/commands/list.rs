//! `list`.

use std::fs;

use super::NOWHERE;
use super::support::project::{ID, Project};

#[test]
fn list_shows_what_is_held() {
    let project = Project::new();
    let output = project.command(&["list", "--held"], NOWHERE);
    let text = output.out;
    let row: Vec<&str> = text
        .lines()
        .nth(1)
        .expect("a head and a row")
        .split("  ")
        .filter(|cell| !cell.is_empty())
        .collect();
    assert_eq!(
        row,
        [
            "com.twilio.conversations.conversation-state.updated",
            "Conversations",
            "available",
            ID,
            "1 (documented), 2 (documented)",
            "https://www.twilio.com/docs/events/event-types/conversations/conversation-state",
        ]
    );
    let output = project.command(
        &["list", "--format", "json", "--status", "available"],
        NOWHERE,
    );
    let rows: serde_json::Value = serde_json::from_str(&output.out).expect("it is JSON");
    assert_eq!(
        rows[0]["locked"][1],
        serde_json::json!({"version": 2, "provenance": "documented"})
    );
    for nothing in [["--product", "Voice"], ["--status", "deprecated"]] {
        let output = project.command(
            &[&["list", "--format", "json"], &nothing[..]].concat(),
            NOWHERE,
        );
        assert_eq!(output.out, "[]\n");
    }
}

#[test]
fn list_says_why_event_types_have_no_type() {
    let project = Project::new();
    let path = project.schemas().join("catalog.toml");
    let catalog = fs::read_to_string(&path).expect("it is there");
    let more = r#"
[[schema]]
id = "Conversations.Other"
latest = 1

[[event]]
type = "com.twilio.conversations.other.added"
product = "Conversations"
schema = "Conversations.Other"
status = "available"

[[event]]
type = "com.twilio.conversations.other.removed"
product = "Conversations"
status = "available"

[[event]]
type = "com.twilio.conversations.other.updated"
product = "Conversations"
status = "available"
untyped = "Nobody has seen one."
"#;
    fs::write(&path, format!("{catalog}{more}")).expect("it can be written");
    let text = project.command(&["list", "--untyped"], NOWHERE).out;
    let reasons: Vec<&str> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit("  ").next())
        .collect();
    assert_eq!(
        reasons,
        [
            "no version of its schema is held",
            "the id of its schema is not known",
            "Nobody has seen one.",
        ]
    );
}

/// A file without an end is not read to it.
#[test]
fn a_file_of_a_project_has_a_most() {
    let project = Project::new();
    let file = fs::File::options()
        .write(true)
        .open(project.schemas().join("catalog.toml"))
        .expect("it is there");
    // It takes no room: what was never written is a hole.
    file.set_len((256 << 20) + 1).expect("it can be longer");
    project
        .command(&["list"], NOWHERE)
        .fails()
        .says("more than 268435456 bytes, which is the limit");
}

#[test]
fn a_product_that_was_meant_is_named() {
    let project = Project::new();
    let said = |product| {
        project
            .command(&["list", "--product", product], NOWHERE)
            .out
    };
    assert_eq!(
        said("Conversatons"),
        "no event type matches; did you mean \"Conversations\"?\n"
    );
    assert_eq!(said("Studio"), "no event type matches\n");
}
