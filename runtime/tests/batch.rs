//! Bodies: arrays, single events, and what is wrong with one element or with all of it.

mod support;

use support::*;
use twilio_events_runtime::EventError;

/// What a batch gives, in words.
fn outcome(body: &[u8]) -> Vec<String> {
    Batch::from_slice(body)
        .expect("an array or an object")
        .map(|event| match event {
            Ok(event) => format!("event {}", event.id()),
            Err(error) => error.to_string(),
        })
        .collect()
}

fn errors(body: &[u8]) -> Vec<EventError> {
    Batch::from_slice(body)
        .expect("an array or an object")
        .filter_map(Result::err)
        .collect()
}

#[test]
fn a_single_object_and_an_array() {
    let id = "event NO00000000000000000000000001";
    assert_eq!(outcome(EXAMPLE.as_bytes()), [id]);
    let array = format!(" \t\r\n[ {EXAMPLE}\n,{EXAMPLE} ] \n");
    assert_eq!(outcome(array.as_bytes()), [id, id]);
    let marked = format!("\u{feff}[{EXAMPLE}]");
    assert_eq!(
        outcome(marked.as_bytes()),
        [id],
        "a byte order mark is no harm"
    );
    assert_eq!(outcome(b"[]"), [""; 0]);
    assert_eq!(outcome(b" [ ] "), [""; 0]);
}

#[test]
fn an_array_of_ten_thousand() {
    let one: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
    let events: Vec<_> = (0..10_000)
        .map(|number| {
            let mut event = one.clone();
            event["id"] = format!("NO{number}").into();
            event
        })
        .collect();
    let body = serde_json::to_vec(&events).expect("JSON");
    let mut count = 0;
    for (event, sent) in Batch::from_slice(&body).expect("an array").zip(&events) {
        let event = event.expect("an event");
        assert_eq!(event.id(), sent["id"]);
        let event = event.decode().expect("it decodes");
        assert_eq!(
            serde_json::to_value(state(event)).expect("JSON"),
            sent["data"]
        );
        count += 1;
    }
    assert_eq!(count, 10_000);
}

#[test]
fn a_body_that_is_neither() {
    for (body, message) in [
        (&b""[..], "it is empty"),
        (b" \n", "it is empty"),
        (b"null", "it begins with `n`"),
        (b"\"[]\"", "it begins with `\\\"`"),
        (b"<html>", "it begins with `<`"),
        (b"\0[]", "it begins with `\\x00`"),
        (b"To=%2B1&From=%2B2", "it begins with `T`"),
    ] {
        let error = Batch::from_slice(body).expect_err("no batch");
        assert_eq!(
            error.to_string(),
            format!("the body is neither a JSON array of events nor one event: {message}")
        );
    }
}

#[test]
fn an_element_that_is_no_event_does_not_take_the_others_along() {
    let body = br#"[
        {"id":"a","type":"t"}, 5, null, "text", [{"id":"x","type":"t"}], {},
        {"id":"b"}, {"type":"t"}, {"id":5,"type":"t"}, {"id":"c","type":null},
        {"id":"\ud800","type":"t"}, true, {"id":"d","type":"t"}
    ]"#;
    let place = |index: usize, reason: &str| {
        let errors = errors(body);
        let error = errors
            .iter()
            .find(|error| error.index() == index)
            .unwrap_or_else(|| panic!("no error at {index}"));
        assert!(error.to_string().contains(reason), "{error}");
        assert!(!error.ends_batch());
        assert!(body[error.offset()..].starts_with(error.raw()));
        String::from_utf8(error.raw().to_vec()).expect("text")
    };
    let all = outcome(body);
    assert_eq!(all.len(), 13);
    assert_eq!(all[0], "event a");
    assert_eq!(all[12], "event d");
    assert!(
        all[1..12]
            .iter()
            .all(|text| text.contains("is not an event")),
        "{all:?}"
    );

    assert_eq!(
        place(1, "invalid type: integer `5`, expected an event"),
        "5"
    );
    assert_eq!(place(2, "expected an event"), "null");
    assert_eq!(place(3, "expected an event"), r#""text""#);
    assert_eq!(place(4, "expected an event"), r#"[{"id":"x","type":"t"}]"#);
    assert_eq!(place(5, "`id` is missing or is not text"), "{}");
    assert_eq!(
        place(6, "`type` is missing or is not text"),
        r#"{"id":"b"}"#
    );
    assert_eq!(place(7, "`id` is missing"), r#"{"type":"t"}"#);
    assert_eq!(
        place(8, "`id` is missing or is not text"),
        r#"{"id":5,"type":"t"}"#
    );
    assert_eq!(place(9, "`type` is missing"), r#"{"id":"c","type":null}"#);
    assert_eq!(
        place(10, "`id` is missing or is not text"),
        r#"{"id":"\ud800","type":"t"}"#
    );
    assert_eq!(place(11, "invalid type: boolean"), "true");
}

#[test]
fn bytes_that_are_no_utf8_spoil_their_own_element_alone() {
    let mut body =
        br#"[{"id":"a","type":"t"},{"id":"b?","type":"t"},{"id":"c","type":"t","data":{"k":"?"}},
        {"id":"d","type":"t"}]"#
            .to_vec();
    for byte in &mut body {
        if *byte == b'?' {
            *byte = 0xff;
        }
    }
    let all = outcome(&body);
    assert_eq!(all.len(), 4);
    assert_eq!(all[0], "event a");
    assert!(all[1].contains("is not an event"), "{all:?}");
    assert!(all[2].contains("is not an event"), "{all:?}");
    assert_eq!(all[3], "event d");
    assert_eq!(errors(&body)[0].raw(), b"{\"id\":\"b\xff\",\"type\":\"t\"}");
}

#[test]
fn where_the_body_breaks_the_events_before_come_first() {
    let a = r#"{"id":"a","type":"t"}"#;
    let closing = "the array of events is not closed: no `,` or `]` at byte 22 of the body";
    for (rest, message, raw) in [
        ("", closing, ""),
        (
            " ",
            "the array of events is not closed: no `,` or `]` at byte 23 of the body",
            "",
        ),
        ("x", closing, "x"),
        (
            r#"{"id":"b","type":"t"}]"#,
            closing,
            r#"{"id":"b","type":"t"}]"#,
        ),
        (
            ",]",
            "element 1 (byte 23 of the body) is not JSON: expected value at line 1 column 1 of the element",
            "]",
        ),
        (
            r#",{"id":"b","#,
            "element 1 (byte 23 of the body) is not JSON: EOF while parsing a value at line 1 column 10 of the element",
            r#"{"id":"b","#,
        ),
        ("] x", "the body goes on after its events, at byte 24", "x"),
        ("][]", "the body goes on after its events, at byte 23", "[]"),
    ] {
        let body = format!("[{a}{rest}");
        let all = outcome(body.as_bytes());
        assert_eq!(all, ["event a", message], "{body}");
        let error = &errors(body.as_bytes())[0];
        assert!(error.ends_batch());
        assert_eq!(error.index(), 1);
        assert_eq!(error.raw(), raw.as_bytes());
    }
    let body = format!("{a} {a}");
    assert_eq!(
        outcome(body.as_bytes()),
        ["event a", "the body goes on after its events, at byte 22"]
    );
}

#[test]
fn a_batch_can_be_read_again() {
    let body = format!("[{EXAMPLE},{EXAMPLE}]");
    let mut batch = Batch::from_slice(body.as_bytes()).expect("an array");
    let copy = batch.clone();
    assert_eq!(batch.by_ref().count(), 2);
    assert!(batch.next().is_none());
    assert_eq!(copy.count(), 2);
}
