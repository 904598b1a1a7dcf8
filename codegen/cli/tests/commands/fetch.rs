//! `fetch`.

use super::support::ran::Ran;
use std::collections::BTreeSet;
use std::fs;

use twilio_events_codegen::project::lock::{Lock, Provenance};

use super::NOWHERE;
use super::support::host::{Host, Reply};
use super::support::project::{ID, Project, tree};
use super::support::site;
use super::support::twilio::Twilio;

/// The seed's two documents as they could be published: the first with other words, the second with a member more and a
/// description that names other states.
fn published(project: &Project) -> [String; 2] {
    let text = |version: u32| project.read(&format!("codegen/schemas/{ID}/{version}.json"));
    let first = text(1).replace("Account SID of the conversation.", "The account.");
    let second = text(2)
        .replace(
            r#""AccountSid":{"#,
            r#""OwnerSid":{"type":"string"},"AccountSid":{"#,
        )
        .replace("(active, inactive or closed)", "(open or closed)");
    assert_eq!(second.matches("(open or closed)").count(), 2);
    [
        first,
        second.replace("(open or closed)", "(active, inactive, closed or archived)"),
    ]
}

fn host(published: &[String; 2]) -> Host {
    let host = Host::start();
    for (version, text) in (1..).zip(published) {
        host.on(&format!("/{ID}/{version}"), [Reply::ok(text.clone())]);
    }
    host
}

fn provenances(project: &Project) -> Vec<Provenance> {
    let lock = Lock::read(&project.schemas().join("schemas.lock")).expect("the lock is in order");
    lock.0.values().map(|entry| entry.provenance).collect()
}

/// The published texts take the place of what was written here, and what differs is said.
#[test]
fn fetch_replaces_what_was_documented() {
    let project = Project::new();
    let published = published(&project);
    let host = host(&published);
    let output = project.online(&["fetch"], &Twilio::start(&host));
    output.succeeds();
    let said = output.out;
    assert!(
        said.contains(&format!(
            "{ID}/1: the published document takes the place of the documented one; they describe the same data\n"
        )),
        "{said}"
    );
    let differs = format!("{ID}/2: the published document takes the place of the documented one\n");
    assert!(
        said.contains(&differs) && said.contains("FIELD_ADDED_OPTIONAL"),
        "{said}"
    );
    assert!(
        said.ends_with(
            "documents: 1 in place of others that describe the same data, \
             1 in place of others, with differences that old readers can take\n"
        ),
        "{said}"
    );
    for (version, text) in (1..).zip(&published) {
        let held = fs::read_to_string(project.schemas().join(format!("{ID}/{version}.json")));
        assert_eq!(held.expect("it is there"), *text);
    }
    assert_eq!(provenances(&project), [Provenance::Published; 2]);
    let output = project.command(&["fetch"], NOWHERE);
    assert_eq!(
        output.out,
        "the snapshot holds every locked document, and none that was written here\n"
    );
}

/// Bytes of another host than the schema host are mirrored, whatever they say, until the schema host is seen to send them.
#[test]
fn what_a_mirror_sends_is_mirrored_until_the_schema_host_sends_it_too() {
    let project = Project::new();
    let published = published(&project);
    let host = host(&published);
    let liar = Host::start();
    for (version, text) in (1..).zip(&published) {
        let reply = Reply::ok(text.clone()).header("x-twilio-events-provenance", "published");
        liar.on(&format!("/{ID}/{version}"), [reply]);
    }
    project.command(&["fetch"], &liar.url()).succeeds();
    assert_eq!(provenances(&project), [Provenance::Mirrored; 2]);
    project.command(&["regen"], NOWHERE).succeeds();
    let readme = || project.read("generated/README.md");
    assert!(readme().contains("| 1, 2 mirrored |"), "{}", readme());
    let list = project.command(&["list", "--held"], NOWHERE).out;
    assert!(list.contains("1 (mirrored), 2 (mirrored)"), "{list}");
    let types = project
        .root
        .path()
        .join("generated/src/conversations/conversation_state_updated/v2.rs");
    let types = fs::read_to_string(types).expect("it is there");
    assert!(types.contains("**mirrored**"), "{types}");

    // The mirror is asked again for nothing, and confirms nothing.
    let output = project.command(&["fetch"], &liar.url());
    assert!(
        output.out.starts_with("the snapshot holds every"),
        "{}",
        output.out
    );
    site::current(&liar);
    project
        .command(&["verify", "--online"], &liar.url())
        .succeeds();
    assert_eq!(provenances(&project), [Provenance::Mirrored; 2]);

    // The schema host sends the bytes of version 1, and others for version 2.
    site::current(&host);
    let other = published[1].replace("OwnerSid", "KeeperSid");
    host.on(&format!("/{ID}/2"), [Reply::ok(other)]);
    project
        .online(&["verify", "--online"], &Twilio::start(&host))
        .fails()
        .prints(&format!(
            "{ID}/1: is published; the lock says so from now on\n"
        ))
        .says("the host publishes other bytes than the locked (mirrored) ones");
    assert_eq!(
        provenances(&project),
        [Provenance::Published, Provenance::Mirrored]
    );
    project.command(&["verify"], NOWHERE).succeeds();

    // What is published takes the place of what is mirrored, and not the other way round.
    project.online(&["fetch"], &Twilio::start(&host)).succeeds();
    assert_eq!(provenances(&project), [Provenance::Published; 2]);
    project.command(&["fetch"], &liar.url()).succeeds();
    assert_eq!(provenances(&project), [Provenance::Published; 2]);
}

/// Bytes that were called mirrored and are published are called so by `fetch` too.
#[test]
fn fetch_confirms_what_is_mirrored() {
    let project = Project::new();
    let host = host(&published(&project));
    project.command(&["fetch"], &host.url()).succeeds();
    assert_eq!(provenances(&project), [Provenance::Mirrored; 2]);
    let output = project.online(&["fetch"], &Twilio::start(&host));
    output.succeeds();
    assert!(
        output
            .out
            .ends_with("documents: 2 confirmed by the schema host\n"),
        "{}",
        output.out
    );
    assert_eq!(provenances(&project), [Provenance::Published; 2]);
}

/// An override goes with the text that it was about, and only where it was.
#[test]
fn overrides_go_with_their_reason() {
    let project = Project::new();
    let overrides = project.schemas().join("overrides.toml");
    let text = fs::read_to_string(&overrides).expect("it is there");
    let more = format!(
        "# What follows has comments.\n{text}\n# About the time.\n[[timestamp]]\nname = \"updated\"\n\
         schema = \"{ID}\"\npointers = [\"/properties/StateUpdated\"]\nreason = \"r\"\nsource = \"s\"\n\n\
         # The end.\n"
    );
    fs::write(&overrides, &more).expect("it can be written");
    let documents = [1, 2].map(|version| {
        let path = project.schemas().join(format!("{ID}/{version}.json"));
        let text = fs::read_to_string(path).expect("it is there");
        // One of the two states is gone, and the time is a number.
        let mut document: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        let members = document["properties"]
            .as_object_mut()
            .expect("it has members");
        members.remove("StateFrom");
        members["StateUpdated"]["type"] = "integer".into();
        document.to_string()
    });
    let host = host(&documents);
    let output = project.online(&["fetch"], &Twilio::start(&host));
    output.succeeds();
    let said = output.out;
    let cut = format!(
        "[[values]] \"state\" is cut to /properties/StateTo: no version of {ID} that is held has anything under \
         \"/properties/StateFrom\"\n"
    );
    let dropped = "[[timestamp]] \"updated\" is dropped from overrides.toml: ";
    assert!(said.contains(&cut) && said.contains(dropped), "{said}");
    assert!(
        said.ends_with(
            "2 in place of others, with breaking differences; overrides dropped or cut: 2\n"
        ),
        "{said}"
    );
    let entry = more.find("\n# About the time.").expect("it is there");
    let end = more.find("\n# The end.").expect("it is there");
    let left = format!("{}{}", &more[..entry], &more[end..]);
    assert_eq!(
        fs::read_to_string(&overrides).expect("it is there"),
        left.replace("\"/properties/StateFrom\", ", "")
    );
    for command in ["regen", "verify"] {
        project.command(&[command], NOWHERE).succeeds();
    }
}

/// 150 documents over eight connections; asked again, none of them is sent again.
#[test]
fn fetch_asks_for_changes_only() {
    const DOCUMENTS: usize = 150;
    let (project, host) = (Project::new(), Host::start());
    let seed = project.read(&format!("codegen/schemas/{ID}/2.json"));
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
    let said = |output: &Ran| {
        output
            .out
            .lines()
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
    };

    let output = project.command(&arguments, &host.url());
    output.succeeds();
    assert!(said(&output).is_superset(&lines("downloaded")));
    assert_eq!((host.received().len(), host.most_open()), (DOCUMENTS, 8));
    assert!(
        host.connections() <= 8,
        "{} connections",
        host.connections()
    );

    let before = tree(project.root.path());
    let output = project.command(&arguments, &host.url());
    output.succeeds();
    let mut expected = lines("unchanged");
    expected.insert(format!("documents: {DOCUMENTS} unchanged"));
    assert_eq!(said(&output), expected);
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
    project.command(&["fetch", &ids[4]], &host.url()).succeeds();
    assert_eq!(
        host.received()
            .last()
            .and_then(|last| last.header("if-none-match").map(str::to_owned)),
        None
    );
    assert_eq!(fs::read_to_string(&lost).expect("it came"), text(&ids[4]));
}
