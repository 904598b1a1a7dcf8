//! Records of a Lambda Kinesis event.

#![cfg(feature = "kinesis")]

mod support;

use serde_json::{Value, json};
use support::*;
use twilio_events_runtime::kinesis::{BatchResponse, Record, retry_from};

type Records = twilio_events_runtime::kinesis::Records<EventData>;

/// A record as Lambda sends it. The data is base64 of the record's bytes.
fn lambda_record(number: &str, data: &str) -> Value {
    use base64::Engine as _;
    json!({
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": "key",
            "sequenceNumber": number,
            "data": base64::engine::general_purpose::STANDARD.encode(data),
            "approximateArrivalTimestamp": 1_545_084_650.987,
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": format!("shardId-000000000006:{number}"),
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
        "awsRegion": "us-east-2",
        "eventSourceARN": "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream",
    })
}

fn read(records: &[Value]) -> Records {
    let event = json!({ "Records": records }).to_string();
    serde_json::from_str(&event).expect("a Lambda event")
}

fn lambda_event(records: &[(&str, &str)]) -> Records {
    let records = records
        .iter()
        .map(|(number, data)| lambda_record(number, data));
    read(&records.collect::<Vec<_>>())
}

/// The example with its data as a string.
fn stringly() -> String {
    let mut event: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
    event["data"] = event["data"].to_string().into();
    event.to_string()
}

#[test]
fn each_event_comes_with_its_sequence_number() {
    let event = lambda_event(&[
        ("1", EXAMPLE),
        ("2", &stringly()),
        ("3", "no JSON"),
        ("4", ""),
        ("5", EXAMPLE),
    ]);
    let mut seen = Vec::new();
    for record in &event {
        for event in record.events {
            let closed = event.map(|event| state(event.decode().expect("it decodes")).state_to);
            seen.push((
                record.sequence_number,
                closed.map_err(|error| error.raw().to_vec()),
            ));
        }
    }
    let inactive = || Ok(Some(ConversationState::Inactive));
    assert_eq!(
        seen,
        [
            ("1", inactive()),
            ("2", inactive()),
            ("3", Err(b"no JSON".to_vec())),
            ("4", Err(Vec::new())),
            ("5", inactive()),
        ]
    );
}

#[test]
fn plain_record_bytes() {
    let record = Record::<EventData>::new("7", EXAMPLE.as_bytes());
    assert_eq!(record.sequence_number, "7");
    let ids: Vec<_> = record
        .events
        .map(|event| event.expect("an event").id().to_owned())
        .collect();
    assert_eq!(ids, ["NO00000000000000000000000001"]);
}

/// A handler as the documentation advises: a record that cannot be read is put aside, a store that is away stops it.
fn handle(batch: &Records, away_at: &str) -> (Vec<String>, BatchResponse) {
    let mut done = Vec::new();
    for record in batch {
        for event in record.events {
            match event {
                Ok(_) if record.sequence_number == away_at => {
                    return (done, retry_from(record.sequence_number));
                }
                Ok(event) => done.push(event.id().to_owned()),
                Err(error) => done.push(format!("aside: {}", String::from_utf8_lossy(error.raw()))),
            }
        }
    }
    (done, BatchResponse::default())
}

#[test]
fn one_bad_record_does_not_replay_the_shard() {
    let event = lambda_event(&[("1", EXAMPLE), ("2", "bad"), ("3", EXAMPLE)]);
    let id = "NO00000000000000000000000001".to_owned();

    let (done, response) = handle(&event, "none");
    assert_eq!(done, [id.clone(), "aside: bad".to_owned(), id.clone()]);
    assert_eq!(
        serde_json::to_value(&response).expect("JSON"),
        serde_json::json!({ "batchItemFailures": [] })
    );

    let (done, response) = handle(&event, "3");
    assert_eq!(done, [id, "aside: bad".to_owned()]);
    assert_eq!(
        serde_json::to_value(&response).expect("JSON"),
        serde_json::json!({ "batchItemFailures": [{ "itemIdentifier": "3" }] })
    );
}

/// Each of these is odd in its own way. None of them stands in the way of the record behind it.
#[test]
fn an_odd_record_does_not_sink_the_batch() {
    let id = || Ok("NO00000000000000000000000001".to_owned());
    let with = |change: &dyn Fn(&mut Value)| {
        let mut record = lambda_record("1", EXAMPLE);
        change(&mut record);
        record
    };
    let raw = |text: &str| Err(text.to_owned());
    let without_data = with(&|record| record["kinesis"]["data"] = Value::Null);
    let cases = [
        (
            with(&|record| record["kinesis"]["encryptionType"] = Value::Null),
            "1",
            id(),
        ),
        (
            with(&|record| record["kinesis"]["approximateArrivalTimestamp"] = "2025".into()),
            "1",
            id(),
        ),
        (
            with(&|record| record["kinesis"]["partitionKey"] = 5.into()),
            "1",
            id(),
        ),
        (with(&|record| record["eventSource"] = json!({})), "1", id()),
        (
            with(&|record| record["kinesis"]["sequenceNumber"] = Value::Null),
            "",
            id(),
        ),
        (
            with(&|record| record["kinesis"]["data"] = EXAMPLE.into()),
            "1",
            id(),
        ),
        (
            with(&|record| record["kinesis"]["data"] = "no base64!".into()),
            "1",
            raw("no base64!"),
        ),
        (without_data.clone(), "1", raw(&without_data.to_string())),
        (json!({ "kinesis": [] }), "", raw(r#"{"kinesis":[]}"#)),
        (Value::Null, "", raw("null")),
    ];
    for (record, number, expected) in cases {
        let records = read(&[record.clone(), lambda_record("2", EXAMPLE)]);
        let found: Vec<_> = records
            .iter()
            .map(|record| {
                let mut events = record.events;
                let event = events.next().expect("an event, or what is there instead");
                assert!(events.next().is_none());
                let event = event.map(|event| event.id().to_owned());
                let event =
                    event.map_err(|error| String::from_utf8_lossy(error.raw()).into_owned());
                (record.sequence_number, event)
            })
            .collect();
        assert_eq!(found, [(number, expected), ("2", id())], "{record}");
    }
}

#[test]
fn what_is_no_event_of_a_stream_is_an_error() {
    for event in [
        "{}",
        "[]",
        "null",
        r#"{"Records":null}"#,
        r#"{"Records":{}}"#,
        "{",
    ] {
        serde_json::from_str::<Records>(event).expect_err(event);
    }
    assert_eq!(read(&[]).iter().count(), 0);
    let value = json!({ "Records": [lambda_record("1", EXAMPLE)] });
    let records: Records = serde_json::from_value(value).expect("from a value, too");
    assert_eq!(format!("{records:?}"), "Records { records: 1, .. }");
    assert_eq!(records.clone().iter().count(), 1);
}
