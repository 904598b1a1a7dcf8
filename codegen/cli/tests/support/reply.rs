//! One answer of the host, also a bad one.

use std::io::{Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

/// The pieces of a body without end. More would only make a client that reads them all fail later.
const MANY: usize = 1000;

/// One answer, or what comes instead of one.
#[derive(Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Body,
    pub hold: Hold,
}

/// How long to wait with it.
#[derive(Clone, Copy)]
pub enum Hold {
    No,
    UntilOpen(usize),
    UntilReceived(usize),
}

#[derive(Clone)]
enum Body {
    /// All of it, after its length.
    Whole(Vec<u8>),
    /// Half of it, after the length of all; then the connection ends.
    Truncated(Vec<u8>),
    /// This again and again, in chunks.
    Endless(Vec<u8>),
    /// The same with a pause before each chunk.
    Dripping(Vec<u8>, Duration),
    /// Not even a status: the connection ends.
    Dropped,
    /// Not even a status, and the connection stays.
    Silent,
    /// These bytes in place of all, status and headers included.
    Raw(Vec<u8>, End),
}

/// What comes after bytes that are no whole answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The connection ends, as after a whole answer.
    Closed,
    /// The connection is reset.
    Reset,
    /// The connection stays.
    Open,
    /// They come one by one, with such a pause before each.
    Dripped(Duration),
}

/// What becomes of a connection.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    Goes,
    Ends,
    Resets,
}

impl Reply {
    fn new(status: u16, body: Body) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
            hold: Hold::No,
        }
    }

    /// An answer with this status and body.
    pub fn status(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, Body::Whole(body.into()))
    }

    /// An answer with status 200 and this body.
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::status(200, body)
    }

    /// A redirect to this URL or path.
    pub fn redirect(to: &str) -> Self {
        Self::status(302, "").header("Location", to)
    }

    /// Half of the body, after a `Content-Length` for all of it.
    pub fn truncated(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, Body::Truncated(body.into()))
    }

    /// This again and again, without a `Content-Length` and without an end.
    pub fn endless(piece: impl Into<Vec<u8>>) -> Self {
        Self::new(200, Body::Endless(piece.into()))
    }

    /// The same with a pause before each piece.
    pub fn dripping(piece: impl Into<Vec<u8>>, pause: Duration) -> Self {
        Self::new(200, Body::Dripping(piece.into(), pause))
    }

    /// No answer: the connection ends.
    pub fn dropped() -> Self {
        Self::new(0, Body::Dropped)
    }

    /// No answer, and the connection stays.
    pub fn silent() -> Self {
        Self::new(0, Body::Silent)
    }

    /// These bytes in place of status, headers and body, and then such an end.
    pub fn raw(bytes: impl Into<Vec<u8>>, end: End) -> Self {
        Self::new(0, Body::Raw(bytes.into(), end))
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Holds the answer back until this many requests have waited at once, and then a moment for one too many.
    pub fn held_until_open(mut self, requests: usize) -> Self {
        self.hold = Hold::UntilOpen(requests);
        self
    }

    /// Holds the answer back until this many requests have come.
    pub fn held_until_received(mut self, requests: usize) -> Self {
        self.hold = Hold::UntilReceived(requests);
        self
    }

    /// Sends it, and says what becomes of the connection. `closes_within` waits so long for the host to close, and says whether
    /// it does.
    pub fn send(
        &self,
        mut stream: &TcpStream,
        closes_within: impl Fn(Duration) -> bool,
    ) -> Result<Connection> {
        let mut head = format!("HTTP/1.1 {} Scripted\r\n", self.status);
        for (name, value) in &self.headers {
            head = head + name + ": " + value + "\r\n";
        }
        match &self.body {
            Body::Whole(body) => {
                let length = if self.status == 304 {
                    String::new()
                } else {
                    format!("Content-Length: {}\r\n", body.len())
                };
                let mut bytes = format!("{head}{length}\r\n").into_bytes();
                bytes.extend_from_slice(body);
                stream.write_all(&bytes)?;
                return Ok(Connection::Goes);
            }
            Body::Truncated(body) => {
                write!(stream, "{head}Content-Length: {}\r\n\r\n", body.len())?;
                stream.write_all(&body[..body.len() / 2])?;
            }
            Body::Endless(piece) => {
                write!(stream, "{head}Transfer-Encoding: chunked\r\n\r\n")?;
                for _ in 0..MANY {
                    write_chunk(stream, piece)?;
                }
            }
            Body::Dripping(piece, pause) => {
                write!(stream, "{head}Transfer-Encoding: chunked\r\n\r\n")?;
                for _ in 0..MANY {
                    if closes_within(*pause) {
                        break;
                    }
                    write_chunk(stream, piece)?;
                }
            }
            Body::Dropped => {}
            Body::Silent => wait_for_the_client(stream)?,
            Body::Raw(bytes, End::Dripped(pause)) => {
                for byte in bytes {
                    if closes_within(*pause) {
                        break;
                    }
                    stream.write_all(&[*byte])?;
                }
            }
            Body::Raw(bytes, end) => {
                stream.write_all(bytes)?;
                match end {
                    End::Reset => return Ok(Connection::Resets),
                    End::Open => wait_for_the_client(stream)?,
                    End::Closed | End::Dripped(_) => {}
                }
            }
        }
        Ok(Connection::Ends)
    }
}

/// Ends when the client, or the host, ends the connection.
fn wait_for_the_client(mut stream: &TcpStream) -> Result<()> {
    stream.read_to_end(&mut Vec::new()).map(drop)
}

fn write_chunk(mut stream: &TcpStream, piece: &[u8]) -> Result<()> {
    write!(stream, "{:x}\r\n", piece.len())?;
    stream.write_all(piece)?;
    stream.write_all(b"\r\n")
}
