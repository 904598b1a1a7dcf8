//! From schema to type and back: the `JsonSchema` of a generated type describes the data that its document describes.

use schema_to_rust::tree::Tree;
use serde_json::{Value, json};
use twilio_events::conversations::conversation_state_updated::v2::ConversationStateUpdated;
use twilio_events_codegen::project::digest;

/// The schema without annotations.
fn bare(schema: &Value) -> Value {
    let tree = Tree::parse(&schema.to_string()).expect("it is JSON");
    digest::bare(&tree, tree.root(), &mut Vec::new())
}

/// The two known differences, both on purpose, are taken out of the document: readers ignore members that they do not know,
/// and take null for absent.
fn as_readers_have_it(mut document: Value) -> Value {
    let object = document
        .as_object_mut()
        .expect("a schema document is an object");
    assert_eq!(object.remove("additionalProperties"), Some(json!(false)));
    assert_eq!(
        object.get("required"),
        None,
        "all members of this schema are optional"
    );
    for (_, property) in object["properties"]
        .as_object_mut()
        .expect("it has properties")
    {
        let name = property["type"].take();
        property["type"] = json!([name, "null"]);
    }
    document
}

#[test]
fn the_type_describes_what_its_documents_describe() {
    let type_schema = schemars::schema_for!(ConversationStateUpdated);
    let from_type = bare(type_schema.as_value());
    for version in ["1", "2"] {
        let path = format!(
            "{}/codegen/schemas/Conversations.ConversationStateUpdated/{version}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = std::fs::read_to_string(path).expect("the snapshot holds it");
        let document: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(
            from_type,
            as_readers_have_it(bare(&document)),
            "version {version}"
        );
    }
}

#[test]
fn a_changed_document_is_seen() {
    let from_type = bare(schemars::schema_for!(ConversationStateUpdated).as_value());
    let document = json!({
        "type": "object", "additionalProperties": false, "properties": {"AccountSid": {"type": "integer"}},
    });
    assert_ne!(from_type, as_readers_have_it(document));
}
