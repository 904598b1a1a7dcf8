//! `list`.

use super::support::project::{ID, Project};
use super::{NOWHERE, out};

#[test]
fn list_shows_what_is_held() {
    let project = Project::new();
    let output = project.command(&["list", "--held"], NOWHERE);
    let text = out(&output);
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
    let rows: serde_json::Value = serde_json::from_str(&out(&output)).expect("it is JSON");
    assert_eq!(
        rows[0]["locked"][1],
        serde_json::json!({"version": 2, "provenance": "documented"})
    );
    for nothing in [["--product", "Voice"], ["--status", "deprecated"]] {
        let output = project.command(
            &[&["list", "--format", "json"], &nothing[..]].concat(),
            NOWHERE,
        );
        assert_eq!(out(&output), "[]\n");
    }
}
