//! `update`: a host publishes two more versions of the seed's schema; the command takes them, or leaves everything as it was.

mod support;

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};
use support::host::{Host, Reply};
use support::project::{ID, Project, tree};
use support::ran::Ran;

const CHANGELOG: &str = "# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- The first.\n";

/// Version 3 adds a field, a value to the prose of `StateTo`, and widens the type of one field; version 4 removes a field.
fn published(project: &Project, version: u32) -> String {
    let text = project.read(&format!("codegen/schemas/{ID}/2.json"));
    let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
    document["$id"] = json!(format!("https://events-schemas.twilio.com/{ID}/{version}"));
    let properties = &mut document["properties"];
    properties["ClosedBy"] = json!({"type": "string", "description": "Who closed it."});
    properties["StateTo"]["description"] =
        json!("The state the conversation was updated to (active, inactive, closed or archived).");
    properties["MessagingServiceSid"]["type"] = json!(["string", "integer"]);
    if version == 4 {
        let members = properties.as_object_mut().expect("it has properties");
        members.remove("Reason").expect("version 2 has it");
    }
    document.to_string()
}

fn publish(project: &Project, host: &Host) {
    for version in [3, 4] {
        host.on(
            &format!("/{ID}/{version}"),
            [Reply::ok(published(project, version))],
        );
    }
}

fn project() -> Project {
    let project = Project::new();
    project.write("CHANGELOG.md", CHANGELOG);
    project
}

#[test]
fn update_takes_newer_versions() {
    let (project, host) = (project(), Host::start());
    publish(&project, &host);
    let before = tree(project.root.path());

    let dry = project.command(&["update", "--dry-run"], &host.url());
    dry.succeeds();
    assert_eq!(
        tree(project.root.path()),
        before,
        "a dry run writes nothing"
    );

    let output = project.command(&["update"], &host.url());
    let (says, warns) = (&output.out, &output.err);
    assert!(output.is_ok(), "{warns}");
    for rule in [
        "FIELD_ADDED_OPTIONAL",
        "TYPE_WIDENED",
        "FIELD_REMOVED_OPTIONAL",
    ] {
        assert!(says.contains(rule), "{rule} is not in\n{says}");
    }
    // The type of one member contradicts the older versions.
    assert!(says.contains("version bump: major"), "{says}");
    assert!(
        warns.contains("the type behind the arm of")
            && warns.contains("/MessagingServiceSid: its type"),
        "{warns}"
    );
    assert!(
        warns.contains("the description names the value \"archived\""),
        "{warns}"
    );

    project
        .command(&["verify"], "http://127.0.0.1:9")
        .succeeds();
    let read = |path: &str| project.read(path);
    let module = "generated/src/conversations/conversation_state_updated";
    assert!(read(&format!("{module}/v3.rs")).contains("pub closed_by: Option<String>"));
    assert!(!read(&format!("{module}/v4.rs")).contains("pub reason"));
    assert!(
        read("codegen/schemas/catalog.toml").contains("latest = 4 # seen"),
        "comments stay"
    );
    let changelog = read("CHANGELOG.md");
    let entry = changelog
        .find(&format!("{ID}/4"))
        .expect("the entry names the version");
    assert!(
        entry < changelog.find("## 0.1.0").expect("the rest stays"),
        "{changelog}"
    );

    project.compiles();
    let again = project.command(&["update"], &host.url());
    assert_eq!(again.out, "every schema is current\n");
}

/// Version 3 lacks a member that version 4 has again, and requires one that is new: the arm has them all.
#[test]
fn a_version_that_contradicts_none_is_a_minor_change() {
    let (project, host) = (project(), Host::start());
    for version in [3, 4] {
        let text = published(&project, version);
        let mut document: Value = serde_json::from_str(&text).expect("it was made here");
        let properties = &mut document["properties"];
        properties["MessagingServiceSid"]["type"] = json!("string");
        properties["StateTo"] = properties["StateFrom"].clone();
        properties["Reason"] = json!({"type": "string"});
        if version == 3 {
            let members = properties.as_object_mut().expect("it has properties");
            members.remove("Reason").expect("it was put there");
        }
        document["required"] = json!(["ClosedBy"]);
        host.on(
            &format!("/{ID}/{version}"),
            [Reply::ok(document.to_string())],
        );
    }
    let output = project.command(&["update", "--dry-run"], &host.url());
    let says = &output.out;
    let warns = &output.err;
    assert!(output.is_ok(), "{warns}");
    assert!(says.contains("version bump: minor"), "{says}");
    assert!(
        says.contains("/ClosedBy: the field closed_by is added"),
        "{says}"
    );
    assert!(
        !says.contains("/Reason: the field reason is added"),
        "{says}"
    );
    assert!(!warns.contains("arm"), "{warns}");
}

/// The entry is about versions 1 and 2; its other place stays what it is in version 3 too.
#[test]
fn an_override_stands_in_no_newer_versions_way() {
    let (project, host) = (project(), Host::start());
    let mut document: Value =
        serde_json::from_str(&published(&project, 3)).expect("it was made here");
    document["properties"]["StateTo"]["type"] = json!(["string", "integer"]);
    host.on(&format!("/{ID}/3"), [Reply::ok(document.to_string())]);
    project
        .command(&["update"], &host.url())
        .succeeds()
        .prints("/StateTo: string became string or integer");
    let types = project
        .root
        .path()
        .join("generated/src/conversations/conversation_state_updated/v3.rs");
    let types = fs::read_to_string(types).expect("it is there");
    assert!(
        types.contains("pub state_from: Option<ConversationState>"),
        "{types}"
    );
    agrees(&project, "widened");
}

/// Everything that a host can do wrong: nothing changes, what is there agrees, and the next update goes through.
#[test]
fn a_version_that_is_not_there_is_no_failure_and_a_trouble_that_passes_is_none() {
    let (project, host) = (project(), Host::start());
    publish(&project, &host);
    let path = format!("/{ID}/4");
    let whole = published(&project, 4);
    for refused in [403, 404] {
        host.on(&format!("/{ID}/3"), [Reply::status(refused, "no")]);
        let output = project.command(&["update"], &host.url());
        assert_eq!(output.out, "every schema is current\n");
    }
    publish(&project, &host);
    host.on(
        &path,
        [
            Reply::status(503, "").header("Retry-After", "0"),
            Reply::ok(whole),
        ],
    );
    project.command(&["update"], &host.url()).succeeds();
    agrees(&project, "recovered");
    assert!(project.schemas().join(format!("{ID}/4.json")).exists());
}

/// What `verify` says is in order.
fn agrees(project: &Project, when: &str) {
    let output = project.command(&["verify"], "http://127.0.0.1:9");
    let said = &output.err;
    assert!(output.is_ok(), "{when}: {said}");
}

/// Killed at random moments: after each, what is there agrees, and in the end an update goes through.
#[test]
fn a_kill_leaves_the_old_or_the_new() {
    const KILLS: usize = 100;
    let (project, host) = (project(), Host::start());
    publish(&project, &host);
    let before = tree(project.root.path());
    let start = |project: &Project| {
        Command::new(env!("CARGO_BIN_EXE_twilio-events"))
            .args(["update", "--root"])
            .arg(project.root.path())
            .env("TWILIO_EVENTS_BASE_URL", host.url())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command runs")
    };
    let begun = Instant::now();
    assert!(start(&project).wait().expect("it ends").success());
    let undisturbed = begun.elapsed();
    restore(&project, &before);

    let mut random = fastrand::Rng::with_seed(0x6b69_6c6c);
    let journal = project.root.path().join(".twilio-events/journal.json");
    let (mut taken, mut pending) = (0, 0);
    for kill in 0..KILLS {
        let mut process = start(&project);
        // The moment of the kill is the input of this test; nothing is expected to have happened by then.
        if kill % 4 == 0 {
            // The short while in which files are moved.
            while !journal.exists() && process.try_wait().expect("it can be asked").is_none() {}
        } else {
            std::thread::sleep(undisturbed.mul_f64(random.f64() * 1.5));
        }
        process.kill().expect("it can be killed");
        process.wait().expect("it ends");
        // What is pending is said by those who read, and left; then it is finished.
        let left = tree(project.root.path());
        let verified = project.command(&["verify"], "http://127.0.0.1:9");
        assert_eq!(
            tree(project.root.path()),
            left,
            "kill {kill}: verify writes nothing"
        );
        if journal.exists() {
            pending += 1;
            let said = &verified.err;
            assert_eq!(verified.code, Some(1), "kill {kill}: {said}");
            assert!(
                said.contains("a change of this project is pending"),
                "kill {kill}: {said}"
            );
            let finished = project.command(&["regen", "--offline"], "http://127.0.0.1:9");
            let said = &finished.err;
            assert!(finished.is_ok(), "kill {kill}: {said}");
            assert!(
                project.schemas().join(format!("{ID}/4.json")).exists(),
                "kill {kill}: what is pending is the whole of it"
            );
        }
        agrees(&project, &format!("kill {kill}"));
        if project.schemas().join(format!("{ID}/4.json")).exists() {
            taken += 1;
            restore(&project, &before);
        }
    }
    assert!(
        0 < taken && taken < KILLS,
        "{taken} of {KILLS} kills came too late"
    );
    println!("{taken} of {KILLS} kills came late, {pending} while files were moved");
    project.command(&["update"], &host.url()).succeeds();
    assert!(project.schemas().join(format!("{ID}/4.json")).exists());
}

/// An update that is committed is taken back by checking out what was there before.
#[test]
fn one_checkout_takes_an_update_back() {
    let (project, host) = (project(), Host::start());
    publish(&project, &host);
    project.write(".gitignore", ".twilio-events\n");
    let before = tree(project.root.path());
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        for setting in [
            "user.name=a",
            "user.email=a@example.com",
            "core.autocrlf=false",
        ] {
            git.args(["-c", setting]);
        }
        Ran::new(git.args(arguments).current_dir(project.root.path())).succeeds();
    };
    git(&["init", "--quiet", "--initial-branch=main"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message=before"]);
    git(&["checkout", "--quiet", "-b", "bump"]);
    project.command(&["update"], &host.url()).succeeds();
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message=after"]);
    git(&["checkout", "--quiet", "main"]);
    fs::remove_dir_all(project.root.path().join(".git")).expect("it can be removed");
    assert_eq!(tree(project.root.path()), before);
    agrees(&project, "back");
}

/// Makes the project what it was, as `git restore` and `git clean` do.
fn restore(project: &Project, files: &[(std::path::PathBuf, Vec<u8>)]) {
    for (path, _) in tree(project.root.path()) {
        fs::remove_file(path).expect("it can be removed");
    }
    for (path, bytes) in files {
        fs::write(path, bytes).expect("it can be written");
    }
}
