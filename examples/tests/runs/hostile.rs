//! `webhook_sink` and clients that mean harm, over sockets: what each is answered, and what comes through.

use std::future::pending;
use std::net::SocketAddr;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use twilio_events::axum::BODY_LIMIT;
use twilio_events::webhook::{Verifier, sign};
use twilio_events::{Event, EventData};

use crate::EXAMPLE;
use crate::webhook_sink::app;
use crate::webhook_sink::serve::{Limits, serve};

const TOKEN: &str = "12345";
const PUBLIC: &str = "https://example.com/twilio";

/// A sink, and what comes out of its queue.
struct Sink {
    address: SocketAddr,
    events: mpsc::Receiver<Event>,
}

impl Sink {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (queue, events) = mpsc::channel(2_000);
        let app = app(Verifier::new(TOKEN).public_url(PUBLIC), queue);
        tokio::spawn(serve(listener, app, Limits::DEFAULT, pending()));
        Self { address, events }
    }

    /// Sends as much as is taken, and gives the status that is answered.
    async fn ask(&self, request: &[u8]) -> String {
        let (mut reader, mut writer) = TcpStream::connect(self.address)
            .await
            .expect("it listens")
            .into_split();
        let mut answer = Vec::new();
        // Who is turned away is not listened to any more.
        let (_sent, read) =
            tokio::join!(writer.write_all(request), reader.read_to_end(&mut answer));
        assert!(read.is_ok() || !answer.is_empty(), "{read:?}");
        let answer = String::from_utf8_lossy(&answer);
        answer.get(9..12).unwrap_or("none").to_owned()
    }

    fn received(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.events.try_recv().ok()).collect()
    }
}

/// The head of a request whose signature is right for a body, with more lines.
fn head(body: &[u8], more: &str) -> String {
    let sent = sign(TOKEN, PUBLIC, body);
    let query = sent.url.split_once('?').expect("a query").1;
    format!(
        "POST /events?{query} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Twilio-Signature: {}\r\n{more}\r\n",
        sent.signature
    )
}

fn whole(body: &[u8]) -> Vec<u8> {
    let head = head(body, &format!("Content-Length: {}\r\n", body.len()));
    [head.as_bytes(), body].concat()
}

/// In pieces, without a length.
fn chunked(body: &[u8]) -> Vec<u8> {
    let mut request = head(body, "Transfer-Encoding: chunked\r\n").into_bytes();
    for piece in body.chunks(10_000) {
        request.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
        request.extend_from_slice(piece);
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"0\r\n\r\n");
    request
}

/// A batch of exactly so many bytes.
fn batch(length: usize) -> Vec<u8> {
    let mut body = format!("[{EXAMPLE}]").into_bytes();
    assert!(body.len() <= length);
    body.resize(length, b' ');
    body
}

/// The documented example with another id, and something in place of its data.
fn event(id: usize, data: Option<Value>) -> Value {
    let mut event: Value = serde_json::from_str(EXAMPLE).expect("it is JSON");
    event["id"] = json!(format!("EZ{id}"));
    if let Some(data) = data {
        event["data"] = data;
    }
    event
}

#[tokio::test]
async fn heads_that_mean_harm() {
    let mut sink = Sink::start().await;
    let body = b"[]";
    let length = "Content-Length: 2\r\n";
    let ask = |more: String| [head(body, &more).as_bytes(), body].concat();
    let signature = |length: usize| format!("X-Twilio-Signature: {}\r\n", "x".repeat(length));
    let forged = |signature: &str| {
        format!(
            "POST /events HTTP/1.1\r\nHost: h\r\nConnection: close\r\n{signature}Content-Length: 0\r\n\r\n"
        )
    };
    for (what, request, status) in [
        ("nothing wrong", ask(length.to_owned()), "204"),
        (
            "80 headers of one name",
            ask(length.to_owned() + &"X: y\r\n".repeat(80)),
            "204",
        ),
        (
            "800 headers of one name",
            ask(length.to_owned() + &"X: y\r\n".repeat(800)),
            "431",
        ),
        (
            "80 signatures",
            ask(length.to_owned() + &signature(27).repeat(80)),
            "403",
        ),
        (
            "a signature of 20 kB",
            forged(&signature(20_000)).into_bytes(),
            "403",
        ),
        (
            "a signature of 2 MB",
            forged(&signature(2 << 20)).into_bytes(),
            "431",
        ),
        (
            "80 settings",
            ask(length.to_owned()
                + &"X-Twilio-Webhooks-Signature-Settings: key=SK1,algorithm=NONE\r\n".repeat(80)),
            "403",
        ),
        (
            "two lengths",
            ask("Content-Length: 2\r\nContent-Length: 3\r\n".to_owned()),
            "400",
        ),
        (
            "a negative length",
            ask("Content-Length: -2\r\n".to_owned()),
            "400",
        ),
        (
            "a huge length",
            ask(format!("Content-Length: {}\r\n", i64::MAX)),
            "413",
        ),
        (
            "an address of 400 kB",
            format!("GET /{} HTTP/1.1\r\nHost: h\r\n\r\n", "a".repeat(400_000)).into_bytes(),
            "431",
        ),
        (
            "no HTTP",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(),
            "400",
        ),
        (
            "another method",
            b"TRACE /events HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".to_vec(),
            "405",
        ),
    ] {
        assert_eq!(sink.ask(&request).await, status, "{what}");
    }
    assert!(sink.received().is_empty());
}

#[tokio::test]
async fn bodies_that_mean_harm() {
    let mut sink = Sink::start().await;
    let endless = b"[".repeat(4 << 20);
    let broken = |tail: &str| {
        [
            head(b"[]", "Transfer-Encoding: chunked\r\n"),
            tail.to_owned(),
        ]
        .concat()
        .into_bytes()
    };
    for (what, request, status) in [
        ("as long as can be", whole(&batch(BODY_LIMIT)), "204"),
        ("a byte longer", whole(&batch(BODY_LIMIT + 1)), "413"),
        (
            "as long as can be, in pieces",
            chunked(&batch(BODY_LIMIT)),
            "204",
        ),
        (
            "a byte longer, in pieces",
            chunked(&batch(BODY_LIMIT + 1)),
            "413",
        ),
        ("4 MB in pieces", chunked(&endless), "413"),
        (
            "another body than was signed",
            [head(b"[]", "Content-Length: 2\r\n"), "{}".to_owned()]
                .concat()
                .into_bytes(),
            "403",
        ),
        (
            "a piece of a size in words",
            broken("many\r\n[]\r\n0\r\n\r\n"),
            "503",
        ),
        (
            "a piece of a size beyond 64 bits",
            broken("1ffffffffffffffff\r\n[]\r\n0\r\n\r\n"),
            "503",
        ),
        (
            "a piece with more to say than data",
            broken(&format!("2;{}\r\n[]\r\n0\r\n\r\n", "x".repeat(1 << 20))),
            "503",
        ),
        ("no events", whole(b"nothing"), "400"),
    ] {
        assert_eq!(sink.ask(&request).await, status, "{what}");
    }
    // The example came twice, and is one event.
    assert_eq!(sink.received().len(), 1);
}

/// The signature is right, and what was signed is odd: it is put aside, and what is beside it comes through.
#[tokio::test]
async fn events_that_mean_harm() {
    let mut sink = Sink::start().await;
    let good = event(0, None).to_string();
    let deep = |open: &str, close: &str, times: usize| open.repeat(times) + &close.repeat(times);
    let nested = |times: usize| {
        format!(
            r#"{{"id":"D","type":"t","data":{}}}"#,
            deep("[", "]", times)
        )
    };
    let mut expected = 0;
    for (what, odd) in [
        ("a list 60,000 deep", deep("[", "]", 60_000)),
        ("data 60,000 deep", nested(60_000)),
        (
            "objects 20,000 deep",
            deep("{\"a\":", "", 20_000) + "1" + &"}".repeat(20_000),
        ),
        (
            "an id that comes twice",
            r#"{"id":"1","id":"2","type":"t"}"#.to_owned(),
        ),
        ("a number of 100,000 digits", "9".repeat(100_000)),
        (
            "a text of 100,000 escapes",
            format!("\"{}\"", "\\u0000".repeat(20_000)),
        ),
    ] {
        let body = format!(
            "[{},{odd},{}]",
            event(expected + 1, None),
            event(expected + 2, None)
        );
        expected += 2;
        assert!(body.len() < BODY_LIMIT);
        assert_eq!(sink.ask(&whole(body.as_bytes())).await, "204", "{what}");
        let received = sink.received();
        let typed = |event: &Event| matches!(event.data, EventData::ConversationStateUpdated(_));
        assert_eq!(
            received.iter().filter(|event| typed(event)).count(),
            2,
            "{what}"
        );
    }
    // Members that come twice in data of a known schema.
    let twice = good.replace(r#""StateTo":"#, r#""StateTo":"closed","StateTo":"#);
    assert_ne!(twice, good);
    assert_eq!(
        sink.ask(&whole(format!("[{twice}]").as_bytes())).await,
        "204"
    );
    assert!(sink.received().is_empty(), "it is put aside");

    // As many as fit: each is one event.
    let many: Vec<Value> = (0..1_000)
        .map(|id| event(1_000 + id, Some(json!({"StateTo": "closed"}))))
        .collect();
    let body: Vec<Value> = many.iter().take(500).cloned().collect();
    let small: Vec<Value> = (0..1_000)
        .map(|id| json!({"id": format!("S{id}"), "type": "t", "source": "s", "specversion": "1.0"}))
        .collect();
    for (events, count) in [(body, 500), (small, 1_000)] {
        let body = json!(events).to_string();
        assert!(body.len() < BODY_LIMIT, "{}", body.len());
        assert_eq!(sink.ask(&whole(body.as_bytes())).await, "204");
        assert_eq!(sink.received().len(), count);
    }
}
