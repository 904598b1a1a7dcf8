//! Documents and references on the network.

use super::support::host::{Host, Reply};
use super::{folder, types};

const LAMP: &str = r#"{"type": "object", "properties": {"on": {"type": "boolean"}, "next": {"$ref": "lamp.json"}}}"#;

fn room(host: &Host) -> String {
    let lamp = format!("{}/a/lamp.json", host.url());
    format!(r#"{{"type": "object", "properties": {{"lamp": {{"$ref": "{lamp}"}}}}}}"#)
}

#[test]
fn the_network_is_asked_only_where_that_is_allowed() {
    let host = Host::start();
    host.on("/a/lamp.json", [Reply::ok(LAMP)]);
    let folder = folder(&[("room.json", &room(&host))]);

    types(folder.path(), &["room.json"])
        .succeeds()
        .prints("pub lamp: Option<serde_json::Value>")
        .says("lies outside, and is not asked for: typed as any JSON");
    types(folder.path(), &["room.json", "--deny-degraded"]).fails();
    assert_eq!(host.received().len(), 0);

    let output = types(folder.path(), &["room.json", "--allow-remote-refs"]);
    assert_eq!(output.err, "");
    output.prints("pub lamp: Option<Lamp>");
    output.prints("pub next: Option<Box<Lamp>>");
    assert_eq!(host.received().len(), 1);
}

#[test]
fn a_document_is_named_by_its_address() {
    let host = Host::start();
    host.on("/room.json", [Reply::ok(room(&host))]);
    host.on("/a/lamp.json", [Reply::ok(LAMP)]);
    let folder = folder(&[]);
    let address = format!("{}/room.json", host.url());

    let output = types(folder.path(), &[&address, "--allow-remote-refs"]);
    assert_eq!(output.err, "");
    output.prints("pub struct Room {");
    output.prints("pub struct Lamp {");

    types(folder.path(), &[&address, "--offline"])
        .fails()
        .says("is not asked while offline");
}

#[test]
fn what_the_network_does_not_have_is_an_error_at_the_reference() {
    let host = Host::start();
    host.on("/a/lamp.json", [Reply::status(404, "")]);
    let folder = folder(&[("room.json", &room(&host))]);
    let run = || {
        let arguments = ["room.json", "--allow-remote-refs", "--retries", "0"];
        let output = types(folder.path(), &arguments);
        output.fails();
        output.err
    };
    let said = run();
    assert!(said.contains("#/properties/lamp/$ref"), "{said}");
    assert!(said.contains("answered 404"), "{said}");

    host.on("/a/lamp.json", [Reply::ok("<html>")]);
    let said = run();
    assert!(said.contains("this is HTML or XML, not JSON"), "{said}");
    assert!(said.contains("/a/lamp.json"), "{said}");
}
