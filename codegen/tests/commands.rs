//! The commands that look: `list`, `outdated`, `verify`, `mirror`, `pin`. They run as a person runs them.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};

use support::host::{Host, Reply};
use support::project::{ID, Project, options, tree};
use twilio_events_codegen::digest;
use twilio_events_codegen::fetch::{Fetched, Fetcher, Request};
use twilio_events_codegen::id::DocumentId;
use twilio_events_codegen::lock::{Basis, Lock, Provenance};

const NOWHERE: &str = "http://127.0.0.1:9";
const PAGE: &str = "documentation/conversation-state.md";

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(project: &Project, output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    // macOS and others reach temporary folders through links.
    text.replace(&project.root.path().display().to_string(), "ROOT")
}

#[test]
fn list_shows_what_is_held() {
    let project = Project::new();
    let output = project.command(&["list", "--held"], NOWHERE);
    let text = out(&output);
    let row: Vec<&str> = text
        .lines()
        .nth(1)
        .expect("a head and a row")
        .split("  ")
        .filter(|cell| !cell.is_empty())
        .collect();
    assert_eq!(
        row,
        [
            "com.twilio.conversations.conversation-state.updated",
            "Conversations",
            "available",
            ID,
            "1 (documented), 2 (documented)",
            "https://www.twilio.com/docs/events/event-types/conversations/conversation-state",
        ]
    );
    let output = project.command(
        &["list", "--format", "json", "--status", "available"],
        NOWHERE,
    );
    let rows: serde_json::Value = serde_json::from_str(&out(&output)).expect("it is JSON");
    assert_eq!(
        rows[0]["locked"][1],
        serde_json::json!({"version": 2, "provenance": "documented"})
    );
    for nothing in [["--product", "Voice"], ["--status", "deprecated"]] {
        let output = project.command(
            &[&["list", "--format", "json"], &nothing[..]].concat(),
            NOWHERE,
        );
        assert_eq!(out(&output), "[]\n");
    }
}

#[test]
fn outdated_names_newer_versions_until_the_host_has_none() {
    let (project, host) = (Project::new(), Host::start());
    let output = project.command(&["outdated"], &host.url());
    assert_eq!(
        (output.status.code(), out(&output).as_str()),
        (Some(0), "every schema is current\n")
    );

    for version in [3, 4] {
        let text = project.version_3.replace("/3\"", &format!("/{version}\""));
        host.on(&format!("/{ID}/{version}"), [Reply::ok(text)]);
    }
    let output = project.command(&["outdated"], &host.url());
    assert_eq!(output.status.code(), Some(1));
    let row = format!("{ID}  2       2          4\n");
    assert!(out(&output).ends_with(&row), "{}", out(&output));

    let output = project.command(&["outdated", "--offline"], &host.url());
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&project, &output).contains("offline"));
}

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

/// What the catalogue was told of elsewhere cannot be taken while the host does not have it.
#[test]
fn outdated_believes_the_host_and_not_the_catalogue() {
    let (project, host) = (Project::new(), Host::start());
    let catalog = project.schemas().join("catalog.toml");
    let text = fs::read_to_string(&catalog).expect("the catalogue is there");
    fs::write(&catalog, text.replace("latest = 2", "latest = 3")).expect("it can be written");
    for command in ["outdated", "update"] {
        let output = project.command(&[command], &host.url());
        assert_eq!(
            (output.status.code(), out(&output).as_str()),
            (Some(0), "every schema is current\n"),
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
        assert_eq!(output.status.code(), Some(1), "{command}");
        let error = err(&project, &output);
        assert!(
            error.contains(&format!("/{ID}/53 is there, as are the 50 versions")),
            "{error}"
        );
    }
}

#[test]
fn verify_says_what_does_not_agree() {
    let project = Project::new();
    let output = project.command(&["verify"], NOWHERE);
    assert!(output.status.success(), "{}", err(&project, &output));

    let types = project
        .root
        .path()
        .join("generated/src/conversations/conversation_state_updated/v2.rs");
    let text = fs::read_to_string(&types).expect("the types are there");
    fs::write(&types, text.replace("account_sid", "account")).expect("it can be written");
    let output = project.command(&["verify"], NOWHERE);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        out(&output).contains("+    pub account_sid: Option<String>"),
        "{}",
        out(&output)
    );
    assert!(
        err(&project, &output).starts_with("error: generated/ is not what the documents give\n")
    );
    fs::write(&types, text).expect("it can be written");

    let document = project.schemas().join(format!("{ID}/2.json"));
    let text = fs::read_to_string(&document).expect("the document is there");
    fs::write(&document, format!("{text}\n")).expect("it can be written");
    let output = project.command(&["verify"], NOWHERE);
    let error = err(&project, &output);
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
    let output = project.command(&["verify"], NOWHERE);
    let error = err(&project, &output);
    assert!(
        error.contains("\"state\" does not apply") && error.contains("/properties/Stateto"),
        "{error}"
    );
}

/// The fixture has one override less than the real project, so the page disagrees in just what that one says.
#[test]
fn verify_holds_pages_against_the_types() {
    let project = Project::new();
    let page = format!("{}/tests/{PAGE}", env!("CARGO_MANIFEST_DIR"));
    let output = project.command(&["verify", &page], NOWHERE);
    assert_eq!(output.status.code(), Some(1));
    let error = err(&project, &output);
    assert!(
        error.contains("`Reason` of v2 is documented as string with the values API, TIMER, EVENT"),
        "{error}"
    );
    assert!(
        error.contains("`StateUpdated` of v2 is documented as string with a time in ISO 8601"),
        "{error}"
    );
    assert!(!error.contains("StateTo"), "{error}");

    // A page that is not there hides nothing of the others.
    let output = project.command(&["verify", "no-page.md", &page], NOWHERE);
    let error = err(&project, &output);
    assert!(
        error.starts_with("error: cannot read this page\n") && error.contains("`Reason` of v2"),
        "{error}"
    );
}

#[test]
fn pin_takes_a_file_that_was_put_there() {
    let project = Project::new();
    let id = format!("{ID}/3");
    let output = project.command(&["pin", &id, "--provenance", "documented"], NOWHERE);
    assert!(err(&project, &output).contains("put the document there first"));
    fs::write(
        project.schemas().join(format!("{id}.json")),
        &project.version_3,
    )
    .expect("it can be written");
    let output = project.command(&["pin", &id, "--provenance", "documented"], NOWHERE);
    assert!(output.status.success(), "{}", err(&project, &output));
    let catalog = fs::read_to_string(project.schemas().join("catalog.toml")).expect("it is there");
    assert!(
        catalog.starts_with("# What exists.\n") && catalog.contains("latest = 3"),
        "{catalog}"
    );
    assert!(
        project
            .command(&["regen", "--offline"], NOWHERE)
            .status
            .success()
    );
    assert!(project.command(&["verify"], NOWHERE).status.success());
}

#[test]
fn a_partial_document_says_what_it_rests_on() {
    let project = Project::new();
    let id = format!("{ID}/2");
    let pin = ["pin", &id, "--provenance", "partial"];
    let output = project.command(&pin, NOWHERE);
    assert!(err(&project, &output).contains("--basis"));
    let output = project.command(
        &["pin", &id, "--provenance", "published", "--basis", "guide"],
        NOWHERE,
    );
    assert!(err(&project, &output).contains("rests on nothing but itself"));

    let output = project.command(
        &[&pin[..], &["--basis", "example,integration"]].concat(),
        NOWHERE,
    );
    assert!(output.status.success(), "{}", err(&project, &output));
    assert!(
        project
            .command(&["regen", "--offline"], NOWHERE)
            .status
            .success()
    );
    let lock = Lock::read(&project.schemas().join("schemas.lock")).expect("the lock is in order");
    let entry = &lock.0[&id.parse().expect("an id")];
    assert_eq!(entry.provenance, Provenance::Partial);
    assert_eq!(entry.basis, [Basis::Example, Basis::Integration]);
    let module = project
        .root
        .path()
        .join("generated/src/conversations/conversation_state_updated/v2.rs");
    let module = fs::read_to_string(module).expect("it is there");
    let said = "**partial**: written from a documentation example and a public integration; there may be more members";
    assert!(module.contains(said), "{module}");
    let readme =
        fs::read_to_string(project.root.path().join("generated/README.md")).expect("it is there");
    assert!(
        readme.contains("| `conversations` | 2 | partial |"),
        "{readme}"
    );
    let list = project.command(&["list", "--held"], NOWHERE);
    assert!(String::from_utf8_lossy(&list.stdout).contains("1 (documented), 2 (partial)"));
}

/// The mirror, as long as a test runs.
struct Mirror {
    process: Child,
    url: String,
}

impl Mirror {
    fn start(project: &Project) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_twilio-events"))
            .args(["mirror", "--listen", "127.0.0.1:0", "--root"])
            .arg(project.root.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut line = String::new();
        let stdout = process.stdout.take().expect("it is piped");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it says where it listens");
        let url = line
            .trim()
            .strip_prefix("listening on ")
            .expect("it says where it listens")
            .to_owned();
        Self { process, url }
    }
}

impl Drop for Mirror {
    fn drop(&mut self) {
        self.process.kill().expect("it runs until now");
        self.process.wait().expect("it ends");
    }
}

#[test]
fn the_mirror_answers_as_the_schema_host() {
    let project = Project::new();
    let mirror = Mirror::start(&project);
    let fetcher = Fetcher::new(options(&mirror.url)).expect("http needs no certificates");
    let id: DocumentId = format!("{ID}/2").parse().expect("it is an id");
    let fetch = |request: Request| fetcher.fetch_all(&[request], |_| {}).remove(0);

    let Ok(Fetched::New(download)) = fetch(id.clone().into()) else {
        panic!("no document")
    };
    let text = fs::read(project.schemas().join(format!("{ID}/2.json"))).expect("it is there");
    assert_eq!(download.bytes, text);
    assert_eq!(
        download.validators.etag,
        Some(format!("\"{}\"", digest::sha256(&text)))
    );
    let again = Request {
        id,
        validators: download.validators,
    };
    assert_eq!(fetch(again).expect("it answers"), Fetched::NotModified);
    for missing in [format!("{ID}/3"), "Voice.WebhookEvent/1".to_owned()] {
        let result = fetch(missing.parse::<DocumentId>().expect("it is an id").into());
        assert!(
            matches!(
                result,
                Err(twilio_events_codegen::fetch::Failure::NoSuchVersion(_))
            ),
            "{missing}"
        );
    }
}

/// A build without the schema host: an empty snapshot, and the mirror of a full one.
#[test]
fn a_project_is_filled_from_a_mirror() {
    let (full, empty) = (Project::new(), Project::new());
    let before = tree(empty.root.path());
    fs::remove_dir_all(empty.schemas().join(ID)).expect("it can be removed");
    let mirror = Mirror::start(&full);
    let output = empty.command(&["fetch"], &mirror.url);
    assert!(output.status.success(), "{}", err(&empty, &output));
    // What the mirror said of the documents lies where cargo keeps what anybody may delete.
    fs::remove_dir_all(empty.root.path().join("target")).expect("it was made");
    assert_eq!(tree(empty.root.path()), before);
    let output = empty.command(&["verify"], NOWHERE);
    assert!(output.status.success(), "{}", err(&empty, &output));
}

/// The published texts replace the documented ones where they describe the same data; where they do not, a person decides.
#[test]
fn fetch_replaces_what_was_documented() {
    let (project, host) = (Project::new(), Host::start());
    let text = |version: u32| {
        fs::read_to_string(project.schemas().join(format!("{ID}/{version}.json")))
            .expect("it is there")
    };
    let same = text(1).replace("Account SID of the conversation.", "The account.");
    let other = text(2).replace(
        r#""AccountSid":{"#,
        r#""OwnerSid":{"type":"string"},"AccountSid":{"#,
    );
    host.on(&format!("/{ID}/1"), [Reply::ok(same.clone())]);
    host.on(&format!("/{ID}/2"), [Reply::ok(other.clone())]);
    let before = text(2);

    let output = project.command(&["fetch"], &host.url());
    assert_eq!(output.status.code(), Some(1));
    assert!(
        out(&output).contains("FIELD_ADDED_OPTIONAL"),
        "{}",
        out(&output)
    );
    let expected = format!(
        "error: the published document describes other data than the one written here\n--> {ID}/2\n \
         = help: take it all the same: twilio-events fetch {ID}/2\n"
    );
    assert_eq!(err(&project, &output), expected);
    assert_eq!((text(1), text(2)), (same, before));

    let output = project.command(&["fetch", &format!("{ID}/2")], &host.url());
    assert!(output.status.success(), "{}", err(&project, &output));
    assert_eq!(text(2), other);
    let lock = Lock::read(&project.schemas().join("schemas.lock")).expect("the lock is in order");
    assert!(
        lock.0
            .values()
            .all(|entry| entry.provenance == Provenance::Published)
    );
    let output = project.command(&["fetch"], NOWHERE);
    assert_eq!(
        out(&output),
        "the snapshot holds every locked document, as published\n"
    );
}

/// 150 documents over eight connections; asked again, none of them is sent again.
#[test]
fn fetch_asks_for_changes_only() {
    const DOCUMENTS: usize = 150;
    let (project, host) = (Project::new(), Host::start());
    let seed =
        fs::read_to_string(project.schemas().join(format!("{ID}/2.json"))).expect("it is there");
    let ids: Vec<String> = (1..=DOCUMENTS)
        .map(|version| format!("{ID}/{version}"))
        .collect();
    let text = |id: &str| seed.replace(&format!("{ID}/2"), id);
    for (index, id) in ids.iter().enumerate() {
        let etag = format!("\"{index}\"");
        let reply = Reply::ok(text(id)).header("ETag", &etag);
        let reply = if index < 8 {
            reply.held_until_open(8)
        } else {
            reply
        };
        host.on(&format!("/{id}"), [reply, Reply::status(304, "")]);
    }
    let arguments: Vec<&str> = std::iter::once("fetch")
        .chain(ids.iter().map(String::as_str))
        .collect();
    let lines = |word: &str| {
        ids.iter()
            .map(|id| format!("{id}: {word}"))
            .collect::<BTreeSet<_>>()
    };
    let said = |output: &Output| {
        out(output)
            .lines()
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
    };

    let output = project.command(&arguments, &host.url());
    assert!(output.status.success(), "{}", err(&project, &output));
    assert!(said(&output).is_superset(&lines("downloaded")));
    assert_eq!((host.received().len(), host.most_open()), (DOCUMENTS, 8));
    assert!(
        host.connections() <= 8,
        "{} connections",
        host.connections()
    );

    let before = tree(project.root.path());
    let output = project.command(&arguments, &host.url());
    assert!(output.status.success(), "{}", err(&project, &output));
    assert_eq!(said(&output), lines("unchanged"));
    for again in &host.received()[DOCUMENTS..] {
        let version: usize = again
            .path
            .rsplit('/')
            .next()
            .expect("a version")
            .parse()
            .expect("a number");
        let etag = format!("\"{}\"", version - 1);
        assert_eq!(again.header("if-none-match"), Some(etag.as_str()));
    }
    assert_eq!(tree(project.root.path()), before);

    // What is not held any more is asked for without a condition.
    let lost = project.schemas().join(format!("{}.json", ids[4]));
    fs::remove_file(&lost).expect("it can be removed");
    host.on(&format!("/{}", ids[4]), [Reply::ok(text(&ids[4]))]);
    let output = project.command(&["fetch", &ids[4]], &host.url());
    assert!(output.status.success(), "{}", err(&project, &output));
    assert_eq!(
        host.received()
            .last()
            .and_then(|last| last.header("if-none-match").map(str::to_owned)),
        None
    );
    assert_eq!(fs::read_to_string(&lost).expect("it came"), text(&ids[4]));
}

/// A mirror says that what it serves is documented, so nobody who updates from it calls it published.
#[test]
fn a_mirror_passes_on_where_documents_are_from() {
    let (ahead, behind) = (Project::with_version_3_locked(), Project::new());
    fs::write(
        ahead.schemas().join(format!("{ID}/3.json")),
        &ahead.version_3,
    )
    .expect("it can be written");
    assert!(
        ahead
            .command(
                &["pin", &format!("{ID}/3"), "--provenance", "documented"],
                NOWHERE
            )
            .status
            .success()
    );
    fs::write(behind.root.path().join("CHANGELOG.md"), "## Unreleased\n")
        .expect("it can be written");
    let mirror = Mirror::start(&ahead);
    let output = behind.command(&["update"], &mirror.url);
    assert!(output.status.success(), "{}", err(&behind, &output));
    let lock = Lock::read(&behind.schemas().join("schemas.lock")).expect("the lock is in order");
    let id = format!("{ID}/3").parse().expect("it is an id");
    assert_eq!(lock.0[&id].provenance, Provenance::Documented);
}
