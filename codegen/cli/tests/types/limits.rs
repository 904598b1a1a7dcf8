//! What is larger than what people write is refused, or becomes any JSON; SECURITY.md lists how large that is.

use std::fs;

use serde_json::{Map, Value, json};

use super::{folder, types};

/// A sixteenth of what references may lead to.
const PART: usize = 4 << 20;

/// A document with so many bytes.
fn padded(document: &Value) -> String {
    let text = document.to_string();
    let padding = " ".repeat(PART - text.len());
    text + &padding
}

/// A document with a member for each of these schemas.
fn members(schemas: impl Iterator<Item = Value>) -> String {
    let members = schemas.enumerate();
    let members: Map<String, Value> = members
        .map(|(index, schema)| (format!("p{index}"), schema))
        .collect();
    json!({"type": "object", "properties": members}).to_string()
}

#[test]
fn references_lead_to_so_many_documents() {
    let folder = folder(&[]);
    let document = json!({"type": "object"}).to_string();
    for index in 0..1_001 {
        fs::write(folder.path().join(format!("d{index}.json")), &document)
            .expect("it can be written");
    }
    for (count, is_enough) in [(1_000, true), (1_001, false)] {
        let references = (0..count).map(|index| json!({"$ref": format!("d{index}.json")}));
        fs::write(folder.path().join("all.json"), members(references)).expect("it can be written");
        let output = types(folder.path(), &["all.json"]);
        assert_eq!(output.is_ok(), is_enough, "{}", output.err);
        let refused = output
            .err
            .contains("more than 1000 documents refer to each other");
        assert_eq!(refused, !is_enough, "{}", output.err);
    }
}

#[test]
fn references_lead_to_so_many_bytes_and_look_at_so_many() {
    let folder = folder(&[]);
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("it can be written");
    };
    for index in 0..17 {
        let id = format!("https://example.com/{index}");
        let document =
            json!({"$id": id, "type": "object", "properties": {"on": {"type": "boolean"}}});
        write(&format!("d{index:02}.json"), &padded(&document));
    }
    for (count, is_enough) in [(16, true), (17, false)] {
        let references = (0..count).map(|index| json!({"$ref": format!("d{index:02}.json")}));
        write("all.json", &members(references));
        let output = types(folder.path(), &["all.json"]);
        assert_eq!(output.is_ok(), is_enough, "{}", output.err);
        let refused = output
            .err
            .contains("more than 67108864 bytes of documents refer to each other");
        assert_eq!(refused, !is_enough, "{}", output.err);
    }
    fs::remove_file(folder.path().join("all.json")).expect("it is there");
    // By what they are called: those that are read first.
    for (index, is_found) in [(0, true), (16, false)] {
        write(
            "one.json",
            &members([json!({"$ref": format!("https://example.com/{index}")})].into_iter()),
        );
        let output = types(folder.path(), &["one.json"]);
        output.succeeds();
        let is_typed = !output.out.contains("pub p0: Option<serde_json::Value>");
        assert_eq!(is_typed, is_found, "{index}: {}", output.err);
    }
}

#[test]
fn choices_and_parts_of_so_many_are_any_json() {
    let part = |index: usize| json!({"type": "object", "properties": {format!("m{index}"): {"type": "string"}}, "required": [format!("m{index}")]});
    let list = |count: usize| (0..count).map(part).collect::<Vec<_>>();
    for (keyword, most, says) in [
        ("oneOf", 256, "more than 256 branches"),
        ("allOf", 500, "more than 500 schemas at once"),
    ] {
        for (count, is_typed) in [(most, true), (most + 1, false)] {
            let folder = folder(&[(
                "a.json",
                &members([json!({keyword: list(count)})].into_iter()),
            )]);
            let output = types(folder.path(), &["a.json"]);
            output.succeeds();
            assert_eq!(
                output.err.contains(says),
                !is_typed,
                "{count}: {}",
                output.err
            );
            assert_eq!(
                output.out.contains("pub p0: Option<serde_json::Value>"),
                !is_typed,
                "{count}"
            );
        }
    }
}

#[test]
fn what_is_merged_nests_so_deep() {
    let nested = |name: &str| {
        let leaf = json!({"type": "object", "properties": {name: {"type": "string"}}});
        let member = |inner, _| json!({"type": "object", "properties": {"in": inner}});
        (0..20).fold(leaf, member)
    };
    let both = json!({"allOf": [nested("a"), nested("b")]});
    let folder = folder(&[("a.json", &both.to_string())]);
    types(folder.path(), &["a.json"])
        .succeeds()
        .says("merged more than 16 levels deep");
}

#[test]
fn json_nests_so_deep() {
    for (levels, is_enough) in [(127, true), (128, false)] {
        let text = format!(
            "{{\"default\": {}{}}}",
            "[".repeat(levels - 1),
            "]".repeat(levels - 1)
        );
        let folder = folder(&[("a.json", &text)]);
        let output = types(folder.path(), &["a.json"]);
        assert_eq!(output.is_ok(), is_enough, "{levels}: {}", output.err);
        assert_eq!(output.err.contains("recursion limit exceeded"), !is_enough);
    }
}

#[test]
fn so_many_warnings_are_shown_and_names_are_so_long() {
    let outside = (0..203).map(|index| json!({"$ref": format!("https://example.com/{index}")}));
    let folder = folder(&[
        ("a.json", &members(outside)),
        (
            "b.json",
            &json!({"properties": {"long".repeat(2_500): {"type": "string"}}}).to_string(),
        ),
    ]);
    let output = types(folder.path(), &["a.json"]);
    let said = output.err;
    assert_eq!(said.matches("warning: ").count(), 201, "{said}");
    assert!(
        said.contains("3 more places, which are not shown"),
        "{said}"
    );
    let text = types(folder.path(), &["b.json"]).out;
    let field = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("pub long"));
    let field = field.and_then(|line| line.split(':').next());
    assert_eq!(
        field.map(|name| name.len() + "long".len()),
        Some(150),
        "{field:?}"
    );
}
