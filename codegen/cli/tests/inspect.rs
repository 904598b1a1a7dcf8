//! `twilio-events inspect`: events as they are captured, whole and broken, and what is said of them.
#![cfg(feature = "inspect")]

#[allow(dead_code, unreachable_pub, reason = "other tests use the rest")]
#[path = "support/ran.rs"]
mod ran;

use std::fs;
use std::path::Path;

use ran::{Ran, twilio_events};
use serde_json::{Value, json};
use tempfile::TempDir;

const STATE: &str = "Conversations.ConversationStateUpdated";
const STATE_TYPE: &str = "com.twilio.conversations.conversation-state.updated";

/// An event of the seed's schema.
fn state(id: &str, version: u32, data: &Value) -> Value {
    json!({
        "specversion": "1.0", "type": STATE_TYPE, "source": "AB1", "id": id,
        "dataschema": format!("https://events-schemas.twilio.com/{STATE}/{version}"), "data": data,
    })
}

fn good(id: &str) -> Value {
    state(id, 2, &json!({"StateFrom": "active", "StateTo": "closed"}))
}

fn inspect(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let arguments = [&["inspect"], arguments].concat();
    Ran::with_input(twilio_events(folder, &arguments).env_clear(), input)
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

/// What is said of standard input.
fn said(input: impl AsRef<[u8]>) -> Value {
    inspect(folder().path(), &["--format", "json"], input.as_ref())
        .succeeds()
        .json()
}

/// One member of each event.
fn each(said: &Value, member: &str) -> Vec<Value> {
    let events = said["events"].as_array().expect("a list");
    events.iter().map(|event| event[member].clone()).collect()
}

#[test]
fn each_event_is_typed_or_unknown_or_refused() {
    let events = [
        good("typed"),
        state("other version", 99, &json!({})),
        state("unknown version", 99, &json!({"StateTo": {}})),
        state("refused", 2, &json!({"StateTo": {}})),
        json!({"id": "by type", "type": STATE_TYPE, "data": {}}),
        json!({"id": "no data", "type": STATE_TYPE}),
        json!({"id": "unknown type", "type": "com.example.new", "data": {}}),
        json!({"id": "unknown schema", "type": "t", "dataschema": "https://h/No.Such/1", "data": {}}),
        json!(5),
    ];
    let said = said(json!(events).to_string());
    let verdicts = [
        "typed", "typed", "unknown", "refused", "typed", "refused", "unknown", "unknown", "refused",
    ];
    assert_eq!(each(&said, "verdict"), verdicts);
    let told = [
        None,
        Some("version 99 is not held, and was read as version"),
        Some("version 99 is not held, and does not fit version"),
        Some("at /StateTo: invalid type: map, expected a string"),
        Some("it names no schema, and was read by its type as version"),
        Some("there is no data"),
        Some("it names no schema, and its type has none that is known"),
        Some("schema No.Such is not held"),
        Some("is not an event"),
    ];
    for (reason, told) in each(&said, "reason").iter().zip(told) {
        match told {
            Some(told) => assert!(
                reason.as_str().is_some_and(|it| it.contains(told)),
                "{reason} {told}"
            ),
            None => assert_eq!(*reason, Value::Null),
        }
    }
    let event = &said["events"][3];
    assert_eq!(
        [
            &event["id"],
            &event["type"],
            &event["schema"],
            &event["version"],
            &event["place"]
        ],
        [
            &json!("refused"),
            &json!(STATE_TYPE),
            &json!(STATE),
            &json!(2),
            &json!("/StateTo")
        ]
    );
    let sums = &said["sums"];
    assert_eq!(
        [&sums["typed"], &sums["unknown"], &sums["refused"]],
        [3, 3, 3]
    );
}

#[test]
fn what_the_schema_does_not_say_is_said() {
    let data = json!({"StateTo": "in no set", "notDescribed": 1, "Reason": 5});
    let said = said(state("1", 2, &data).to_string());
    let event = &said["events"][0];
    assert_eq!(event["undescribed"], json!(["/notDescribed"]));
    assert_eq!(event["missing"], json!([]));
    assert_eq!(
        event["outside"],
        json!([{"place": "/StateTo", "note": "in no set"}])
    );
    let violations = event["violation"].as_array().expect("a list");
    let reason = violations
        .iter()
        .find(|violation| violation["place"] == "/Reason");
    let note = reason.and_then(|reason| reason["note"].as_str());
    assert!(
        note.is_some_and(|note| note.contains("is not of type")),
        "{event}"
    );
}

/// Every schema of the crate that requires something: what is missing is what the library itself reports.
#[test]
fn missing_members_are_those_of_the_crate() {
    let mut required = 0;
    for event_type in twilio_events::EventType::ALL {
        let event = json!({"id": "1", "type": event_type, "data": {}}).to_string();
        let raw = twilio_events::RawEvent::from_json(&event).expect("an event");
        let report = raw.report();
        if required < 3 && !report.missing_fields().is_empty() {
            required += 1;
            let said = said(&event);
            assert_eq!(said["events"][0]["missing"], json!(report.missing_fields()));
        }
    }
}

#[test]
fn places_in_lists_and_in_several_events_are_summed_up() {
    let data = json!({"extra": 1, "StateTo": "in no set"});
    let events = [state("1", 2, &data), state("2", 2, &data), good("3")];
    let said = said(json!(events).to_string());
    let findings = said["sums"]["findings"].as_array().expect("a list");
    let of = |kind: &str| {
        let found = findings.iter().find(|finding| finding["kind"] == kind);
        found.cloned().unwrap_or_default()
    };
    let schema = format!("{STATE}/2");
    assert_eq!(
        of("undescribed"),
        json!({"schema": schema, "kind": "undescribed", "place": "/extra", "value": null, "events": 2})
    );
    assert_eq!(
        of("outside"),
        json!({"schema": schema, "kind": "outside", "place": "/StateTo", "value": "in no set", "events": 2})
    );
    assert_eq!(
        said["sums"]["types"],
        json!([{"type": STATE_TYPE, "schema": schema, "typed": 3, "unknown": 0, "refused": 0}])
    );
}

#[test]
fn bodies_come_in_every_form() {
    let (a, b) = (good("a"), good("b"));
    let pretty = serde_json::to_string_pretty(&json!([a, b])).expect("JSON");
    let lines = serde_json::to_string_pretty(&a)
        .expect("JSON")
        .lines()
        .count();
    for (form, places) in [
        (format!("[{a},{b}]"), [1, 1]),
        (format!("{a}\n{b}"), [1, 2]),
        (format!("\u{feff}{a}\r\n\r\n[{b}]\r\n"), [1, 3]),
        (format!("[{a}]{b}"), [1, 1]),
        (pretty, [2, 2 + lines]),
    ] {
        let said = said(&form);
        assert_eq!(each(&said, "id"), ["a", "b"], "{form}");
        assert_eq!(each(&said, "line"), places, "{form}");
        assert_eq!(said["sums"]["typed"], 2);
    }
    // Base64 of `[]` and of `5`, a record without data, and one whose data is not encoded.
    let record = |data: Value| json!({"kinesis": {"sequenceNumber": "49", "data": data}});
    let plain = record(json!(format!("{a}")));
    let lambda = json!({"Records": [plain, record(json!("W10=")), record(json!("NQ==")), {}]});
    let said = said(lambda.to_string());
    assert_eq!(each(&said, "verdict"), ["typed", "refused", "refused"]);
    assert_eq!(each(&said, "record"), ["49", "49", ""]);
}

#[test]
fn what_is_broken_stops_nothing() {
    let (a, b, c) = (good("a"), good("b"), good("c"));
    for broken in [
        format!("{a}\nnot JSON\n{b}\n[{c},"),
        format!("[{a}\n{b}\n{c}"),
        format!("{a}\n{{\"id\n{b}\n{c}"),
        format!("{a}\n[5,{{}},\"x\n[{b}]\n\u{0}\u{1}\n{c}"),
    ] {
        let said = said(&broken);
        let ids = each(&said, "id");
        let ids: Vec<&Value> = ids.iter().filter(|id| !id.is_null()).collect();
        assert_eq!(ids, ["a", "b", "c"], "{broken}");
        assert!(
            said["sums"]["refused"]
                .as_u64()
                .is_some_and(|refused| refused > 0),
            "{broken}"
        );
    }
    for nothing in ["", " \n", "[]", "\u{feff}"] {
        assert_eq!(said(nothing)["events"], json!([]), "{nothing:?}");
    }
    for hostile in [
        b"\xff\xfe\x00{".to_vec(),
        b"[\n".repeat(100_000),
        [b"[\n".repeat(100_000), b"x".to_vec()].concat(),
        b"{\"a\":".repeat(100_000),
        b"[{\"id\":\"a\",\"type\":\"t\",\"data\":".to_vec(),
    ] {
        assert_eq!(said(&hostile)["sums"]["typed"], 0);
    }
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_others_looked_at() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes);
    write("good.json", good("a").to_string().as_bytes()).expect("it can be written");
    write("packed.gz", b"\x1f\x8b\x08").expect("it can be written");
    let output = inspect(folder.path(), &["none.json", "packed.gz", "good.json"], b"");
    output.fails();
    let (out, err) = (output.out, output.err);
    assert!(
        err.contains("none.json") && err.contains("packed.gz"),
        "{err}"
    );
    assert!(err.contains("zcat"), "{err}");
    assert!(
        out.contains(&format!("good.json:1  {STATE_TYPE}  {STATE}/2  typed\n")),
        "{out}"
    );
    assert!(
        out.ends_with("1 event: 1 typed, 0 unknown, 0 refused\n"),
        "{out}"
    );
}

#[test]
fn it_fails_on_what_it_is_asked_to_fail_on() {
    let unknown = json!({"id": "1", "type": "t"}).to_string();
    let refused = "5";
    let undescribed = state("1", 2, &json!({"notDescribed": 1})).to_string();
    let kinds = [
        ("unknown", &*unknown),
        ("refused", refused),
        ("undescribed", &undescribed),
    ];
    let folder = folder();
    for (kind, input) in kinds {
        inspect(folder.path(), &[], input.as_bytes()).succeeds();
        for (asked, _) in kinds {
            let output = inspect(folder.path(), &["--fail-on", asked], input.as_bytes());
            let code = i32::from(asked == kind);
            assert_eq!(output.code, Some(code), "{input} {asked}");
        }
        let all = ["--fail-on", "unknown,refused,undescribed"];
        let output = inspect(folder.path(), &all, input.as_bytes());
        assert_eq!(output.code, Some(1), "{input}");
    }
    inspect(folder.path(), &["--fail-on", "typed"], b"").ends(2);
}

#[test]
fn a_terminal_shows_what_events_say_and_does_nothing() {
    let event = json!({"id": "1", "type": "\u{1b}[2J\u{202e}", "data": {"\u{7}\n": 1}});
    let output = inspect(folder().path(), &[], event.to_string().as_bytes());
    let out = output.out;
    assert!(out.contains("\\u{1b}[2J\\u{202e}"), "{out}");
    assert!(!out.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{out}");
}
