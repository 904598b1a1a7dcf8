//! Documents that become Rust.

use std::path::Path;

use twilio_events_codegen::error::Diagnostic;

use crate::support::{Case, assert_none, cases, differs, run};

#[test]
fn every_good_document_becomes_its_golden_with_its_warnings() {
    let mut diffs = Vec::new();
    for case in cases("good") {
        let (files, warnings) = match run(std::slice::from_ref(&case)) {
            Ok(made) => made,
            Err(error) => {
                diffs.push(format!("{} is an error: {error}", case.name));
                continue;
            }
        };
        let path = format!("cases/{}/v1.rs", case.name);
        let code = files
            .get(&path)
            .unwrap_or_else(|| panic!("no {path} among {:?}", files.keys()));
        diffs.extend(differs(&case.beside("rs"), code));
        diffs.extend(differs(&case.beside("warnings"), &lines(&warnings)));
    }
    assert_none(&diffs);
}

/// What lies around the types refers to their roots, which are of every kind: `cases_decode` compiles it too.
#[test]
fn roots_of_every_kind_together_become_their_goldens() {
    let mut roots = cases("good");
    roots.retain(|case| case.name.starts_with("root_"));
    let (files, _) = run(&roots).unwrap();
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/whole");
    let diffs =
        ["event_data.rs", "event_type.rs"].map(|name| differs(&whole.join(name), &files[name]));
    assert_none(&diffs.into_iter().flatten().collect::<Vec<_>>());
}

/// `mod r#type` stands in `type.rs`.
#[test]
fn a_schema_named_like_a_keyword_has_a_file_that_rustc_finds() {
    let case = Case::new("type", r#"{"type": "object"}"#);
    let (files, _) = run(&[case]).unwrap();
    assert!(files["cases.rs"].contains("pub mod r#type;"));
    assert!(files.contains_key("cases/type.rs") && files.contains_key("cases/type/v1.rs"));
}

fn lines(warnings: &[Diagnostic]) -> String {
    let lines: Vec<String> = warnings
        .iter()
        .map(|warning| format!("{warning}\n"))
        .collect();
    lines.concat()
}
