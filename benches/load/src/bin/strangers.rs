//! Posts to a webhook sink as strangers would, many at once, each with a body of 2 MB, and prints what they were answered. Of each
//! kind there are as many as asked for, and all kinds come at the same time.
//!
//! `strangers ADDRESS [NUMBER]`

use std::collections::BTreeMap;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

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
}

const KINDS: [Kind; 6] = [
    Kind::AnyText,
    Kind::WithDigest,
    Kind::Chunked,
    Kind::SharedKey,
    Kind::Unsigned,
    Kind::Headers,
];

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let address: SocketAddr = arguments.next().ok_or("which address?")?.parse()?;
    let number = arguments.next().map_or(Ok(200), |number| number.parse())?;
    let mut strangers = JoinSet::new();
    for kind in KINDS {
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
    let query = match kind {
        Kind::WithDigest | Kind::Chunked | Kind::SharedKey => format!("?bodySHA256={DIGEST}"),
        Kind::AnyText | Kind::Unsigned | Kind::Headers => String::new(),
    };
    let signature = match kind {
        Kind::Unsigned => "",
        Kind::SharedKey => {
            "X-Twilio-Signature: x\r\nX-Twilio-Webhooks-Signature-Settings: key=SK1,algorithm=HMAC_SHA256\r\n"
        }
        Kind::AnyText | Kind::WithDigest | Kind::Chunked | Kind::Headers => {
            "X-Twilio-Signature: any text\r\n"
        }
    };
    let length = match kind {
        Kind::Chunked => "Transfer-Encoding: chunked\r\n\r\n".to_owned(),
        Kind::Headers => "X: ".to_owned(),
        _ => format!("Content-Length: {BODY}\r\n\r\n"),
    };
    let head = format!("POST /events{query} HTTP/1.1\r\nHost: h\r\n{signature}{length}");
    let exchange = async {
        let (mut reader, mut writer) = TcpStream::connect(address).await?.into_split();
        let sending = tokio::spawn(async move {
            writer.write_all(head.as_bytes()).await?;
            let piece = [b' '; 10_000];
            for _ in 0..BODY / piece.len() {
                if kind == Kind::Chunked {
                    writer.write_all(b"2710\r\n").await?;
                }
                writer.write_all(&piece).await?;
                if kind == Kind::Chunked {
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
