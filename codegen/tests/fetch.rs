//! Downloads over real HTTP, from a host on loopback that misbehaves in every way it can.

mod support;

use std::cell::RefCell;
use std::process::Command;
use std::time::Duration;

use support::host::{Host, Reply};
use twilio_events_codegen::error::Error;
use twilio_events_codegen::fetch::{
    BaseUrl, Download, Event, Failure, Fetched, Fetcher, Options, Request, Validators, check_body,
    offline_from_env,
};
use twilio_events_codegen::id::DocumentId;

const ID: &str = "Conversations.ConversationStateUpdated/3";
const PATH: &str = "/Conversations.ConversationStateUpdated/3";
const SCHEMA: &str = r#"{"$id":"https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/3","type":"object"}"#;

fn id(text: &str) -> DocumentId {
    text.parse().expect("the tests name legal ids")
}

/// Options that ask `base` and lose no time between attempts.
fn options(base: &str) -> Options {
    Options {
        base: base.parse().expect("the tests name legal hosts"),
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
fn a_base_url_may_have_a_path_and_a_user() {
    let host = Host::start();
    host.on(&format!("/mirror{PATH}"), [Reply::ok(SCHEMA)]);
    let base = host.url().replace("//", "//me:secret@") + "/mirror/";
    let options = options(&base);
    assert_eq!(options.base.to_string(), host.url() + "/mirror/");
    assert!(!format!("{options:?}").contains("secret"));
    assert_eq!(
        fetcher(options.clone()).url(&id(ID)),
        format!("{}/mirror{PATH}", host.url())
    );
    assert_eq!(bytes(fetch(options.clone(), id(ID))), SCHEMA);
    assert_eq!(
        host.received()[0].header("authorization"),
        Some("Basic bWU6c2VjcmV0")
    );

    let mut offline = options.clone();
    offline.offline = true;
    for options in [options, offline] {
        for reply in [
            Reply::status(500, ""),
            Reply::dropped(),
            Reply::ok("{}"),
            Reply::redirect("http://me:secret@example.com/"),
        ] {
            host.on(&format!("/mirror{PATH}"), [reply]);
            let told = RefCell::new(Vec::new());
            let mut results = fetcher(options.clone()).fetch_all(&[id(ID).into()], |event| {
                told.borrow_mut().push(format!("{event:?}"));
            });
            let text = failure(&host.url(), results.remove(0)) + &told.into_inner().concat();
            assert!(!text.contains("secret"), "{text}");
        }
    }
}

#[test]
fn no_such_version_is_told_apart_and_asked_once() {
    for (status, reason) in [(404, "404 Not Found"), (403, "403 Forbidden")] {
        let host = Host::start();
        host.on(PATH, [Reply::status(status, SCHEMA)]);
        let result = fetch(options(&host.url()), id(ID));
        assert!(
            matches!(result, Err(Failure::NoSuchVersion(_))),
            "{result:?}"
        );
        let expected = "\
Conversations.ConversationStateUpdated/3: http://HOST/Conversations.ConversationStateUpdated/3 answered STATUS: there is no such version
  help: check schema id and version, or name a mirror with --base-url or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as Conversations.ConversationStateUpdated/3.json";
        assert_eq!(
            failure(&host.url(), result),
            expected.replace("STATUS", reason)
        );
        assert_eq!(host.received().len(), 1);
    }
}

#[test]
fn passing_troubles_pass() {
    for trouble in [
        Reply::status(408, ""),
        Reply::status(429, ""),
        Reply::status(500, ""),
        Reply::status(503, SCHEMA),
        Reply::dropped(),
        Reply::truncated(SCHEMA),
    ] {
        let (result, requests) =
            answered_with([trouble.clone(), trouble, Reply::ok(SCHEMA)], unchanged);
        assert_eq!((result.as_deref(), requests), (Ok(SCHEMA), 3));
    }
    let patient = |options: &mut Options| options.timeout = Duration::from_millis(200);
    let (result, requests) = answered_with([Reply::silent(), Reply::ok(SCHEMA)], patient);
    assert_eq!((result.as_deref(), requests), (Ok(SCHEMA), 2));
}

#[test]
fn a_status_that_stays_is_an_error_even_with_a_schema_as_body() {
    assert_eq!(
        refusal(Reply::status(503, SCHEMA), unchanged),
        ("\
Conversations.ConversationStateUpdated/3: http://HOST/Conversations.ConversationStateUpdated/3 answered 503 Service Unavailable (2 attempts)
  help: check the network and try again, or name a mirror with --base-url or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as Conversations.ConversationStateUpdated/3.json".to_owned(), 2)
    );
    for (status, reason) in [
        (401, "401 Unauthorized"),
        (304, "304 Not Modified"),
        (204, "204 No Content"),
    ] {
        let (text, requests) = refusal(Reply::status(status, ""), unchanged);
        let first_line = text.lines().next().unwrap_or_default();
        assert_eq!(
            (first_line, requests),
            (
                &*format!(
                    "Conversations.ConversationStateUpdated/3: http://HOST/Conversations.ConversationStateUpdated/3 answered {reason}"
                ),
                1
            )
        );
    }
}

#[test]
fn retry_after_sets_the_pause() {
    /// The pauses before the attempts after the first one.
    fn pauses(retry_after: Option<&str>) -> Vec<Duration> {
        let host = Host::start();
        let mut trouble = Reply::status(429, "");
        if let Some(value) = retry_after {
            trouble = trouble.header("Retry-After", value);
        }
        host.on(PATH, [trouble.clone(), trouble, Reply::ok(SCHEMA)]);
        let options = Options {
            backoff: Duration::from_millis(1),
            max_pause: Duration::from_millis(5),
            ..options(&host.url())
        };
        let pauses = RefCell::new(Vec::new());
        let mut results = fetcher(options).fetch_all(&[id(ID).into()], |event| {
            if let Event::Retry { pause, .. } = event {
                pauses.borrow_mut().push(pause);
            }
        });
        assert_eq!(bytes(results.remove(0)), SCHEMA);
        pauses.into_inner()
    }
    let (zero, most) = (Duration::ZERO, Duration::from_millis(5));
    assert_eq!(pauses(Some("0")), [zero, zero]);
    assert_eq!(pauses(Some("3600")), [most, most]);
    assert_eq!(pauses(Some("Wed, 21 Oct 2015 07:28:00 GMT")), [zero, zero]);
    assert_eq!(pauses(Some("Fri, 31 Dec 9999 23:59:59 GMT")), [most, most]);
    // Without it, or with nonsense in it: 1 ms, then 2 ms, each less up to a half.
    for nonsense in [None, Some("soon"), Some("-1")] {
        let pauses = pauses(nonsense);
        let micros = |from, to| Duration::from_micros(from)..=Duration::from_micros(to);
        assert_eq!(pauses.len(), 2);
        assert!(micros(500, 1000).contains(&pauses[0]), "{pauses:?}");
        assert!(micros(1000, 2000).contains(&pauses[1]), "{pauses:?}");
    }
    let (text, _) = refusal(
        Reply::status(503, "").header("Retry-After", "3600"),
        |options| options.max_pause = Duration::ZERO,
    );
    assert!(
        text.contains("answered 503 Service Unavailable and asks to wait 3600s (2 attempts)"),
        "{text}"
    );
}

#[test]
fn an_answer_that_always_breaks_off_is_an_error() {
    let expected = "\
Conversations.ConversationStateUpdated/3: http://HOST/Conversations.ConversationStateUpdated/3 broke off its answer (2 attempts)
  cause: CAUSE
  help: check the network and try again, or name a mirror with --base-url or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as Conversations.ConversationStateUpdated/3.json";
    for (reply, cause) in [
        (
            Reply::truncated(SCHEMA),
            "end of file before message length reached",
        ),
        (
            Reply::dropped(),
            "connection closed before message completed",
        ),
    ] {
        assert_eq!(
            refusal(reply, unchanged),
            (expected.replace("CAUSE", cause), 2)
        );
    }
}

#[test]
fn an_oversized_body_is_not_read_to_its_end() {
    let limit = SCHEMA.len() as u64;
    let (result, _) = answered_with([Reply::ok(SCHEMA)], |options| options.max_bytes = limit);
    assert_eq!(
        result.as_deref(),
        Ok(SCHEMA),
        "the limit itself is within the limit"
    );

    let expected = "\
Conversations.ConversationStateUpdated/3: http://HOST/Conversations.ConversationStateUpdated/3 answered with more than LIMIT bytes, which is the limit
  help: open the URL in a browser, since a proxy or a sign-in page may answer in its place, or name a mirror with --base-url or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as Conversations.ConversationStateUpdated/3.json";
    for reply in [
        Reply::ok(SCHEMA),
        // Only half of it comes: the length alone is enough to refuse it, and to refuse it for good.
        Reply::truncated(SCHEMA),
        Reply::endless("{\"type\":"),
        Reply::endless(" ".repeat(1 << 16)),
    ] {
        let below = limit - 1;
        let (text, requests) = refusal(reply, |options| options.max_bytes = below);
        assert_eq!(
            (text, requests),
            (expected.replace("LIMIT", &below.to_string()), 1)
        );
    }
}

#[test]
fn a_slow_drip_ends_at_the_deadline() {
    let drip = Reply::dripping(" ", Duration::from_millis(10));
    assert_eq!(
        refusal(drip, |options| options.deadline = Duration::from_millis(200)),
        ("\
Conversations.ConversationStateUpdated/3: http://HOST/Conversations.ConversationStateUpdated/3 did not end its answer within 200ms (2 attempts)
  help: check the network and try again, or name a mirror with --base-url or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as Conversations.ConversationStateUpdated/3.json".to_owned(), 2)
    );
}

#[test]
fn silence_ends_at_the_timeout() {
    let expected = "\
Conversations.ConversationStateUpdated/3: http://HOST/Conversations.ConversationStateUpdated/3 was silent for 200ms (2 attempts)
  help: check the network and try again, or name a mirror with --base-url or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as Conversations.ConversationStateUpdated/3.json";
    for reply in [
        Reply::silent(),
        Reply::dripping(" ", Duration::from_secs(3600)),
    ] {
        let (text, requests) = refusal(reply, |options| {
            options.timeout = Duration::from_millis(200);
        });
        assert_eq!((&*text, requests), (expected, 2));
    }
}

#[test]
fn redirects_are_followed_within_limits() {
    let host = Host::start();
    let to = |n: usize| Reply::redirect(&format!("/{n}"));
    host.on(PATH, [to(1)]);
    for n in 1..5 {
        host.on(&format!("/{n}"), [to(n + 1)]);
    }
    host.on("/5", [Reply::ok(SCHEMA)]);
    assert_eq!(bytes(fetch(options(&host.url()), id(ID))), SCHEMA);

    let expected = "\
Conversations.ConversationStateUpdated/3: http://HOST/Conversations.ConversationStateUpdated/3 redirects WHY
  help: open the URL in a browser, since a proxy or a sign-in page may answer in its place, or name a mirror with --base-url or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as Conversations.ConversationStateUpdated/3.json";
    let refused = |last: Reply, why: &str| {
        host.on("/5", [last]);
        let text = failure(&host.url(), fetch(options(&host.url()), id(ID)));
        assert_eq!(text, expected.replace("WHY", why));
    };
    refused(to(6), "more than 5 times");
    refused(to(3), "in a loop");
    host.on(PATH, [to(5)]);
    refused(Reply::redirect(PATH), "in a loop");
    let elsewhere = "which is not followed: https stays https, and http stays on this machine";
    for target in ["http://example.com/x", "https://example.com/x"] {
        refused(
            Reply::redirect(target),
            &format!("to {target}, {elsewhere}"),
        );
    }
}

#[test]
fn a_body_that_is_not_the_schema_is_refused_for_good() {
    let expected = "\
Conversations.ConversationStateUpdated/3: http://HOST/Conversations.ConversationStateUpdated/3 answered with something else than this schema
  cause: CAUSE
  help: open the URL in a browser, since a proxy or a sign-in page may answer in its place, or name a mirror with --base-url or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as Conversations.ConversationStateUpdated/3.json";
    let bodies: [(&[u8], &str); 10] = [
        (
            b"\n<!DOCTYPE html>\n<title>Sign in</title>",
            r#"the body is HTML or XML, not JSON: it begins with "<!DOCTYPE html>\n<title>Sign in</title>""#,
        ),
        (
            b"[{}]",
            r#"the body is JSON but no object, so no schema: it begins with "[{}]""#,
        ),
        (
            b"",
            "the body is not JSON: it begins with \"\"\n  cause: EOF while parsing a value at line 1 column 0",
        ),
        (
            b"{\"type\":",
            "the body is not JSON: it begins with \"{\\\"type\\\":\"\n  cause: EOF while parsing a value at line 1 column 8",
        ),
        (
            b"{\"type\": \"\xff\"}",
            "the body is not UTF-8 text\n  cause: invalid utf-8 sequence of 1 bytes from index 10",
        ),
        (
            b"{}",
            r#"the body is a JSON object but no schema: it has neither `type` nor `properties` nor `$ref` nor `$schema`; it begins with "{}""#,
        ),
        (
            br#"{"type":"about:blank","status":404}"#,
            r#"the body is a JSON object but no schema: it has neither `type` nor `properties` nor `$ref` nor `$schema`; it begins with "{\"type\":\"about:blank\",\"status\":404}""#,
        ),
        (
            br#"{"$id":"https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2"}"#,
            r#"the body is another schema: asked for was Conversations.ConversationStateUpdated/3, and its `$id` is "https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2""#,
        ),
        (
            br#"{"$id":"https://events-schemas.twilio.com/My.Conversations.ConversationStateUpdated/3"}"#,
            r#"the body is another schema: asked for was Conversations.ConversationStateUpdated/3, and its `$id` is "https://events-schemas.twilio.com/My.Conversations.ConversationStateUpdated/3""#,
        ),
        (
            br#"{"$id":3,"type":"object"}"#,
            "the body is another schema: asked for was Conversations.ConversationStateUpdated/3, and its `$id` is 3",
        ),
    ];
    for (body, cause) in bodies {
        assert_eq!(
            refusal(Reply::ok(body), unchanged),
            (expected.replace("CAUSE", cause), 1)
        );
    }
    let deep = format!("{{\"type\":{}", "[".repeat(1 << 20));
    let (text, _) = refusal(Reply::ok(deep), unchanged);
    assert!(text.contains("recursion limit exceeded"), "{text}");
}

#[test]
fn what_a_schema_can_look_like_passes() {
    for body in [
        r#"{"type":"object"}"#,
        r#"{"type":["object","null"]}"#,
        r#"{"properties":{}}"#,
        r##"{"$ref":"#/definitions/A"}"##,
        r#"{"$schema":"https://events-schemas.twilio.com/vocabulary/twilio"}"#,
        r#"{"definitions":{}}"#,
        r#"{"oneOf":[]}"#,
        r#"{"$id":"https://events-schemas.stage.twilio.com/Conversations.ConversationStateUpdated/3.json"}"#,
        r#"{"$id":"http://example.com/a/b/Conversations.ConversationStateUpdated/3#"}"#,
        r#"{"$id":"Conversations.ConversationStateUpdated/3"}"#,
    ] {
        check_body(&id(ID), body.as_bytes()).expect(body);
    }
}

#[test]
fn a_host_that_is_not_there_is_told_once() {
    // Nothing listens on port 1, and no test is given it.
    let base = "http://127.0.0.1:1";
    let refused = std::net::TcpStream::connect("127.0.0.1:1").expect_err("nothing listens there");
    let options = Options {
        retries: 1,
        concurrency: 1,
        ..options(base)
    };
    let reasons = RefCell::new(Vec::new());
    let requests = [id("A.B/1").into(), id("A.B/2").into()];
    let [first, second] = fetcher(options)
        .fetch_all(&requests, |event| {
            if let Event::Retry { reason, .. } = event {
                reasons.borrow_mut().push(reason.to_owned());
            }
        })
        .try_into()
        .expect("two results for two requests");
    assert_eq!(
        failure(base, first),
        format!("\
A.B/1: http://HOST/A.B/1 cannot be reached (2 attempts)
  cause: {refused}
  help: check the network and try again, or name a mirror with --base-url or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as A.B/1.json")
    );
    assert_eq!(
        failure(base, second),
        "\
A.B/2: http://HOST/A.B/2 was not tried, since its host cannot be reached
  help: check the network and try again, or name a mirror with --base-url or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as A.B/2.json"
    );
    assert_eq!(
        reasons.into_inner(),
        ["http://127.0.0.1:1/A.B/1 cannot be reached"]
    );
}

#[test]
fn offline_opens_no_socket() {
    let host = Host::start();
    host.on(PATH, [Reply::ok(SCHEMA)]);
    let options = Options {
        offline: true,
        ..options(&host.url())
    };
    let result = fetch(options, id(ID));
    assert_eq!(
        failure(&host.url(), result),
        "\
Conversations.ConversationStateUpdated/3: http://HOST/Conversations.ConversationStateUpdated/3 is not asked while offline
  help: allow downloads once (no --offline, no TWILIO_EVENTS_OFFLINE, no CARGO_NET_OFFLINE), or name a mirror with --base-url or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as Conversations.ConversationStateUpdated/3.json"
    );
    assert_eq!(host.connections(), 0);
}

#[test]
fn several_come_at_once_but_never_more_than_asked_and_in_order() {
    let host = Host::start();
    let ids: Vec<DocumentId> = (1..=40).map(|n| id(&format!("A.B/{n}"))).collect();
    let body = |id: &DocumentId| format!(r#"{{"$id":"{id}"}}"#);
    for id in &ids {
        // The first one fails once, so that it ends after others.
        let replies =
            [Reply::status(503, ""), Reply::ok(body(id))].map(|reply| reply.held_until(4));
        let skip = usize::from(id.version > 1);
        host.on(&format!("/{id}"), replies.into_iter().skip(skip));
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
    assert_eq!(host.received().len(), 41);
    assert_eq!(host.connections(), 4, "connections are kept");

    let mut done = done.into_inner();
    assert_ne!(done[0], ids[0], "they end in an order of their own");
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

#[test]
fn a_base_url_is_https_or_loopback() {
    for good in [
        "https://events-schemas.twilio.com",
        "https://mirror.example/a/b",
        "http://127.0.0.1:8080",
        "http://127.9.9.9",
        "http://localhost:80",
        "http://[::1]:8080",
    ] {
        good.parse::<BaseUrl>().expect(good);
    }
    assert_eq!(
        BaseUrl::default(),
        "https://events-schemas.twilio.com".parse().expect("good")
    );
    let help = "\n  help: write it as https://events-schemas.twilio.com; http is for loopback hosts alone, as in http://127.0.0.1:8080";
    for (bad, error) in [
        (
            "http://mirror.example",
            r#"the base URL "http://mirror.example" is plain http to another machine, and anyone between could change the schemas"#,
        ),
        (
            "http://me:se@cret@localhost.example/x",
            r#"the base URL "...@localhost.example/x" is plain http to another machine, and anyone between could change the schemas"#,
        ),
        (
            "mirror.example",
            "the base URL \"mirror.example\" is no URL\n  cause: relative URL without a base",
        ),
        (
            "https://me:secret@:x",
            "the base URL \"...@:x\" is no URL\n  cause: empty host",
        ),
        (
            "file:///schemas",
            r#"the base URL "file:///schemas" is neither https nor http"#,
        ),
        (
            "https://mirror.example/?key=1",
            r#"the base URL "https://mirror.example/?key=1" has a query or a fragment, and document names could not follow them"#,
        ),
    ] {
        let text = bad.parse::<BaseUrl>().expect_err(bad).to_string();
        assert_eq!(text, format!("{error}{help}"));
    }
}

/// This test binary, to run one of its tests in another process: variables can only be set there.
fn another_process(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a test has a file"));
    command.args(["--exact", test, "--nocapture"]);
    command
}

#[test]
fn a_proxy_is_not_asked_for_a_loopback_host() {
    // No proxy listens on port 1.
    let proxy = "http://127.0.0.1:1";
    let output = another_process("a_document_comes_as_it_is")
        .envs([("HTTP_PROXY", proxy), ("ALL_PROXY", proxy)])
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .expect("the test runs itself");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("1 passed"), "{text}");
}

/// The second half runs in another process.
#[test]
fn the_environment_decides() {
    const NAME: &str = "the_environment_decides";
    const ASKED: &str = "TWILIO_EVENTS_TEST_PRINTS_ENVIRONMENT";
    if std::env::var_os(ASKED).is_some() {
        match Options::from_env() {
            Ok(Options { base, offline, .. }) => {
                assert_eq!(offline, offline_from_env());
                println!("<{base} offline={offline}>");
            }
            Err(error) => println!("<{error}>"),
        }
        return;
    }
    let said = |variables: &[(&str, &str)]| {
        let output = another_process(NAME)
            .env_remove("TWILIO_EVENTS_BASE_URL")
            .env_remove("TWILIO_EVENTS_OFFLINE")
            .env_remove("CARGO_NET_OFFLINE")
            .env(ASKED, "1")
            .envs(variables.iter().copied())
            .output()
            .expect("the test runs itself");
        let output = String::from_utf8(output.stdout).expect("it prints text");
        let (_, said) = output.split_once('<').expect("it prints <...>");
        said.split_once('>').expect("it prints <...>").0.to_owned()
    };
    let host = "https://events-schemas.twilio.com/";
    for (variables, offline) in [
        (&[][..], false),
        (&[("TWILIO_EVENTS_OFFLINE", "1")], true),
        (&[("TWILIO_EVENTS_OFFLINE", "true")], true),
        (&[("TWILIO_EVENTS_OFFLINE", "")], false),
        (&[("TWILIO_EVENTS_OFFLINE", "0")], false),
        (&[("CARGO_NET_OFFLINE", "true")], true),
        (&[("CARGO_NET_OFFLINE", "false")], false),
        (
            &[
                ("CARGO_NET_OFFLINE", "true"),
                ("TWILIO_EVENTS_OFFLINE", "0"),
            ],
            true,
        ),
    ] {
        assert_eq!(
            said(variables),
            format!("{host} offline={offline}"),
            "{variables:?}"
        );
    }
    let base = "TWILIO_EVENTS_BASE_URL";
    assert_eq!(said(&[(base, "")]), format!("{host} offline=false"));
    assert_eq!(
        said(&[(base, "http://localhost:1")]),
        "http://localhost:1/ offline=false"
    );
    assert_eq!(
        said(&[(base, "http://me:secret@example.com")]),
        "\
TWILIO_EVENTS_BASE_URL cannot be used
  cause: the base URL \"...@example.com\" is plain http to another machine, and anyone between could change the schemas
  help: write it as https://events-schemas.twilio.com; http is for loopback hosts alone, as in http://127.0.0.1:8080"
    );
}
