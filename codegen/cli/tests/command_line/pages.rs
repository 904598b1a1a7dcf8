//! `verify --online`: the schema host and the documentation site.

use super::run;
use super::support::host::{Host, Reply};
use super::support::project::{ID, Project, frozen};
use super::support::ran::Ran;

const PATH: &str = "/docs/events/event-types/conversations/conversation-state";

/// A project, and a host that publishes its documents and what it is given as the documentation page.
fn published(page: Reply) -> (Project, Host) {
    let (project, host) = (Project::new(), Host::start());
    for version in [1, 2] {
        let file = project.schemas().join(format!("{ID}/{version}.json"));
        let text = std::fs::read(file).expect("the document is there");
        host.on(&format!("/{ID}/{version}"), [Reply::ok(text)]);
    }
    host.on(&format!("{PATH}.md"), [page]);
    (project, host)
}

fn verify(project: &Project, host: &Host, arguments: &[&str]) -> Ran {
    let environment = [
        ("TWILIO_EVENTS_BASE_URL", host.url()),
        ("TWILIO_EVENTS_DOCS_URL", host.url()),
    ];
    let environment = environment
        .each_ref()
        .map(|(name, url)| (*name, url.as_str()));
    run(
        project,
        &[&["verify", "--online"], arguments].concat(),
        &environment,
    )
}

fn page() -> String {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/documentation/conversation-state.md"
    );
    std::fs::read_to_string(file).expect("the page is there")
}

/// A section of the page about a schema that this project does not hold.
fn foreign() -> String {
    let page = page();
    let (_, section) = page.split_once("\n## ").expect("the page has a section");
    format!(
        "\n\n## {}",
        section
            .replace(ID, "Conversations.SomethingElse")
            .replace("conversation-state.updated", "something-else.updated")
    )
}

#[test]
fn published_pages_are_held_against_the_types() {
    // The fixture has one override less than the real project, so the page disagrees in just what that one says.
    let (project, host) = published(Reply::ok(page() + &foreign()));
    let output = verify(&project, &host, &[]);
    output.fails();
    output.prints(&format!(
        "{ID}/2: the host sends the locked bytes (documented)\n"
    ));
    let said = output.err;
    assert!(
        said.contains("`Reason` of v2 is documented as optional one of ["),
        "{said}"
    );
    assert!(!said.contains("SomethingElse"), "{said}");
    assert!(!said.contains("StateTo"), "{said}");

    let report = verify(&project, &host, &["--format", "json"]).json();
    let check = report["checks"].as_array().and_then(|checks| checks.last());
    assert_eq!(
        check.expect("there are checks")["check"],
        format!("page https://www.twilio.com{PATH}")
    );
}

#[test]
fn a_page_that_agrees_is_said_to() {
    let (project, host) = published(Reply::ok(page()));
    let overrides = frozen().join("codegen/schemas/overrides.toml");
    let overrides = std::fs::read_to_string(overrides).expect("the project has overrides");
    // Those of the schema that this project holds.
    let schema = format!("\nschema = \"{ID}\"\n");
    let entries = overrides.split("\n\n");
    let entries: Vec<_> = entries.filter(|entry| entry.contains(&schema)).collect();
    std::fs::write(
        project.schemas().join("overrides.toml"),
        entries.join("\n\n"),
    )
    .expect("it can be written");
    run(&project, &["regen", "--offline"], &[]).succeeds();
    let output = verify(&project, &host, &[]);
    let agrees = format!("page https://www.twilio.com{PATH}: agrees\n");
    assert!(
        output.out.ends_with(&agrees),
        "{}{}",
        output.out,
        output.err
    );
    output.succeeds();
}
