//! Two versions of a schema, and the type behind its arm: it reads what is valid under either, and keeps every member.

use std::collections::BTreeMap;

use serde_json::Value;
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
            shape: digest::shape(&document.tree),
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
