//! A schema host on loopback that answers as it is told to, also badly.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The pieces of a body without end. More would only make a client that reads them all fail later.
const MANY: usize = 1000;

/// One answer, or what comes instead of one.
#[derive(Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Body,
    hold: Hold,
}

#[derive(Clone, Copy)]
enum Hold {
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
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub path: String,
    headers: Vec<(String, String)>,
}

impl Received {
    /// A header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(known, _)| known == name)?;
        Some(value)
    }
}

/// The host. It answers from a thread per connection, keeps connections, and ends when dropped.
pub struct Host {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// Told when a request comes, and when the host closes.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    replies: HashMap<String, VecDeque<Reply>>,
    received: Vec<Received>,
    connections: Vec<TcpStream>,
    open: usize,
    most_open: usize,
    closed: bool,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .expect("no thread panics while it holds the state")
    }
}

impl Host {
    /// A host that answers 404 to everything.
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let shared = Arc::new(Shared::default());
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Self {
            address,
            shared,
            acceptor: Some(acceptor),
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Says how to answer requests for a path: one reply each, and the last for all that follow.
    pub fn on(&self, path: &str, replies: impl IntoIterator<Item = Reply>) {
        let replies = replies.into_iter().collect();
        self.shared.state().replies.insert(path.to_owned(), replies);
    }

    /// All requests so far.
    pub fn received(&self) -> Vec<Received> {
        self.shared.state().received.clone()
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.shared.state().connections.len()
    }

    /// The most requests that waited for an answer at once.
    pub fn most_open(&self) -> usize {
        self.shared.state().most_open
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.shared.state().closed = true;
        self.shared.changed.notify_all();
        // Wakes the thread that accepts; it then sees that the host is closed.
        let _ = TcpStream::connect(self.address);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut threads = Vec::new();
    for stream in listener.incoming().flatten() {
        let Ok(second) = stream.try_clone() else {
            continue;
        };
        let mut state = shared.state();
        if state.closed {
            break;
        }
        state.connections.push(second);
        drop(state);
        let shared = Arc::clone(shared);
        // A client that goes away in the middle is an error here, and none of the host's.
        threads.push(thread::spawn(move || drop(serve(&stream, &shared))));
    }
    for connection in &shared.state().connections {
        let _ = connection.shutdown(Shutdown::Both);
    }
    for thread in threads {
        let _ = thread.join();
    }
}

/// Answers the requests of one connection until one side ends it.
fn serve(stream: &TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    while let Some(received) = receive(&mut reader)? {
        let reply = {
            let mut state = shared.state();
            state.open += 1;
            state.most_open = state.most_open.max(state.open);
            let reply = match state.replies.get_mut(&received.path) {
                Some(replies) if replies.len() > 1 => replies.pop_front(),
                Some(replies) => replies.front().cloned(),
                None => None,
            };
            state.received.push(received);
            shared.changed.notify_all();
            reply.unwrap_or_else(|| Reply::status(404, "no such path"))
        };
        hold(shared, reply.hold);
        // Before the answer: the client may have its last byte, and ask again, before this thread goes on.
        shared.state().open -= 1;
        if !answer(stream, shared, &reply)? {
            break;
        }
    }
    // The client must see the end, and `connections` keeps a second handle.
    stream.shutdown(Shutdown::Both)
}

/// The next request, or nothing at the end of the connection.
fn receive(reader: &mut impl BufRead) -> std::io::Result<Option<Received>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        lines.push(line.to_owned());
    }
    let path = lines
        .first()
        .and_then(|line| line.split(' ').nth(1))
        .unwrap_or_default()
        .to_owned();
    let headers = lines
        .iter()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Ok(Some(Received { path, headers }))
}

/// Sends an answer. Returns whether the connection can go on.
fn answer(mut stream: &TcpStream, shared: &Shared, reply: &Reply) -> std::io::Result<bool> {
    let mut head = format!("HTTP/1.1 {} Scripted\r\n", reply.status);
    for (name, value) in &reply.headers {
        head = head + name + ": " + value + "\r\n";
    }
    match &reply.body {
        Body::Whole(body) => {
            let length = if reply.status == 304 {
                String::new()
            } else {
                format!("Content-Length: {}\r\n", body.len())
            };
            let mut bytes = format!("{head}{length}\r\n").into_bytes();
            bytes.extend_from_slice(body);
            stream.write_all(&bytes)?;
            Ok(true)
        }
        Body::Truncated(body) => {
            write!(stream, "{head}Content-Length: {}\r\n\r\n", body.len())?;
            stream.write_all(&body[..body.len() / 2])?;
            Ok(false)
        }
        Body::Endless(piece) => {
            write!(stream, "{head}Transfer-Encoding: chunked\r\n\r\n")?;
            for _ in 0..MANY {
                write_chunk(stream, piece)?;
            }
            Ok(false)
        }
        Body::Dripping(piece, pause) => {
            write!(stream, "{head}Transfer-Encoding: chunked\r\n\r\n")?;
            for _ in 0..MANY {
                if waited_until_closed(shared, *pause) {
                    break;
                }
                write_chunk(stream, piece)?;
            }
            Ok(false)
        }
        Body::Dropped => Ok(false),
        Body::Silent => {
            // Ends when the client, or the host, ends the connection.
            stream.read_to_end(&mut Vec::new())?;
            Ok(false)
        }
    }
}

fn write_chunk(mut stream: &TcpStream, piece: &[u8]) -> std::io::Result<()> {
    write!(stream, "{:x}\r\n", piece.len())?;
    stream.write_all(piece)?;
    stream.write_all(b"\r\n")
}

fn hold(shared: &Shared, hold: Hold) {
    const MOMENT: Duration = Duration::from_millis(100);
    let unpoisoned = "no thread panics while it holds the state";
    let state = shared
        .changed
        .wait_while(shared.state(), |state| {
            let waits = match hold {
                Hold::No => false,
                Hold::UntilOpen(requests) => state.most_open < requests,
                Hold::UntilReceived(requests) => state.received.len() < requests,
            };
            waits && !state.closed
        })
        .expect(unpoisoned);
    if let Hold::UntilOpen(requests) = hold {
        let one_too_many = shared.changed.wait_timeout_while(state, MOMENT, |state| {
            state.most_open == requests && !state.closed
        });
        drop(one_too_many.expect(unpoisoned));
    }
}

/// Waits so long, or until the host closes. Returns whether it does.
fn waited_until_closed(shared: &Shared, pause: Duration) -> bool {
    let state = shared.state();
    let (state, _) = shared
        .changed
        .wait_timeout_while(state, pause, |state| !state.closed)
        .expect("no thread panics while it holds the state");
    state.closed
}
