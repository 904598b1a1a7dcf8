//! What documents, catalogs and hosts say is read, and does nothing else.

use std::fs;

use serde_json::Value;

use super::NOWHERE;
use super::support::harmless::{HARMFUL, harmless};
use super::support::host::{Host, Reply};
use super::support::project::{ID, Project};
use super::support::ran::{Ran, twilio_events};
use super::support::site;

/// A catalog may say anything, and its text reaches tables, JSON, generated code and its comments.
#[test]
fn the_text_of_a_catalog_is_only_read() {
    let project = Project::new();
    let path = project.schemas().join("catalog.toml");
    let catalog = fs::read_to_string(&path).expect("it is there");
    let bad = HARMFUL.chars().map(|c| format!("\\U{:08x}", u32::from(c)));
    let bad = bad.collect::<Vec<_>>().concat();
    let event = format!(
        "\n[[event]]\ntype = \"a{bad}\\n# b\"\nproduct = \"p{bad}\"\nstatus = \"available\"\npage = \"https://example.com/{bad}\\n\"\n"
    );
    fs::write(&path, catalog + &event).expect("it can be written");
    for arguments in [
        &["list"][..],
        &["regen", "--check"],
        &["regen", "--offline"],
        &["trigger", "--list"],
        &["verify"],
    ] {
        let output = project.command(arguments, NOWHERE);
        harmless(&output.all());
    }
    let output = project.command(&["list", "--format", "json"], NOWHERE);
    harmless(&output.out);
    let rows: Value = serde_json::from_str(&output.out).expect("it is JSON");
    assert_eq!(
        rows[0]["type"],
        format!("a{HARMFUL}\n# b"),
        "nothing is lost"
    );
    for (path, bytes) in super::support::project::tree(&project.root.path().join("generated")) {
        println!("{}", path.display());
        harmless(&String::from_utf8(bytes).expect("it is text"));
    }
    // What is wrong with it is said in one line of its own.
    let text = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, format!("{text}\n[[event]]\n{HARMFUL} = 1")).expect("it can be written");
    harmless(&project.command(&["list"], NOWHERE).err);
}

/// A host may say anything too: in versions, event types, pages and refusals.
#[test]
fn what_a_host_answers_is_only_read() {
    let (project, host) = (Project::new(), Host::start());
    project.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n");
    site::current(&host);
    for text in [
        format!("<html>{HARMFUL}"),
        format!("{{\"type\": \"{HARMFUL}\"}}"),
        format!("{{\"$id\": \"https://example.com/{HARMFUL}\", \"type\": \"object\"}}"),
        format!(
            "{{\"type\": \"object\", \"properties\": {{\"a{HARMFUL}\": {{\"$ref\": \"#/{HARMFUL}\"}}}}}}"
        ),
        format!(
            "{{\"type\": \"object\", \"properties\": {{\"a{HARMFUL}\": {{\"description\": \"({HARMFUL})\", \"type\": \"string\"}}}}}}"
        ),
    ] {
        // JSON has no control characters in strings; as escapes it has all.
        let escaped = ['\u{1}', '\u{8}', '\u{1b}', '\u{7f}']
            .into_iter()
            .fold(text, |text, c| {
                text.replace(c, &format!("\\u{:04x}", u32::from(c)))
            });
        host.on(&format!("/{ID}/3"), [Reply::ok(escaped)]);
        for arguments in [
            &["update", "--retries=0"][..],
            &["update", "--dry-run", "--format=json", "--retries=0"],
            &["outdated", "--retries=0"],
            &["verify", "--online", "--retries=0"],
        ] {
            let output = project.command(arguments, &host.url());
            harmless(&output.all());
        }
        let id = format!("{ID}/3");
        let output = project.command(
            &["diff", &format!("{ID}/2"), &id, "--retries=0"],
            &host.url(),
        );
        harmless(&output.all());
    }
    harmless(&project.read("CHANGELOG.md"));
    // Event types by the site.
    let page = site::section(
        &format!("com.twilio.a{HARMFUL}"),
        &format!("> {HARMFUL}"),
        ID,
        2,
    );
    site::page(&host, site::STATE_PAGE, &[page, site::state(2)]);
    for arguments in [
        &["outdated", "--retries=0"][..],
        &["discover", "--retries=0"],
        &["verify", "--online", "--retries=0"],
    ] {
        let output = project.command(arguments, &host.url());
        harmless(&output.all());
    }
    harmless(&project.read("CHANGELOG.md"));
}

/// What the REST API lists enters catalog, code and changelog, and ends no line there.
#[test]
fn the_name_of_an_event_type_is_not_a_line_of_the_changelog() {
    let (project, host) = (Project::new(), Host::start());
    let changelog = project.root.path().join("CHANGELOG.md");
    fs::write(&changelog, "# Changelog\n\n## Unreleased\n\n## 0.1.0\n").expect("it can be written");
    let name = format!("com.twilio.new{HARMFUL}\n## 9.9.9\n");
    let rows = serde_json::json!({"meta": {"key": "types"}, "types": [
        {"type": name, "schema_id": ID, "status": "available", "documentation_url": format!("https://example.com/{HARMFUL}\n# x")},
    ]});
    host.on("/v1/Types?PageSize=1000", [Reply::ok(rows.to_string())]);
    let versions = serde_json::json!({"meta": {"key": "schema_versions"}, "schema_versions": [{"schema_version": 2}]});
    host.on(
        &format!("/v1/Schemas/{ID}/Versions?PageSize=1000"),
        [Reply::ok(versions.to_string())],
    );
    for arguments in [
        &["outdated"][..],
        &["discover", "--dry-run"],
        &["discover", "--format=json"],
        &["list"],
    ] {
        let mut command = twilio_events(project.root.path(), arguments);
        command
            .env_clear()
            .env("TWILIO_EVENTS_API_URL", host.url())
            .envs([("TWILIO_ACCOUNT_SID", "AC1"), ("TWILIO_AUTH_TOKEN", "x")]);
        harmless(&Ran::new(&mut command).all());
    }
    let text = fs::read_to_string(&changelog).expect("it is there");
    harmless(&text);
    assert!(text.contains("New event type `com.twilio.new"), "{text}");
    assert_eq!(
        text.lines().filter(|line| line.starts_with('#')).count(),
        3,
        "{text}"
    );
    for (path, bytes) in super::support::project::tree(&project.root.path().join("generated")) {
        let text = String::from_utf8(bytes).expect("it is text");
        assert!(
            !text.contains("\n## 9.9.9") && !text.contains("\n# x"),
            "{}",
            path.display()
        );
        harmless(&text);
    }
}

/// As some programs begin a file: documents are kept with it, since it is a part of what was published.
#[test]
fn a_byte_order_mark_is_read_through() {
    let mark = "\u{feff}";
    let (project, host) = (Project::new(), Host::start());
    let id = format!("{ID}/3");
    let text = format!("{mark}{}", project.version_3);
    host.on(&format!("/{id}"), [Reply::ok(text.clone())]);
    let output = project.command(&["fetch", &id], &host.url());
    output.succeeds();
    let kept = project.schemas().join(format!("{id}.json"));
    assert_eq!(fs::read_to_string(kept).ok(), Some(text));

    for name in ["catalog.toml", "schemas.lock", "overrides.toml"] {
        let path = project.schemas().join(name);
        let text = fs::read_to_string(&path).expect("it is there");
        fs::write(&path, format!("{mark}{text}")).expect("it can be written");
    }
    for arguments in [
        &["regen", "--offline"][..],
        &["verify"],
        &["trigger", "--list"],
    ] {
        let output = project.command(arguments, NOWHERE);
        assert!(output.is_ok(), "{arguments:?}: {}", output.err);
    }
    // Readers of JSON refuse it, so the copy in the crate is without.
    let copy = project
        .root
        .path()
        .join(format!("generated/schemas/{id}.json"));
    assert_eq!(
        fs::read_to_string(copy).ok().as_ref(),
        Some(&project.version_3)
    );

    let page = format!("{}/../tests/{}", env!("CARGO_MANIFEST_DIR"), super::PAGE);
    let text = fs::read_to_string(&page).expect("it is there");
    let marked = project.root.path().join("page.md");
    fs::write(&marked, format!("{mark}{text}")).expect("it can be written");
    let said = |page: &str| {
        let output = project.command(&["verify", page], NOWHERE);
        output.err.replace(page, "PAGE")
    };
    assert_eq!(
        said(
            &marked
                .display()
                .to_string()
                .replace(&project.root.path().display().to_string(), ".")
        )
        .matches("is documented as")
        .count(),
        said(&page).matches("is documented as").count()
    );
}
