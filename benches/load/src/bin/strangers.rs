//! Posts to a webhook sink as those would who mean harm, many at once, each with 2 MB, and prints what they were answered. Of each
//! kind there are as many as asked for, and all kinds come at the same time.
//!
//! `strangers ADDRESS [NUMBER]`: who has no signature. `strangers ADDRESS NUMBER captured`: who has captured a request of Twilio's,
//! with a signature that is right, and sends other bodies with it. The sink has to be set up as the script `strangers` does it.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use twilio_events::webhook::sign;

const BODY: usize = 2_000_000;
const DIGEST: &str = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Any text in the signature header, and no digest in the URL.
    AnyText,
    /// A digest that looks right beside it.
    WithDigest,
    /// The same, with a body that does not say how long it is.
    Chunked,
    /// A shared key is named that nobody knows.
    SharedKey,
    /// No signature.
    Unsigned,
    /// Headers of 2 MB that do not end.
    Headers,
    /// A signature of 2 MB.
    Signature,
    /// 20,000 headers of one name.
    Repeated,
    /// Nothing at all.
    Silent,
    /// A captured signature, and a body without a length.
    CapturedChunked,
    /// A captured signature, and a body of which 250 kB come at once and then nothing.
    CapturedSlow,
}

const STRANGERS: &[Kind] = &[
    Kind::AnyText,
    Kind::WithDigest,
    Kind::Chunked,
    Kind::SharedKey,
    Kind::Unsigned,
    Kind::Headers,
    Kind::Signature,
    Kind::Repeated,
    Kind::Silent,
];

const CAPTURED: &[Kind] = &[Kind::CapturedChunked, Kind::CapturedSlow];

/// As the script sets up the sink.
const TOKEN: &str = "12345";
const PUBLIC: &str = "https://example.com/events";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let address: SocketAddr = arguments.next().ok_or("which address?")?.parse()?;
    let number = arguments.next().map_or(Ok(200), |number| number.parse())?;
    let kinds = match arguments.next().as_deref() {
        Some("captured") => CAPTURED,
        _ => STRANGERS,
    };
    let mut strangers = JoinSet::new();
    for &kind in kinds {
        for _ in 0..number {
            strangers.spawn(async move { (kind, post(address, kind).await) });
        }
    }
    let mut answers = BTreeMap::new();
    while let Some(answer) = strangers.join_next().await {
        *answers.entry(answer?).or_insert(0) += 1;
    }
    for ((kind, answer), count) in answers {
        println!("{count:>6}  {kind:?}: {answer}");
    }
    Ok(())
}

/// Sends all of the request, or as much as is taken, and gives the status.
async fn post(address: SocketAddr, kind: Kind) -> String {
    let captured = sign(TOKEN, PUBLIC, b"[]");
    let query = match kind {
        Kind::WithDigest | Kind::Chunked | Kind::SharedKey => format!("?bodySHA256={DIGEST}"),
        Kind::CapturedChunked | Kind::CapturedSlow => captured.url.replace(PUBLIC, ""),
        _ => String::new(),
    };
    let signature = match kind {
        Kind::Unsigned => String::new(),
        Kind::SharedKey => {
            "X-Twilio-Signature: x\r\nX-Twilio-Webhooks-Signature-Settings: key=SK1,algorithm=HMAC_SHA256\r\n".to_owned()
        }
        Kind::CapturedChunked | Kind::CapturedSlow => {
            format!("X-Twilio-Signature: {}\r\n", captured.signature)
        }
        _ => "X-Twilio-Signature: any text\r\n".to_owned(),
    };
    let length = match kind {
        Kind::Chunked | Kind::CapturedChunked => "Transfer-Encoding: chunked\r\n\r\n".to_owned(),
        Kind::CapturedSlow => "Content-Length: 260000\r\n\r\n".to_owned(),
        Kind::Headers => "X: ".to_owned(),
        Kind::Signature => "X-Twilio-Signature: ".to_owned(),
        Kind::Repeated => "X-Twilio-Signature: x\r\n".repeat(20_000) + "\r\n",
        _ => format!("Content-Length: {BODY}\r\n\r\n"),
    };
    let head = match kind {
        Kind::Silent => String::new(),
        _ => format!("POST /events{query} HTTP/1.1\r\nHost: h\r\n{signature}{length}"),
    };
    let body = match kind {
        Kind::Silent => 0,
        Kind::CapturedSlow => 250_000,
        _ => BODY,
    };
    let exchange = async {
        let (mut reader, mut writer) = TcpStream::connect(address).await?.into_split();
        let sending = tokio::spawn(async move {
            writer.write_all(head.as_bytes()).await?;
            let piece = [b' '; 10_000];
            let chunked = matches!(kind, Kind::Chunked | Kind::CapturedChunked);
            for _ in 0..body / piece.len() {
                if chunked {
                    writer.write_all(b"2710\r\n").await?;
                }
                writer.write_all(&piece).await?;
                if chunked {
                    writer.write_all(b"\r\n").await?;
                }
            }
            // Held open, as by who wants to hold it.
            Ok::<_, std::io::Error>(writer)
        });
        let mut answer = Vec::new();
        let ended = reader.read_to_end(&mut answer).await;
        sending.abort();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        match (answer.lines().next(), ended) {
            (Some(status), _) => Ok(status.to_owned()),
            (None, Ok(_)) => Ok("closed".to_owned()),
            (None, Err(error)) => Err(error),
        }
    };
    exchange
        .await
        .unwrap_or_else(|error: std::io::Error| error.to_string())
}
