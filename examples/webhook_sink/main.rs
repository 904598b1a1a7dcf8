//! A webhook sink: verifies, tells repeated events from new ones, and dispatches.
//!
//! ```text
//! TWILIO_AUTH_TOKEN=... PUBLIC_URL=https://example.com/events cargo run -p examples --bin webhook_sink
//! ```
//!
//! `PUBLIC_URL` is the sink's URL as Twilio was given it: behind a proxy, the proxy's. `LISTEN` is where this process
//! listens, `127.0.0.1:3000` unless set. It takes events at `/events`.
//!
//! `TWILIO_AUTH_TOKEN` can be left out where shared keys sign. `TWILIO_SHARED_KEYS` takes them, each as id and secret with a
//! colon between, several with commas between: `SK1:secret,SK2:another`.
//!
//! # What a client may take
//!
//! Anybody can connect. Whoever is not Twilio gets an answer before a byte of the body is read, and nobody can hold a connection:
//!
//! | limit | | then |
//! | --- | --- | --- |
//! | headers, and idle between requests | 10 s | the connection ends |
//! | from the headers to the answer, the body included | 5 s, as long as Twilio waits | 503 |
//! | a connection in all | 5 min and the request under way, at most 6 s | the connection ends |
//! | headers | 32 kB | 431, and the connection ends |
//! | body | 256 kB (`twilio_events::axum::BODY_LIMIT`) | 413 |
//! | connections at once | 500 | others wait |
//!
//! The limits are those of [`serve::Limits`]; what a proxy in front should do is in the documentation of `twilio_events::axum`.

pub(crate) mod serve;

use std::num::NonZeroUsize;
use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tracing::{error, info, warn};
use twilio_events::axum::{Rejection, RetryLater};
use twilio_events::conversations::conversation_state_updated::ConversationState;
use twilio_events::dedup::Deduplicator;
use twilio_events::webhook::Verifier;
use twilio_events::{Event, EventData, TwilioEvents};

use self::serve::Limits;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().init();
    let setting = |name| std::env::var(name).map_err(|error| format!("{name}: {error}"));
    let verifier = verifier(
        &setting("TWILIO_AUTH_TOKEN").unwrap_or_default(),
        &setting("TWILIO_SHARED_KEYS").unwrap_or_default(),
    )?;
    let verifier = verifier.public_url(&setting("PUBLIC_URL")?);
    let listen = setting("LISTEN").unwrap_or_else(|_| "127.0.0.1:3000".to_owned());
    let listener = TcpListener::bind(&listen).await?;
    info!(%listen, "waiting for events");
    run(listener, verifier, Limits::DEFAULT, async {
        // Without a signal handler there is nothing to wait for: then stop.
        let _ = tokio::signal::ctrl_c().await;
    })
    .await
}

/// Knows the token, and the shared keys, of which there can be none.
pub(crate) fn verifier(token: &str, shared_keys: &str) -> Result<Verifier, &'static str> {
    if token.is_empty() && shared_keys.is_empty() {
        return Err("set TWILIO_AUTH_TOKEN, or TWILIO_SHARED_KEYS, or both");
    }
    let mut verifier = Verifier::new(token);
    for key in shared_keys.split(',').filter(|key| !key.is_empty()) {
        let (id, secret) = key
            .split_once(':')
            .ok_or("TWILIO_SHARED_KEYS: an id and its secret have a colon between")?;
        verifier = verifier.shared_key(id, secret);
    }
    Ok(verifier)
}

#[derive(Clone)]
struct Sink {
    verifier: Verifier,
    seen: Arc<Deduplicator>,
    queue: mpsc::Sender<Event>,
}

impl FromRef<Sink> for Verifier {
    fn from_ref(sink: &Sink) -> Self {
        sink.verifier.clone()
    }
}

pub(crate) async fn run(
    listener: TcpListener,
    verifier: Verifier,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> Result<(), Box<dyn std::error::Error>> {
    let (queue, mut events) = mpsc::channel(1_000);
    let worker = tokio::spawn(async move {
        while let Some(event) = events.recv().await {
            dispatch(&event);
        }
    });
    serve::serve(listener, app(verifier, queue), limits, stop).await;
    // No request is under way any more, so what is in the queue is all there is.
    worker.await?;
    Ok(())
}

/// What it serves, with the queue that takes the events.
pub(crate) fn app(verifier: Verifier, queue: mpsc::Sender<Event>) -> Router {
    const REMEMBERED: NonZeroUsize = NonZeroUsize::new(100_000).unwrap();
    let sink = Sink {
        verifier,
        seen: Arc::new(Deduplicator::new(REMEMBERED)),
        queue,
    };
    Router::new()
        .route("/events", post(receive))
        .with_state(sink)
}

/// Answers within Twilio's five seconds: the work is left to the queue. The queue lives in memory, so what a crash must not
/// lose belongs in a store before this returns.
async fn receive(
    State(sink): State<Sink>,
    events: Result<TwilioEvents, Rejection>,
) -> axum::response::Result<StatusCode> {
    let events = events.inspect_err(|reason| warn!(%reason, "refused"))?;
    for event in &events {
        // What cannot be read would not be read the next time either, and an answer of 400 would make Twilio discard it:
        // put it aside with all that it holds, and go on.
        let raw = match event {
            Ok(raw) => raw,
            Err(error) => {
                error!(%error, json = %error.raw().escape_ascii(), "put aside");
                continue;
            }
        };
        let key = raw.dedup_key();
        if !sink.seen.insert(&key) {
            info!(id = raw.id(), "repeated");
            continue;
        }
        match raw.decode() {
            Ok(event) => sink.queue.try_send(event).map_err(|_full| {
                sink.seen.remove(&key);
                RetryLater
            })?,
            Err(error) => error!(%error, json = error.json(), "put aside"),
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

fn dispatch(event: &Event) {
    let id = event.id();
    match &event.data {
        EventData::ConversationStateUpdated(data) => {
            let conversation = data.conversation_sid.as_deref();
            let state = data.state_to.as_ref().map(ConversationState::as_str);
            info!(id, conversation, state, "conversation");
        }
        EventData::Unknown(json) => warn!(id, json = json.get(), "of no known schema"),
        // A later version of the crate may know more schemas.
        _ => info!(id, r#type = event.event_type_str(), "not of interest"),
    }
}
