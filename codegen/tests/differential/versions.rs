//! Two versions of a schema, and the type behind its arm: it reads what is valid under either, and keeps every member.

use std::collections::BTreeMap;

use fastrand::Rng;
use serde_json::{Map, Value, json};
use twilio_events_codegen::emit::{Layout, emit};
use twilio_events_codegen::generate;
use twilio_events_codegen::project::catalog::Catalog;
use twilio_events_codegen::project::digest;
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::{Entry, Lock, Provenance};
use twilio_events_codegen::project::overrides::Overrides;

/// The text of the arm's types.
pub(crate) struct Arm {
    /// The name of the type of the whole.
    pub(crate) root: String,
    pub(crate) text: String,
    /// Whether it is not simply the type of one version.
    pub(crate) is_merged: bool,
}

/// What the arm of a schema with these versions reads. The error says why there are no types.
pub(crate) fn arm(name: &str, versions: &[Value]) -> Result<Arm, String> {
    let mut lock = Lock(BTreeMap::new());
    let mut documents = Vec::new();
    for (version, schema) in (1..).zip(versions) {
        let id: DocumentId = format!("Pairs.{name}/{version}").parse().expect("an id");
        let bytes = schema.to_string();
        let document = Document::parse(&id, bytes.as_bytes()).map_err(|error| error.to_string())?;
        let entry = Entry {
            url: id.url(),
            sha256: digest::sha256(bytes.as_bytes()),
            shape: digest::shape(&document.value()),
            provenance: Provenance::Documented,
            basis: Vec::new(),
        };
        lock.0.insert(id, entry);
        documents.push(document);
    }
    let model = generate::model(
        &Catalog::default(),
        &lock,
        &Overrides::default(),
        &documents,
    );
    let (model, _) = model.map_err(|error| error.to_string())?;
    let schema = model.schemas().next().expect("it is the only one");
    let files = emit(&model, Layout::Modules).map_err(|error| error.to_string())?;
    let newest = format!("v{}", schema.types_of(schema.latest()).document.version);
    let file = |module: &str| &files[&format!("pairs/{}/{module}.rs", schema.module)];
    let text = if schema.every.is_some() {
        // What is alike in the newest version is defined there.
        let every = file("every").replace(&format!("super::{newest}"), &newest);
        format!("{every}\nmod {newest} {{\n{}\n}}\n", file(&newest))
    } else {
        file(&newest).clone()
    };
    Ok(Arm {
        root: schema.arm()[0].name.clone(),
        text,
        is_merged: schema.every.is_some(),
    })
}

/// Another version of an object: members come, go, change their type, and are required or not.
pub(crate) fn changed(schema: &Value, rng: &mut Rng) -> Value {
    let mut schema = schema.clone();
    let Some(members) = schema.as_object_mut() else {
        return schema;
    };
    change(members, rng);
    schema
}

fn change(schema: &mut Map<String, Value>, rng: &mut Rng) {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        let names: Vec<String> = properties.keys().cloned().collect();
        for name in names {
            match rng.u8(0..8) {
                0 => drop(properties.remove(&name)),
                1 => drop(properties.insert(name, leaf(rng))),
                _ => {
                    if let Some(Value::Object(member)) = properties.get_mut(&name) {
                        change(member, rng);
                    }
                }
            }
        }
        if rng.bool() {
            properties.insert("added".to_owned(), leaf(rng));
        }
    }
    if let Some(Value::Object(items)) = schema.get_mut("items") {
        change(items, rng);
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && values.iter().all(Value::is_string)
    {
        values.push(json!("another"));
    }
    if let Some(Value::Array(names)) = schema.get_mut("required") {
        names.retain(|_| rng.bool());
    } else if rng.bool()
        && let Some(Value::Object(properties)) = schema.get("properties")
    {
        let names: Vec<&String> = properties.keys().filter(|_| rng.bool()).collect();
        let names = json!(names);
        schema.insert("required".to_owned(), names);
    }
}

fn leaf(rng: &mut Rng) -> Value {
    let choices = [
        json!({"type": "string"}),
        json!({"type": "integer"}),
        json!({"type": ["integer", "null"]}),
        json!({"type": "boolean"}),
        json!({"type": "number"}),
        json!({"enum": ["on", "off"], "type": "string"}),
        json!({"type": "array", "items": {"type": "integer"}}),
        json!({"type": "object", "properties": {"in": {"type": "string"}}, "required": ["in"]}),
    ];
    rng.choice(choices).expect("there is a choice")
}
