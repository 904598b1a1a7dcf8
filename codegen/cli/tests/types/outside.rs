//! What references and folders may lead to: regular files below given folders, and never files for a document of the network.

use std::fs;
use std::path::Path;

use super::support::host::{Host, Reply};
use super::support::ran::{Ran, twilio_events};
use super::{folder, types};

/// The text that nobody may see.
const SECRET: &str = "root:x:0:0:the secret of this machine";

fn referring(to: &str) -> String {
    serde_json::json!({"type": "object", "properties": {"a": {"$ref": to}}}).to_string()
}

#[test]
fn references_stay_below_the_folders_that_are_given() {
    let outside = folder(&[("secret.json", SECRET), ("x.json", r#"{"type": "string"}"#)]);
    let elsewhere = outside.path().join("x.json").display().to_string();
    let secret = outside.path().join("secret.json").display().to_string();
    let name = outside
        .path()
        .file_name()
        .expect("it has a name")
        .to_string_lossy()
        .into_owned();
    for reference in [
        elsewhere.clone(),
        secret.clone(),
        format!("file://{secret}"),
        format!("file://localhost{secret}"),
        format!("../../{name}/x.json"),
        format!("..%2f..%2f{name}%2fx.json"),
        format!("%2e%2e/%2e%2e/{name}/x.json"),
        format!("none/../../../{name}/x.json"),
        "/etc/passwd".to_owned(),
        "file:///etc/passwd".to_owned(),
        "FILE:///etc/passwd".to_owned(),
        "file://elsewhere.example/share/x.json".to_owned(),
        "/dev/zero".to_owned(),
        "/dev/stdin".to_owned(),
        "/proc/self/environ".to_owned(),
        "/nowhere/at-all.json".to_owned(),
    ] {
        let folder = folder(&[("in/order.json", &referring(&reference))]);
        let output = types(folder.path(), &["in/order.json"]);
        let said = output.err;
        assert_eq!(output.code, Some(1), "{reference}: {}", output.out);
        assert!(
            said.contains("lies outside of the folders that references may lead to")
                || said.contains("does not name a file"),
            "{reference}: {said}"
        );
        assert!(
            !said.contains("secret of this machine") && !said.contains("root:"),
            "{said}"
        );
    }
    // Until that folder is given.
    let folder = folder(&[("in/order.json", &referring(&elsewhere))]);
    let refs = outside.path().display().to_string();
    for refs in [refs.as_str(), secret.as_str()] {
        let output = types(folder.path(), &["in/order.json", "--refs", refs]);
        if refs == secret {
            // Not even then is it shown.
            assert!(!output.err.contains("the secret"), "{}", output.err);
        }
        output.prints("pub a: Option<String>");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_to_where_they_lead() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[
        ("secret.json", SECRET),
        (
            "x.json",
            r#"{"$id": "https://example.com/x", "type": "string"}"#,
        ),
    ]);
    let link = |folder: &Path, to: &str, name: &str| {
        symlink(outside.path().join(to), folder.join(name)).expect("it can be made");
    };
    for (reference, to, name) in [
        ("x.json", "x.json", "x.json"),
        ("x.json", "secret.json", "x.json"),
        ("below/x.json", "", "below"),
        ("below/secret.json", "", "below"),
    ] {
        let folder = folder(&[("in/order.json", &referring(reference))]);
        link(&folder.path().join("in"), to, name);
        let output = types(folder.path(), &["in/order.json"]);
        assert_eq!(output.code, Some(1), "{name} -> {to}: {}", output.out);
        output.says("lies outside of the folders");
    }
    // What lies beside a document is not looked at through a link either, nor taken from a folder.
    let folder = folder(&[
        ("in/order.json", &referring("https://example.com/x")),
        ("in/own.json", "{}"),
    ]);
    link(&folder.path().join("in"), "x.json", "x.json");
    types(folder.path(), &["in/order.json"]).says("lies outside, and is not asked for");
    types(folder.path(), &["in"]).says("this link leads out of the folder");
    types(folder.path(), &["in/order.json", "--refs", "in"])
        .says("this link leads out of the folder");
    // Inside of the folder, links are files like others.
    fs::remove_file(folder.path().join("in/x.json")).expect("it is there");
    fs::write(
        folder.path().join("in/real.json"),
        r#"{"$id": "https://example.com/x", "type": "string"}"#,
    )
    .expect("it can be written");
    symlink("real.json", folder.path().join("in/x.json")).expect("it can be made");
    let output = types(folder.path(), &["in/order.json"]);
    assert!(output.is_ok() && output.err.is_empty(), "{}", output.err);
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_not_read() {
    let folder = folder(&[
        ("in/order.json", &referring("x.json")),
        ("in/other.json", &referring("none.json")),
    ]);
    super::pipe(&folder.path().join("in/x.json"));
    types(folder.path(), &["in/order.json"])
        .fails()
        .says("it is not a regular file");
    // Nobody waits for it who lists a folder, or looks for an `$id`.
    types(folder.path(), &["in"]).says("it is not a regular file");
    types(folder.path(), &["in/other.json"]).says("none.json cannot be read");
}

#[test]
fn a_document_has_a_most_wherever_it_lies() {
    let large = format!("{{{}}}", " ".repeat(6 << 20));
    let folder = folder(&[
        ("in/order.json", &referring("large.json")),
        ("in/large.json", &large),
    ]);
    let refused = |arguments: &[&str]| {
        let output = types(folder.path(), arguments);
        assert_eq!(output.code, Some(1), "{arguments:?}");
        output.says("it has more than 6291456 bytes, which is the limit");
    };
    refused(&["in/order.json"]);
    refused(&["in/large.json"]);
    refused(&["in"]);
    // One byte less than one too many.
    fs::write(folder.path().join("in/large.json"), &large[2..]).expect("it can be written");
    let whole = format!("{{}}{}", &large[3..large.len() - 1]);
    fs::write(folder.path().join("in/large.json"), &whole).expect("it can be written");
    assert_eq!(whole.len(), 6 << 20);
    types(folder.path(), &["in/large.json"]).succeeds();
}

/// What a person names may be a pipe, and has an end all the same.
#[cfg(unix)]
#[test]
fn a_pipe_that_is_named_is_read_up_to_the_limit() {
    let folder = folder(&[]);
    let run = |argument: &str, input: &[u8]| {
        let arguments = ["types", argument, "--name", "Order"];
        Ran::with_input(&mut twilio_events(folder.path(), &arguments), input)
    };
    run("/dev/stdin", br#"{"type": "object"}"#).prints(" Order ");
    for (argument, input) in [
        ("/dev/stdin", vec![b' '; 7 << 20]),
        ("/dev/zero", Vec::new()),
    ] {
        run(argument, &input)
            .fails()
            .says("it has more than 6291456 bytes");
    }
}

/// Whatever it is called there, and however it came.
#[test]
fn documents_of_the_network_lead_to_no_file() {
    let host = Host::start();
    let own = folder(&[
        ("secret.json", SECRET),
        (
            "x.json",
            r#"{"$id": "https://example.com/x", "title": "Mine", "type": "string"}"#,
        ),
        (
            "room.json",
            &referring(&format!("{}/evil.json", host.url())),
        ),
    ]);
    let file = |name: &str| format!("file://{}", own.path().join(name).display());
    let address = format!("{}/evil.json", host.url());
    let id = |id: &str, reference: &str| {
        serde_json::json!({"$id": id, "type": "object", "properties": {"a": {"$ref": reference}}})
            .to_string()
    };
    for document in [
        referring(&file("secret.json")),
        referring(&file("x.json")),
        referring(&file("room.json")),
        referring("file:///etc/passwd"),
        referring("FILE:/etc/passwd"),
        referring("file:etc/passwd"),
        id(&file(""), &file("x.json")),
        id("file:///etc/", "file:passwd"),
    ] {
        host.on("/evil.json", [Reply::ok(document.clone())]);
        for source in [address.as_str(), "room.json"] {
            let arguments = [source, "--allow-remote-refs", "--retries", "0"];
            let output = types(own.path(), &arguments);
            let said = output.err;
            assert_eq!(output.code, Some(1), "{document}: {}", output.out);
            assert!(
                said.contains("this document is from the network"),
                "{document}: {said}"
            );
            assert!(
                !said.contains("the secret of") && !said.contains("root:"),
                "{said}"
            );
        }
    }
    // Where the document says that it lies does not matter: the network is asked.
    for document in [
        id("file:///etc/", "passwd"),
        id(&file(""), "x.json"),
        id(&file("room.json"), "#/$defs/a"),
    ] {
        host.on("/evil.json", [Reply::ok(document.clone())]);
        for source in [address.as_str(), "room.json"] {
            let output = types(
                own.path(),
                &[source, "--allow-remote-refs", "--retries", "0"],
            );
            let text = output.all();
            assert!(!text.contains("Mine") && !text.contains("root:"), "{text}");
        }
    }
    // What lies beside the person's own document is that person's, whatever it calls itself; also if it is read already.
    let id = host.url() + "/x.json";
    host.on("/x.json", [Reply::ok(r#"{"type": "integer"}"#)]);
    host.on("/evil.json", [Reply::ok(referring("x.json"))]);
    let mine = format!(r#"{{"$id": "{id}", "title": "Mine", "type": "string"}}"#);
    let evil = host.url() + "/evil.json";
    let room = serde_json::json!({"type": "object", "properties": {"Evil": {"$ref": evil}, "a": {"$ref": "x.json"}}});
    let beside = super::folder(&[("in/x.json", &mine), ("in/room.json", &room.to_string())]);
    let arguments = ["in/room.json", "--allow-remote-refs", "--retries", "0"];
    let output = types(beside.path(), &arguments);
    let text = output.out;
    assert!(
        text.contains("pub a: Option<String>") && text.contains("pub a: Option<i64>"),
        "{text}{}",
        output.err
    );
    host.on(
        "/evil.json",
        [Reply::ok(referring("https://example.com/x"))],
    );
    types(own.path(), &[&address]).says("is not asked for");
    // What is given is for all, under its `$id`.
    types(own.path(), &[&address, "--refs", "x.json"]).prints("pub a: Option<String>");
}

/// Nor is what lies in the same folder, and was given another name by a link.
#[cfg(unix)]
#[test]
fn a_link_makes_no_document_of_another_file() {
    let folder = folder(&[("in/.env", SECRET), ("in/order.json", "{}")]);
    std::os::unix::fs::symlink(".env", folder.path().join("in/x.json")).expect("it can be made");
    for arguments in [&["in"][..], &["in/order.json", "--refs", "in"]] {
        let output = types(folder.path(), arguments);
        let said = &output.err;
        output.fails();
        assert!(
            said.contains("this link does not lead to a *.json"),
            "{said}"
        );
        assert!(!said.contains("secret of"), "{said}");
    }
}

/// A file that a reference leads to may be one that nobody was to read: not a line of it is shown.
#[test]
fn what_is_not_json_is_not_quoted() {
    let secrets = format!("TOKEN={SECRET}\n");
    for reference in ["secrets.env", "secrets.json", "below/../secrets.env"] {
        let folder = folder(&[
            ("in/order.json", &referring(reference)),
            ("in/secrets.env", &secrets),
            ("in/secrets.json", &secrets),
        ]);
        let output = types(folder.path(), &["in/order.json"]);
        let said = &output.err;
        output.fails();
        assert!(
            said.contains("a reference leads here, and this is not JSON"),
            "{said}"
        );
        assert!(
            said.contains("in/secrets.") && said.contains(":1:1"),
            "{said}"
        );
        assert!(
            !said.contains("TOKEN") && !said.contains("secret of"),
            "{said}"
        );
    }
}
