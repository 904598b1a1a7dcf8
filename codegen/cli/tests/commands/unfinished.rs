//! What a killed run leaves behind, and what somebody else may have put in its place.

use std::fs;

use super::NOWHERE;
use super::support::project::{ID, Project, tree};

const READING: &[&[&str]] = &[
    &["list"],
    &["regen", "--check"],
    &["verify"],
    &[
        "diff",
        "Conversations.ConversationStateUpdated/1",
        "Conversations.ConversationStateUpdated/2",
    ],
    &["outdated", "--offline"],
    &["mirror", "--listen", "127.0.0.1:0"],
    &["trigger", "--list"],
    &["update", "--dry-run"],
    &["discover", "--dry-run"],
];

/// A killed run leaves a journal of what is still to be moved. Who only reads leaves it there and says so; who changes the
/// project finishes it.
#[test]
fn what_a_killed_run_left_is_finished_by_those_who_write() {
    let project = Project::new();
    project.leave_pending("CHANGELOG.md", "taken");
    let before = tree(project.root.path());
    for command in READING {
        let output = project.command(command, NOWHERE);
        let said = output.err;
        assert_eq!(output.code, Some(1), "{command:?}: {said}");
        assert!(
            said.contains("a change of this project is pending")
                && said.contains("finish it: twilio-events regen"),
            "{command:?}: {said}"
        );
        assert_eq!(tree(project.root.path()), before, "{command:?}");
    }
    let writing: [&[&str]; 5] = [
        &["discover", "--offline"],
        &["regen", "--offline"],
        &["fetch", "--offline"],
        &["update", "--offline"],
        &["pin", "none/1", "--provenance", "documented"],
    ];
    for (index, command) in writing.into_iter().enumerate() {
        let text = format!("taken {index}");
        project.leave_pending("CHANGELOG.md", &text);
        let id = format!("{ID}/2");
        let command: Vec<&str> = command
            .iter()
            .map(|word| if *word == "none/1" { id.as_str() } else { word })
            .collect();
        project.command(&command, NOWHERE);
        let moved = fs::read_to_string(project.root.path().join("CHANGELOG.md"));
        assert_eq!(moved.ok(), Some(text), "{command:?}");
        assert!(
            !project.root.path().join(".twilio-events").exists(),
            "{command:?}"
        );
    }
}

/// A checkout of somebody else's, with a folder of ours in it: nothing is moved, written or removed, here or elsewhere.
#[test]
fn a_journal_in_a_checkout_is_not_believed() {
    let (project, outside) = (Project::new(), Project::new());
    let theirs = outside.root.path().join("codegen/schemas/catalog.toml");
    let folder = project.root.path().join(".twilio-events");
    let journal = folder.join("journal.json");
    let writing: [&[&str]; 2] = [&["regen", "--offline"], &["fetch", "--offline"]];
    let refused = || {
        let before = (tree(project.root.path()), tree(outside.root.path()));
        for command in READING.iter().copied().chain(writing) {
            let output = project.command(command, NOWHERE);
            let said = output.err;
            assert_eq!(output.code, Some(1), "{command:?}: {said}");
            assert!(said.contains(".twilio-events"), "{command:?}: {said}");
            assert!(said.contains("help: "), "{command:?}: {said}");
            let mut after = (tree(project.root.path()), tree(outside.root.path()));
            // Who writes is told by the lock that it has the project for itself, and makes and removes it.
            after.0.retain(|(path, _)| !path.ends_with("lock"));
            assert_eq!(after, before, "{command:?}");
        }
    };
    // As the first versions wrote it, and as this one does, under the numbers of another file.
    project.leave_pending("CHANGELOG.md", "x");
    let own = fs::read_to_string(&journal).expect("it was written");
    let elsewhere = theirs.display().to_string();
    for text in [
        format!(r#"{{"moves": [["0", "{elsewhere}"]], "removes": ["{elsewhere}"]}}"#),
        r#"{"moves": [], "removes": ["../../x", "codegen/schemas/schemas.lock"]}"#.to_owned(),
        own.replace("CHANGELOG.md", &elsewhere),
    ] {
        fs::remove_file(&journal).expect("it is there");
        fs::write(&journal, text).expect("it can be written");
        refused();
    }
}
