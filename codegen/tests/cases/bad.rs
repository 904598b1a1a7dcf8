//! Documents and overrides that are refused, each with its message.

use crate::support::{Case, assert_none, cases, differs, run};

#[test]
fn every_bad_document_gets_its_message() {
    let mut diffs = Vec::new();
    for case in cases("bad") {
        match run(std::slice::from_ref(&case)) {
            Ok((_, warnings)) => diffs.push(format!("{} is accepted: {warnings:?}", case.name)),
            Err(error) => diffs.extend(differs(&case.beside("txt"), &format!("{error}\n"))),
        }
    }
    assert_none(&diffs);
}

/// Too long to lie in a file.
#[test]
fn deep_nesting_gets_a_message() {
    for (name, open, close) in [("in_arrays", "[", "]"), ("in_objects", r#"{"items":"#, "}")] {
        for levels in [128, 100_000] {
            let text = format!(
                r#"{{"type":"array","items":{}true{}}}"#,
                open.repeat(levels),
                close.repeat(levels)
            );
            let error = run(&[Case::new(name, text)]).unwrap_err().to_string();
            assert!(error.contains("recursion limit exceeded"), "{error}");
        }
    }
}
