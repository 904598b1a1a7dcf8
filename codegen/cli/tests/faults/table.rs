//! What a host can do to an answer.

use std::time::Duration;

use super::support::host::Reply;
use super::support::host::reply::End;

/// What a person is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// The answer broke off.
    Breaks,
    /// There was no more of it.
    Silent,
    /// It had no end in time.
    Late,
    /// There was more of it than anybody needs.
    TooLarge,
    /// It leads somewhere else: what is said of that, or nothing where no client could follow.
    Redirects(&'static str),
    /// It came, and is something else.
    Body,
}

/// One way to answer badly.
pub(crate) struct Fault {
    pub(crate) name: String,
    pub(crate) reply: Reply,
    pub(crate) says: Says,
    /// Whether it is over before the status and the headers have come.
    pub(crate) in_head: bool,
}

/// A document of JSON, compressed: `{"type": "object"}`.
const COMPRESSED: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xabV*\xa9,HU\xb2RP\xcaO\xcaJM.Q\xaa\x05\x00\x13uV\xe8\x12\x00\x00\x00";

const STATUS: &str = "HTTP/1.1 200 OK\r\n";
const TYPE: &str = "Content-Type: application/json\r\n";

/// Every way, of a host that would send `body`.
pub(crate) fn faults(body: &str) -> Vec<Fault> {
    let mut faults = cuts(body);
    faults.extend(lengths(body));
    faults.extend(chunks(body));
    faults.extend(without_end());
    faults.extend(redirects());
    let encoded = Reply::ok(COMPRESSED).header("Content-Encoding", "gzip");
    faults.push(fault(
        "compressed, which nobody asked for",
        encoded,
        Says::Body,
    ));
    faults
}

/// How long a host waits that says little by little.
const PAUSE: Duration = Duration::from_millis(100);

/// A body that does not end.
pub(crate) fn drips(_: &str) -> Vec<Fault> {
    let reply = Reply::dripping(" ", PAUSE);
    vec![fault("the body comes byte by byte", reply, Says::Late)]
}

/// Faults that take time: a host that says no more while the connection stays, or has not said its headers.
pub(crate) fn silences(body: &str) -> Vec<Fault> {
    let whole = sized(body, &body.len().to_string());
    let headers = STATUS.len() + TYPE.len();
    let open = |at: usize| Reply::raw(&whole.as_bytes()[..at], End::Open);
    let rows = [
        ("nothing comes", open(0), Says::Silent),
        ("no more headers come", open(headers), Says::Silent),
        (
            "headers come byte by byte",
            Reply::raw(whole.clone(), End::Dripped(PAUSE)),
            Says::Silent,
        ),
        ("no last byte comes", open(whole.len() - 1), Says::Silent),
    ];
    let head = ["nothing", "no more headers", "headers"];
    rows.map(|(name, reply, says)| Fault {
        name: name.to_owned(),
        reply,
        says,
        in_head: head.iter().any(|start| name.starts_with(start)),
    })
    .into()
}

fn fault(name: &str, reply: Reply, says: Says) -> Fault {
    Fault {
        name: name.to_owned(),
        reply,
        says,
        in_head: false,
    }
}

fn sized(body: &str, length: &str) -> String {
    format!("{STATUS}{TYPE}Content-Length: {length}\r\n\r\n{body}")
}

fn chunked(chunks: &str) -> String {
    format!("{STATUS}{TYPE}Transfer-Encoding: chunked\r\n\r\n{chunks}")
}

/// The connection ends, or is reset, at every kind of place.
fn cuts(body: &str) -> Vec<Fault> {
    let whole = sized(body, &body.len().to_string());
    let head = whole.len() - body.len();
    let half = body.len() / 2;
    let (first, second) = body.split_at(half);
    let pieces = chunked(&format!(
        "{half:x}\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\nX-Sum: 1\r\n\r\n",
        second.len()
    ));
    let after = |text: &str| pieces.find(text).expect("it is in it") + text.len();
    let in_chunk = after(&first[..first.len() / 2]);
    let places = [
        ("before the status", &whole, 0),
        ("in the status", &whole, "HTTP/1.1 2".len()),
        ("in a header", &whole, STATUS.len() + "Content-T".len()),
        ("between headers and body", &whole, head - 1),
        ("before the body", &whole, head),
        ("in the body", &whole, head + half),
        ("before the last byte", &whole, whole.len() - 1),
        (
            "in the size of a chunk",
            &pieces,
            after("chunked\r\n\r\n") + 1,
        ),
        ("in a chunk", &pieces, in_chunk),
        ("between chunks", &pieces, after(first)),
        ("before the last chunk", &pieces, after(second) + 2),
        ("in the trailer", &pieces, after("X-Su")),
    ];
    let ends = [End::Closed, End::Reset];
    ends.into_iter()
        .flat_map(|end| {
            places.map(|(place, answer, at)| Fault {
                name: format!("{end:?} {place}"),
                reply: Reply::raw(&answer.as_bytes()[..at], end),
                says: Says::Breaks,
                in_head: at < head,
            })
        })
        .collect()
}

/// A length that is not that of the body.
fn lengths(body: &str) -> Vec<Fault> {
    let length = body.len();
    let rows = [
        (
            "a length that is too long",
            (length + 1).to_string(),
            Says::Breaks,
        ),
        (
            "a length that is too short",
            (length - 1).to_string(),
            Says::Body,
        ),
        ("a huge length", i64::MAX.to_string(), Says::TooLarge),
        (
            "a length beyond 64 bits",
            format!("{}0", u64::MAX),
            Says::Breaks,
        ),
        ("a negative length", "-1".to_owned(), Says::Breaks),
        (
            "two lengths",
            format!("{length}\r\nContent-Length: {}", length - 1),
            Says::Breaks,
        ),
    ];
    rows.map(|(name, said, says)| Fault {
        name: name.to_owned(),
        reply: Reply::raw(sized(body, &said), End::Closed),
        says,
        // What a client cannot read of a head is as if it had not come.
        in_head: says == Says::Breaks && name != "a length that is too long",
    })
    .into()
}

/// Chunks whose sizes are not theirs.
fn chunks(body: &str) -> Vec<Fault> {
    let length = body.len();
    let rows = [
        ("a chunk shorter than its size", format!("{:x}", length + 9)),
        ("a chunk longer than its size", format!("{:x}", length - 9)),
        ("a chunk of no size", String::new()),
        ("a chunk of a negative size", "-1".to_owned()),
        ("a chunk with a size in words", "many".to_owned()),
        (
            "a chunk with a size beyond 64 bits",
            "1ffffffffffffffff".to_owned(),
        ),
        (
            "a chunk with a size of 64 bits",
            "ffffffffffffffff".to_owned(),
        ),
        (
            "a chunk with more to say than data",
            format!("{length:x};{}", "x".repeat(1 << 20)),
        ),
    ];
    rows.map(|(name, size)| {
        let answer = chunked(&format!("{size}\r\n{body}\r\n0\r\n\r\n"));
        fault(name, Reply::raw(answer, End::Closed), Says::Breaks)
    })
    .into()
}

/// Answers that go on and on.
fn without_end() -> Vec<Fault> {
    let headers = "X-Header: of no use\r\n".repeat(100_000);
    let rows = [
        (
            "a status without end",
            format!("HTTP/1.1 200 {}", "O".repeat(2 << 20)),
        ),
        (
            "a header without end",
            format!("{STATUS}X-Header: {}", "x".repeat(2 << 20)),
        ),
        ("headers without end", format!("{STATUS}{headers}")),
        ("no HTTP", "SSH-2.0-OpenSSH_9.6\r\n".to_owned()),
    ];
    let mut faults: Vec<Fault> = rows
        .into_iter()
        .map(|(name, answer)| Fault {
            name: name.to_owned(),
            reply: Reply::raw(answer, End::Closed),
            says: Says::Breaks,
            in_head: true,
        })
        .collect();
    faults.push(fault(
        "a body without end",
        Reply::endless(vec![b' '; 1 << 16]),
        Says::TooLarge,
    ));
    faults
}

/// Redirects that are not followed.
fn redirects() -> Vec<Fault> {
    let rows = [
        ("http://example.com/x", "to http://example.com/x"),
        ("https://example.com/x", "to https://example.com/x"),
        // No address that a client asks.
        ("file:///etc/passwd", ""),
        ("ftp://127.0.0.1/x", "to ftp://127.0.0.1/x"),
        ("data:application/json,{}", ""),
        // To itself.
        ("?", "in a loop"),
    ];
    rows.map(|(to, says)| {
        fault(
            &format!("a redirect to {to}"),
            Reply::redirect(to),
            Says::Redirects(says),
        )
    })
    .into()
}
