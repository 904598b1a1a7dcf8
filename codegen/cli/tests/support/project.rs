//! A copy of the project to work on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Value, json};
use tempfile::TempDir;
use twilio_events_codegen::Builder;
use twilio_events_codegen::net::fetch::Options;
use twilio_events_codegen::project::digest;
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::{Entry, Lock, Provenance};
use twilio_events_codegen::project::snapshot::Origin;

use super::cargo;
use super::host::Host;
use super::ran::{Ran, twilio_events};
use super::twilio::Twilio;

pub const ID: &str = "Conversations.ConversationStateUpdated";

const CATALOG: &str = r#"# What exists.

[[schema]]
id = "Conversations.ConversationStateUpdated"
latest = 2 # seen

[[event]]
type = "com.twilio.conversations.conversation-state.updated"
product = "Conversations"
schema = "Conversations.ConversationStateUpdated"
status = "available"
page = "https://www.twilio.com/docs/events/event-types/conversations/conversation-state"
"#;

const OVERRIDES: &str = r#"
[[values]]
name = "state"
schema = "Conversations.ConversationStateUpdated"
pointers = ["/properties/StateFrom", "/properties/StateTo"]
enum = "ConversationState"
description = "The state of a conversation."
values = ["active", "inactive", "closed"]
reason = "The descriptions name the states."
source = "the page"
"#;

/// A project in a temporary folder that holds versions 1 and 2 of the seed's schema, and is in order.
pub struct Project {
    pub root: TempDir,
    /// Version 2 with one more field, to be published.
    pub version_3: String,
}

impl Project {
    pub fn new() -> Self {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        let schemas = root.path().join("codegen/schemas");
        fs::create_dir_all(schemas.join(ID)).expect("it can be made");
        fs::write(schemas.join("catalog.toml"), CATALOG).expect("it can be written");
        fs::write(schemas.join("overrides.toml"), OVERRIDES).expect("it can be written");
        let mut lock = Lock::default();
        let mut version_3 = String::new();
        for version in [1, 2] {
            let name = format!("{ID}/{version}.json");
            let text = fs::read_to_string(frozen().join("codegen/schemas").join(&name));
            let text = text.expect("the frozen project holds the seed's schema");
            fs::write(schemas.join(name), &text).expect("it can be written");
            lock.0
                .insert(id(version), entry(version, &text, Provenance::Documented));
            version_3 = next(&text);
        }
        fs::write(schemas.join("schemas.lock"), lock.to_text()).expect("it can be written");
        let project = Self { root, version_3 };
        project
            .command(&["regen", "--offline"], "http://127.0.0.1:9")
            .succeeds();
        project
    }

    /// The same with version 3 in catalog and lock, put there by hand, and its document nowhere.
    pub fn with_version_3_locked() -> Self {
        let project = Self::new();
        let (catalog, lock) = (
            project.schemas().join("catalog.toml"),
            project.schemas().join("schemas.lock"),
        );
        fs::write(catalog, CATALOG.replace("latest = 2", "latest = 3")).expect("it can be written");
        let mut locked = Lock::read(&lock).expect("the lock is in order");
        locked
            .0
            .insert(id(3), entry(3, &project.version_3, Provenance::Published));
        fs::write(&lock, locked.to_text()).expect("it can be written");
        project
    }

    /// The text of a file of it.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.path().join(path)).expect("it is there")
    }

    #[track_caller]
    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.root.path().join(path), text).expect("it can be written");
    }

    pub fn schemas(&self) -> PathBuf {
        self.root.path().join("codegen/schemas")
    }

    pub fn builder(&self, host: &Host) -> Builder {
        Builder::new(self.schemas())
            .cache(self.root.path().join("cache"))
            .fetch(options(&host.url()))
    }

    /// Generates as a build script does, and says where version 3 came from.
    pub fn build(&self, host: &Host) -> Result<Origin, String> {
        let generated = self
            .builder(host)
            .generate()
            .map_err(|error| self.readable(&error.to_string(), host))?;
        Ok(generated
            .documents
            .last()
            .expect("version 3 comes last")
            .origin)
    }

    /// An error without what differs from run to run.
    pub fn readable(&self, error: &str, host: &Host) -> String {
        error
            .replace(&host.url(), "http://HOST")
            .replace(&self.root.path().display().to_string(), "ROOT")
    }

    /// What a run leaves that is killed once it has written its journal: a file of the project is still to hold `text`.
    pub fn leave_pending(&self, path: &str, text: &str) {
        let folder = self.root.path().join(".twilio-events");
        fs::create_dir_all(folder.join("staged")).expect("it can be made");
        fs::write(folder.join("staged/0"), text).expect("it can be written");
        let journal = folder.join("journal.json");
        let file = fs::File::create(&journal).expect("it can be made");
        let metadata = file.metadata().expect("it is there");
        let born = metadata.created().ok();
        let born = born.map(|born| born.duration_since(UNIX_EPOCH).expect("it is not that old"));
        let sha256 = digest::sha256(text.as_bytes());
        let text = json!({
            "file": {"inode": inode(&metadata), "born": born.map(|born| u64::try_from(born.as_nanos()).expect("it fits"))},
            "moves": [{"staged": 0, "sha256": sha256, "to": path}],
            "removes": [],
        });
        fs::write(&journal, text.to_string()).expect("it can be written");
    }

    /// Runs the command, with `base` as schema host and documentation site. The folder is called `ROOT` in what it says.
    pub fn command(&self, arguments: &[&str], base: &str) -> Ran {
        self.ran(
            twilio_events(self.root.path(), arguments)
                .env("TWILIO_EVENTS_BASE_URL", base)
                .env("TWILIO_EVENTS_DOCS_URL", base)
                .env_remove("TWILIO_EVENTS_OFFLINE")
                .env_remove("CARGO_NET_OFFLINE"),
        )
    }

    /// Runs the command as a person does who has told it of no mirror.
    pub fn online(&self, arguments: &[&str], twilio: &Twilio) -> Ran {
        let environment = twilio.environment();
        self.ran(
            twilio_events(self.root.path(), arguments)
                .env_clear()
                .envs(environment),
        )
    }

    fn ran(&self, command: &mut Command) -> Ran {
        let ran = Ran::new(command);
        // macOS and others reach temporary folders through links.
        let err = ran
            .err
            .replace(&self.root.path().display().to_string(), "ROOT");
        Ran { err, ..ran }
    }

    /// The generated crate of a project compiles, without a warning, as a member of a workspace like this one.
    pub fn compiles(&self) {
        let read = |name: &str| {
            fs::read_to_string(cargo::workspace().join(name)).expect("the workspace has it")
        };
        let manifest = read("Cargo.toml");
        let tables = manifest.split("\n[package]").next();
        let lines = tables.unwrap_or_default().lines().map(|line| {
            if line.starts_with("members = ") {
                "members = [\"generated\"]".to_owned()
            } else if line.starts_with("exclude = ") {
                String::new()
            } else if line.starts_with("twilio-events-runtime = ") {
                let runtime = cargo::workspace().join("runtime");
                let runtime = runtime.display();
                format!(
                    "twilio-events-runtime = {{ path = '{runtime}', default-features = false }}"
                )
            } else {
                line.to_owned()
            }
        });
        let root = self.root.path();
        let lines: Vec<String> = lines.collect();
        fs::write(root.join("Cargo.toml"), lines.join("\n")).expect("it can be written");
        fs::write(root.join("Cargo.lock"), read("Cargo.lock")).expect("it can be written");
        let checked = cargo::run(root, "updated", &["check", "--package", "twilio-events"]);
        checked.succeeds();
        assert!(!checked.err.contains("warning"), "{}", checked.err);
    }
}

/// A project that stays as it is, whatever becomes of the snapshot.
pub fn frozen() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/frozen"))
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems do not tell it")]
fn inode(metadata: &fs::Metadata) -> Option<u64> {
    Some(std::os::unix::fs::MetadataExt::ino(metadata))
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> Option<u64> {
    None
}

/// Every file below a folder.
pub fn tree(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root).expect("the folder can be read") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            files.extend(tree(&path));
        } else {
            let bytes = fs::read(&path).expect("the file can be read");
            files.push((path, bytes));
        }
    }
    files.sort();
    files
}

fn id(version: u32) -> DocumentId {
    format!("{ID}/{version}").parse().expect("it is an id")
}

fn entry(version: u32, text: &str, provenance: Provenance) -> Entry {
    let document = Document::parse(&id(version), text.as_bytes()).expect("it is a schema");
    Entry::new(&document, provenance, &[])
}

/// Version 3: one more field.
fn next(version_2: &str) -> String {
    let mut document: Value = serde_json::from_str(version_2).expect("it is JSON");
    document["$id"] = json!(id(3).url());
    document["properties"]["ClosedBy"] = json!({"type": "string", "description": "Who closed it."});
    document.to_string()
}

pub fn options(base: &str) -> Options {
    Options {
        base: base.parse().expect("the host's address is a base URL"),
        retries: 1,
        backoff: Duration::from_millis(1),
        timeout: Duration::from_millis(500),
        deadline: Duration::from_secs(2),
        max_bytes: 64 * 1024,
        ..Options::default()
    }
}
