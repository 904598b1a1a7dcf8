//! `mirror`, and those who ask it.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use twilio_events_codegen::net::fetch::{Fetched, Fetcher, Request};
use twilio_events_codegen::project::digest;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::{Lock, Provenance};

use super::NOWHERE;
use super::support::project::{ID, Project, options, tree};

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

/// So many connections are served at once; one more waits until another ends.
#[test]
fn one_connection_more_waits_for_a_place() {
    let project = Project::new();
    let mirror = Mirror::start(&project);
    let address = mirror.url.trim_start_matches("http://");
    let connect = || TcpStream::connect(address).expect("it listens");
    // Each has been answered once, so that it has a place.
    let ask = |stream: &mut TcpStream| {
        stream
            .write_all(b"GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n")
            .and_then(|()| stream.read(&mut [0; 1024]))
    };
    let mut places: Vec<TcpStream> = (0..200).map(|_| connect()).collect();
    for stream in &mut places {
        assert!(ask(stream).expect("an answer") > 0);
    }
    let mut late = connect();
    late.set_read_timeout(Some(Duration::from_millis(100)))
        .expect("it is not zero");
    ask(&mut late).expect_err("nobody reads it");
    drop(places.pop());
    late.set_read_timeout(None).expect("there may be none");
    let read = late.read(&mut [0; 1024]).expect("an answer");
    assert!(read > 0, "it has the place of the other");
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
                Err(twilio_events_codegen::net::fetch::Failure::NoSuchVersion(_))
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
    assert!(output.is_ok(), "{}", output.err);
    // What the mirror said of the documents lies where cargo keeps what anybody may delete.
    fs::remove_dir_all(empty.root.path().join("target")).expect("it was made");
    assert_eq!(tree(empty.root.path()), before);
    let output = empty.command(&["verify"], NOWHERE);
    assert!(output.is_ok(), "{}", output.err);
}

/// A mirror says that what it serves is documented, so nobody who updates from it calls it published.
#[test]
fn a_mirror_passes_on_where_documents_are_from() {
    let (ahead, behind) = (Project::with_version_3_locked(), Project::new());
    ahead.write(&format!("codegen/schemas/{ID}/3.json"), &ahead.version_3);
    ahead
        .command(
            &["pin", &format!("{ID}/3"), "--provenance", "documented"],
            NOWHERE,
        )
        .succeeds();
    behind.write("CHANGELOG.md", "## Unreleased\n");
    let mirror = Mirror::start(&ahead);
    let output = behind.command(&["update"], &mirror.url);
    assert!(output.is_ok(), "{}", output.err);
    let lock = Lock::read(&behind.schemas().join("schemas.lock")).expect("the lock is in order");
    let id = format!("{ID}/3").parse().expect("it is an id");
    assert_eq!(lock.0[&id].provenance, Provenance::Documented);
}
