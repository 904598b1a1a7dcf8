//! `put ENDPOINT STREAM EVENTS` creates a stream of two shards and puts events into it, one a record, as a Kinesis sink does.
//! `consume ENDPOINT STREAM EVENTS FOLDER` reads them with the AWS SDK and the crate, and stores one line per event in
//! FOLDER/<shard>.tsv: its deduplication key, and the state of the conversation that it tells of. After each batch the store is
//! flushed to disk and then FOLDER/<shard>.checkpoint names the last record, so that a consumer which is killed at any
//! moment goes on from there: what it had stored but not yet named comes again, and nothing is left out. It ends when all
//! EVENTS are stored. `run` kills it again and again, and counts.

mod consume;
mod put;

use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::config::{BehaviorVersion, Credentials, Region};

pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["put", endpoint, stream, events] => {
            put::put(&client(endpoint), stream, events.parse()?).await
        }
        ["consume", endpoint, stream, events, folder] => {
            consume::consume(&client(endpoint), stream, events.parse()?, folder.as_ref()).await
        }
        _ => Err("usage: put ENDPOINT STREAM EVENTS | consume ENDPOINT STREAM EVENTS FOLDER".into()),
    }
}

/// A client of the stream on loopback, whose credentials nobody checks.
fn client(endpoint: &str) -> Client {
    let http = aws_smithy_http_client::Builder::new().build_http();
    let config = aws_sdk_kinesis::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(Credentials::new("id", "secret", None, None, "loopback"))
        .region(Region::new("us-east-1"))
        .endpoint_url(endpoint)
        .http_client(http)
        .build();
    Client::from_conf(config)
}
