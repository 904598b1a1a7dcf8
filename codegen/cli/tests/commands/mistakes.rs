//! Slips in the files that people edit: the message names file and line.

use std::fs;

use super::NOWHERE;
use super::support::project::Project;

/// File, what stands there, what somebody writes, the place that is named, and what is wrong.
const SLIPS: [[&str; 5]; 12] = [
    [
        "catalog.toml",
        "latest = 2 # seen",
        "latest = two",
        "catalog.toml:5:10",
        "this file cannot be read",
    ],
    [
        "catalog.toml",
        "latest = 2 # seen",
        "latest = 0",
        "catalog.toml:3:1",
        "has latest = 0",
    ],
    [
        "catalog.toml",
        "schema = \"Conversations.ConversationStateUpdated\"",
        "schema = \"Conversations.Other\"",
        "catalog.toml:7:1",
        "which is not listed",
    ],
    [
        "schemas.lock",
        "version = 2\nurl = \"https",
        "version = 2\nurl = \"ftp",
        "schemas.lock:18:1",
        "is neither https nor http",
    ],
    [
        "schemas.lock",
        "Conversations.ConversationStateUpdated/2\"",
        "Conversations.ConversationStateUpdated/3\"",
        "schemas.lock:18:1",
        "is not that of this document",
    ],
    [
        "schemas.lock",
        "version = 2\n",
        "version = 1\n",
        "schemas.lock:18:1",
        "locked twice",
    ],
    [
        "overrides.toml",
        "values = [\"active\"",
        "value = [\"active\"",
        "overrides.toml:8:1",
        "unknown field `value`",
    ],
    [
        "overrides.toml",
        "/properties/StateTo",
        "/properties/State",
        "overrides.toml:2:1",
        "has anything under \"/properties/State\"",
    ],
    [
        "overrides.toml",
        "/properties/StateTo",
        "/properties/StateTwo",
        "overrides.toml:2:1",
        "did you mean \"StateTo\"? correct the entry",
    ],
    [
        "overrides.toml",
        "schema = \"Conversations.ConversationStateUpdated\"",
        "schema = \"Conversations.ConversationState\"",
        "overrides.toml:2:1",
        "no schema \"Conversations.ConversationState\" is held",
    ],
    [
        "overrides.toml",
        "schema = \"Conversations.ConversationStateUpdated\"",
        "schema = \"Conversations.ConversationStateupdatet\"",
        "overrides.toml:2:1",
        "did you mean \"Conversations.ConversationStateUpdated\"? correct the entry",
    ],
    [
        "overrides.toml",
        "source = \"the page\"",
        "source = \" \"",
        "overrides.toml:2:1",
        "has no reason or no source",
    ],
];

#[test]
fn a_slip_is_named_with_its_file_and_line() {
    let project = Project::new();
    for [file, from, to, place, message] in SLIPS {
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

#[test]
fn of_two_overrides_of_one_name_the_second_is_pointed_at_and_the_first_named() {
    let project = Project::new();
    let path = project.schemas().join("overrides.toml");
    let text = fs::read_to_string(&path).expect("it is there");
    let lines = text.lines().count();
    fs::write(&path, format!("{text}\n{}", text.trim_start())).expect("it can be written");
    let said = project.command(&["regen", "--offline"], NOWHERE).err;
    let place = format!("ROOT/codegen/schemas/overrides.toml:{}:1", lines + 2);
    assert!(said.contains(&place), "{said}");
    assert!(said.contains("is there twice: in line 2, too"), "{said}");
}

/// Before anything is read or asked for.
#[test]
fn a_schema_that_was_meant_is_named() {
    let project = Project::new();
    for command in [
        &["fetch", "Conversations.ConversationStateUpdate/1"][..],
        &[
            "pin",
            "Conversations.ConversationStateUpdate/1",
            "--provenance",
            "documented",
        ],
    ] {
        let said = project.command(command, NOWHERE).err;
        assert!(
            said.contains("error: this schema is not in the catalog"),
            "{said}"
        );
        let meant = "help: did you mean \"Conversations.ConversationStateUpdated\"? if it is new";
        assert!(said.contains(meant), "{said}");
    }
}
