//! A schema host on loopback that answers as it is told to, also badly.

#[path = "reply.rs"]
pub mod reply;

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Read};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use socket2::SockRef;

pub use self::reply::Reply;
use self::reply::{Connection, Hold};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
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
    /// Those that are still there, by their number.
    connections: HashMap<usize, TcpStream>,
    accepted: usize,
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

    /// Says how to answer requests for a path, with any query where it has none: one reply each, and the last for all that follow.
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
        self.shared.state().accepted
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
        let number = state.accepted;
        state.accepted += 1;
        state.connections.insert(number, second);
        drop(state);
        let shared = Arc::clone(shared);
        threads.push(thread::spawn(move || {
            // A client that goes away in the middle is an error here, and none of the host's.
            let resets = matches!(serve(&stream, &shared), Ok(Connection::Resets));
            if resets {
                let _ = SockRef::from(&stream).set_linger(Some(Duration::ZERO));
            } else {
                let _ = stream.shutdown(Shutdown::Both);
            }
            // The other handle, or a connection would not be reset.
            shared.state().connections.remove(&number);
        }));
    }
    for connection in shared.state().connections.values() {
        let _ = connection.shutdown(Shutdown::Both);
    }
    for thread in threads {
        let _ = thread.join();
    }
}

/// Answers the requests of one connection until one side ends it.
fn serve(stream: &TcpStream, shared: &Shared) -> std::io::Result<Connection> {
    let mut reader = BufReader::new(stream);
    while let Some(received) = receive(&mut reader)? {
        let reply = {
            let mut state = shared.state();
            state.open += 1;
            state.most_open = state.most_open.max(state.open);
            let without_query = received.path.split('?').next().unwrap_or_default();
            let known = state.replies.contains_key(&received.path);
            let path = if known { &received.path } else { without_query };
            let reply = match state.replies.get_mut(path) {
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
        let connection = reply.send(stream, |pause| waited_until_closed(shared, pause))?;
        if connection != Connection::Goes {
            return Ok(connection);
        }
    }
    Ok(Connection::Ends)
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
    let mut received = Received {
        path,
        headers,
        body: String::new(),
    };
    let length = received.header("content-length");
    let length = length.and_then(|length| length.parse().ok()).unwrap_or(0);
    reader.take(length).read_to_string(&mut received.body)?;
    Ok(Some(received))
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
