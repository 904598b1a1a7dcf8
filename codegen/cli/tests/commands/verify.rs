//! `verify`.

use std::fs;

use super::support::host::Host;
use super::support::project::{ID, Project};
use super::{NOWHERE, PAGE};

#[test]
fn verify_says_what_does_not_agree() {
    let project = Project::new();
    project.command(&["verify"], NOWHERE).succeeds();

    let types = project
        .root
        .path()
        .join("generated/src/conversations/conversation_state_updated/v2.rs");
    let text = fs::read_to_string(&types).expect("the types are there");
    fs::write(&types, text.replace("account_sid", "account")).expect("it can be written");
    let output = project.command(&["verify"], NOWHERE);
    output.fails();
    output.prints("+        pub account_sid: Option<String>");
    assert!(
        output
            .err
            .starts_with("error: generated/ is not what the documents give\n")
    );
    fs::write(&types, text).expect("it can be written");

    let document = project.schemas().join(format!("{ID}/2.json"));
    let text = fs::read_to_string(&document).expect("the document is there");
    fs::write(&document, format!("{text}\n")).expect("it can be written");
    let output = project.command(&["verify"], NOWHERE);
    let error = &output.err;
    assert!(
        error.starts_with(&format!(
            "error: these bytes are not the locked ones\n--> ROOT/codegen/schemas/{ID}/2.json\n"
        )) && error.contains(&format!("in {ID}/2\n")),
        "{error}"
    );
    fs::write(&document, text).expect("it can be written");

    let overrides = project.schemas().join("overrides.toml");
    let text = fs::read_to_string(&overrides).expect("the overrides are there");
    fs::write(
        &overrides,
        text.replace("/properties/StateTo", "/properties/Stateto"),
    )
    .expect("it can be written");
    project
        .command(&["verify"], NOWHERE)
        .says("\"state\" does not apply")
        .says("/properties/Stateto");
}

/// The fixture has one override less than the real project, so the page disagrees in just what that one says.
#[test]
fn verify_holds_pages_against_the_types() {
    let project = Project::new();
    let page = format!("{}/../tests/{PAGE}", env!("CARGO_MANIFEST_DIR"));
    let output = project.command(&["verify", &page], NOWHERE);
    output
        .fails()
        .says(r#"`Reason` of v2 is documented as optional one of ["API", "EVENT", "TIMER"], but"#)
        .says("`StateUpdated` of v2 is documented as optional timestamp, but");
    assert!(!output.err.contains("StateTo"), "{}", output.err);

    // A page that is not there hides nothing of the others.
    let output = project.command(&["verify", "no-page.md", &page], NOWHERE);
    let error = &output.err;
    assert!(
        error.starts_with("error: cannot read this page\n") && error.contains("`Reason` of v2"),
        "{error}"
    );
}

/// The pages of the project are what its golden suite holds the types against, so `verify` refuses what that refuses.
#[test]
fn verify_holds_the_pages_of_the_project_against_the_types() {
    let project = Project::new();
    let page = format!("{}/../tests/{PAGE}", env!("CARGO_MANIFEST_DIR"));
    let pages = project.root.path().join("codegen/pages");
    fs::create_dir(&pages).expect("it can be made");
    fs::copy(page, pages.join("state.md")).expect("it can be copied");
    project
        .command(&["verify"], NOWHERE)
        .fails()
        .says("ROOT/codegen/pages/state.md")
        .says("`Reason` of v2")
        .prints("page codegen/pages/state.md: differs\n");

    fs::write(pages.join("state.md"), "# Nothing\n").expect("it can be written");
    project
        .command(&["verify"], NOWHERE)
        .fails()
        .says("documents no event type");
}

#[test]
fn verify_says_how_to_get_a_document_that_is_missing() {
    let project = Project::new();
    fs::remove_file(project.schemas().join(format!("{ID}/2.json"))).expect("it is there");
    let output = project.command(&["verify"], NOWHERE);
    output.fails();
    assert_eq!(
        output.err,
        format!(
            "error: this document is locked and not in the snapshot\n--> {ID}/2\n = help: download it: twilio-events fetch\n"
        )
    );
}

/// Nobody knows whether it differs.
#[test]
fn what_cannot_be_reached_does_not_differ() {
    let project = Project::new();
    let output = project.command(&["verify", "--online", "--retries=0"], NOWHERE);
    output.fails();
    assert!(!output.out.contains("differs"), "{}", output.out);
    output.prints(&format!("{ID}/1: not checked\n"));
    output.says("cannot be reached");

    let json = project.command(
        &["verify", "--online", "--retries=0", "--format=json"],
        NOWHERE,
    );
    let report: serde_json::Value = json.json();
    let checks = report["checks"].as_array().expect("a list");
    let unknown = checks.iter().filter(|check| check["agrees"].is_null());
    assert_eq!((unknown.count(), checks.len()), (3, 5), "{report:#}");

    // A host that says that there is no such version does differ.
    let host = Host::start();
    project
        .command(&["verify", "--online"], &host.url())
        .says("there is no such version");
}
