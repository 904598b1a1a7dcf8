//! No document makes the generator panic, hang or overflow, or emit what is not Rust: it makes types, or says what is wrong.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Map, Value, json};
use test_schemas::wild;

use crate::support::{Case, cases, run};

/// Runs the pipeline over a document. `Err` is a defect: a panic, typify's included, or code that is no Rust.
fn survives(bytes: &[u8]) -> Result<(), String> {
    let case = Case::new("hostile", bytes);
    let defect = match catch_unwind(AssertUnwindSafe(|| run(&[case]))) {
        Ok(Ok(_)) => return Ok(()),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "this is a defect: a panic, printed above".to_owned(),
    };
    // What typify refuses, `prepare` should have refused.
    let words = ["this is a defect", "typify"];
    if !words.iter().any(|word| defect.contains(word)) {
        return Ok(());
    }
    let text = String::from_utf8_lossy(bytes);
    let shown: String = text.chars().take(2000).collect();
    Err(format!("{defect}\n{shown}"))
}

#[track_caller]
fn assert_survive(documents: impl IntoIterator<Item = Vec<u8>>) {
    let defects: Vec<String> = documents
        .into_iter()
        .filter_map(|document| survives(&document).err())
        .collect();
    let count = defects.len();
    assert!(count == 0, "{count} defects:\n{}", defects.join("\n"));
}

#[test]
fn every_prefix_of_a_document() {
    let real = ["shape_of_message_status", "shape_of_call_event"];
    for case in cases("good") {
        if real.contains(&case.name.as_str()) {
            assert_survive((0..case.bytes.len()).map(|end| case.bytes[..end].to_vec()));
        }
    }
}

#[test]
fn mutations_of_the_good_documents() {
    let documents: Vec<Value> = cases("good")
        .iter()
        .map(|case| serde_json::from_slice(&case.bytes).unwrap())
        .collect();
    let mut random = fastrand::Rng::with_seed(0x7477_696c_696f);
    let mutations = (0..4000).map(|_| {
        let mut document = random.choice(&documents).unwrap().clone();
        for _ in 0..random.usize(1..4) {
            wild::edit(&mut document, &documents, &mut |limit| {
                random.usize(..limit)
            });
        }
        wild::text(&document).into_bytes()
    });
    assert_survive(mutations);
}

/// A document with many definitions, each made of the reference to the next.
fn chain(length: usize, link: impl Fn(Value) -> Value) -> Vec<u8> {
    let definitions: Map<String, Value> = (0..length)
        .map(|index| {
            let next = format!("#/definitions/d{}", (index + 1) % length);
            (format!("d{index}"), link(json!({"$ref": next})))
        })
        .collect();
    let first = json!({"a": {"$ref": "#/definitions/d0"}});
    json!({"type": "object", "properties": first, "definitions": definitions})
        .to_string()
        .into_bytes()
}

#[test]
fn long_chains_of_definitions() {
    assert_survive([100, 990, 20_000].into_iter().flat_map(|length| {
        [
            chain(length, |next| next),
            chain(length, |next| json!({"type": "array", "items": next})),
            chain(
                length,
                |next| json!({"type": "object", "additionalProperties": next}),
            ),
            chain(
                length,
                |next| json!({"type": "object", "properties": {"n": next}}),
            ),
            chain(
                length,
                |next| json!({"type": "object", "properties": {"n": next}, "required": ["n"]}),
            ),
            chain(length, |next| {
                json!({"type": ["object", "null"], "properties": {"n": {"type": "array", "items": next}}})
            }),
        ]
    }));
}

#[test]
fn wide_documents() {
    let names = || (0..5_000).map(|index| format!("name{index}"));
    let string = json!({"type": "string"});
    let fields: Map<String, Value> = names().map(|name| (name, string.clone())).collect();
    let values: Vec<String> = names().collect();
    assert_survive(
        [
            json!({"type": "object", "properties": fields}),
            json!({"type": "object", "required": values}),
            json!({"type": "string", "enum": values}),
            json!({"type": "string", "description": "https://a[".repeat(50_000)}),
        ]
        .map(|document| document.to_string().into_bytes()),
    );
}

/// What a document that multiplies itself, or is larger than anybody's, gets to hear.
#[test]
fn limits_say_what_is_too_much() {
    let text = json!({"type": "string"});
    let reference = |index: usize| json!({"$ref": format!("#/definitions/d{index}")});
    let definitions = |count: usize, make: &dyn Fn(usize) -> Value| -> Value {
        let made = (0..count).map(|index| (format!("d{index}"), make(index)));
        json!({"type": "object", "properties": {"a": reference(0)}, "definitions": made.collect::<Map<_, _>>()})
    };
    let mut inherited = definitions(3_000, &|index| match index {
        2_999 => text.clone(),
        _ => {
            json!({"allOf": [reference(index + 1), {"properties": {format!("p{index}"): text.clone()}}]})
        }
    });
    inherited["properties"] = (0..3_000)
        .map(|index| (format!("p{index}"), reference(index)))
        .collect();
    let all_of_all = definitions(400, &|_| {
        let members = (0..400).map(|index| (format!("p{index}"), reference(index)));
        json!({"type": "object", "properties": members.collect::<Map<_, _>>()})
    });
    let values =
        |count: usize| -> Vec<String> { (0..count).map(|index| format!("v{index}")).collect() };
    let shared = (0..20_000).map(|index| (format!("p{index}"), reference(0)));
    let shared = json!({
        "type": "object", "properties": shared.collect::<Map<_, _>>(),
        "definitions": {"d0": {"type": "string", "description": "word ".repeat(1_000)}},
    });
    let objects = (0..20_001).map(|index| {
        (
            format!("p{index}"),
            json!({"properties": {"a": text.clone()}}),
        )
    });
    let objects = json!({"type": "object", "properties": objects.collect::<Map<_, _>>()});
    for (document, message) in [
        (inherited, "more than 2000000 parts are to be merged"),
        (all_of_all, "more than 120000 members, values and branches"),
        (
            json!({"type": "string", "enum": values(120_001)}),
            "more than 120000 members, values and branches",
        ),
        (shared, "more than 16777216 bytes of documentation"),
        (objects, "more than 20000 types"),
    ] {
        let case = Case::new("hostile", document.to_string());
        let error = run(&[case]).expect_err(message);
        assert_eq!(error.message(), message);
        assert!(error.advice().is_some(), "{error}");
    }
    // Each value counts once.
    let document = json!({"type": "string", "enum": values(60_001)});
    run(&[Case::new("hostile", document.to_string())]).expect("there are fewer than 120,000");
}
