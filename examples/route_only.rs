//! Counts the events of one schema in a stream, without decoding any.
//!
//! ```text
//! cargo run --release -p examples --bin route_only                  # a million events, made up
//! cargo run --release -p examples --bin route_only -- events.jsonl  # a file, one event or array of events a line
//! ```

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::time::Instant;

use twilio_events::{Batch, EventType};

const WANTED: &str = "Conversations.ConversationStateUpdated";

fn main() -> io::Result<()> {
    let start = Instant::now();
    let mut counts = Counts::default();
    if let Some(path) = std::env::args_os().nth(1) {
        counts.read(BufReader::new(File::open(path)?))?;
    } else {
        let lines = made_up(1_000);
        for _ in 0..1_000 {
            counts.read(lines.as_bytes())?;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    for (event_type, count) in &counts.wanted {
        println!("{count:>9}  {event_type}");
    }
    println!("{:>9}  of other schemas", counts.others);
    println!("{:>9}  no events", counts.broken);
    let events = counts.events();
    #[allow(clippy::cast_precision_loss, reason = "a figure to look at")]
    let rate = events as f64 / seconds;
    println!("{events} events in {seconds:.2} s: {rate:.0} events/s");
    Ok(())
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Counts {
    pub(crate) wanted: BTreeMap<EventType, u64>,
    pub(crate) others: u64,
    pub(crate) broken: u64,
}

impl Counts {
    /// Takes a stream in which a line is an event or an array of events. One line at a time is in memory.
    pub(crate) fn read(&mut self, mut stream: impl BufRead) -> io::Result<()> {
        let mut line = Vec::new();
        while stream.read_until(b'\n', &mut line)? > 0 {
            if !line.trim_ascii().is_empty() {
                self.route(&line);
            }
            line.clear();
        }
        Ok(())
    }

    fn route(&mut self, line: &[u8]) {
        let Ok(batch) = Batch::from_slice(line) else {
            self.broken += 1;
            return;
        };
        for event in batch {
            match event {
                // Here a service would decode, or hand `event.json()` on as it is.
                Ok(event) if event.schema().is_some_and(|schema| schema.id == WANTED) => {
                    *self.wanted.entry(event.event_type()).or_default() += 1;
                }
                Ok(_) => self.others += 1,
                Err(_) => self.broken += 1,
            }
        }
    }

    pub(crate) fn events(&self) -> u64 {
        self.wanted.values().sum::<u64>() + self.others + self.broken
    }
}

/// Lines with an event each: every fourth is wanted.
pub(crate) fn made_up(lines: usize) -> String {
    let event = |number: usize, event_type: &EventType| {
        let schema = event_type.schema_id().unwrap_or("Unknown.Unknown");
        format!(
            r#"{{"specversion":"1.0","type":"{event_type}","source":"AB1","id":"NO{number}","dataschema":"https://events-schemas.twilio.com/{schema}/2","datacontenttype":"application/json","time":"2025-10-08T07:17:02.363Z","data":{{"AccountSid":"ACe95cfd541a925a3337fec19a0200009","ConversationSid":"CHee95cfd541a925a3337fec19a0200009","StateUpdated":"2025-01-01T00:00:00.000Z","StateFrom":"active","StateTo":"inactive","Reason":"API","MessagingServiceSid":"MGee95cfd541a925a3337fec19a0200009"}}}}"#
        ) + "\n"
    };
    let types = [
        EventType::ConversationsConversationStateUpdated,
        EventType::ConversationsMessageAdded,
        EventType::ConversationsParticipantAdded,
        EventType::ConversationsUserAdded,
    ];
    (0..lines)
        .map(|number| event(number, &types[number % types.len()]))
        .collect()
}
