//! The samples that are sent, and what `--set` makes of them.

use super::{Assignment, Origin, Sample, samples};
use serde_json::{Value, json};
use twilio_events_codegen::Error;
use twilio_events_codegen::generate;
use twilio_events_codegen::project::catalog::Catalog;
use twilio_events_codegen::project::digest;
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::{Entry, Lock, Provenance};
use twilio_events_codegen::project::overrides::Overrides;

#[test]
fn assignments_are_json_or_text_at_any_depth() {
    let set = |text: &str, data: &mut Value| {
        let assignment: Assignment = text.parse()?;
        assignment.apply(data)
    };
    let mut data = json!({"a": 1, "list": [{"b": 2}], "none": null});
    for text in [
        "a=closed",
        "n=-1.5",
        "t=\"7\"",
        "none=null",
        "empty=",
        "list.0.b={\"c\":[true]}",
        "x.y.z=a=b",
    ] {
        set(text, &mut data).expect("it can be set");
    }
    assert_eq!(
        data,
        json!({
            "a": "closed", "n": -1.5, "t": "7", "none": null, "empty": "",
            "list": [{"b": {"c": [true]}}], "x": {"y": {"z": "a=b"}},
        })
    );
    for (text, expected) in [
        (
            "list.1=a",
            "cannot set list.1: list is a list of 1, counted from 0",
        ),
        (
            "list.first=a",
            "cannot set list.first: list is a list of 1, counted from 0",
        ),
        ("a.b=a", "cannot set a.b: a has no members"),
    ] {
        let error: Error = set(text, &mut data).expect_err("it cannot be set");
        assert_eq!(error.message(), expected);
    }
    for text in ["a", "=a", "a..b=1", ".a=1", "a.=1"] {
        let error = text.parse::<Assignment>().expect_err("it sets nothing");
        assert!(error.message().contains("sets no field"), "{error}");
    }
    assert!(set("a=1", &mut json!([])).is_err(), "data that is a list");
}

fn now() -> jiff::Timestamp {
    let now = "2026-01-02T03:04:05.678Z";
    now.parse().expect("it is a time")
}

const CATALOG: &str = r#"
[[schema]]
id = "Demo.MadeUp"
latest = 1
[[event]]
type = "demo.made-up"
product = "Demo"
schema = "Demo.MadeUp"
status = "available"
"#;

/// The sample of a schema without examples: its only event type is `demo.made-up`.
fn made_up(document: &Value, overrides: &str) -> Sample {
    let id: DocumentId = "Demo.MadeUp/1".parse().expect("it is an id");
    let document = Document::parse(&id, document.to_string().as_bytes()).expect("it is a schema");
    let entry = Entry::new(&document, Provenance::Documented, &[]);
    let lock = Lock([(id, entry)].into());
    let catalog = Catalog::parse(CATALOG).expect("it is a catalog");
    let overrides = Overrides::parse(overrides).expect("these are overrides");
    let model = generate::model(&catalog, &lock, &overrides, [&document]);
    let (model, _) = model.expect("it generates");
    let mut samples = samples(&model, now());
    assert_eq!(samples.len(), 1);
    samples.remove("demo.made-up").expect("its only event type")
}

#[test]
fn a_value_is_what_the_event_type_says_has_happened() {
    let state = json!({"type": "string", "enum": ["QUEUED", "MADE-UP"]});
    let other = json!({"type": "string", "enum": ["one", "two"]});
    let document = json!({"type": "object", "properties": {"state": state, "other": other}});
    let sample = made_up(&document, "");
    assert_eq!(sample.data, json!({"state": "MADE-UP", "other": "one"}));
}

#[test]
fn a_sample_is_made_up_where_the_document_has_none() {
    let document = json!({
        "type": "object",
        "required": ["sid", "legs"],
        "properties": {
            "sid": {"type": "string", "description": "SID of the thing: CH and 32 hexadecimal digits."},
            "since": {"type": "integer", "description": "In milliseconds since 1970-01-01T00:00:00Z."},
            "from": {"type": "string", "description": "In E.164 form."},
            "at": {"type": "string", "description": "ISO 8601"},
            "state": {"type": "string", "description": "The state (open, shut)."},
            "count": {"type": "integer"},
            "rate": {"type": "number"},
            "on": {"type": "boolean"},
            "any": {},
            "tags": {"type": "object", "additionalProperties": {"type": "string"}},
            "legs": {"type": "array", "items": {"$ref": "#/definitions/Leg"}},
        },
        "definitions": {"Leg": {"type": "object", "properties": {
            "edge": {"type": "string"},
            "next": {"$ref": "#/definitions/Leg"},
        }}},
    });
    let overrides = r#"
        [[values]]
        name = "state"
        schema = "Demo.MadeUp"
        pointers = ["/properties/state"]
        enum = "State"
        description = "A state."
        values = ["open", "shut"]
        reason = "a test"
        source = "https://example.com"
        [[timestamp]]
        name = "at"
        schema = "Demo.MadeUp"
        pointers = ["/properties/at"]
        reason = "a test"
        source = "https://example.com"
    "#;
    let sample = made_up(&document, overrides);
    assert_eq!(sample.origin, Origin::MadeUp);
    assert_eq!(
        sample.data,
        json!({
            "sid": format!("CH{}", &digest::sha256(b"sid")[..32]),
            "at": "2026-01-02T03:04:05.678Z",
            "since": 1_767_323_045_678_u64,
            "from": "+15555550186",
            "state": "open",
            "count": 1,
            "rate": 1.0,
            "on": false,
            "any": null,
            "tags": {"tags": "tags"},
            "legs": [{"edge": "edge"}],
        })
    );
    assert_eq!(made_up(&document, overrides), sample, "the same again");
}

/// Thirty types, each with the next one twice, describe more than a thousand million objects.
#[test]
fn a_sample_stays_small() {
    let mut definitions =
        json!({"T30": {"type": "object", "properties": {"leaf": {"type": "string"}}}});
    for number in 0..30 {
        let next = json!({"$ref": format!("#/definitions/T{}", number + 1)});
        definitions[format!("T{number}")] =
            json!({"type": "object", "properties": {"left": next, "right": next}});
    }
    let document = json!({
        "type": "object", "properties": {"root": {"$ref": "#/definitions/T0"}}, "definitions": definitions,
    });
    let sample = made_up(&document, "");
    assert!(sample.data["root"]["left"]["left"].is_object());
    assert!(sample.data.to_string().len() < 100_000);
}
