//! `outdated` with credentials: the REST API, as far as its documentation tells.

use super::support::ran::Ran;

use serde_json::{Value, json};

use super::run;
use super::support::host::{Host, Reply};
use super::support::project::{ID, Project};
use super::support::site;

const SID: &str = "AC00000000000000000000000000000001";
const TOKEN: &str = "the auth token of this account";
/// `SID:TOKEN` in base64.
const BASIC: &str = "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTp0aGUgYXV0aCB0b2tlbiBvZiB0aGlzIGFjY291bnQ=";
const TYPE: &str = "com.twilio.conversations.conversation-state.updated";
const PAGE: &str =
    "https://www.twilio.com/docs/events/event-types/conversations/conversation-state";
const TYPES: &str = "/v1/Types?PageSize=1000";

fn page(key: &str, rows: Value, next: Option<&str>) -> Reply {
    let mut page = json!({"meta": {"key": key, "page": 0, "next_page_url": next}});
    page[key] = rows;
    Reply::ok(page.to_string())
}

fn versions(schema: &str) -> String {
    format!("/v1/Schemas/{schema}/Versions?PageSize=1000")
}

fn outdated(project: &Project, host: &Host, arguments: &[&str]) -> Ran {
    let url = host.url();
    let environment = [
        ("TWILIO_EVENTS_API_URL", url.as_str()),
        ("TWILIO_ACCOUNT_SID", SID),
        ("TWILIO_AUTH_TOKEN", TOKEN),
    ];
    let output = run(
        project,
        &[&["outdated", "--retries=0"], arguments].concat(),
        &environment,
    );
    let text = output.all();
    for secret in [SID, TOKEN, "QUMw"] {
        assert!(!text.contains(secret), "credentials are shown: {text}");
    }
    output
}

/// A host that lists what the project knows.
fn current() -> Host {
    let host = Host::start();
    let row =
        json!({"type": TYPE, "schema_id": ID, "status": "available", "documentation_url": null});
    host.on(TYPES, [page("types", json!([row]), None)]);
    host.on(
        &versions(ID),
        [page(
            "schema_versions",
            json!([{"schema_version": 1}, {"schema_version": 2}]),
            None,
        )],
    );
    host
}

#[test]
fn what_is_current_is_said_to_be() {
    let (project, host) = (Project::new(), current());
    let output = outdated(&project, &host, &[]);
    assert_eq!(
        (output.code, output.out.as_str()),
        (Some(0), "everything is current\n"),
        "{}",
        output.err
    );
    let report = outdated(&project, &host, &["--format", "json"]).json();
    assert_eq!(
        report,
        json!({"sources": ["rest-api"], "schemas": [], "event_types": [], "gone": []})
    );
    for request in host.received() {
        assert_eq!(
            request.header("authorization"),
            Some(BASIC),
            "{}",
            request.path
        );
    }
}

#[test]
fn new_versions_types_and_schemas_are_found_on_every_page() {
    let (project, host) = (Project::new(), current());
    let second = "/v1/Types?PageSize=1000&Page=1&PageToken=x";
    let first = json!([
        {"type": TYPE, "schema_id": ID, "status": "deprecated"},
        {"type": null, "schema_id": null},
    ]);
    let rest = json!([
        {"type": "com.twilio.new\u{1b}[2J", "schema_id": "New.Thing", "status": "available"},
        {"type": "com.twilio.plain", "schema_id": null, "status": null},
    ]);
    host.on(
        TYPES,
        [page(
            "types",
            first,
            Some(&format!("{}{second}", host.url())),
        )],
    );
    host.on(second, [page("types", rest, None)]);
    host.on(
        &versions("New.Thing"),
        [page(
            "schema_versions",
            json!([{"schema_version": 7, "raw": null}]),
            None,
        )],
    );
    let later = "/v1/later";
    host.on(
        &versions(ID),
        [page(
            "schema_versions",
            json!([{"schema_version": 2}]),
            Some(later),
        )],
    );
    host.on(
        later,
        [page(
            "schema_versions",
            json!([{"schema_version": 3}, {}]),
            None,
        )],
    );

    let output = outdated(&project, &host, &["--format", "json"]);
    output.fails();
    assert_eq!(
        output.json(),
        json!({
            "sources": ["rest-api"],
            "schemas": [
                {"id": ID, "locked": 2, "catalog": 2, "published": 3},
                {"id": "New.Thing", "locked": null, "catalog": null, "published": 7},
            ],
            "event_types": [
                {
                    "name": TYPE,
                    "catalog": {"status": "available", "schema": ID, "page": PAGE},
                    "published": {"status": "deprecated", "schema": ID, "page": PAGE},
                },
                {
                    "name": "com.twilio.new\u{1b}[2J",
                    "catalog": null,
                    "published": {"status": "available", "schema": "New.Thing", "page": null},
                },
                {
                    "name": "com.twilio.plain",
                    "catalog": null,
                    "published": {"status": null, "schema": null, "page": null},
                },
            ],
            "gone": [],
        })
    );
    let output = outdated(&project, &host, &[]);
    let text = output.out;
    assert!(
        text.contains("New.Thing                               -       -        7\n"),
        "{text}"
    );
    assert!(text.contains(r"com.twilio.new\u{1b}[2J"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
}

/// Credentials go to the API alone.
#[test]
fn pages_elsewhere_are_not_asked_for() {
    let (project, other) = (Project::new(), Host::start());
    for next in [
        other.url() + "/v1/Types",
        "https://events.twilio.com/v1/Types".to_owned(),
    ] {
        let host = current();
        host.on(TYPES, [page("types", json!([]), Some(&next))]);
        outdated(&project, &host, &[])
            .fails()
            .says("next page on another host");
    }
    let host = current();
    host.on(TYPES, [Reply::redirect(&(other.url() + "/v1/Types"))]);
    assert!(
        outdated(&project, &host, &[])
            .err
            .contains("answered 302 Found")
    );
    assert!(other.received().is_empty(), "the other host was asked");
}

/// A host that always names another page has no end.
#[test]
fn pages_have_an_end() {
    let project = Project::new();
    let host = current();
    let at = |number: usize| format!("/v1/Types?Page={number}");
    let rows = || json!([{"type": TYPE, "schema_id": ID, "status": "available"}]);
    host.on(TYPES, [page("types", rows(), Some(&at(1)))]);
    for number in 1..200 {
        let next = at(number + 1);
        host.on(&at(number), [page("types", rows(), Some(&next))]);
    }
    outdated(&project, &host, &[])
        .fails()
        .says("names a next page after 100 of them");
    assert_eq!(host.received().len(), 100);
    // So many are read.
    let host = current();
    host.on(TYPES, [page("types", rows(), Some(&at(1)))]);
    for number in 1..100 {
        let next = at(number + 1);
        let next = (number < 99).then_some(next.as_str());
        host.on(&at(number), [page("types", rows(), next)]);
    }
    let output = outdated(&project, &host, &[]);
    output.succeeds();

    // A loop, however it is written: in one step, in two, and under the same address in other words.
    for path in [
        "/v1/./Types?PageSize=1000",
        "http:/v1/Types?PageSize=1000",
        "?PageSize=1000",
        "/v1/Types?PageSize=1000",
    ] {
        let host = current();
        host.on(TYPES, [page("types", rows(), Some("/v1/other"))]);
        host.on("/v1/other", [page("types", rows(), Some(path))]);
        let output = outdated(&project, &host, &[]);
        output.fails();
        assert!(host.received().len() < 100);
        output.says("next page");
    }
    // Versions, too.
    let host = current();
    host.on(
        &versions(ID),
        [page("schema_versions", json!([]), Some("/v1/v?n=0"))],
    );
    for number in 0..200 {
        let next = format!("/v1/v?n={}", number + 1);
        host.on(
            &format!("/v1/v?n={number}"),
            [page("schema_versions", json!([]), Some(&next))],
        );
    }
    outdated(&project, &host, &[]).says("names a next page after 100 of them");
}

#[test]
fn a_byte_order_mark_before_a_page_is_read_through() {
    let (project, host) = (Project::new(), current());
    let text = json!({"meta": {"key": "types", "next_page_url": null}, "types": [
        {"type": TYPE, "schema_id": ID, "status": "available"}]});
    host.on(TYPES, [Reply::ok(format!("\u{feff}{text}"))]);
    outdated(&project, &host, &[]).succeeds();
}

#[test]
fn what_is_no_list_is_an_error_with_a_way_out() {
    let project = Project::new();
    for (reply, what, help) in [
        (
            Reply::status(401, TOKEN),
            "answered 401 Unauthorized",
            "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN",
        ),
        (
            Reply::status(404, ""),
            "the Events API has no list of event types",
            "base URL",
        ),
        (Reply::status(503, ""), "answered 503", "check the network"),
        (
            Reply::ok("<html>"),
            "something other than a page of a list",
            "check TWILIO_EVENTS_API_URL",
        ),
        (
            Reply::ok("{}"),
            "something other than a page of a list",
            "check TWILIO_EVENTS_API_URL",
        ),
        (
            Reply::ok(r#"{"meta": {"key": "types"}, "types": {}}"#),
            "something other than a page of a list",
            "",
        ),
        (
            page("types", json!([]), Some(TYPES)),
            "names a next page that came before",
            "",
        ),
        (
            page("types", json!([]), Some("http://[")),
            "names a next page that is not a URL",
            "",
        ),
        (
            page("types", json!([]), Some("/nowhere")),
            "is not there",
            "",
        ),
        (
            Reply::truncated("{}"),
            "broke off its answer",
            "check the network",
        ),
    ] {
        let host = current();
        host.on(TYPES, [reply]);
        let output = outdated(&project, &host, &[]);
        output.fails();
        let said = output.err;
        assert!(said.contains(what) && said.contains(help), "{what}: {said}");
    }
}

/// What stands before the host in the address of the API is as secret as the token.
#[test]
fn user_info_of_the_address_is_not_shown() {
    let project = Project::new();
    for reply in [
        Reply::ok("<html>"),
        Reply::status(404, ""),
        Reply::status(503, ""),
        page("types", json!([]), Some(TYPES)),
        page("types", json!([]), Some("https://events.twilio.com/")),
        page("types", json!([]), Some("/nowhere")),
    ] {
        let host = current();
        host.on(TYPES, [reply]);
        let url = host.url().replace("http://", "http://me:pass-word@");
        let output = outdated(&project, &host, &["--api-url", &url]);
        output.fails();
        let said = output.err;
        assert!(!said.contains("pass-word"), "{said}");
    }
}

#[test]
fn a_schema_that_the_api_does_not_know_is_no_error() {
    let (project, host) = (Project::new(), current());
    host.on(&versions(ID), [Reply::status(404, "")]);
    outdated(&project, &host, &[]).succeeds();
}

#[test]
fn half_of_the_credentials_is_a_mistake() {
    let (project, host) = (Project::new(), Host::start());
    run(&project, &["outdated"], &[("TWILIO_ACCOUNT_SID", SID)])
        .fails()
        .says("TWILIO_AUTH_TOKEN is not");
    // The token alone is for webhooks: the schema host and the documentation site are asked.
    site::current(&host);
    let url = host.url();
    let environment = [
        ("TWILIO_AUTH_TOKEN", TOKEN),
        ("TWILIO_EVENTS_BASE_URL", &url),
        ("TWILIO_EVENTS_DOCS_URL", &url),
    ];
    let report = run(&project, &["outdated", "--format", "json"], &environment).json();
    assert_eq!(report["sources"], json!(["schema-host", "documentation"]));
    assert!(
        host.received()
            .iter()
            .all(|request| request.header("authorization").is_none())
    );
}
