//! Downloads over real HTTP, from a host on loopback that misbehaves in every way it can.

#[path = "../../cli/tests/support/host.rs"]
#[allow(dead_code, unreachable_pub)]
mod host;
mod passing;
mod refused;
mod said;
mod settings;

use std::cell::RefCell;
use std::time::Duration;

use host::{Host, Reply};
use twilio_events_codegen::error::Error;
use twilio_events_codegen::net::fetch::{
    Download, Event, Failure, Fetched, Fetcher, Options, Request, Validators,
};
use twilio_events_codegen::project::id::DocumentId;

const ID: &str = "Conversations.ConversationStateUpdated/3";
const PATH: &str = "/Conversations.ConversationStateUpdated/3";
const SCHEMA: &str = r#"{"$id":"https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/3","type":"object"}"#;

fn id(text: &str) -> DocumentId {
    text.parse().expect("the tests name legal ids")
}

/// Options that ask `base`, lose no time between attempts, and soon give up on a test that fails.
fn options(base: &str) -> Options {
    Options {
        base: base.parse().expect("the tests name legal hosts"),
        timeout: Duration::from_secs(5),
        deadline: Duration::from_secs(5),
        backoff: Duration::ZERO,
        ..Options::default()
    }
}

fn fetcher(options: Options) -> Fetcher {
    Fetcher::new(options).expect("http needs no certificates")
}

fn fetch(options: Options, request: impl Into<Request>) -> Result<Fetched, Failure> {
    let mut results = fetcher(options).fetch_all(&[request.into()], |_| {});
    assert_eq!(results.len(), 1);
    results.remove(0)
}

fn bytes(result: Result<Fetched, Failure>) -> String {
    match result {
        Ok(Fetched::New(Download { bytes, .. })) => {
            String::from_utf8(bytes).expect("the host sends text")
        }
        other => panic!("no document: {other:?}"),
    }
}

/// The text of the error, with the host's address taken out.
fn failure(base: &str, result: Result<Fetched, Failure>) -> String {
    let error = Error::from(result.expect_err("this must fail"));
    error.to_string().replace(base, "http://HOST")
}

/// Fetches one document from a host that answers with `replies`; returns the result and how many requests it took.
fn answered_with(
    replies: impl IntoIterator<Item = Reply>,
    change: impl FnOnce(&mut Options),
) -> (Result<String, String>, usize) {
    let host = Host::start();
    host.on(PATH, replies);
    let mut options = options(&host.url());
    change(&mut options);
    let result = match fetch(options, id(ID)) {
        Ok(fetched) => Ok(bytes(Ok(fetched))),
        failed => Err(failure(&host.url(), failed)),
    };
    (result, host.received().len())
}

/// The whole text of an error: what the host did, why, and the first way out.
fn told(what: &str, cause: Option<&str>, way_out: &str) -> String {
    let cause = cause.map_or(String::new(), |cause| format!("\n  cause: {cause}"));
    format!(
        "{ID}: http://HOST{PATH} {what}{cause}\n  help: {way_out}, or name a mirror with `Options::base` or \
         TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as {ID}.json"
    )
}

/// The first way out where the network is at fault.
const TRY_AGAIN: &str = "check the network and try again";

/// The first way out where the answer is at fault.
const LOOK: &str =
    "open the URL in a browser, since a proxy or a sign-in page may answer in its place";

/// What a document gets whose answers are all `reply`, with one retry.
fn refusal(reply: Reply, change: impl FnOnce(&mut Options)) -> (String, usize) {
    let (result, requests) = answered_with([reply], |options| {
        options.retries = 1;
        change(options);
    });
    (result.expect_err("this must fail"), requests)
}

fn unchanged(_: &mut Options) {}

#[test]
fn a_document_comes_as_it_is() {
    let host = Host::start();
    let text = format!("\n {SCHEMA} \n");
    host.on(PATH, [Reply::ok(text.clone())]);
    assert_eq!(bytes(fetch(options(&host.url()), id(ID))), text);

    let received = host.received();
    assert_eq!(received.len(), 1);
    assert_eq!(
        received[0].header("user-agent"),
        Some(concat!("twilio-events-codegen/", env!("CARGO_PKG_VERSION")))
    );
    assert_eq!(received[0].header("accept-encoding"), Some("identity"));
    assert_eq!(received[0].header("authorization"), None);
}

#[test]
fn several_come_at_once_but_never_more_than_asked_and_in_order() {
    let host = Host::start();
    let ids: Vec<DocumentId> = (1..=40).map(|n| id(&format!("A.B/{n}"))).collect();
    let body = |id: &DocumentId| format!(r#"{{"$id":"{id}"}}"#);
    for id in &ids {
        let reply = Reply::ok(body(id));
        // The first one keeps its place until all others have come through the remaining three.
        let reply = match id.version {
            1 => reply.held_until_received(ids.len()),
            _ => reply.held_until_open(4),
        };
        host.on(&format!("/{id}"), [reply]);
    }
    let options = Options {
        concurrency: 4,
        ..options(&host.url())
    };
    let done = RefCell::new(Vec::new());
    let requests: Vec<Request> = ids.iter().cloned().map(Request::from).collect();
    let fetcher = fetcher(options);
    let results = fetcher.fetch_all(&requests, |event| {
        if let Event::Done { id, .. } = event {
            done.borrow_mut().push(id.clone());
        }
    });
    let bodies: Vec<String> = results.into_iter().map(bytes).collect();
    assert_eq!(bodies, ids.iter().map(body).collect::<Vec<_>>());
    assert_eq!(host.most_open(), 4);
    assert_eq!(host.received().len(), 40);
    assert_eq!(host.connections(), 4, "connections are kept");

    let mut done = done.into_inner();
    assert_ne!(done[0], ids[0], "they are told as they come");
    done.sort();
    assert_eq!(done, ids);
}

#[test]
fn nothing_asked_is_nothing_done() {
    let host = Host::start();
    assert_eq!(
        fetcher(options(&host.url())).fetch_all(&[], |_| {}).len(),
        0
    );
    assert_eq!(host.connections(), 0);
}

#[test]
fn an_unchanged_document_does_not_come_again() {
    let host = Host::start();
    let new = Reply::ok(SCHEMA)
        .header("ETag", "\"a\"")
        .header("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT");
    host.on(PATH, [new, Reply::status(304, "")]);
    let fetcher = fetcher(options(&host.url()));
    let ask = |request: Request| fetcher.fetch_all(&[request], |_| {}).remove(0);

    let Ok(Fetched::New(first)) = ask(id(ID).into()) else {
        panic!("no document")
    };
    let validators = Validators {
        etag: Some("\"a\"".to_owned()),
        last_modified: Some("Wed, 21 Oct 2015 07:28:00 GMT".to_owned()),
    };
    assert_eq!(first.validators, validators);
    let id = id(ID);
    let again = ask(Request { id, validators });
    assert!(matches!(again, Ok(Fetched::NotModified)), "{again:?}");

    let [first, second] = host.received().try_into().expect("two requests");
    assert_eq!(first.header("if-none-match"), None);
    assert_eq!(first.header("if-modified-since"), None);
    assert_eq!(second.header("if-none-match"), Some("\"a\""));
    assert_eq!(
        second.header("if-modified-since"),
        Some("Wed, 21 Oct 2015 07:28:00 GMT")
    );
    assert_eq!(host.connections(), 1, "the connection is kept");
}
