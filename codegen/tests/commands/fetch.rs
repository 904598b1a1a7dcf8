//! `fetch`.

use std::collections::BTreeSet;
use std::fs;
use std::process::Output;

use twilio_events_codegen::lock::{Lock, Provenance};

use super::support::host::{Host, Reply};
use super::support::project::{ID, Project, tree};
use super::{NOWHERE, err, out};

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
