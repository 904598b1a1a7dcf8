//! One connection of the mirror, with an end: whatever a client does, or leaves undone, the mirror is rid of it in time.

use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

/// The time from the start of the connection, or from the last answer, to the end of a request's headers.
const HEAD: Duration = Duration::from_secs(10);

/// The length of a request's headers.
const HEAD_BYTES: usize = 32 * 1024;

/// The time after which a connection takes no more requests.
const LIFETIME: Duration = Duration::from_secs(60);

/// The time that an answer has to be read in, after that.
const LAST_ANSWER: Duration = Duration::from_secs(10);

/// How many connections there are at once. Others wait to be accepted.
pub(super) const MOST: usize = 200;

/// Serves one connection to its end.
pub(super) async fn serve(io: impl AsyncRead + AsyncWrite + Unpin, routes: Router) {
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(TokioIo::new(io), TowerToHyperService::new(routes))
    );
    // An error is the client's: it broke off, was too slow, or did not speak HTTP.
    if timeout(LIFETIME, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        let _ = timeout(LAST_ANSWER, connection).await;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::Router;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
    use tokio::time::{Instant, sleep};

    use super::{HEAD, LAST_ANSWER, LIFETIME, serve};

    /// Serves a client over a connection in memory, on a clock that jumps ahead whenever nobody has anything to do, and gives
    /// when the connection ended.
    async fn ended(client: impl AsyncFnOnce(DuplexStream)) -> Duration {
        let (here, there) = duplex(512);
        let routes = Router::new().route("/", get(|| async { "x".repeat(100_000) }));
        let start = Instant::now();
        let served = async {
            serve(there, routes).await;
            start.elapsed()
        };
        tokio::join!(served, client(here)).0
    }

    #[tokio::test(start_paused = true)]
    async fn clients_that_are_idle_or_send_half_or_drip_are_cut_off() {
        for text in ["", "GET / HTTP/1.1\r\nHo"] {
            let idle = ended(async |mut io| {
                io.write_all(text.as_bytes()).await.expect("it reads");
                io.read_to_end(&mut Vec::new()).await.expect("it ends");
            });
            assert_eq!(idle.await, HEAD, "{text:?}");
        }
        let dripping = ended(async |mut io| {
            io.write_all(b"GET / HTTP/1.1\r\nX: ")
                .await
                .expect("it reads");
            while io.write_all(b"x").await.is_ok() {
                sleep(Duration::from_secs(1)).await;
            }
        });
        assert_eq!(dripping.await, HEAD);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_read_its_answer_is_cut_off() {
        let ended = ended(async |mut io| {
            io.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                .await
                .expect("it reads");
            sleep(Duration::from_secs(1_000)).await;
        });
        assert_eq!(ended.await, LIFETIME + LAST_ANSWER);
    }
}
