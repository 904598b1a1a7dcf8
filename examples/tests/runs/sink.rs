//! `webhook_sink`, over a real socket, with requests signed as Twilio signs them.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tracing_subscriber::fmt::MakeWriter;
use twilio_events::webhook::{SignedRequest, Verifier, sign};

use crate::EXAMPLE;
use crate::webhook_sink::run as run_sink;
use crate::webhook_sink::serve::Limits;

const TOKEN: &str = "12345";
/// The sink stands behind a proxy: its own address is another.
const PUBLIC: &str = "https://example.com/twilio";

/// What the sink logs.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Posts to the sink as its proxy would, and gives the status.
async fn post(address: std::net::SocketAddr, sent: &SignedRequest, body: &str) -> u16 {
    let query = sent.url.split_once('?').map_or("", |(_, query)| query);
    let mut connection = TcpStream::connect(address).await.expect("it listens");
    let request = format!(
        "POST /events?{query} HTTP/1.1\r\nHost: 10.0.0.1\r\nContent-Type: application/json\r\n\
         X-Twilio-Signature: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        sent.signature,
        body.len()
    );
    connection
        .write_all(request.as_bytes())
        .await
        .expect("sent");
    let mut answer = String::new();
    connection
        .read_to_string(&mut answer)
        .await
        .expect("an answer");
    let status = answer.split(' ').nth(1).expect("a status line");
    status.parse().expect("a status")
}

/// Runs the sink for these bodies, one after the other. Gives the statuses and, once the sink has stopped, its log, an
/// entry a line without its time.
async fn run(requests: &[(SignedRequest, &str)]) -> (Vec<u16>, Vec<String>) {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(log.clone())
        .with_ansi(false)
        .with_target(false)
        .without_time()
        .finish();
    // The test's runtime has one thread, and the sink runs on it.
    let logging = tracing::subscriber::set_default(subscriber);

    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let verifier = Verifier::new(TOKEN).public_url(PUBLIC);
    let sink = tokio::spawn(async move {
        let stopped = async { stopped.await.unwrap_or_default() };
        let limits = Limits::DEFAULT;
        run_sink(listener, verifier, limits, stopped)
            .await
            .expect("it serves");
    });
    let mut statuses = Vec::new();
    for (sent, body) in requests {
        statuses.push(post(address, sent, body).await);
    }
    stop.send(()).expect("it runs");
    sink.await.expect("it stops, with its queue empty");
    drop(logging);

    let log = log.0.lock().unwrap_or_else(PoisonError::into_inner);
    let text = String::from_utf8(log.clone()).expect("text");
    (
        statuses,
        text.lines().map(|line| line.trim().to_owned()).collect(),
    )
}

fn signed(body: &str) -> SignedRequest {
    sign(TOKEN, PUBLIC, body.as_bytes())
}

const HANDLED: &str = r#"INFO conversation id="NO00000000000000000000000001" conversation="CHee95cfd541a925a3337fec19a0200009" state="inactive""#;

#[tokio::test]
async fn a_good_request_is_dispatched_once() {
    let body = format!("[{EXAMPLE}]");
    let (statuses, log) = run(&[(signed(&body), &body), (signed(&body), &body)]).await;
    assert_eq!(statuses, [204, 204]);
    let repeated = r#"INFO repeated id="NO00000000000000000000000001""#;
    // The queue is worked off beside the answers, so the two may come in either order.
    let mut log = log;
    log.sort();
    assert_eq!(log, [HANDLED, repeated]);
}

#[tokio::test]
async fn a_request_that_is_not_twilios_is_refused() {
    let body = format!("[{EXAMPLE}]");
    let forged = sign("another token", PUBLIC, body.as_bytes());
    let elsewhere = sign(TOKEN, "https://example.com/other", body.as_bytes());
    let altered = body.replace("inactive", "closed");
    let (statuses, log) = run(&[
        (forged, &body),
        (elsewhere, &body),
        (signed(&body), &altered),
    ])
    .await;
    assert_eq!(statuses, [403, 403, 403]);
    assert_eq!(
        log,
        [
            "WARN refused reason=X-Twilio-Signature is not the signature of the URL",
            "WARN refused reason=X-Twilio-Signature is not the signature of the URL",
            "WARN refused reason=bodySHA256 is not the digest of the body",
        ]
    );
}

/// Of each the answer is 204: a 4xx would make Twilio discard it.
#[tokio::test]
async fn what_cannot_be_read_is_kept_and_takes_nothing_along() {
    let unknown = r#"{"id":"EV1","type":"com.example.new","dataschema":"https://h/Example.New/1","data":{"a":1}}"#;
    let malformed = r#"{"id":"EV2","type":"t","dataschema":"https://h/Conversations.ConversationStateUpdated/2","data":{"StateTo":7}}"#;
    let body = format!("[{malformed},{unknown},5,{EXAMPLE}]");
    let (statuses, log) = run(&[(signed(&body), &body)]).await;
    assert_eq!(statuses, [204]);
    let logged = |start: &str| {
        let found = log.iter().filter(|line| line.starts_with(start));
        let found: Vec<_> = found.map(String::as_str).collect();
        assert_eq!(found.len(), 1, "{start}: {log:#?}");
        found[0].to_owned()
    };
    assert_eq!(logged("INFO conversation"), HANDLED);
    assert_eq!(
        logged("WARN"),
        r#"WARN of no known schema id="EV1" json="{\"a\":1}""#
    );
    let aside = logged(r#"ERROR put aside error=cannot read the data of event "EV2""#);
    assert!(aside.contains("at /StateTo"), "{aside}");
    assert!(aside.ends_with(&format!("json={malformed:?}")), "{aside}");
    let aside = logged("ERROR put aside error=element 2 ");
    assert!(aside.ends_with("json=5"), "{aside}");
    assert_eq!(log.len(), 4);
}

/// The queue takes a thousand. One more is asked for again, and then nothing is handled twice.
#[tokio::test]
async fn a_full_queue_asks_for_a_retry() {
    let events = (0..1_001).map(|number| format!(r#"{{"id":"{number}","type":"t","data":0}}"#));
    let body = format!("[{}]", events.collect::<Vec<_>>().join(","));
    let (statuses, log) = run(&[(signed(&body), &body), (signed(&body), &body)]).await;
    assert_eq!(statuses, [503, 204]);
    let count = |start: &str| log.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!(count("WARN of no known schema"), 1_001);
    assert_eq!(count("INFO repeated"), 1_000);
    assert_eq!(log.len(), 2_001);
}
