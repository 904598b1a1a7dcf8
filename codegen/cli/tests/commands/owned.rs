//! Files in `generated/` that `regen` did not make.

use std::fs;

use twilio_events_codegen::project::digest;

use super::NOWHERE;
use super::support::project::{ID, Project, tree};

/// `regen` refuses, and leaves everything as it is.
fn refused(project: &Project, names: &str) {
    let before = tree(project.root.path());
    for arguments in [
        &["regen", "--offline"][..],
        &["regen", "--check"],
        &["verify"],
    ] {
        let output = project.command(arguments, NOWHERE);
        assert_eq!(output.code, Some(1), "{arguments:?}: {}", output.out);
        output.says("this file is not generated, and stands in the way");
        output.says(names).says("move this file elsewhere");
        assert_eq!(tree(project.root.path()), before, "{arguments:?}");
    }
}

/// What somebody makes of a text.
type Edit = fn(&str) -> String;

#[test]
fn what_regen_did_not_make_is_left_and_named() {
    let edited: [(&str, Edit); 6] = [
        ("schemas/Demo.Mine/1.json", |_| "{}".to_owned()),
        ("LICENSE-MINE", |_| "mine".to_owned()),
        ("LICENSE-MIT", |text| text.to_owned() + "and mine"),
        ("src/mine.rs", |_| "fn mine() {}".to_owned()),
        ("README.md", |text| format!("mine\n{text}")),
        ("src/lib.rs", |text| text[3..].to_owned()),
    ];
    for (name, edit) in edited {
        let project = Project::new();
        let path = project.root.path().join("generated").join(name);
        fs::create_dir_all(path.parent().expect("it is below the folder")).expect("it can be made");
        let text = fs::read_to_string(&path).unwrap_or_default();
        fs::write(&path, edit(&text)).expect("it can be written");
        refused(&project, name);
    }
}

#[test]
fn what_regen_made_is_replaced_and_removed() {
    let project = Project::new();
    let generated = project.root.path().join("generated");
    let before = tree(&generated);
    let (types, copy) = ("src/conversations.rs", format!("schemas/{ID}/1.json"));
    // What carries the mark is ours, edited or not.
    let text = fs::read_to_string(generated.join(types)).expect("it is there");
    fs::write(generated.join(types), text + "// edited\n").expect("it can be written");
    project.command(&["regen", "--offline"], NOWHERE).succeeds();
    assert_eq!(tree(&generated), before);

    // A version that is not locked any more goes, with the copy of its document.
    let lock = project.schemas().join("schemas.lock");
    let text = fs::read_to_string(&lock).expect("it is there");
    let mut rows: Vec<&str> = text.split("\n[[schema]]\n").collect();
    rows.retain(|row| !row.contains("version = 1\nurl"));
    fs::write(&lock, rows.join("\n[[schema]]\n")).expect("it can be written");
    let output = project.command(&["regen", "--offline"], NOWHERE);
    output.succeeds();
    assert!(!generated.join(&copy).exists());
    output.prints("files removed");

    // An edited copy does not go.
    let copy = generated.join(format!("schemas/{ID}/2.json"));
    let text = fs::read_to_string(&copy).expect("it is there");
    fs::write(&copy, text + " ").expect("it can be written");
    refused(&project, "2.json");
}

/// In the middle of a merge, the list and the files may be of either side.
#[test]
fn both_sides_of_a_merge_are_ours() {
    let project = Project::new();
    let generated = project.root.path().join("generated");
    let (list, copy) = (
        generated.join("generated.sha256"),
        generated.join(format!("schemas/{ID}/1.json")),
    );
    let text = fs::read_to_string(&list).expect("it was written");
    let theirs = "{\"type\": \"object\"}";
    let row = format!(
        "{}  schemas/{ID}/1.json\n",
        digest::sha256(theirs.as_bytes())
    );
    fs::write(
        &list,
        format!("{text}<<<<<<< ours\n=======\n{row}>>>>>>> theirs\n"),
    )
    .expect("it can be written");
    fs::write(&copy, theirs).expect("it can be written");
    project.command(&["regen", "--offline"], NOWHERE).succeeds();
    assert_eq!(fs::read_to_string(&list).ok(), Some(text));
    assert_ne!(fs::read_to_string(&copy).ok().as_deref(), Some(theirs));
}

/// As a checkout of an earlier version has it.
#[test]
fn a_crate_without_the_list_gets_it() {
    let project = Project::new();
    let list = project.root.path().join("generated/generated.sha256");
    let text = fs::read_to_string(&list).expect("it was written");
    fs::remove_file(&list).expect("it is there");
    project.command(&["regen", "--offline"], NOWHERE).succeeds();
    assert_eq!(fs::read_to_string(&list).ok(), Some(text));
}
