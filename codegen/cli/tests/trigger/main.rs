//! `twilio-events trigger`, as a process, to a listener on loopback.

#[path = "../support/mod.rs"]
mod support;

use std::net::TcpListener;

use serde_json::{Value, json};
use support::host::{Host, Received, Reply};
use support::project::frozen;
use support::ran::{Ran, twilio_events};
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::snapshot::Snapshot;
use twilio_events_runtime::webhook::{Signature, Verifier, VerifyError};

const TYPE: &str = "com.twilio.conversations.conversation-state.updated";
const TOKEN: &str = "a-token-that-is-not-shown";

/// The document that samples are taken from: the newest in the lock.
fn newest() -> DocumentId {
    let lock = Snapshot::open(&frozen().join("codegen/schemas"))
        .expect("the snapshot is in order")
        .lock;
    let ids = lock.0.into_keys();
    let mut ids = ids.filter(|id| id.schema.as_str() == "Conversations.ConversationStateUpdated");
    ids.next_back().expect("the snapshot holds the schema")
}

/// Whether a request is signed with this token, for a sink of this URL.
fn verify(request: &Received, url: &str, token: &str) -> Result<(), VerifyError> {
    let signature = request.header("x-twilio-signature");
    let verifier = Verifier::new(token).public_url(url);
    verifier.verify_request(&request.path, signature, request.body.as_bytes())
}

fn trigger(arguments: &[&str]) -> Ran {
    trigger_with(&[("TWILIO_AUTH_TOKEN", TOKEN)], arguments)
}

/// With these secrets, none of which is shown.
fn trigger_with(secrets: &[(&str, &str)], arguments: &[&str]) -> Ran {
    let arguments = [&["trigger", "--offline"], arguments].concat();
    let secrets = secrets.iter().copied();
    let ran = Ran::new(twilio_events(frozen(), &arguments).envs(secrets.clone()));
    for (_, secret) in secrets.filter(|(_, secret)| !secret.is_empty()) {
        assert!(
            !ran.all().contains(secret),
            "a secret is shown: {}",
            ran.all()
        );
    }
    ran
}

#[test]
fn what_arrives_is_what_twilio_would_send() {
    let host = Host::start();
    host.on("/events", [204, 200, 202].map(|it| Reply::status(it, "")));
    let url = format!("http://user:secret@{}/events?sink=1", host.address());
    let output = trigger(&[
        &url,
        "--type",
        TYPE,
        "--count",
        "3",
        "--set",
        "StateTo=closed",
        "--set",
        "more.deep=[1]",
    ]);
    let text = output.all();
    assert!(output.is_ok(), "{text}");
    assert!(!text.contains("secret"), "the password is shown: {text}");
    let lines: Vec<_> = text.lines().collect();
    // On stderr, which comes after stdout here.
    assert_eq!(lines[5], "warning: the sample has no field more.deep");
    assert_eq!(
        lines[0],
        format!("{TYPE}  {}  (the schema's example)", newest())
    );
    assert!(lines[1].contains("  204 No Content  "), "{text}");
    assert!(lines[1].contains(" ms"), "{text}");
    assert!(
        lines[4].starts_with("sent 3, accepted 3; latency "),
        "{text}"
    );

    let mut ids = Vec::new();
    for request in &host.received() {
        verify(request, &url, TOKEN).expect("it is signed");
        assert_eq!(
            verify(request, &url, "another"),
            Err(VerifyError::SignatureMismatch)
        );
        assert!(request.path.starts_with("/events?sink=1&bodySHA256="));
        assert_eq!(request.header("content-type"), Some("application/json"));
        // user:secret
        assert_eq!(
            request.header("authorization"),
            Some("Basic dXNlcjpzZWNyZXQ=")
        );

        let body: Value = serde_json::from_str(&request.body).expect("JSON");
        let text = |member: &str| body[0][member].as_str().expect("a text").to_owned();
        let (id, time) = (text("id"), text("time"));
        assert_eq!(time.len(), "2025-10-08T07:17:02.363Z".len(), "{time}");
        let mut data = example();
        data["StateTo"] = json!("closed");
        data["more"] = json!({"deep": [1]});
        assert_eq!(
            body,
            json!([{
                "specversion": "1.0",
                "type": TYPE,
                "source": "twilio-events trigger",
                "id": id,
                "dataschema": newest().url(),
                "datacontenttype": "application/json",
                "time": time,
                "data": data,
            }])
        );
        ids.push(id);
    }
    for (id, line) in ids.iter().zip(&lines[1..]) {
        assert!(line.starts_with(id.as_str()), "{text}");
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 3, "each is an event of its own");
}

/// So that a receiver can be seen to drop what it knows.
#[test]
fn an_event_can_be_sent_again() {
    let host = Host::start();
    let answers = [Reply::status(204, ""), Reply::status(403, "no")];
    host.on("/events", answers);
    let url = host.url() + "/events";
    let output = trigger(&[&url, "--type", TYPE, "--id", "EZ1", "--count", "2"]);
    let text = output.all();
    assert_eq!(output.code, Some(1), "{text}");
    assert!(
        text.contains("another token or key, or knows itself by another public URL"),
        "{text}"
    );
    let requests = host.received();
    assert_eq!(requests.len(), 2);
    for request in requests {
        let body: Value = serde_json::from_str(&request.body).expect("JSON");
        assert_eq!(body[0]["id"], "EZ1");
    }
}

/// The example of the document.
fn example() -> Value {
    let path = format!("codegen/schemas/{}.json", newest());
    let text = std::fs::read_to_string(frozen().join(path));
    let document: Value = serde_json::from_str(&text.expect("it is held")).expect("JSON");
    document["examples"][0].clone()
}

/// Of a type that is typed, of one that the catalog knows, and of one that nobody knows.
#[test]
fn any_data_of_any_type_can_be_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("data.json");
    std::fs::write(&file, r#"{"any": [1.50, null], "state": "x"}"#).expect("it is written");
    let file = file.to_str().expect("UTF-8");
    for (event_type, dataschema) in [
        (TYPE, json!(newest().url())),
        (
            "com.twilio.messaging.inbound-message.received",
            json!("https://events-schemas.twilio.com/Messaging.InboundMessageV1/6"),
        ),
        ("com.example.new", Value::Null),
    ] {
        let host = Host::start();
        host.on("/", [Reply::ok("")]);
        let url = host.url() + "/";
        let output = trigger(&[
            &url, "--type", event_type, "--data", file, "--set", "state=y",
        ]);
        let text = output.all();
        assert!(output.is_ok(), "{text}");
        assert!(text.contains("(from a file)"), "{text}");
        let requests = host.received();
        verify(&requests[0], &url, TOKEN).expect("it is signed");
        let body: Value = serde_json::from_str(&requests[0].body).expect("JSON");
        assert_eq!(body[0]["type"], event_type);
        assert_eq!(
            body[0].get("dataschema"),
            (!dataschema.is_null()).then_some(&dataschema)
        );
        assert_eq!(body[0]["data"], json!({"any": [1.5, null], "state": "y"}));
    }
    let url = "http://127.0.0.1:1/";
    for (text_of_file, expected) in [("{", "this is not JSON"), ("", "this is not JSON")] {
        std::fs::write(file, text_of_file).expect("it is written");
        let output = trigger(&[url, "--type", TYPE, "--data", file]);
        output.fails();
        let text = output.all();
        assert!(
            text.contains(expected) && text.contains("data.json"),
            "{text}"
        );
    }
    let output = trigger(&[url, "--type", TYPE, "--data", "no-such-file"]);
    assert!(output.all().contains("cannot read the data"));
}

#[test]
fn any_answer_but_2xx_is_a_failure() {
    let host = Host::start();
    let answers = [
        Reply::status(204, ""),
        Reply::status(403, "not\u{1b}[31m the signature\nof the URL"),
        Reply::redirect("/elsewhere"),
        Reply::dropped(),
        Reply::status(503, ""),
    ];
    host.on("/", answers);
    let url = host.url();
    let output = trigger(&[&url, "--type", TYPE, "--count", "5"]);
    let text = output.all();
    assert_eq!(output.code, Some(1), "{text}");
    assert!(text.contains("  403 Forbidden  "), "{text}");
    assert!(
        text.contains("  not\\u{1b}[31m the signature\\nof the URL\n"),
        "{text}"
    );
    assert!(text.contains("  302 Found  "), "{text}");
    assert!(text.contains("  no answer\n  cause: "), "{text}");
    assert!(text.contains("\nsent 5, accepted 1; "), "{text}");
    let requests = host.received();
    assert_eq!(requests.len(), 5);
    for request in requests {
        verify(&request, &url, TOKEN).expect("without a path, too");
    }
}

#[test]
fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    drop(listener);
    let output = trigger(&[&format!("http://u:secret@{address}/"), "--type", TYPE]);
    let text = output.all();
    assert_eq!(output.code, Some(1), "{text}");
    assert!(text.contains("no answer"), "{text}");
    assert!(!text.contains("bodySHA256"), "the URL is shown: {text}");
    assert!(text.ends_with("sent 1, accepted 0\n"), "{text}");
    assert!(!text.contains("secret"), "{text}");
}

#[test]
fn the_list_names_what_can_be_sent() {
    let output = trigger(&["--list"]);
    let text = output.all();
    assert!(output.is_ok(), "{text}");
    let line = format!("{TYPE}  {}  (the schema's example)\n", newest());
    assert!(text.contains(&line), "{text}");
}

#[test]
fn a_wrong_command_line_says_what_to_do() {
    let url = "http://127.0.0.1:1/";
    let slip = TYPE.replace("updated", "udpated");
    let meant = format!("did you mean {TYPE:?}? `twilio-events trigger --list`");
    let cases: &[(&[&str], i32, &str)] = &[
        (&[], 2, "--type <TYPE>"),
        (&[url], 2, "--type <TYPE>"),
        (&[url, "--type", TYPE, "--list"], 2, "cannot be used with"),
        (&[url, "--type", TYPE, "--count", "0"], 2, "--count <N>"),
        (
            &[url, "--type", TYPE, "--set", "StateTo"],
            2,
            "sets no field",
        ),
        (
            &[url, "--type", TYPE, "--set", "StateTo.now=1"],
            1,
            "cannot set StateTo.now: StateTo has no members",
        ),
        (&[url, "--type", "com.example.new"], 1, "trigger --list"),
        (&[url, "--type", &slip], 1, &meant),
        (&["events", "--type", TYPE], 1, "the URL cannot be read"),
        (&["ftp://h/", "--type", TYPE], 1, "neither http nor https"),
    ];
    for (arguments, code, expected) in cases {
        let output = trigger(arguments);
        let text = output.all();
        assert_eq!(output.code, Some(*code), "{arguments:?}: {text}");
        assert!(text.contains(expected), "{arguments:?}: {text}");
    }
    trigger_with(&[("TWILIO_AUTH_TOKEN", "")], &[url, "--type", TYPE])
        .fails()
        .says("TWILIO_AUTH_TOKEN is not set");
}

#[test]
fn a_shared_key_signs_instead_of_the_token() {
    let host = Host::start();
    host.on("/events", [Reply::status(204, "")]);
    let url = host.url() + "/events";
    let send = |secret: &str, key: &str| {
        let secret = ("TWILIO_SHARED_KEY_SECRET", secret);
        trigger_with(&[secret], &[&url, "--type", TYPE, "--shared-key", key])
    };
    send("", "SK1").says("TWILIO_SHARED_KEY_SECRET is not set");
    send("hush", "SK1,algorithm=NONE").says("is not the id of a key");
    send("hush", "SK1").succeeds();
    let request = &host.received()[0];
    let headers = request.headers.iter();
    let headers = headers.map(|(name, value)| (name.as_str(), value.as_bytes()));
    let signature = Signature::from_headers(headers).expect("it is signed");
    let verify = |verifier: Verifier| {
        let body = request.body.as_bytes();
        verifier
            .public_url(&url)
            .verify_request(&request.path, signature, body)
    };
    assert_eq!(
        verify(Verifier::default().shared_key("SK1", "hush")),
        Ok(())
    );
    assert_eq!(
        verify(Verifier::default().shared_key("SK1", "other")),
        Err(VerifyError::SignatureMismatch)
    );
}
