//! A host that fails in every way there is, over real sockets, met by every command that asks the network. Each says what is wrong,
//! where, and what to do, exits with 1, and leaves every file as it was; when the host is well again, it does its work.

mod asked;
#[path = "../support/mod.rs"]
mod support;
mod table;
mod tls;

use std::fs;
use std::path::PathBuf;
use std::thread::{self, ScopedJoinHandle};

use asked::{Asked, Kind};
use support::host::{Host, Reply};
use support::project::{ID, Project, tree};
use support::ran::{Ran, twilio_events};
use table::{Fault, Says, drips, faults, silences};

/// A project, in which temporary files are seen too.
fn project(project: Project) -> Project {
    fs::create_dir(temporary(&project)).expect("it can be made");
    let changelog = project.root.path().join("CHANGELOG.md");
    fs::write(changelog, "# Changelog\n\n## Unreleased\n").expect("it can be written");
    project
}

fn temporary(project: &Project) -> PathBuf {
    project.root.path().join("tmp")
}

/// Runs the command with these settings in its environment, and nothing else.
fn run(project: &Project, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    let arguments = [arguments, &["--retries", "0"]].concat();
    Ran::new(
        twilio_events(project.root.path(), &arguments)
            .env_clear()
            .env("TMPDIR", temporary(project))
            .envs(environment.iter().copied()),
    )
}

/// All files below the project, and the folders that a run leaves.
fn state(project: &Project) -> (Vec<(PathBuf, Vec<u8>)>, Vec<PathBuf>) {
    let root = project.root.path();
    let folders = [root.to_owned(), temporary(project)];
    let names = folders.iter().flat_map(|folder: &PathBuf| {
        let entries = fs::read_dir(folder).expect("it can be read");
        entries.map(|entry| entry.expect("it can be listed").path())
    });
    let mut names: Vec<PathBuf> = names.collect();
    names.sort();
    (tree(root), names)
}

/// What is wrong with the way in which a command meets a fault.
fn meet(asked: &Asked, host: &Host, fault: &Fault) -> Result<(), String> {
    let before = state(&asked.project);
    host.on(&asked.path, [fault.reply.clone()]);
    let (failed, said) = asked.run(host);
    let wrong = |what: &str| Err(format!("{}, {}: {what}:\n{said}", asked.name, fault.name));
    if !failed {
        return wrong("it did not fail, or not with exit code 1");
    }
    let address = format!("{}{}", host.url(), asked.path);
    if !said.contains(&address) && asked.kind != Kind::Webhook {
        return wrong("the address is not named");
    }
    if !said.contains(&asked.says(fault)) {
        return wrong(&format!("it does not say {:?}", asked.says(fault)));
    }
    // A document that can be read but in part is shown with line and column.
    let shown = asked.name == "types" && fault.says == Says::Body;
    if !said.contains("help: ") && !said.contains("302 Found") && !shown {
        return wrong("it says nothing of what to do");
    }
    if state(&asked.project) != before {
        return wrong("files are other than before");
    }
    Ok(())
}

/// Meets faults, one after the other, and then the host that is well again.
fn all(asked: &Asked, faults: &[Fault]) -> Vec<String> {
    let host = Host::start();
    asked.publish(&host);
    let met = faults.iter().filter(|fault| asked.applies(fault));
    let mut wrong: Vec<String> = met
        .filter_map(|fault| meet(asked, &host, fault).err())
        .collect();
    asked.publish(&host);
    let (failed, said) = asked.run(&host);
    if failed {
        wrong.push(format!("{}, of a healthy host: {said}", asked.name));
    }
    wrong
}

#[track_caller]
fn assert_met(patience: &str, faults: impl Fn(&str) -> Vec<Fault> + Sync) {
    let wrong: Vec<String> = thread::scope(|scope| {
        let faults = &faults;
        let threads: Vec<_> = asked::COMMANDS
            .iter()
            .map(|make| {
                scope.spawn(move || {
                    let mut asked = make();
                    patience.clone_into(&mut asked.patience);
                    all(&asked, &faults(&asked.body))
                })
            })
            .collect();
        let joined = threads.into_iter().map(ScopedJoinHandle::join);
        joined
            .flat_map(|wrong| wrong.expect("what a test asserts holds"))
            .collect()
    });
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn every_command_meets_every_fault() {
    // Nothing is waited for here, however slow the machine.
    assert_met("60", faults);
}

/// Each of these takes as long as the command has patience: a second, five for a webhook.
#[test]
fn every_command_has_an_end_of_its_patience() {
    assert_met("1", silences);
}

/// An answer as a whole may take six times as long as a silence, which is long enough for a busy machine to say something in between.
#[test]
fn an_answer_that_goes_on_and_on_has_an_end() {
    assert_met("3", drips);
}

/// What came is kept where another document did not.
#[test]
fn what_did_come_is_kept() {
    let project = project(Project::new());
    let (host, text) = (Host::start(), project.version_3.clone());
    let url = host.url();
    let fetch = || {
        let documents = [3, 4].map(|version| format!("{ID}/{version}"));
        let arguments = ["fetch", &documents[0], &documents[1]];
        run(&project, &arguments, &[("TWILIO_EVENTS_BASE_URL", &url)])
    };
    let held = |version: u32| {
        let path = project.schemas().join(format!("{ID}/{version}.json"));
        fs::read_to_string(path).ok()
    };
    let fourth = text.replace("/3\"", "/4\"");
    host.on(&format!("/{ID}/3"), [Reply::ok(text.clone())]);
    host.on(&format!("/{ID}/4"), [Reply::truncated(fourth.clone())]);
    fetch()
        .fails()
        .says(&format!("{ID}/4 broke off its answer"));
    assert_eq!((held(3), held(4)), (Some(text.clone()), None));
    host.on(&format!("/{ID}/4"), [Reply::ok(fourth.clone())]);
    fetch().succeeds();
    assert_eq!((held(3), held(4)), (Some(text), Some(fourth)));
}
