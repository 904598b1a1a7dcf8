//! What it costs to know that a request came from Twilio: the HMAC of its URL and the digest of its body.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use twilio_events::webhook::{Verifier, sign, sign_with_shared_key};
use twilio_events_bench::{BATCHES, body};

const URL: &str = "https://example.com/events";

#[divan::bench(args = BATCHES)]
fn auth_token(bencher: Bencher, events: usize) {
    let body = body(events);
    let sent = sign("12345", URL, &body);
    let verifier = Verifier::new("12345");
    bencher.counter(BytesCount::of_slice(&body)).bench(|| {
        verifier
            .verify(&sent.url, sent.signature.as_str(), black_box(&body))
            .unwrap();
    });
}

#[divan::bench(args = BATCHES)]
fn shared_key(bencher: Bencher, events: usize) {
    let body = body(events);
    let sent = sign_with_shared_key("SK1", "secret", URL, &body);
    let verifier = Verifier::default()
        .shared_key("SK1", "secret")
        .public_url(URL);
    let query = sent.url.trim_start_matches("https://example.com");
    bencher.counter(BytesCount::of_slice(&body)).bench(|| {
        let headers = sent.headers().map(|(name, value)| (name, value.as_bytes()));
        let signature = twilio_events::webhook::Signature::from_headers(headers).unwrap();
        verifier
            .verify_request(query, signature, black_box(&body))
            .unwrap();
    });
}

fn main() {
    divan::main();
}
