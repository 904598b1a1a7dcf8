//! From a locked schema on a host to types on disk, over real HTTP on loopback: what a build does, and what `cargo regen`
//! does, when a version is locked that the snapshot does not hold.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::host::{Host, Reply};
use support::project::{ID, Project, options, tree};
use support::ran::{Ran, twilio_events};
use twilio_events_codegen::project::digest;
use twilio_events_codegen::project::lock::{Lock, Provenance};
use twilio_events_codegen::project::snapshot::Origin;

const PATH: &str = "/Conversations.ConversationStateUpdated/3";

#[test]
fn the_first_build_downloads_and_the_second_does_not() {
    let (project, host) = (Project::with_version_3_locked(), Host::start());
    host.on(PATH, [Reply::ok(project.version_3.clone())]);
    assert_eq!(project.build(&host), Ok(Origin::Network));
    assert_eq!(project.build(&host), Ok(Origin::Cache));
    assert_eq!(host.received().len(), 1, "one request in two builds");
}

#[test]
fn a_cache_is_never_trusted_without_its_digest() {
    let (project, host) = (Project::with_version_3_locked(), Host::start());
    host.on(PATH, [Reply::ok(project.version_3.clone())]);
    assert_eq!(project.build(&host), Ok(Origin::Network));
    for (path, _) in tree(&project.root.path().join("cache")) {
        fs::write(path, project.version_3.replace("ClosedBy", "OpenedBy"))
            .expect("the cache can be changed");
    }
    assert_eq!(project.build(&host), Ok(Origin::Network));
    assert_eq!(project.build(&host), Ok(Origin::Cache));
}

#[test]
fn a_snapshot_with_other_bytes_stops_the_build() {
    let (project, host) = (Project::with_version_3_locked(), Host::start());
    host.on(PATH, [Reply::ok(project.version_3.clone())]);
    let path = project.schemas().join(format!("{ID}/1.json"));
    let text = fs::read_to_string(&path).expect("the snapshot holds version 1");
    let changed = text.replace("AccountSid", "AccountSID");
    fs::write(&path, &changed).expect("it can be written");
    let expected = format!(
        "ROOT/codegen/schemas/{ID}/1.json: {ID}/1: these bytes are not the locked ones\n  \
         locked sha256: {}\n  found sha256:  {}\n  \
         help: restore the document or the lock, or lock it anew on purpose: twilio-events pin {ID}/1 --provenance documented",
        digest::sha256(text.as_bytes()),
        digest::sha256(changed.as_bytes()),
    );
    assert_eq!(project.build(&host), Err(expected));
}

#[test]
fn a_wrong_digest_from_the_host_is_refused() {
    let (project, host) = (Project::with_version_3_locked(), Host::start());
    let other = project.version_3.replace("Who closed it.", "Who did it.");
    host.on(PATH, [Reply::ok(other.clone())]);
    let expected = format!(
        "{ID}/3: these bytes are not the locked ones\n  locked sha256: {}\n  found sha256:  {}\n  \
         help: restore the document or the lock, or lock it anew on purpose: twilio-events fetch {ID}/3",
        digest::sha256(project.version_3.as_bytes()),
        digest::sha256(other.as_bytes()),
    );
    assert_eq!(project.build(&host), Err(expected));
    assert!(
        !project.root.path().join("cache").exists(),
        "nothing was kept"
    );
}

#[test]
fn without_a_network_the_error_names_the_ways_out() {
    let (project, host) = (Project::with_version_3_locked(), Host::start());
    let mut offline = options(&host.url());
    offline.offline = true;
    let error = project
        .builder(&host)
        .fetch(offline)
        .generate()
        .expect_err("version 3 is nowhere");
    let error = project.readable(&error.to_string(), &host);
    for part in [&format!("http://HOST{PATH}"), "TWILIO_EVENTS_BASE_URL"] {
        assert!(error.contains(part), "{error}");
    }
    assert_eq!(host.connections(), 0);
}

#[test]
fn regen_takes_a_locked_version_and_keeps_it() {
    let (project, host) = (Project::with_version_3_locked(), Host::start());
    host.on(PATH, [Reply::ok(project.version_3.clone())]);

    project.command(&["regen"], &host.url()).succeeds();
    let types = project
        .root
        .path()
        .join("generated/src/conversations/conversation_state_updated/v3.rs");
    let types = fs::read_to_string(types).expect("version 3 is generated");
    assert!(
        types.contains("/// Who closed it. Since version 3.\n"),
        "{types}"
    );
    assert!(types.contains("pub closed_by: Option<String>"), "{types}");
    let kept = fs::read_to_string(project.schemas().join(format!("{ID}/3.json")));
    assert_eq!(
        kept.expect("the document is in the snapshot now"),
        project.version_3
    );

    drop(host);
    project
        .command(&["regen", "--check", "--offline"], "http://127.0.0.1:9")
        .succeeds();
}

#[test]
fn check_shows_the_difference_and_writes_nothing() {
    let (project, host) = (Project::with_version_3_locked(), Host::start());
    host.on(PATH, [Reply::ok(project.version_3.clone())]);
    let before = tree(project.root.path());
    let output = project.command(&["regen", "--check"], &host.url());
    output.fails();
    let (diff, says) = (output.out, output.err);
    assert!(
        diff.contains("+++ b/src/conversations/conversation_state_updated/v3.rs"),
        "{diff}"
    );
    assert!(says.contains("cargo regen"), "{says}");
    assert_eq!(tree(project.root.path()), before);
}

#[test]
fn fetch_pins_what_was_asked_for() {
    let (project, host) = (Project::with_version_3_locked(), Host::start());
    let version_4 = project.version_3.replace("/3\"", "/4\"");
    host.on(
        "/Conversations.ConversationStateUpdated/4",
        [Reply::ok(version_4.clone())],
    );
    project
        .command(&["fetch", &format!("{ID}/4")], &host.url())
        .succeeds();
    let lock = Lock::read(&project.schemas().join("schemas.lock")).expect("the lock is in order");
    let entry = &lock.0[&format!("{ID}/4").parse().expect("it is an id")];
    assert_eq!(entry.sha256, digest::sha256(version_4.as_bytes()));
    assert_eq!(
        entry.url,
        format!("https://events-schemas.twilio.com/{ID}/4")
    );
    assert_eq!(entry.provenance, Provenance::Mirrored);
    let catalog = project.read("codegen/schemas/catalog.toml");
    assert!(catalog.contains(&format!("id = \"{ID}\"\nlatest = 4")));
}

/// The folder of a build may hold files of somebody else's.
#[test]
fn a_build_replaces_what_it_made_and_nothing_else() {
    let project = Project::new();
    let folder = project.root.path().join("out");
    let build = || {
        twilio_events_codegen::Builder::new(project.schemas())
            .out_dir(&folder)
            .build()
    };
    build().expect("it can be made");
    build().expect("it can be made again");
    for name in ["mine.rs", "mod.rs", "schemas/mine.json", "LICENSE-MINE"] {
        let path = folder.join("twilio_events").join(name);
        let before = fs::read(&path).ok();
        fs::create_dir_all(path.parent().expect("it is below the folder")).expect("it can be made");
        fs::write(&path, "mine").expect("it can be written");
        let error = build().expect_err(name).to_string();
        assert!(
            error.contains(name) && error.contains("stands in the way"),
            "{error}"
        );
        assert_eq!(fs::read(&path).ok().as_deref(), Some(&b"mine"[..]));
        match before {
            Some(before) => fs::write(&path, before).expect("it can be written"),
            None => fs::remove_file(&path).expect("it is there"),
        }
    }
    build().expect("it can be made again");
}

/// What a build script prints is read by cargo, line by line.
#[cfg(unix)]
#[test]
fn the_name_of_a_folder_is_not_an_instruction_to_cargo() {
    let project = Project::new();
    let named = project.root.path().join("a\ncargo::rustc-env=A=B");
    fs::rename(project.schemas(), &named).expect("it can be renamed");
    let builder =
        twilio_events_codegen::Builder::new(&named).out_dir(project.root.path().join("out"));
    let error = builder
        .build()
        .expect_err("it has a line break")
        .to_string();
    assert!(
        error.contains("has a line break") && error.lines().count() == 2,
        "{error}"
    );
}

/// Nothing of the place, the time or the person shows in the output.
#[test]
fn two_places_give_the_same_bytes() {
    let trees: Vec<_> = [("UTC", "C", "one"), ("Asia/Tokyo", "tr_TR.UTF-8", "two")]
        .into_iter()
        .map(|(zone, language, user)| {
            let project = Project::with_version_3_locked();
            let host = Host::start();
            host.on(PATH, [Reply::ok(project.version_3.clone())]);
            let mut command = twilio_events(project.root.path(), &["regen"]);
            command.envs([
                ("TZ", zone),
                ("LANG", language),
                ("LC_ALL", language),
                ("USER", user),
                ("HOME", "/nowhere"),
                ("TWILIO_EVENTS_BASE_URL", &host.url()),
            ]);
            Ran::new(&mut command).succeeds();
            let root = project.root.path().join("generated");
            let relative =
                |(path, bytes): (PathBuf, _)| (path.strip_prefix(&root).map(Path::to_owned), bytes);
            tree(&root).into_iter().map(relative).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(trees[0], trees[1]);
}
