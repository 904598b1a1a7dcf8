//! What a run leaves when it is killed, and what somebody else may have put in its place.

use std::fs;
use std::path::{Path, PathBuf};

use super::journal::{self, Move};
use super::{FOLDER, Transaction, pending};
use crate::project::digest;

fn project() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("generated/old")).unwrap();
    fs::write(root.path().join("generated/old/a"), "a").unwrap();
    root
}

#[test]
fn changes_all_files() {
    let root = project();
    let mut transaction = Transaction::begin(root.path()).unwrap();
    transaction.write(&root.path().join("generated/new/b"), "b");
    transaction.remove(&root.path().join("generated/old/a"));
    transaction.commit().unwrap();
    assert_eq!(read(root.path(), "generated/new/b"), "b");
    assert!(
        !root.path().join("generated/old").exists(),
        "the empty folder goes too"
    );
}

#[test]
fn a_dropped_transaction_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let mut transaction = Transaction::begin(root.path()).unwrap();
    transaction.write(&root.path().join("generated/b"), "b");
    drop(transaction);
    assert_eq!(
        fs::read_dir(root.path()).unwrap().count(),
        0,
        "nothing is left behind"
    );
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

/// What a run stages that is to write `one` and `two`.
fn stage(root: &Path) {
    fs::create_dir_all(root.join(FOLDER).join("staged")).unwrap();
    fs::write(root.join(FOLDER).join("staged/0"), "one").unwrap();
    fs::write(root.join(FOLDER).join("staged/1"), "two").unwrap();
}

/// The journal of that run, with these places.
fn note(root: &Path, places: [&str; 2], removes: &[&str]) {
    let moves = places.iter().zip(["one", "two"]).enumerate();
    let moves = moves.map(|(staged, (to, text))| Move {
        staged,
        sha256: digest::sha256(text.as_bytes()),
        to: PathBuf::from(to),
    });
    let removes = removes.iter().map(PathBuf::from).collect();
    let folder = root.join(FOLDER);
    journal::write(&folder, &folder.join("staged"), moves.collect(), removes).unwrap();
}

/// The state that a kill leaves at each step: staged without journal, journal without moves, journal with some moves.
#[test]
fn what_was_begun_is_undone_or_finished() {
    let root = project();
    let root = root.path();
    stage(root);
    pending(root).unwrap();
    assert!(
        root.join(FOLDER).join("staged/0").exists(),
        "it was only looked at"
    );
    Transaction::begin(root).unwrap();
    assert!(!root.join(FOLDER).exists() && !root.join("generated/a").exists());

    for moved in [false, true] {
        stage(root);
        fs::write(root.join("generated/c"), "three").unwrap();
        note(root, ["generated/a", "CHANGELOG.md"], &["generated/c"]);
        if moved {
            fs::rename(root.join(FOLDER).join("staged/0"), root.join("generated/a")).unwrap();
        }
        let error = pending(root).unwrap_err();
        assert!(error.message().contains("is pending"), "{error}");
        assert!(root.join("generated/c").exists(), "it was only looked at");
        Transaction::begin(root).unwrap();
        assert_eq!(read(root, "generated/a"), "one");
        assert_eq!(read(root, "CHANGELOG.md"), "two");
        assert!(!root.join("generated/c").exists() && !root.join(FOLDER).exists());
    }
}

/// A checkout can hold a journal, but not as the file that it says to be.
#[test]
fn a_copied_journal_is_not_believed() {
    let root = project();
    let root = root.path();
    stage(root);
    note(root, ["generated/a", "generated/b"], &["generated/old/a"]);
    let path = root.join(FOLDER).join("journal.json");
    let original = root.join("kept.json");
    fs::rename(&path, &original).unwrap();
    let text = read(root, "kept.json");
    let refused = |why: &str| {
        for error in [
            pending(root).unwrap_err(),
            Transaction::begin(root).unwrap_err(),
        ] {
            assert!(error.message().contains(why), "{error}");
            assert!(error.advice().unwrap().contains("remove the folder"));
        }
        assert!(root.join("generated/old/a").exists() && !root.join("generated/a").exists());
    };
    fs::copy(&original, &path).unwrap();
    refused("it is a copy");
    let nothing = text.replace(&text[..text.find("\"moves").unwrap()], "{\"file\":{},");
    fs::write(&path, nothing).unwrap();
    refused("it is a copy");
    fs::write(&path, r#"{"moves": [["0", "generated/a"]], "removes": []}"#).unwrap();
    refused("it is of another form");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    refused("it is not a regular file");
    fs::remove_dir(&path).unwrap();
    // What is one file under two names is that file.
    fs::rename(&original, &path).unwrap();
    Transaction::begin(root).unwrap();
    assert_eq!(read(root, "generated/a"), "one");
}

/// Even a journal that is believed does no more than a run can have meant.
#[test]
fn a_journal_reaches_what_runs_change_and_nothing_else() {
    let outside = tempfile::tempdir().unwrap();
    let elsewhere = outside.path().join("x").display().to_string();
    for path in [
        elsewhere.as_str(),
        "../x",
        "generated/../../x",
        "generated/../src/lib.rs",
        "src/lib.rs",
        "Cargo.toml",
        "generatedx/a",
        "generated/.git/config",
        ".git/config",
        "generated",
        "",
    ] {
        let root = project();
        let root = root.path();
        fs::create_dir(root.join("src")).unwrap();
        fs::write(root.join("src/lib.rs"), "mine").unwrap();
        stage(root);
        note(root, ["generated/a", path], &[]);
        Transaction::begin(root).expect_err(path);
        note(root, ["generated/a", "generated/b"], &[path]);
        Transaction::begin(root).expect_err(path);
        assert_eq!(read(root, "src/lib.rs"), "mine");
        assert!(
            !root.join("generated/a").exists(),
            "{path}: not even the rest is done"
        );
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0, "{path}");

        // Nor does a run that makes a mistake.
        fs::remove_dir_all(root.join(FOLDER)).unwrap();
        let mut transaction = Transaction::begin(root).unwrap();
        transaction.write(&root.join("generated/a"), "one");
        transaction.write(&root.join(path), "two");
        transaction.commit().expect_err(path);
        assert!(!root.join("generated/a").exists() && !root.join(FOLDER).exists());
    }
}

#[test]
fn staged_bytes_are_those_of_the_journal() {
    let root = project();
    let root = root.path();
    stage(root);
    note(root, ["generated/a", "generated/b"], &[]);
    fs::write(root.join(FOLDER).join("staged/1"), "three").unwrap();
    let error = Transaction::begin(root).unwrap_err();
    assert_eq!(error.message(), "this file is not what was staged");
    assert!(!root.join("generated/a").exists());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let out = outside.path();
    fs::write(out.join("theirs"), "theirs").unwrap();
    let untouched = |what: &str| {
        let names: Vec<_> = fs::read_dir(out).unwrap().flatten().collect();
        assert_eq!(
            (names.len(), read(out, "theirs").as_str()),
            (1, "theirs"),
            "{what}"
        );
    };
    // The folder, its lock, the journal, and the staged files.
    for name in ["", "lock", "journal.json", "staged"] {
        let root = project();
        let link = root.path().join(FOLDER).join(name);
        let link = link.components().as_path();
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        let target = if ["", "staged"].contains(&name) {
            out.to_owned()
        } else {
            out.join("theirs")
        };
        symlink(target, link).unwrap();
        Transaction::begin(root.path()).expect_err(name);
        untouched(name);
    }
    // A staged file.
    let root = project();
    stage(root.path());
    note(root.path(), ["generated/a", "generated/b"], &[]);
    let staged = root.path().join(FOLDER).join("staged/1");
    fs::write(out.join("theirs"), "two").unwrap();
    fs::remove_file(&staged).unwrap();
    symlink(out.join("theirs"), &staged).unwrap();
    Transaction::begin(root.path()).expect_err("a staged link");
    assert!(!root.path().join("generated/a").exists());
    fs::write(out.join("theirs"), "theirs").unwrap();
    // Where it goes: the file, a folder on the way, and the first folder.
    for (link, target) in [
        ("generated/a", out.join("theirs")),
        ("generated/old/b", out.to_owned()),
        ("codegen", out.to_owned()),
        ("CHANGELOG.md", out.join("theirs")),
    ] {
        let root = project();
        let root = root.path();
        symlink(target, root.join(link)).unwrap();
        let path = match link {
            "generated/old/b" => "generated/old/b/new",
            "codegen" => "codegen/schemas/new",
            path => path,
        };
        for removes in [false, true] {
            stage(root);
            if removes {
                note(root, ["generated/n", "generated/m"], &[path]);
            } else {
                note(root, ["generated/n", path], &[]);
            }
            Transaction::begin(root).expect_err(link);
            untouched(link);
            assert!(!root.join("generated/n").exists());
        }
    }
}

#[test]
fn two_at_once_are_refused() {
    let root = tempfile::tempdir().unwrap();
    let first = Transaction::begin(root.path()).unwrap();
    let error = Transaction::begin(root.path()).unwrap_err();
    assert_eq!(error.message(), "another run is changing this project");
    drop(first);
    Transaction::begin(root.path()).unwrap();
}
