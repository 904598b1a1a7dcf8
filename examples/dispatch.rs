//! The core of a service, without a framework: requests verified with shared keys, repetitions told from new events, dispatch by event
//! type, and a queue of texts between who receives and who works. Events come by webhook and from a Kinesis stream.
//!
//! ```text
//! cargo run -p examples --bin dispatch
//! ```
//!
//! `main` plays Twilio's part, as a unit test of such a service would: each event is made in a line or two.

use std::collections::VecDeque;
use std::num::NonZeroUsize;

use serde_json::{Value, json};
use twilio_events::conversations::ConversationStateUpdated;
use twilio_events::dedup::Deduplicator;
use twilio_events::kinesis::{BatchResponse, retry_from};
use twilio_events::webhook::{Signature, SignedRequest, Verifier, sign_with_shared_key};
use twilio_events::{Batch, Event, EventData, EventType, KinesisRecords, RawEvent, new};

const URL: &str = "https://example.com/events";

/// What receives. Nothing is decoded here: an answer within five seconds matters more.
pub(crate) struct Receiver {
    verifier: Verifier,
    seen: Deduplicator,
    /// Events as they came, on their way to [`work`].
    pub(crate) queue: VecDeque<String>,
    /// How many more events it takes.
    pub(crate) room: usize,
}

/// Twilio is to send the events again.
pub(crate) struct Full;

impl Receiver {
    /// While a shared key is rotated, both are known.
    pub(crate) fn new(keys: &[(&str, &str)]) -> Self {
        let verifier = Verifier::default().public_url(URL);
        let verifier = keys.iter().fold(verifier, |verifier, (id, secret)| {
            verifier.shared_key(id, secret)
        });
        Self {
            verifier,
            seen: Deduplicator::new(NonZeroUsize::MIN.saturating_add(10_000)),
            queue: VecDeque::new(),
            room: 1_000,
        }
    }

    /// The status with which a request is answered.
    pub(crate) fn request(&mut self, request: &SignedRequest, body: &[u8]) -> u16 {
        let headers = request.headers();
        let headers = headers.map(|(name, value)| (name, value.as_bytes()));
        let path_and_query = request.url.trim_start_matches("https://example.com");
        let verified = Signature::from_headers(headers).and_then(|signature| {
            self.verifier
                .verify_request(path_and_query, signature, body)
        });
        match verified {
            // A key that is not known here: mended by us, and sent again by Twilio.
            Err(error) if error.is_misconfiguration() => return 500,
            Err(_) => return 403,
            Ok(()) => {}
        }
        let Ok(batch) = Batch::from_slice(body) else {
            return 400;
        };
        match self.batch(batch) {
            Ok(()) => 204,
            Err(Full) => 503,
        }
    }

    /// The answer of a Lambda function.
    pub(crate) fn records(&mut self, records: &KinesisRecords) -> BatchResponse {
        for record in records {
            if let Err(Full) = self.batch(record.events) {
                return retry_from(record.sequence_number);
            }
        }
        BatchResponse::default()
    }

    fn batch(&mut self, batch: Batch<'_>) -> Result<(), Full> {
        for event in batch {
            match event {
                Ok(event) => self.event(&event)?,
                Err(error) => eprintln!("put aside: {error}"),
            }
        }
        Ok(())
    }

    fn event(&mut self, event: &RawEvent<'_>) -> Result<(), Full> {
        // Made of id, type and data: a campaign's verdicts carry one id.
        let key = event.dedup_key();
        if !self.seen.insert(&key) {
            return Ok(());
        }
        if self.queue.len() >= self.room {
            self.seen.remove(&key);
            return Err(Full);
        }
        self.queue.push_back(event.json().to_owned());
        Ok(())
    }
}

/// What comes off the queue, in a word or two.
pub(crate) fn work(text: &str) -> String {
    let event = match text.parse::<Event>() {
        Ok(event) => event,
        Err(error) => return format!("put aside: {error}"),
    };
    match event.event_type() {
        // One type, whichever version was sent.
        EventType::ConversationsConversationStateUpdated => {
            let update = event.data_as::<ConversationStateUpdated>();
            let state = update.and_then(|update| update.state_to.clone());
            format!(
                "conversation: {}",
                state.map_or_else(String::new, String::from)
            )
        }
        EventType::MessagingComplianceCampaignRegistrationCampaignFailure => {
            format!("campaign failed: {}", event.data_json().unwrap_or("why?"))
        }
        // No type is held for its data.
        other if !other.is_typed() => {
            match RawEvent::from_json(text).map(|raw| raw.decode_as::<Value>()) {
                Ok(Ok(data)) => format!("{other}, as JSON: {data}"),
                _ => format!("{other}, without data"),
            }
        }
        other => format!("{other}: not of interest"),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut receiver = Receiver::new(&[("SK1", "the old secret"), ("SK2", "the new secret")]);

    let closed = new!(ConversationStateUpdated {
        conversation_sid: "CH1",
        state_to: "closed"
    });
    let archived = new!(ConversationStateUpdated {
        conversation_sid: "CH2",
        state_to: "archived"
    });
    let events = [
        Event::builder(closed).id("EZ1").build()?,
        Event::builder(archived).id("EZ2").version(1).build()?,
    ];
    let body = serde_json::to_vec(&events)?;
    for (id, secret) in [("SK1", "the old secret"), ("SK2", "the new secret")] {
        let request = sign_with_shared_key(id, secret, URL, &body);
        println!("signed with {id}: {}", receiver.request(&request, &body));
    }
    let deleted = Event::builder(EventData::Unknown(serde_json::from_str("{}")?))
        .event_type(EventType::MessagingComplianceCampaignRegistrationCampaignDeleted)
        .build()?;
    let record = json!({"kinesis": {"sequenceNumber": "49", "data": deleted.json()}});
    let records = serde_json::from_value(json!({ "Records": [record] }))?;
    println!("{:?}", receiver.records(&records));
    while let Some(text) = receiver.queue.pop_front() {
        println!("{}", work(&text));
    }
    Ok(())
}
