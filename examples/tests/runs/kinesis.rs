//! `kinesis_consumer`, on an event as Lambda sends it: base64 written by `base64(1)`, one record per case.

use serde_json::json;
use twilio_events::KinesisRecords;

use crate::kinesis_consumer::{Away, handler};

fn lambda_event() -> KinesisRecords {
    serde_json::from_str(include_str!("../fixtures/lambda-kinesis.json")).expect("a Lambda event")
}

fn run(away_at: Option<&str>) -> (Vec<String>, serde_json::Value) {
    let mut stored = Vec::new();
    let answer = handler(&lambda_event(), |event| {
        if away_at == Some(event.id()) {
            return Err(Away);
        }
        stored.push(event.id().to_owned());
        Ok(())
    });
    (stored, serde_json::to_value(answer).expect("JSON"))
}

/// Records 3 (no JSON) and 4 (a number where the schema has text) are put aside and do not come again.
#[test]
fn a_bad_record_does_not_hold_up_the_others() {
    let (stored, answer) = run(None);
    assert_eq!(
        stored,
        ["NO1", "NO2-data-is-a-string", "NO5-unknown-schema"]
    );
    assert_eq!(answer, json!({ "batchItemFailures": [] }));
}

#[test]
fn a_store_that_is_away_stops_at_its_record() {
    let (stored, answer) = run(Some("NO5-unknown-schema"));
    assert_eq!(stored, ["NO1", "NO2-data-is-a-string"]);
    assert_eq!(
        answer,
        json!({ "batchItemFailures": [{ "itemIdentifier": "5" }] })
    );

    let (stored, answer) = run(Some("NO1"));
    assert!(stored.is_empty());
    assert_eq!(
        answer,
        json!({ "batchItemFailures": [{ "itemIdentifier": "1" }] })
    );
}
