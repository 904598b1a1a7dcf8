//! HTTP/1 with limits on time and number, which `axum::serve` does not have: whatever a client does, or leaves undone, it is
//! rid of in time.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};
use tower_http::timeout::TimeoutLayer;

/// What a client may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The time from the start of the connection, or from the last answer, to the end of a request's headers. So long can a
    /// connection be idle, too.
    pub(crate) head: Duration,
    /// The time from there to the answer, the body included. It is 503 then: a 408 would make Twilio discard the events.
    pub(crate) request: Duration,
    /// The time after which a connection takes no more requests. The one that is under way still gets its answer.
    pub(crate) connection: Duration,
    /// The length of a request's headers, in bytes. It is 431 then.
    pub(crate) head_bytes: usize,
    /// The number of connections at once. Others wait to be accepted. A process has 1,024 files unless it asks for more.
    pub(crate) connections: u32,
}

impl Limits {
    pub(crate) const DEFAULT: Self = Self {
        head: Duration::from_secs(10),
        // Twilio waits no longer.
        request: Duration::from_secs(5),
        connection: Duration::from_secs(300),
        head_bytes: 32 * 1024,
        connections: 500,
    };
}

/// Serves until `stop`, and then until the requests under way have their answers.
pub(crate) async fn serve(
    mut listener: TcpListener,
    app: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let (stopping, stopped) = watch::channel(());
    let places = Arc::new(Semaphore::new(limits.connections as usize));
    let accept = async {
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            // Where no connection can be taken just now, this tries again.
            let (io, _) = Listener::accept(&mut listener).await;
            let app = app.clone();
            let mut stopped = stopped.clone();
            tokio::spawn(async move {
                let stopped = async { drop(stopped.changed().await) };
                connection(io, app, limits, stopped).await;
                drop(place);
            });
        }
    };
    tokio::select! {
        () = accept => {}
        () = stop => {}
    }
    drop(listener);
    drop(stopping);
    // All places are free again once the last connection has ended.
    drop(places.acquire_many(limits.connections).await);
}

/// Serves one connection. It ends when the client is done, a limit is reached, or `stopped`.
pub(crate) async fn connection(
    io: impl AsyncRead + AsyncWrite + Unpin,
    app: Router,
    limits: Limits,
    stopped: impl Future<Output = ()>,
) {
    let late = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limits.request);
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(limits.head_bytes)
            .serve_connection(TokioIo::new(io), TowerToHyperService::new(app.layer(late)))
    );
    // An error is the client's: it broke off, was too slow, or did not speak HTTP.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = sleep(limits.connection) => {}
        () = stopped => {}
    }
    connection.as_mut().graceful_shutdown();
    // The answer is a second for a client that does not read it.
    let _ = timeout(limits.request + Duration::from_secs(1), connection).await;
}
