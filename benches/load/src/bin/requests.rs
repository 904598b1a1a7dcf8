//! Writes signed requests to standard output, one a line: path and query, signature, body, with tabs between. Each carries one
//! event under an id of its own, so that none counts as repeated.

use std::io::Write as _;

const EXAMPLE: &str = include_str!("../../../../tests/fixtures/conversation-state.json");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let example: serde_json::Value = serde_json::from_str(EXAMPLE)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for number in 0..120_000 {
        let mut event = example.clone();
        event["id"] = format!("EZ{number:032x}").into();
        let body = serde_json::to_string(&[event])?;
        let sent =
            twilio_events::webhook::sign("12345", "https://example.com/events", body.as_bytes());
        let (_, query) = sent.url.split_once('?').expect("signing adds a query");
        writeln!(out, "/events?{query}\t{}\t{body}", sent.signature)?;
    }
    Ok(())
}
