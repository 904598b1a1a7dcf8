//! The day on which the schema host is reached: `fetch --all`, once, and everything is published and in order. Rehearsed over
//! loopback, under the host's own name, with all schemas in all versions, and most of them other than what was written here.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use support::host::{Host, Reply};
use support::project::frozen;
use support::ran::{Ran, twilio_events};
use support::twilio::Twilio;
use twilio_events_codegen::project::catalog::Catalog;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::{Lock, Provenance};

fn run(root: &Path, arguments: &[&str], twilio: &Twilio) -> Ran {
    let environment = twilio.environment();
    Ran::new(twilio_events(root, arguments).env_clear().envs(environment))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    for entry in fs::read_dir(from).expect("it can be read") {
        let path = entry.expect("it can be listed").path();
        let to = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("it can be copied");
        }
    }
}

/// How what is published differs from what was written here.
const DIFFERENCES: [fn(&mut Value); 5] = [
    // Nothing but the bytes.
    |_| {},
    |document| document["properties"]["added"] = json!({"type": "string", "description": "More."}),
    |document| {
        let members = document["properties"]
            .as_object_mut()
            .expect("it has members");
        let first = members.keys().next().expect("it has one").clone();
        members.remove(&first);
        let required = document.get_mut("required");
        if let Some(required) = required.and_then(Value::as_array_mut) {
            required.retain(|name| *name != *first);
        }
    },
    |document| {
        drop(
            document
                .as_object_mut()
                .expect("it is an object")
                .remove("required"),
        );
    },
    |document| {
        // Other prose, which names other values, and what was text is a number or anything.
        for (index, (_, member)) in document["properties"]
            .as_object_mut()
            .expect("it has members")
            .iter_mut()
            .enumerate()
        {
            member["description"] = json!("One of two (this, that).");
            if index == 1 {
                member["type"] = json!("integer");
            }
            if index == 2 {
                *member = json!({"$ref": "https://example.com/elsewhere.json"});
            }
        }
    },
];

/// Which of them takes `required` away.
const UNREQUIRED: usize = 3;

/// An override that is about a required member, where the version has one.
fn optional(id: &DocumentId, schemas: &Path) -> Option<String> {
    let text = fs::read_to_string(schemas.join(format!("{id}.json"))).expect("it is held");
    let document: Value = serde_json::from_str(&text).expect("it is JSON");
    let member = document["required"].get(0)?.as_str()?;
    Some(format!(
        "\n[[optional]]\nname = \"seen missing\"\nschema = \"{}\"\nversions = [{}]\n\
         pointers = [\"/properties/{member}\"]\nreason = \"r\"\nsource = \"s\"\n",
        id.schema, id.version
    ))
}

/// What the host publishes of a version: most of what was written here otherwise, and all that was not written in one shape. The
/// seed's schema is published as its documentation page has it.
fn publish(id: &DocumentId, at: usize, schemas: &Path) -> String {
    let mut document: Value = match fs::read_to_string(schemas.join(format!("{id}.json"))) {
        Ok(text) => serde_json::from_str(&text).expect("it is JSON"),
        Err(_) => json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "type": "object",
            "required": ["accountsid"],
            "properties": {
                "accountsid": {"type": "string"},
                "network": {"type": "object", "properties": {"mcc": {"type": "string"}}},
                "errors": {"type": "array", "items": {"type": "object", "properties": {"code": {"type": "integer"}}}},
            },
        }),
    };
    if id.schema.as_str() != support::project::ID {
        DIFFERENCES[at % DIFFERENCES.len()](&mut document);
    }
    document["$id"] = json!(id.url());
    document["$comment"] = json!("As published.");
    document.to_string()
}

#[test]
fn the_day_on_which_the_schema_host_is_reached() {
    let project = tempfile::tempdir().expect("a temporary folder can be made");
    let schemas = project.path().join("codegen/schemas");
    copy(frozen(), project.path());
    let pages = project.path().join("codegen/pages");
    fs::create_dir(&pages).expect("it can be made");
    let page = include_str!("../../tests/documentation/conversation-state.md");
    fs::write(pages.join("conversation-state.md"), page).expect("it can be written");
    let catalog = Catalog::read(&schemas.join("catalog.toml")).expect("the catalog is in order");
    let locked = Lock::read(&schemas.join("schemas.lock")).expect("the lock is in order");
    assert!(
        locked
            .0
            .values()
            .all(|entry| entry.provenance.is_written_here())
    );

    // Of one schema the first version was never published.
    let never: DocumentId = "A2P.BrandRegistered/1".parse().expect("it is an id");
    let all: BTreeSet<DocumentId> = catalog
        .schemas
        .iter()
        .flat_map(|(schema, latest)| {
            (1..=*latest).map(|version| DocumentId {
                schema: schema.clone(),
                version,
            })
        })
        .filter(|id| *id != never)
        .collect();
    assert!(all.len() > 30 && all.is_superset(&locked.0.keys().cloned().collect()));
    let host = Host::start();
    for (at, id) in all.iter().enumerate() {
        host.on(&format!("/{id}"), [Reply::ok(publish(id, at, &schemas))]);
    }
    let twilio = Twilio::start(&host);
    let optional = all.iter().enumerate().find_map(|(at, id)| {
        let kept = at % DIFFERENCES.len() == UNREQUIRED && locked.0.contains_key(id);
        kept.then(|| optional(id, &schemas)).flatten()
    });
    let overrides = schemas.join("overrides.toml");
    let before = fs::read_to_string(&overrides).expect("it is there");
    let optional = optional.expect("a locked version requires something, and is published without");
    fs::write(&overrides, format!("{before}{optional}")).expect("it can be written");

    let output = run(project.path(), &["fetch", "--all"], &twilio);
    output.succeeds();
    let said = output.out;
    assert!(
        said.contains(&format!("{never}: the host has no such version\n")),
        "{said}"
    );
    for what in [
        "breaking",
        "describe the same data",
        "differences that old readers can take",
        "1 not published",
    ] {
        let line = said.lines().last().expect("it says what was done");
        assert!(
            line.starts_with("documents: ") && line.contains(what),
            "{what}: {line}"
        );
    }
    assert!(
        said.contains("[[optional]] \"seen missing\" is dropped from overrides.toml: "),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&overrides).expect("it is there"), before);
    let lock = Lock::read(&schemas.join("schemas.lock")).expect("the lock is in order");
    assert!(lock.0.keys().eq(&all), "every document is locked");
    for (id, entry) in &lock.0 {
        assert_eq!(entry.provenance, Provenance::Published, "{id}");
        assert!(schemas.join(format!("{id}.json")).exists(), "{id}");
    }
    let again = run(project.path(), &["fetch", "--all"], &twilio);
    assert_eq!(
        again.out,
        format!("{never}: the host has no such version\ndocuments: 1 not published\n")
    );

    fs::create_dir(project.path().join("generated")).expect("it can be made");
    for command in [["regen", "--quiet"], ["verify", "--quiet"]] {
        let output = run(project.path(), &command, &twilio);
        assert!(output.is_ok(), "{command:?}: {}", output.err);
        // What is any JSON is listed, and nothing wrong.
        assert!(output.err.contains("warning"), "{command:?}");
    }
}
