//! The command line as a whole: help, streams, colours, JSON; and the sites beside the schema host.

mod api;
mod help;
mod pages;
mod streams;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;
use std::process::Command;

use support::project::Project;
use support::ran::{Ran, twilio_events};

const NOWHERE: &str = "http://127.0.0.1:9";

/// Runs the command in a project, with nothing in the environment but what is given.
fn run(project: &Project, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    let environment = environment.iter().copied();
    Ran::new(
        command(arguments)
            .current_dir(project.root.path())
            .envs(environment),
    )
}

fn command(arguments: &[&str]) -> Command {
    let mut command = twilio_events(Path::new("."), arguments);
    command.env_clear();
    command
}

#[test]
fn a_project_can_be_named_before_the_command() {
    let project = Project::new();
    let root = project.root.path().to_str().expect("it is text");
    let ran = |arguments: &[&str]| Ran::new(command(arguments).current_dir("/"));
    let list = ran(&["list", "--root", root]);
    assert!(list.out.contains("Conversations"), "{}", list.err);
    assert_eq!(ran(&["--root", root, "list"]).out, list.out);
    // What stands behind the command counts.
    let both = ran(&["--root", "/nowhere", "list", "--root", root]);
    assert_eq!(both.out, list.out);
    let types = ran(&["--root", root, "types", "any.json"]);
    assert_eq!(types.code, Some(2));
    let said = types.err;
    assert!(
        said.contains("this command has no project: leave --root out"),
        "{said}"
    );
}
