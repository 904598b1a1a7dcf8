//! The documented schemas against the facts that they were written from: the same members, types and marks, no more, no less.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use twilio_events_codegen::lock::{Lock, Provenance};

/// A place of a document: path, type, whether it must be there, and what is said of further members.
type Row = (String, String, bool, String);

/// The facts, by document.
fn facts() -> BTreeMap<String, BTreeSet<Row>> {
    let mut facts: BTreeMap<String, BTreeSet<Row>> = BTreeMap::new();
    let rows = include_str!("outlines.tsv").lines();
    for line in rows.filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[document, _, path, ty, required, other] = cells.as_slice() else {
            panic!("six cells: {line:?}");
        };
        let row = (
            path.to_owned(),
            ty.to_owned(),
            required == "required",
            other.to_owned(),
        );
        let new = facts.entry(document.to_owned()).or_default().insert(row);
        assert!(new, "{line:?} comes twice");
    }
    facts
}

/// The places of a schema, as the facts have them.
fn outline(path: &str, required: bool, schema: &Value, rows: &mut BTreeSet<Row>) {
    let ty = schema["type"].as_str().expect("each place has one type");
    let other = match schema.get("additionalProperties") {
        None => "",
        Some(Value::Bool(false)) => "closed",
        Some(schema) if schema["type"] == "string" => "texts",
        Some(other) => panic!("{path}: {other}"),
    };
    rows.insert((path.to_owned(), ty.to_owned(), required, other.to_owned()));
    let names = schema.get("required").and_then(Value::as_array);
    let names: BTreeSet<&str> = names
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let members = schema.get("properties").and_then(Value::as_object);
    for (name, member) in members.into_iter().flatten() {
        let path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        outline(&path, names.contains(name.as_str()), member, rows);
    }
    if let Some(items) = schema.get("items") {
        outline(&format!("{path}[]"), false, items, rows);
    }
}

#[test]
fn documents_say_what_is_known_and_nothing_else() {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let documented = locked(|from| from == Provenance::Documented);
    // Once a document is published, it is itself what is known.
    for (document, facts) in facts() {
        if !documented.contains(&document) {
            continue;
        }
        let text = fs::read_to_string(schemas.join(format!("{document}.json")));
        let text = text.unwrap_or_else(|error| panic!("{document}: {error}"));
        let schema: Value = serde_json::from_str(&text).expect("it is JSON");
        let mut found = BTreeSet::new();
        outline("", false, &schema, &mut found);
        assert_eq!(found, facts, "{document}");
    }
}

/// The versions in the lock whose provenance is such.
fn locked(such: impl Fn(Provenance) -> bool) -> BTreeSet<String> {
    let lock = Lock::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/schemas.lock"));
    let lock = lock.expect("the lock is in order").0.into_iter();
    let ids = lock.filter(|(_, entry)| such(entry.provenance));
    ids.map(|(id, _)| id.to_string()).collect()
}

/// What was not published to us is checked against something. The seed's schema has a documentation page for that.
#[test]
fn every_documented_version_has_its_facts() {
    let known: BTreeSet<String> = facts().into_keys().collect();
    let documented = locked(|from| from == Provenance::Documented);
    let lacking: Vec<_> = documented.difference(&known).collect();
    let seed = |id: &&String| id.starts_with("Conversations.ConversationStateUpdated/");
    assert!(
        lacking.iter().all(seed),
        "outlines.tsv has no facts of {lacking:?}"
    );
    let locked = locked(|_| true);
    let gone: Vec<_> = known.difference(&locked).collect();
    assert!(gone.is_empty(), "facts of what is not locked: {gone:?}");
}
