//! Base URLs, the environment, and being offline.

use std::cell::RefCell;
use std::process::Command;

use twilio_events_codegen::net::fetch::{BaseUrl, Options, offline_from_env};

use super::host::{Host, Reply};
use super::{ID, PATH, SCHEMA, bytes, failure, fetch, fetcher, id, options, told};

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
            r#"the base URL "http://mirror.example" is plain http to another machine, and anyone between could change the answers"#,
        ),
        (
            "http://me:se@cret@localhost.example/x",
            r#"the base URL "...@localhost.example/x" is plain http to another machine, and anyone between could change the answers"#,
        ),
        (
            "mirror.example",
            "the base URL \"mirror.example\" is not a URL\n  cause: relative URL without a base",
        ),
        (
            "https://me:secret@:x",
            "the base URL \"...@:x\" is not a URL\n  cause: empty host",
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
fn offline_opens_no_socket() {
    let host = Host::start();
    host.on(PATH, [Reply::ok(SCHEMA)]);
    let options = Options {
        offline: true,
        ..options(&host.url())
    };
    let result = fetch(options, id(ID));
    let expected = told(
        "is not asked while offline",
        None,
        "allow downloads once (no `Options::offline`, no TWILIO_EVENTS_OFFLINE, no CARGO_NET_OFFLINE)",
    );
    assert_eq!(failure(&host.url(), result), expected);
    assert_eq!(host.connections(), 0);
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
    const NAME: &str = "settings::the_environment_decides";
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
  cause: the base URL \"...@example.com\" is plain http to another machine, and anyone between could change the answers
  help: write it as https://events-schemas.twilio.com; http is for loopback hosts alone, as in http://127.0.0.1:8080"
    );
}
