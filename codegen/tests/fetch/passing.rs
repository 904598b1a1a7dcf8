//! Troubles that may pass: they are tried again, and told when they stay.

use std::cell::RefCell;
use std::time::Duration;

use twilio_events_codegen::net::fetch::{Event, Options};

use super::PATH;
use super::host::{Host, Reply};
use super::{
    ID, LOOK, SCHEMA, TRY_AGAIN, answered_with, bytes, failure, fetcher, id, options, refusal,
    told, unchanged,
};

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
    // A busy machine answers within it.
    let patient = |options: &mut Options| options.timeout = Duration::from_secs(2);
    let (result, requests) = answered_with([Reply::silent(), Reply::ok(SCHEMA)], patient);
    assert_eq!((result.as_deref(), requests), (Ok(SCHEMA), 2));
}

#[test]
fn a_status_that_stays_is_an_error_even_with_a_schema_as_body() {
    assert_eq!(
        refusal(Reply::status(503, SCHEMA), unchanged),
        ("\
Conversations.ConversationStateUpdated/3: http://HOST/Conversations.ConversationStateUpdated/3 answered 503 Service Unavailable (2 attempts)
  help: check the network and try again, or name a mirror with `Options::base` or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as Conversations.ConversationStateUpdated/3.json".to_owned(), 2)
    );
    for (status, reason) in [
        (401, "401 Unauthorized"),
        (304, "304 Not Modified"),
        (204, "204 No Content"),
    ] {
        assert_eq!(
            refusal(Reply::status(status, ""), unchanged),
            (told(&format!("answered {reason}"), None, LOOK), 1)
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
                // Here, since a longer one would have to be waited for.
                assert!(pause <= Duration::from_millis(5), "{pause:?}");
                pauses.borrow_mut().push(pause);
            }
        });
        assert_eq!(bytes(results.remove(0)), SCHEMA);
        pauses.into_inner()
    }
    // No pause is longer than a host may be silent, whatever it asks for.
    let brief = Options {
        backoff: Duration::from_secs(60),
        timeout: Duration::from_millis(300),
        ..options("http://127.0.0.1:1")
    };
    assert_eq!(brief.max_pause, Duration::from_secs(30), "it is longer");
    for retry_after in [Some("3600"), None] {
        let host = Host::start();
        let mut trouble = Reply::status(503, "");
        if let Some(value) = retry_after {
            trouble = trouble.header("Retry-After", value);
        }
        host.on(PATH, [trouble, Reply::ok(SCHEMA)]);
        let options = Options {
            base: host.url().parse().expect("it is one"),
            ..brief.clone()
        };
        let longest = options.timeout;
        fetcher(options).fetch_all(&[id(ID).into()], |event| {
            if let Event::Retry { pause, .. } = event {
                assert!(pause <= longest, "{pause:?}");
            }
        });
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
fn a_trouble_that_stays_is_told_with_its_cause() {
    /// An answer, what is set, and what is said of it, with its cause.
    type Row = (Reply, fn(&mut Options), &'static str, Option<&'static str>);
    let timeout = |options: &mut Options| options.timeout = Duration::from_millis(200);
    let deadline = |options: &mut Options| options.deadline = Duration::from_millis(200);
    let (moment, long) = (Duration::from_millis(10), Duration::from_secs(3600));
    let (broke, silent) = ("broke off its answer", "was silent for 200ms");
    let late = "did not end its answer within 200ms";
    let rows: [Row; 5] = [
        (
            Reply::truncated(SCHEMA),
            unchanged,
            broke,
            Some("end of file before message length reached"),
        ),
        (
            Reply::dropped(),
            unchanged,
            broke,
            Some("connection closed before message completed"),
        ),
        (Reply::silent(), timeout, silent, None),
        (Reply::dripping(" ", long), timeout, silent, None),
        (Reply::dripping(" ", moment), deadline, late, None),
    ];
    for (reply, patience, what, cause) in rows {
        let expected = told(&format!("{what} (2 attempts)"), cause, TRY_AGAIN);
        assert_eq!(refusal(reply, patience), (expected, 2));
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
  help: check the network and try again, or name a mirror with `Options::base` or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as A.B/1.json")
    );
    assert_eq!(
        failure(base, second),
        "\
A.B/2: http://HOST/A.B/2 was not tried, since its host cannot be reached
  help: check the network and try again, or name a mirror with `Options::base` or TWILIO_EVENTS_BASE_URL, or put the document into the snapshot as A.B/2.json"
    );
    assert_eq!(
        reasons.into_inner(),
        ["http://127.0.0.1:1/A.B/1 cannot be reached"]
    );
}
