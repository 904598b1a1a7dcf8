//! Slips in the files that people edit: the message names file and line.

use std::fs;

use super::NOWHERE;
use super::support::project::Project;

#[test]
fn a_slip_is_named_with_its_file_and_line() {
    // File, what stands there, what somebody writes, the place that is named, and what is wrong.
    let rows = [
        (
            "catalog.toml",
            "latest = 2 # seen",
            "latest = two",
            "catalog.toml:5:10",
            "this file cannot be read",
        ),
        (
            "catalog.toml",
            "latest = 2 # seen",
            "latest = 0",
            "catalog.toml:3:1",
            "has latest = 0",
        ),
        (
            "catalog.toml",
            "schema = \"Conversations.ConversationStateUpdated\"",
            "schema = \"Conversations.Other\"",
            "catalog.toml:7:1",
            "which is not listed",
        ),
        (
            "schemas.lock",
            "version = 2\nurl = \"https",
            "version = 2\nurl = \"ftp",
            "schemas.lock:18:1",
            "is neither https nor http",
        ),
        (
            "schemas.lock",
            "version = 2\n",
            "version = 1\n",
            "schemas.lock:18:1",
            "locked twice",
        ),
        (
            "overrides.toml",
            "values = [\"active\"",
            "value = [\"active\"",
            "overrides.toml:8:1",
            "unknown field `value`",
        ),
        (
            "overrides.toml",
            "/properties/StateTo",
            "/properties/State",
            "overrides.toml:2:1",
            "has anything under \"/properties/State\"",
        ),
        (
            "overrides.toml",
            "schema = \"Conversations.ConversationStateUpdated\"",
            "schema = \"Conversations.ConversationState\"",
            "overrides.toml:2:1",
            "no schema \"Conversations.ConversationState\" is held",
        ),
        (
            "overrides.toml",
            "source = \"the page\"",
            "source = \" \"",
            "overrides.toml:2:1",
            "has no reason or no source",
        ),
    ];
    let project = Project::new();
    for (file, from, to, place, message) in rows {
        let path = project.schemas().join(file);
        let before = fs::read_to_string(&path).expect("it is there");
        assert!(before.contains(from), "{before}");
        fs::write(&path, before.replace(from, to)).expect("it can be written");
        let output = project.command(&["regen", "--offline"], NOWHERE);
        let said = output.err;
        assert_eq!(output.code, Some(1), "{said}");
        assert!(
            said.contains(&format!("ROOT/codegen/schemas/{place}")),
            "{said}"
        );
        assert!(said.contains(message), "{said}");
        assert!(said.contains("help: "), "{said}");
        fs::write(&path, before).expect("it can be written");
    }
}
