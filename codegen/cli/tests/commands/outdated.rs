//! `outdated`, without credentials.

use std::fs;

use super::NOWHERE;
use super::support::host::{Host, Reply};
use super::support::project::{ID, Project};
use super::support::site;

#[test]
fn outdated_names_newer_versions_until_the_host_has_none() {
    let (project, host) = (Project::new(), Host::start());
    site::current(&host);
    let output = project.command(&["outdated"], &host.url());
    assert_eq!(
        (output.code, output.out.as_str()),
        (Some(0), "everything is current\n")
    );

    for version in [3, 4] {
        let text = project.version_3.replace("/3\"", &format!("/{version}\""));
        host.on(&format!("/{ID}/{version}"), [Reply::ok(text)]);
    }
    let output = project.command(&["outdated"], &host.url());
    output.fails();
    let row = format!("{ID}  2       2        4\n");
    assert!(output.out.ends_with(&row), "{}", output.out);

    project
        .command(&["outdated", "--offline"], &host.url())
        .fails()
        .says("(no --offline, no TWILIO_EVENTS_OFFLINE");
}

#[test]
fn a_host_that_cannot_be_reached_is_told_of_once() {
    let project = Project::new();
    let catalog = project.schemas().join("catalog.toml");
    let text = fs::read_to_string(&catalog).expect("the catalog is there");
    let others = (0..40)
        .map(|number| format!("\n[[schema]]\nid = \"Conversations.Other{number}\"\nlatest = 1\n"));
    fs::write(&catalog, text + &others.collect::<String>()).expect("it can be written");
    let output = project.command(&["outdated", "--all"], NOWHERE);
    output.fails();
    let said = output.err;
    assert!(
        said.contains("newer versions of 41 of 41 schemas could not be looked for"),
        "{said}"
    );
    assert!(
        said.contains("name a mirror with --base-url or TWILIO_EVENTS_BASE_URL"),
        "{said}"
    );
    // Of the other, the documentation site.
    assert_eq!(said.matches("cannot be reached").count(), 2, "{said}");
}

/// What the catalog was told of elsewhere cannot be taken while the host does not have it.
#[test]
fn outdated_believes_the_host_and_not_the_catalog() {
    let (project, host) = (Project::new(), Host::start());
    let catalog = project.schemas().join("catalog.toml");
    let text = fs::read_to_string(&catalog).expect("the catalog is there");
    fs::write(&catalog, text.replace("latest = 2", "latest = 3")).expect("it can be written");
    site::current(&host);
    for (command, said) in [
        ("outdated", "everything is current\n"),
        ("update", "every schema is current\n"),
    ] {
        let output = project.command(&[command], &host.url());
        assert_eq!(
            (output.code, output.out.as_str()),
            (Some(0), said),
            "{command}"
        );
    }
}

/// A host without an end of versions, such as one that answers everything with one page.
#[test]
fn versions_without_end_are_an_error() {
    let (project, host) = (Project::new(), Host::start());
    for version in 3..=60 {
        let path = format!("/{ID}/{version}");
        host.on(&path, [Reply::ok(r#"{"type": "object"}"#)]);
    }
    for command in ["outdated", "update"] {
        let output = project.command(&[command], &host.url());
        assert_eq!(output.code, Some(1), "{command}");
        output.says(&format!("/{ID}/53 is there, as are the 50 versions"));
    }
}
