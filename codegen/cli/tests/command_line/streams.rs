//! What goes to which stream, and how it looks there.

use std::process::Stdio;

use super::support::project::{ID, Project};
use super::support::ran::Ran;
use super::{NOWHERE, command, run};

const BASE: &str = "TWILIO_EVENTS_BASE_URL";

#[test]
fn colours_come_when_asked_for_and_never_by_themselves() {
    let project = Project::new();
    let page = ["verify", "none.md"];
    let coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let output = run(&project, &[&page, arguments].concat(), environment);
        output.fails();
        output.says("cannot read this page");
        output.err.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "this is no terminal");
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(
        &[],
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]
    ));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn quiet_leaves_results_and_errors() {
    let project = Project::new();
    let said = |arguments: &[&str]| {
        let output = run(&project, arguments, &[(BASE, NOWHERE)]);
        output.succeeds();
        output.out
    };
    for arguments in [["verify"].as_slice(), &["regen"], &["regen", "--check"]] {
        assert_ne!(said(arguments), "");
        assert_eq!(said(&[arguments, &["--quiet"]].concat()), "");
    }
    assert_eq!(said(&["list", "-q"]), said(&["list"]));
    let output = run(&project, &["list", "-q", "nothing of this name"], &[]);
    assert_eq!((output.code, output.out.as_str()), (Some(1), ""));
}

/// `twilio-events list | head`: who has read enough does not hear of a panic.
#[test]
fn a_closed_pipe_is_no_error() {
    let project = Project::new();
    let mut child = command(&["list"])
        .current_dir(project.root.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    let output = Ran::from(child.wait_with_output().expect("it ends"));
    assert_eq!((output.code, output.err), (Some(0), String::new()));
}

#[test]
fn verify_says_as_json_what_agrees_and_what_does_not() {
    let project = Project::new();
    let arguments = ["verify", "--format", "json"];
    let report = run(&project, &arguments, &[]).json();
    assert_eq!(report["agrees"], true, "{report:#}");
    assert_eq!(report["checks"][0]["check"], "documents: 2 match the lock");

    let document = project.schemas().join(format!("{ID}/2.json"));
    let text = std::fs::read_to_string(&document).expect("the document is there");
    std::fs::write(&document, text + "\n").expect("it can be written");
    let output = run(&project, &arguments, &[]);
    assert_eq!((output.code, &*output.err), (Some(1), ""));
    let error = &output.json()["checks"][0]["errors"][0];
    assert_eq!(error["document"], format!("{ID}/2"));
    assert!(
        error["file"]
            .as_str()
            .is_some_and(|file| file.ends_with("2.json"))
    );
    assert!(
        error["help"]
            .as_str()
            .is_some_and(|help| help.contains("twilio-events pin"))
    );
}

#[test]
fn a_folder_that_is_no_project_is_named() {
    let project = Project::new();
    let output = run(&project, &["list", "--root", "generated"], &[]);
    output.fails();
    assert_eq!(
        output.err,
        "error: this folder has no codegen/schemas/catalog.toml\n--> generated\n \
         = help: run this inside the project, or name the project with --root\n"
    );
}
