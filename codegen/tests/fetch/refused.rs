//! Answers that are refused for good.

use twilio_events_codegen::net::fetch::{Failure, Options};
use twilio_events_codegen::project::document::Document;

use super::host::{Host, Reply};
use super::{
    ID, LOOK, PATH, SCHEMA, answered_with, bytes, failure, fetch, id, options, refusal, told,
    unchanged,
};

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
        let expected = told(
            &format!("answered {reason}: there is no such version"),
            None,
            "check schema id and version",
        );
        assert_eq!(failure(&host.url(), result), expected);
        assert_eq!(host.received().len(), 1);
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

    let below = limit - 1;
    let expected = told(
        &format!("answered with more than {below} bytes, which is the limit"),
        None,
        LOOK,
    );
    for reply in [
        Reply::ok(SCHEMA),
        // Only half of it comes: the length alone is enough to refuse it, and to refuse it for good.
        Reply::truncated(SCHEMA),
        Reply::endless("{\"type\":"),
        Reply::endless(" ".repeat(1 << 16)),
    ] {
        let limit = |options: &mut Options| options.max_bytes = below;
        assert_eq!(refusal(reply, limit), (expected.clone(), 1));
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

    let refused = |last: Reply, why: &str| {
        host.on("/5", [last]);
        let text = failure(&host.url(), fetch(options(&host.url()), id(ID)));
        assert_eq!(text, told(&format!("redirects {why}"), None, LOOK));
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
    let bodies: [(&[u8], &str); 11] = [
        (
            b"\n<!DOCTYPE html>\n<title>Sign in</title>",
            r#"this is HTML or XML, not JSON: it begins with "<!DOCTYPE html>\n<title>Sign in</title>""#,
        ),
        (
            b"[{}]",
            r#"this is JSON, but not an object, so it is not a schema: it begins with "[{}]""#,
        ),
        (
            b"",
            "this is not JSON that can be read: it begins with \"\"\n  cause: EOF while parsing a value at line 1 column 0",
        ),
        (
            b"{\"type\":",
            "this is not JSON that can be read: it begins with \"{\\\"type\\\":\"\n  cause: EOF while parsing a value at line 1 column 8",
        ),
        (
            b"{\"type\": \"\xff\"}",
            "this is not UTF-8 text\n  cause: invalid utf-8 sequence of 1 bytes from index 10",
        ),
        (
            b"{}",
            r#"this is a JSON object, and not a schema: it has neither `type` nor `properties` nor `$ref` nor `$schema`; it begins with "{}""#,
        ),
        (
            br#"{"type":"about:blank","status":404}"#,
            r#"this is a JSON object, and not a schema: it has neither `type` nor `properties` nor `$ref` nor `$schema`; it begins with "{\"type\":\"about:blank\",\"status\":404}""#,
        ),
        (
            br#"{"type":["object","other"]}"#,
            r#"this is a JSON object, and not a schema: it has neither `type` nor `properties` nor `$ref` nor `$schema`; it begins with "{\"type\":[\"object\",\"other\"]}""#,
        ),
        (
            br#"{"$id":"https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2"}"#,
            r#"this is another schema: asked for was Conversations.ConversationStateUpdated/3, and its `$id` is "https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2""#,
        ),
        (
            br#"{"$id":"https://events-schemas.twilio.com/My.Conversations.ConversationStateUpdated/3"}"#,
            r#"this is another schema: asked for was Conversations.ConversationStateUpdated/3, and its `$id` is "https://events-schemas.twilio.com/My.Conversations.ConversationStateUpdated/3""#,
        ),
        (
            br#"{"$id":3,"type":"object"}"#,
            "this is another schema: asked for was Conversations.ConversationStateUpdated/3, and its `$id` is 3",
        ),
    ];
    for (body, cause) in bodies {
        let expected = told(
            "answered with something other than this schema",
            Some(cause),
            LOOK,
        );
        assert_eq!(refusal(Reply::ok(body), unchanged), (expected, 1));
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
        Document::parse(&id(ID), body.as_bytes()).expect(body);
    }
}
