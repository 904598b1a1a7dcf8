//! A Kinesis sink's side of a stream.

use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::primitives::Blob;
use aws_sdk_kinesis::types::{PutRecordsRequestEntry, StreamStatus};

use crate::Result;

/// Records of one request: Kinesis takes up to 500.
const BATCH: usize = 500;

/// Creates the stream, and puts as many events into it.
pub(crate) async fn put(client: &Client, stream: &str, events: usize) -> Result<()> {
    client
        .create_stream()
        .stream_name(stream)
        .shard_count(2)
        .send()
        .await?;
    loop {
        let answer = client
            .describe_stream_summary()
            .stream_name(stream)
            .send()
            .await?;
        let summary = answer.stream_description_summary;
        if summary.is_some_and(|summary| summary.stream_status == StreamStatus::Active) {
            break;
        }
    }

    let mut left: Vec<usize> = (0..events).rev().collect();
    while !left.is_empty() {
        let numbers = left.split_off(left.len().saturating_sub(BATCH));
        let entries = numbers.iter().map(|number| {
            PutRecordsRequestEntry::builder()
                .data(Blob::new(event(*number).into_bytes()))
                .partition_key(number.to_string())
                .build()
                .expect("data and key are set")
        });
        let answer = client
            .put_records()
            .stream_name(stream)
            .set_records(Some(entries.collect()))
            .send()
            .await?;
        // A record that was not taken is put again.
        let refused = numbers.iter().zip(&answer.records);
        left.extend(
            refused
                .filter(|(_, record)| record.error_code.is_some())
                .map(|(number, _)| number),
        );
    }
    Ok(())
}

/// One event as Twilio sends it, under an id of its own.
fn event(number: usize) -> String {
    let state = ["active", "inactive", "closed"][number % 3];
    format!(
        r#"{{"specversion":"1.0","type":"com.twilio.conversations.conversation-state.updated","source":"/2010-04-01/Accounts/AC{number:032}/Conversations","id":"NO{number:032}","dataschema":"https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2","datacontenttype":"application/json","time":"2026-01-01T00:00:00.000Z","data":{{"AccountSid":"AC{number:032}","ConversationSid":"CH{number:032}","MessagingServiceSid":"MG{number:032}","StateFrom":"active","StateTo":"{state}","Reason":"API","StateUpdated":"2026-01-01T00:00:00.000Z"}}}}"#
    )
}
