//! `webhook_sink` and clients that take their time. Most of these run on a clock that jumps ahead whenever nobody has anything to
//! do, over a connection in memory, so the times are exact.

use std::future::pending;
use std::time::Duration;

use axum::http::StatusCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use twilio_events::webhook::{Verifier, sign};

use crate::webhook_sink::app;
use crate::webhook_sink::serve::{Limits, connection, serve};

const LIMITS: Limits = Limits::DEFAULT;
const TOKEN: &str = "12345";
const PUBLIC: &str = "https://example.com/twilio";
/// A request that is answered at once, after which the connection is open for the next.
const ASK: &str = "GET /elsewhere HTTP/1.1\r\nHost: h\r\n\r\n";

fn router() -> axum::Router {
    let (queue, _) = mpsc::channel(1);
    app(Verifier::new(TOKEN).public_url(PUBLIC), queue)
}

/// The head of a request whose signature is right, for a body of this many bytes.
fn signed_head(length: usize) -> String {
    let sent = sign(TOKEN, PUBLIC, b"[]");
    let query = sent.url.split_once('?').expect("a query").1;
    format!(
        "POST /events?{query} HTTP/1.1\r\nHost: h\r\nX-Twilio-Signature: {}\r\nContent-Length: {length}\r\n\r\n",
        sent.signature
    )
}

/// Serves a client, and gives when the connection ended and what the client says.
async fn ended<T>(client: impl AsyncFnOnce(DuplexStream) -> T) -> (Duration, T) {
    let (here, there) = duplex(512);
    let start = Instant::now();
    let served = async {
        connection(there, router(), LIMITS, pending()).await;
        start.elapsed()
    };
    tokio::join!(served, client(here))
}

/// Sends a text and then waits for the end. Gives all that was answered.
async fn send(mut io: DuplexStream, text: &str) -> String {
    io.write_all(text.as_bytes()).await.expect("it reads");
    rest(io).await
}

async fn rest(mut io: DuplexStream) -> String {
    let mut answer = String::new();
    io.read_to_string(&mut answer).await.expect("it ends");
    answer
}

/// Sends a text, and then a byte each second for as long as they are taken.
async fn drip(io: DuplexStream, text: &str) -> String {
    let (mut reader, mut writer) = tokio::io::split(io);
    writer.write_all(text.as_bytes()).await.expect("it reads");
    let dripping = async {
        while writer.write_all(b"x").await.is_ok() {
            sleep(Duration::from_secs(1)).await;
        }
    };
    let mut answer = String::new();
    let ((), read) = tokio::join!(dripping, reader.read_to_string(&mut answer));
    read.expect("it ends");
    answer
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_ends() {
    let (after, answer) = ended(async |io| send(io, "").await).await;
    assert_eq!((after, answer.as_str()), (LIMITS.head, ""));

    let (after, answer) = ended(async |mut io| {
        sleep(Duration::from_secs(7)).await;
        io.write_all(ASK.as_bytes()).await.expect("it reads");
        rest(io).await
    })
    .await;
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    assert_eq!(
        after,
        Duration::from_secs(7) + LIMITS.head,
        "counted from the last answer"
    );
}

#[tokio::test(start_paused = true)]
async fn a_head_that_does_not_end_ends_the_connection() {
    let (after, answer) = ended(async |io| send(io, "POST /events HTTP/1.1\r\nHost:").await).await;
    assert_eq!((after, answer.as_str()), (LIMITS.head, ""));
    let (after, _) =
        ended(async |io| drip(io, "POST /events HTTP/1.1\r\nHost: h\r\nX: ").await).await;
    assert_eq!(after, LIMITS.head);
}

#[tokio::test(start_paused = true)]
async fn a_head_that_is_too_long_ends_the_connection() {
    let head = |length| format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(length));
    let (after, answer) = ended(async |io| {
        let (mut reader, mut writer) = tokio::io::split(io);
        let head = head(LIMITS.head_bytes + 1);
        let mut answer = String::new();
        let (_, read) = tokio::join!(
            writer.write_all(head.as_bytes()),
            reader.read_to_string(&mut answer)
        );
        read.expect("it ends");
        answer
    })
    .await;
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    assert_eq!(after, Duration::ZERO);
    let (_, answer) = ended(async |io| {
        let head = head(LIMITS.head_bytes / 2) + "\r\nConnection: close\r\n\r\n";
        send(io, &head).await
    })
    .await;
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
}

/// With a signature that is right, so that it is read at all.
#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_end_is_asked_for_again() {
    let head = signed_head(1_000);
    let (after, answer) = ended(async |io| send(io, &format!("{head}[")).await).await;
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert_eq!(after, LIMITS.request);
    let (after, answer) = ended(async |io| drip(io, &head).await).await;
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert_eq!(after, LIMITS.request);
}

#[tokio::test(start_paused = true)]
async fn a_stranger_does_not_wait_for_the_body() {
    let head = signed_head(1_000).replace("Signature: ", "Signature: x");
    let (after, answer) = ended(async |io| send(io, &head).await).await;
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    assert_eq!(after, Duration::ZERO);
}

/// Asks and never reads, so that at last no answer can be written.
#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_read_is_cut_off() {
    let (after, ()) = ended(async |io| {
        let (_unread, mut writer) = tokio::io::split(io);
        while writer.write_all(ASK.as_bytes()).await.is_ok() {}
    })
    .await;
    assert_eq!(
        after,
        LIMITS.connection + LIMITS.request + Duration::from_secs(1)
    );
}

/// Always within the limits, and yet there is an end.
#[tokio::test(start_paused = true)]
async fn a_connection_does_not_last_for_ever() {
    let (after, answers) = ended(async |mut io| {
        let mut answers = 0;
        let mut buffer = [0; 512];
        while io.write_all(ASK.as_bytes()).await.is_ok() {
            if io.read(&mut buffer).await.expect("an answer") == 0 {
                break;
            }
            answers += 1;
            sleep(Duration::from_secs(9)).await;
        }
        answers
    })
    .await;
    assert_eq!(after, LIMITS.connection);
    assert_eq!(answers, 34);
}

/// The two layers of the guide to production, where the server itself has all the time in the world: who has no place waits for one,
/// and no longer than for an answer.
#[tokio::test(start_paused = true)]
async fn two_layers_limit_time_and_number() {
    let patience = Duration::from_secs(5);
    let late = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, patience);
    let app = router()
        .layer(GlobalConcurrencyLimitLayer::new(1))
        .layer(late);
    let unhurried = Limits {
        request: Duration::from_secs(3_600),
        ..LIMITS
    };
    let ask = async |text: &str| {
        let (here, there) = duplex(512);
        let start = Instant::now();
        let text = text.replace("Host: h\r\n", "Host: h\r\nConnection: close\r\n");
        let (answer, ()) = tokio::join!(
            send(here, &text),
            connection(there, app.clone(), unhurried, pending())
        );
        (start.elapsed(), answer)
    };
    let slow = signed_head(1_000) + "[";
    // One is under way and the others wait for its place.
    let (first, second, third) = tokio::join!(ask(&slow), ask(&slow), ask(ASK));
    for (after, answer) in [first, second, third] {
        assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
        assert_eq!(after, patience);
    }
    let (after, answer) = ask(ASK).await;
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    assert_eq!(after, Duration::ZERO);
}

/// Over sockets, with limits that are soon reached.
#[tokio::test]
async fn clients_that_hold_the_only_place_make_room() {
    let limits = Limits {
        head: Duration::from_millis(20),
        request: Duration::from_millis(20),
        connection: Duration::from_millis(100),
        connections: 1,
        ..LIMITS
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let sink = tokio::spawn(serve(listener, router(), limits, pending()));

    let start = Instant::now();
    let head = signed_head(1_000);
    let mut clients = Vec::new();
    for text in ["", "POST /events", &head, ASK] {
        let mut io = TcpStream::connect(address).await.expect("it listens");
        io.write_all(text.as_bytes()).await.expect("sent");
        clients.push(io);
    }
    // The last is answered although none of the others has let go of its connection.
    let mut answer = String::new();
    let last = clients.last_mut().expect("there are four");
    last.read_to_string(&mut answer).await.expect("it ends");
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    assert!(
        start.elapsed() >= limits.head * 2 + limits.request,
        "it waited for all of them"
    );
    for (io, start) in clients.iter_mut().zip(["", "", "HTTP/1.1 503 "]) {
        let mut answer = String::new();
        io.read_to_string(&mut answer).await.expect("it ended");
        assert!(answer.starts_with(start), "{answer}");
    }
    sink.abort();
}

/// What is under way when the sink is stopped is answered; what is idle is not waited for.
#[tokio::test]
async fn stopping_waits_for_answers_alone() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let sink = tokio::spawn(serve(listener, router(), LIMITS, async {
        stopped.await.expect("it is told");
    }));

    let mut idle = TcpStream::connect(address).await.expect("it listens");
    idle.write_all(ASK.as_bytes()).await.expect("sent");
    let mut buffer = [0; 512];
    let read = idle.read(&mut buffer).await.expect("an answer");
    assert!(buffer[..read].starts_with(b"HTTP/1.1 404 "));

    let mut busy = TcpStream::connect(address).await.expect("it listens");
    let head = signed_head(2).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
    busy.write_all(head.as_bytes()).await.expect("sent");
    // The sink asks for the body: the request is under way.
    let read = busy.read(&mut buffer).await.expect("an answer");
    assert!(buffer[..read].starts_with(b"HTTP/1.1 100 "));

    stop.send(()).expect("it runs");
    let read = idle.read(&mut buffer).await.expect("the end");
    assert_eq!(read, 0, "the idle one is closed");
    busy.write_all(b"[]").await.expect("sent");
    let mut answer = String::new();
    busy.read_to_string(&mut answer).await.expect("it ends");
    assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
    sink.await.expect("it stopped");
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens");
}
