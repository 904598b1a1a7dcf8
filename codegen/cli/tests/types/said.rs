//! What is said and written: nothing of a name, a document or an address does more than be read.

use super::support::harmless::{HARMFUL, harmless};
use super::support::host::{Host, Reply};
use super::{folder, types};

/// The name of a schema file stands in the first line of what is made of it, and ends neither line nor comment.
#[cfg(unix)]
#[test]
fn a_file_name_is_not_code() {
    for name in [
        "a\nfn injected() { panic!() }\n.json".to_owned(),
        "a\rfn injected() {}.json".to_owned(),
        "a\u{2028}fn injected() {}\u{85}.json".to_owned(),
        "a\u{202e}\u{1b}[2J* fn injected() {}.json".to_owned(),
        format!("{HARMFUL}.json"),
    ] {
        let folder = folder(&[(
            &format!("in/{name}"),
            r#"{"type": "object", "properties": {"a": {"not": {}, "const": {}}}}"#,
        )]);
        let file = format!("in/{name}");
        let output = types(folder.path(), &[&file]);
        output.succeeds();
        harmless(&output.out);
        harmless(&output.err);
        assert_eq!(
            output
                .out
                .lines()
                .filter(|line| line.starts_with("fn "))
                .count(),
            0,
            "{}",
            output.out
        );
        let first = output.out.lines().next().map(str::to_owned);
        assert!(
            first.is_some_and(|first| first.ends_with(".json.")),
            "{}",
            output.out
        );

        // As a file that is written, in a folder, and in messages.
        types(folder.path(), &["in", "--out", "out"]).succeeds();
        for (path, bytes) in super::support::project::tree(&folder.path().join("out")) {
            harmless(&path.display().to_string());
            harmless(&String::from_utf8(bytes).expect("it is text"));
        }
        let refused = types(folder.path(), &[&format!("in/none {name}")]);
        refused.fails();
        harmless(&refused.err);
        // On a wrong command line too.
        types(folder.path(), &["--none", &file]).ends(2);
        harmless(&types(folder.path(), &[&format!("--{name}")]).err);
    }
}

/// Nor is it a line of a message, wherever the name comes from.
#[cfg(unix)]
#[test]
fn a_file_name_is_not_a_line_of_a_message() {
    let refers = |to: &str| format!(r#"{{"properties": {{"a": {{"$ref": "{to}"}}}}}}"#);
    let folder = folder(&[
        ("in/one.json", &refers("a%0Aerror: fake.json")),
        ("in/two.json", &refers("/none%0Aerror: fake.json")),
        ("good.json", r#"{"type": "object"}"#),
        ("a\nerror: fake/order.json", "["),
    ]);
    for arguments in [
        &["in/one.json"][..],
        &["in/two.json"],
        &["a\nerror: fake"],
        &["good.json", "--refs", "a\nerror: fake/none"],
        &["good.json", "--out", "a\nerror: fake"],
        &["good.json", "--out", "b\nerror: fake"],
    ] {
        let output = types(folder.path(), arguments);
        let text = output.all();
        let mut lines = text.lines().filter(|line| line.contains("fake"));
        assert!(lines.clone().count() > 0, "{text}");
        assert!(
            lines.all(|line| line.contains("\\nerror: fake") || line.contains("%0A")),
            "{text}"
        );
    }
}

/// Wherever a document can hold text.
#[test]
fn the_text_of_a_document_is_only_read() {
    let bad = |text: &str| format!("{text}{HARMFUL}\n* {HARMFUL}");
    let document = serde_json::json!({
        "title": bad("title"),
        "description": bad("description"),
        "type": "object",
        "properties": {
            bad("name"): {"type": "string", "description": bad("d"), "format": bad("f"), "examples": [bad("e")]},
            "values": {"enum": [bad("a"), bad("b"), "c"], "description": bad("v")},
            "odd": {"description": bad("odd"), "not": {}, "const": {bad("x"): bad("y")}},
            "union": {"oneOf": [
                {"title": bad("t"), "type": "object", "properties": {"kind": {"const": bad("k")}}, "required": ["kind"]},
                {"type": "object", "properties": {"kind": {"const": "other"}}, "required": ["kind"]},
            ]},
            "outside": {"$ref": format!("https://example.com/{}", bad("r"))},
            "typed": {"type": bad("t")},
            "unit": {"type": "integer", "title": bad("t"), "default": bad("z"), "multipleOf": 5},
        },
        "definitions": {bad("definition"): {"type": "object"}},
    });
    let folder = folder(&[
        ("order.json", &document.to_string()),
        ("pretty.json", &format!("{document:#}")),
    ]);
    for name in ["order.json", "pretty.json"] {
        let output = types(folder.path(), &[name]);
        output.succeeds();
        harmless(&output.out);
        output.says("warning: ");
        harmless(&output.err);
    }
    // Where it is wrong, in one line or in many.
    for wrong in [
        serde_json::json!({"type": {bad("t"): 5}}),
        serde_json::json!({"properties": {bad("p"): {"$ref": bad("#/nowhere")}}}),
        serde_json::json!({"properties": {bad("p"): 5}}),
        serde_json::json!(bad("text")),
    ] {
        for text in [
            wrong.to_string(),
            format!("{wrong:#}"),
            format!("{wrong} {HARMFUL}"),
        ] {
            let folder = self::folder(&[("order.json", &text)]);
            let output = types(folder.path(), &["order.json"]);
            assert_eq!(output.code, Some(1), "{text:?}");
            harmless(&output.err);
        }
    }
}

/// What stands before the host is asked with, and not shown: not in messages, not in what is generated.
#[test]
fn user_info_is_not_shown() {
    let host = Host::start();
    let at =
        |user: &str, path: &str| host.url().replace("http://", &format!("http://{user}")) + path;
    let folder = folder(&[]);
    let run = |arguments: &[&str]| {
        let output = types(folder.path(), &[arguments, &["--retries=0"]].concat());
        let text = output.all();
        for secret in ["secret", "Secret", "SECRET", "s3cr3t"] {
            assert!(!text.contains(secret), "{arguments:?}: {text}");
        }
        (output.is_ok(), text)
    };
    let document = |text: &str| host.on("/a.json", [Reply::ok(text)]);
    let good = r#"{"type": "object", "properties": {"next": {"$ref": "b.json"}, "odd": {"not": {}, "const": {}}}}"#;
    host.on(
        "/b.json",
        [Reply::ok(
            r#"{"type": "object", "properties": {"odd": {"not": {}, "const": {}}}}"#,
        )],
    );
    document(good);
    for user in [
        "user:secret@",
        "secret@",
        ":secret@",
        "user:s%65cret@",
        "user:se cret-secret@",
    ] {
        let address = at(user, "/a.json");
        let (passed, text) = run(&[&address, "--allow-remote-refs"]);
        assert!(passed && text.contains("pub struct A"), "{text}");
        assert!(text.contains("warning"), "{text}");
    }
    let asked = host.received();
    assert!(
        asked
            .iter()
            .any(|request| request.header("authorization") == Some("Basic dXNlcjpzZWNyZXQ="))
    );
    // Without a path the name comes of the host.
    host.on("/", [Reply::ok(good)]);
    run(&[&at("user:secret@", "")]);

    for refused in [
        "5",
        "<html>",
        "{",
        r#"{"type": 5}"#,
        r#"{"properties": {"a": {"$ref": "none.json"}}}"#,
        r#"{"properties": {"a": {"$ref": "file:///x"}}}"#,
    ] {
        document(refused);
        let (passed, _) = run(&[&at("user:secret@", "/a.json"), "--allow-remote-refs"]);
        assert!(!passed, "{refused}");
    }
    for reply in [
        Reply::status(401, ""),
        Reply::status(404, ""),
        Reply::status(500, ""),
        Reply::dropped(),
        Reply::redirect(&at("u:secret@", "/a.json")),
        Reply::redirect("ftp://u:secret@127.0.0.1/"),
    ] {
        host.on("/a.json", [reply]);
        assert!(!run(&[&at("user:secret@", "/a.json")]).0);
    }
    for address in [
        "http://user:secret@host:x/a.json",
        "http://user:sec/ret@secret@/a.json",
        "http://user:secret",
        "https://user:secret@",
        "http://user:secret@[::1/a.json",
        "HTTP://user:secret@127.0.0.1:1/a.json",
        "http://user:secret@127.0.0.1:1/a.json",
        "ftp://user:secret@host/a.json",
        "file://user:secret@host/a.json",
    ] {
        if address == "http://user:secret" {
            // Nothing tells a port from a password here.
            continue;
        }
        assert!(!run(&[address]).0, "{address}");
        assert!(!run(&[address, "--offline"]).0, "{address}");
    }
}

/// Where a command has no use for it, too.
#[test]
fn user_info_on_a_wrong_command_line_is_not_shown() {
    let folder = folder(&[]);
    for address in [
        "http://user:secret@host/a",
        "http://user:se/cret@host",
        "https://user:se cret@[::1",
    ] {
        for arguments in [
            &["a.json", "--name", "A", "--none", address][..],
            &["a.json", &format!("--offline={address}")],
            &["a.json", &format!("--timeout={address}")],
            &["a.json", "--retries", address],
        ] {
            let output = types(folder.path(), arguments);
            let said = output.err;
            assert_eq!(output.code, Some(2), "{said}");
            assert!(!said.contains("user") && !said.contains("cret"), "{said}");
        }
    }
}

/// References in documents, with user info of their own.
#[test]
fn user_info_of_a_reference_is_not_shown() {
    let host = Host::start();
    let to = host.url().replace("http://", "http://user:secret@") + "/b.json";
    let document = serde_json::json!({"properties": {"b": {"$ref": to}}}).to_string();
    let folder = folder(&[("a.json", &document)]);
    for reply in [
        Reply::ok(r#"{"properties": {"odd": {"not": {}, "const": {}}}}"#),
        Reply::ok("["),
        Reply::status(404, ""),
        Reply::ok(r#"{"type": 5}"#),
    ] {
        host.on("/b.json", [reply]);
        for arguments in [
            &["a.json"][..],
            &["a.json", "--allow-remote-refs", "--retries=0"],
        ] {
            let output = types(folder.path(), arguments);
            let said = output.err;
            // The line of the document that the person has is shown as it is.
            let said: String = said.lines().filter(|line| !line.contains(" | ")).collect();
            assert!(!said.contains("secret"), "{said}");
            assert!(!output.out.contains("secret"), "{}", output.out);
        }
    }
}

/// As some programs begin a file.
#[test]
fn a_byte_order_mark_is_read_through() {
    let mark = "\u{feff}";
    let host = Host::start();
    let text = format!(
        r#"{mark}{{"properties": {{"a": {{"$ref": "b.json"}}, "odd": {{"not": {{}}, "const": {{}}}}}}}}"#
    );
    let folder = folder(&[
        ("in/a.json", &text),
        ("in/b.json", &format!(r#"{mark}{{"type": "string"}}"#)),
    ]);
    let output = types(folder.path(), &["in/a.json"]);
    output.prints("pub a: Option<String>");
    // Columns are those that an editor shows.
    output.says("in/a.json:1:49\n");
    output.says("^ #/properties/odd");
    host.on("/a.json", [Reply::ok(text.clone())]);
    host.on(
        "/b.json",
        [Reply::ok(format!("{mark}{{\"type\": \"string\"}}"))],
    );
    types(
        folder.path(),
        &[&(host.url() + "/a.json"), "--allow-remote-refs"],
    )
    .prints("pub a: Option<String>");
    // One, and at the beginning.
    let two = self::folder(&[("a.json", &format!("{mark}{text}"))]);
    assert_eq!(types(two.path(), &["a.json"]).code, Some(1));
}
