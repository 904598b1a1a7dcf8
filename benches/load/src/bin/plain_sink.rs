//! `examples/webhook_sink` with `Json<Value>` in place of verification and types; limits, queue, deduplication and log are the same.

#[allow(dead_code, reason = "its parts are public to tests")]
#[path = "../../../../examples/webhook_sink/serve.rs"]
mod serve;

use std::num::NonZeroUsize;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tracing::{error, info};
use twilio_events::dedup::Deduplicator;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().init();
    let setting = |name| std::env::var(name).map_err(|error| format!("{name}: {error}"));
    let listen = setting("LISTEN").unwrap_or_else(|_| "127.0.0.1:3000".to_owned());
    let listener = TcpListener::bind(&listen).await?;
    info!(%listen, "waiting for events");
    run(listener, async {
        // Without a signal handler there is nothing to wait for: then stop.
        let _ = tokio::signal::ctrl_c().await;
    })
    .await
}

#[derive(Clone)]
struct Sink {
    seen: Arc<Deduplicator>,
    queue: mpsc::Sender<Value>,
}

async fn run(
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> Result<(), Box<dyn std::error::Error>> {
    const REMEMBERED: NonZeroUsize = NonZeroUsize::new(100_000).unwrap();
    let (queue, mut events) = mpsc::channel(1_000);
    let worker = tokio::spawn(async move {
        while let Some(event) = events.recv().await {
            dispatch(&event);
        }
    });
    let sink = Sink {
        seen: Arc::new(Deduplicator::new(REMEMBERED)),
        queue,
    };
    let app = Router::new()
        .route("/events", post(receive))
        .with_state(sink);
    serve::serve(listener, app, serve::Limits::DEFAULT, stop).await;
    // No request is under way any more, so what is in the queue is all there is.
    worker.await?;
    Ok(())
}

async fn receive(State(sink): State<Sink>, Json(events): Json<Value>) -> StatusCode {
    let events = match events {
        Value::Array(events) => events,
        one => vec![one],
    };
    for event in events {
        let Some(id) = event["id"].as_str() else {
            error!(%event, "put aside");
            continue;
        };
        if !sink.seen.insert(id) {
            info!(id, "repeated");
            continue;
        }
        if let Err(full) = sink.queue.try_send(event) {
            sink.seen
                .remove(full.into_inner()["id"].as_str().unwrap_or_default());
            return StatusCode::SERVICE_UNAVAILABLE;
        }
    }
    StatusCode::NO_CONTENT
}

fn dispatch(event: &Value) {
    let id = event["id"].as_str();
    if event["type"] == "com.twilio.conversations.conversation-state.updated" {
        let conversation = event["data"]["ConversationSid"].as_str();
        let state = event["data"]["StateTo"].as_str();
        info!(id, conversation, state, "conversation");
    } else {
        info!(id, "not of interest");
    }
}
