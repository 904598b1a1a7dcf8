//! References to other files.

use std::fs;

use super::{folder, types};

pub(crate) const PARTS: &[(&str, &str)] = &[
    (
        "in/order.json",
        r##"{
          "$id": "https://example.com/schemas/order.json",
          "type": "object",
          "properties": {
            "customer": {"$ref": "common/people.json#/definitions/person"},
            "price": {"$ref": "https://example.com/money"},
            "previous": {"$ref": "#"},
            "unit": {"$ref": "common/units.json"}
          }
        }"##,
    ),
    (
        "in/common/people.json",
        r#"{"definitions": {"person": {"type": "object", "properties": {
          "name": {"type": "string"}, "last": {"$ref": "../order.json"}}}}}"#,
    ),
    (
        "in/money.json",
        r#"{"$id": "https://example.com/money", "type": "object", "properties": {
          "amount": {"type": "integer"}, "unit": {"$ref": "common/units.json"}}}"#,
    ),
    ("in/common/units.json", r#"{"enum": ["EUR", "USD"]}"#),
];

/// The names of types come from definitions and files, wherever these lie.
#[test]
fn references_lead_to_other_files() {
    let folder = folder(PARTS);
    let output = types(folder.path(), &["in/order.json"]);
    assert_eq!(output.err, "");
    let text = output.out;
    for part in [
        "pub customer: Option<Person>",
        "pub price: Option<Money>",
        "pub previous: Option<Box<Order>>",
        "pub unit: Option<Units>",
        "pub last: Option<Box<Order>>",
        "pub amount: Option<i64>",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert_eq!(text.matches("pub enum Units").count(), 1, "{text}");
}

#[test]
fn documents_that_lie_elsewhere_can_be_named() {
    let folder = folder(&[
        (
            "in/room.json",
            r#"{"properties": {"lamp": {"$ref": "https://example.com/lamp"}}}"#,
        ),
        (
            "parts/deep/x.json",
            r#"{"$id": "https://example.com/lamp", "properties": {"on": {"type": "boolean"}}}"#,
        ),
    ]);
    types(folder.path(), &["in/room.json"]).prints("pub lamp: Option<serde_json::Value>");
    let output = types(folder.path(), &["in/room.json", "--refs", "parts"]);
    assert_eq!(output.err, "");
    output.prints("pub lamp: Option<X>");
    types(folder.path(), &["in/room.json", "--refs", "none"]).says("--> none\n");
}

#[test]
fn references_that_lead_nowhere_name_their_file() {
    let run = |name: &str, text: &str| {
        let folder = folder(PARTS);
        fs::write(folder.path().join("in").join(name), text).expect("it can be written");
        let output = types(folder.path(), &["in/order.json"]);
        (output.is_ok(), output.err)
    };
    assert_eq!(
        run("common/people.json", r#"{"definitions": {}}"#),
        (
            false,
            "\
error: \"common/people.json#/definitions/person\" does not resolve
 --> in/order.json:5:34
  |
5 |             \"customer\": {\"$ref\": \"common/people.json#/definitions/person\"},
  |                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ #/properties/customer/$ref
"
            .to_owned()
        )
    );
    let (passed, said) = run("common/units.json", "{");
    assert!(
        !passed && said.contains("--> in/common/units.json:1:1\n"),
        "{said}"
    );
    // What lies beside a document that calls itself by another address may lie there too.
    let (passed, said) = run(
        "money.json",
        r#"{"$id": "https://example.com/money", "items": {"$ref": "none.json"}, "type": "array"}"#,
    );
    assert!(
        passed && said.contains("\"none.json\" lies outside, and is not asked for"),
        "{said}"
    );
    assert!(said.contains("in/money.json:1:56\n"), "{said}");
}

/// As validators do that people use: the text of a reference is looked up among the `$id`s, as they are written.
#[test]
fn what_no_path_answers_is_looked_up_among_literal_ids() {
    let order = r#"{"$id": "orders$placed", "type": "object", "properties": {
        "by": {"$ref": "shared/person.json"}, "city": {"$ref": "shared/person.json#/definitions/city"}}}"#;
    let person = r#"{"$id": "shared/person.json", "type": "object", "properties": {"name": {"type": "string"}},
        "definitions": {"city": {"type": "object", "properties": {"zip": {"type": "integer"}}}}}"#;
    let folder = folder(&[
        ("all/orders/placed.json", order),
        ("all/shared/person.json", person),
    ]);
    let output = types(folder.path(), &["all/orders/placed.json", "--refs", "all"]);
    assert_eq!(output.err, "");
    output
        .prints("pub by: Option<Person>")
        .prints("pub city: Option<City>");

    // A file that lies where the reference leads goes before.
    let nearer = r#"{"type": "object", "properties": {"nearer": {"type": "string"}}}"#;
    fs::create_dir_all(folder.path().join("all/orders/shared")).unwrap();
    fs::write(folder.path().join("all/orders/shared/person.json"), nearer).unwrap();
    let order = order.replace("#/definitions/city", "");
    fs::write(folder.path().join("all/orders/placed.json"), order).unwrap();
    types(folder.path(), &["all/orders/placed.json", "--refs", "all"])
        .prints("pub nearer: Option<String>");

    // Nobody at hand is called so.
    let output = types(folder.path(), &["all/shared/person.json"]);
    assert_eq!(output.err, "");
    fs::remove_file(folder.path().join("all/orders/shared/person.json")).unwrap();
    types(folder.path(), &["all/orders/placed.json"]).says("person.json cannot be read");
}

#[test]
fn the_name_that_a_pointer_meant_is_named() {
    let order =
        r##"{"properties": {"a": {"$ref": "#/definitions/Pirce"}}, "definitions": {"Price": {}}}"##;
    let folder = folder(&[("order.json", order)]);
    let said = types(folder.path(), &["order.json"]).err;
    assert!(
        said.ends_with("= help: did you mean \"Price\"?\n"),
        "{said}"
    );
}
