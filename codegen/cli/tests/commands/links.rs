//! A checkout of somebody else's, with links in it: nothing that lies elsewhere is read, written or removed.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use super::NOWHERE;
use super::support::host::{Host, Reply};
use super::support::project::{ID, Project, tree};

const SECRET: &str = "the secret of this machine";

/// Puts a link to the same thing elsewhere in the place of what lies at `path`, or a link to a secret if nothing does.
fn replace_by_link(project: &Project, elsewhere: &Path, path: &str) {
    let place = project.root.path().join(path);
    let target = elsewhere.join(path);
    fs::create_dir_all(target.parent().expect("it is below the folder")).expect("it can be made");
    if place.exists() {
        fs::rename(&place, &target).expect("it can be moved");
    } else {
        fs::write(&target, format!("{SECRET}\n")).expect("it can be written");
        fs::create_dir_all(place.parent().expect("it is below the root")).expect("it can be made");
    }
    symlink(target, place).expect("it can be made");
}

#[test]
fn links_in_a_project_stand_in_the_way() {
    let (first, second) = (format!("codegen/schemas/{ID}/1.json"), format!("{ID}/1"));
    let reading: [&[&str]; 3] = [&["verify"], &["regen", "--check"], &["trigger", "--list"]];
    let writing: [&[&str]; 4] = [
        &["regen", "--offline"],
        &["fetch", "--offline"],
        &["pin", &second, "--provenance", "documented"],
        &["discover", "--offline"],
    ];
    for path in [
        "codegen",
        "codegen/schemas",
        "codegen/schemas/catalog.toml",
        "codegen/schemas/schemas.lock",
        "codegen/schemas/overrides.toml",
        "codegen/schemas/other.json",
        &first,
    ] {
        let (project, elsewhere) = (Project::new(), tempfile::tempdir().expect("it can be made"));
        replace_by_link(&project, elsewhere.path(), path);
        let before = (tree(project.root.path()), tree(elsewhere.path()));
        for command in reading
            .iter()
            .chain(&writing)
            .copied()
            .chain([&["list"][..]])
        {
            let output = project.command(command, NOWHERE);
            let said = output.err;
            assert_eq!(output.code, Some(1), "{path}: {command:?}: {}", output.out);
            assert!(
                said.contains("a link stands in the way"),
                "{path}: {command:?}: {said}"
            );
            assert!(!said.contains(SECRET), "{said}");
            assert_eq!(
                (tree(project.root.path()), tree(elsewhere.path())),
                before,
                "{path}: {command:?}"
            );
        }
    }
    for path in [
        "generated",
        "generated/src",
        "generated/Cargo.toml",
        "generated/src/other.rs",
        "codegen/pages",
        "codegen/pages/a.md",
    ] {
        let (project, elsewhere) = (Project::new(), tempfile::tempdir().expect("it can be made"));
        if path == "codegen/pages" {
            fs::create_dir(project.root.path().join(path)).expect("it can be made");
            project.write("codegen/pages/a.md", SECRET);
        }
        replace_by_link(&project, elsewhere.path(), path);
        let before = (tree(project.root.path()), tree(elsewhere.path()));
        let commands: &[&[&str]] = if path.starts_with("generated") {
            &[&["regen", "--check"], &["verify"], &["regen", "--offline"]]
        } else {
            &[&["verify"]]
        };
        for command in commands {
            let output = project.command(command, NOWHERE);
            let said = output.err + &output.out;
            assert_eq!(output.code, Some(1), "{path}: {command:?}: {said}");
            assert!(
                said.contains("stands in the way"),
                "{path}: {command:?}: {said}"
            );
            assert!(!said.contains(SECRET), "{said}");
            assert_eq!(
                (tree(project.root.path()), tree(elsewhere.path())),
                before,
                "{path}: {command:?}"
            );
        }
    }
}

/// Editors leave links beside what they edit, and nobody reads them.
#[test]
fn hidden_links_are_neither_read_nor_in_the_way() {
    let project = Project::new();
    let secret = tempfile::NamedTempFile::new().expect("it can be made");
    fs::write(secret.path(), SECRET).expect("it can be written");
    for name in [
        "codegen/schemas/.#catalog.toml",
        "codegen/pages/.#a.md",
        "codegen/pages/.hidden/a.md",
    ] {
        let link = project.root.path().join(name);
        fs::create_dir_all(link.parent().expect("it is below the root")).expect("it can be made");
        symlink(secret.path(), link).expect("it can be made");
    }
    for arguments in [&["verify"][..], &["regen", "--offline"], &["list"]] {
        let output = project.command(arguments, NOWHERE);
        assert!(output.is_ok(), "{arguments:?}: {}", output.err);
    }
}

/// A pipe where a document is locked: nobody waits for a writer.
#[test]
fn pipes_in_a_project_are_not_read() {
    for path in [
        &format!("codegen/schemas/{ID}/1.json"),
        "codegen/schemas/catalog.toml",
        "generated/README.md",
    ] {
        let project = Project::new();
        let pipe = project.root.path().join(path);
        fs::remove_file(&pipe).expect("it is there");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .expect("mkfifo runs")
                .success()
        );
        let output = project.command(&["verify"], NOWHERE);
        let said = output.err;
        assert_eq!(output.code, Some(1), "{path}");
        assert!(said.contains("stands in the way"), "{path}: {said}");
    }
}

/// What hosts said of documents is remembered in cargo's target folder, if that is in the project.
#[test]
fn what_is_remembered_is_not_written_behind_a_link() {
    for link in [
        "target",
        "target/twilio-events",
        "target/twilio-events/validators.json",
    ] {
        let (project, host) = (Project::new(), Host::start());
        let elsewhere = tempfile::tempdir().expect("it can be made");
        let place = project.root.path().join(link);
        fs::create_dir_all(place.parent().expect("it is below the root")).expect("it can be made");
        symlink(elsewhere.path(), &place).expect("it can be made");
        let id = format!("{ID}/3");
        host.on(
            &format!("/{id}"),
            [Reply::ok(project.version_3.clone()).header("ETag", "\"3\"")],
        );
        project.command(&["fetch", &id], &host.url()).succeeds();
        assert_eq!(tree(elsewhere.path()), [], "{link}");
        assert!(place.is_symlink(), "{link}");
    }
}

/// Where the changelog leads elsewhere, an update changes nothing at all.
#[test]
fn an_update_does_not_write_behind_a_link() {
    for link in ["CHANGELOG.md", "generated/src/conversations"] {
        let (project, host) = (Project::new(), Host::start());
        let elsewhere = tempfile::tempdir().expect("it can be made");
        let text = "# Changelog\n\n## Unreleased\n";
        project.write("CHANGELOG.md", text);
        replace_by_link(&project, elsewhere.path(), link);
        host.on(&format!("/{ID}/3"), [Reply::ok(project.version_3.clone())]);
        let before = (tree(project.root.path()), tree(elsewhere.path()));
        let output = project.command(&["update"], &host.url());
        assert_eq!(output.code, Some(1), "{link}");
        output.says("a link stands in the way");
        assert_eq!(
            (tree(project.root.path()), tree(elsewhere.path())),
            before,
            "{link}"
        );
    }
}
