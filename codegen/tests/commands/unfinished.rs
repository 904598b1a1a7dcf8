//! What a killed run leaves behind.

use std::fs;

use super::NOWHERE;
use super::support::project::{ID, Project};

/// A killed run leaves a journal of what is still to be moved. Whoever reads the project next sees all of it.
#[test]
fn what_a_killed_run_left_is_finished_by_the_next_command() {
    let project = Project::new();
    let (one, two) = (format!("{ID}/1"), format!("{ID}/2"));
    let commands: [&[&str]; 5] = [
        &["list"],
        &["regen", "--check"],
        &["verify"],
        &["diff", &one, &two],
        &["outdated", "--offline"],
    ];
    for command in commands {
        let folder = project.root.path().join(".twilio-events");
        fs::create_dir_all(folder.join("staged")).expect("it can be made");
        fs::write(folder.join("staged/0"), command[0]).expect("it can be written");
        fs::write(
            folder.join("journal.json"),
            r#"{"moves": [["0", "CHANGELOG.md"]], "removes": []}"#,
        )
        .expect("it can be written");
        project.command(command, NOWHERE);
        let moved = fs::read_to_string(project.root.path().join("CHANGELOG.md"));
        assert_eq!(moved.ok().as_deref(), Some(command[0]));
        assert!(!folder.exists(), "{command:?}");
    }
}
