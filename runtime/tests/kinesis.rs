//! Records of a Lambda Kinesis event.

#![cfg(feature = "kinesis")]

mod support;

use aws_lambda_events::event::kinesis::KinesisEvent;
use aws_lambda_events::event::streams::KinesisEventResponse;
use support::*;
use twilio_events_runtime::kinesis::{Record, records, retry_from};

/// As Lambda sends it. The data is base64 of the record's bytes.
fn lambda_event(records: &[(&str, &str)]) -> KinesisEvent {
    use base64::Engine as _;
    let records: Vec<_> = records
        .iter()
        .map(|(number, data)| {
            serde_json::json!({
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
        })
        .collect();
    serde_json::from_value(serde_json::json!({ "Records": records })).expect("a Lambda event")
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
    for record in records::<EventData>(&event) {
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
fn handle(batch: &KinesisEvent, away_at: &str) -> (Vec<String>, KinesisEventResponse) {
    let mut done = Vec::new();
    for record in records::<EventData>(batch) {
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
    (done, KinesisEventResponse::default())
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
