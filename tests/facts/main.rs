//! The committed types of every schema version, against the facts that its document was written from: every field with its JSON
//! name, its type, whether it is optional and its values, and no field that no fact has. Once the published text of a version is
//! held, that text is the fact.

mod mutations;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use read::Facts;
use serde_json::Value;
use twilio_events_codegen::docs::conformance;
use twilio_events_codegen::emit::Files;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::{Lock, Provenance};

fn committed() -> Files {
    conformance::sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("generated"))
        .expect("it can be read")
}

fn lock() -> Lock {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen/schemas/schemas.lock");
    Lock::read(&path).expect("the lock is in order")
}

/// The facts of the versions that were written here.
fn facts() -> BTreeMap<DocumentId, Facts> {
    let lock = lock();
    let written_here = |id: &DocumentId| {
        lock.0
            .get(id)
            .is_none_or(|entry| entry.provenance.is_written_here())
    };
    read::all()
        .into_iter()
        .filter(|(id, _)| written_here(id))
        .collect()
}

/// In what the types of a version differ from its facts, a line for each field.
fn differences(id: &DocumentId, facts: &Facts, sources: &Files) -> Vec<String> {
    let generated = match conformance::outline(sources, id) {
        Ok(generated) => generated,
        Err(error) => return vec![error.to_string()],
    };
    let expected = facts.expected();
    let paths: BTreeSet<&String> = expected.keys().chain(generated.keys()).collect();
    let none = "nothing".to_owned();
    paths
        .into_iter()
        .filter_map(|path| {
            let fact = expected.get(path).unwrap_or(&none);
            let made = generated.get(path).unwrap_or(&none);
            (fact != made).then(|| format!("{id}#{path}: the fact is {fact}, generated is {made}"))
        })
        .collect()
}

#[test]
fn the_types_are_what_the_facts_say() {
    let sources = committed();
    let found: Vec<String> = facts()
        .iter()
        .flat_map(|(id, facts)| differences(id, facts, &sources))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_version_that_was_written_here_has_its_facts() {
    let facts = read::all();
    let locked = lock().0;
    let mut wrong = Vec::new();
    for (id, entry) in &locked {
        match (facts.get(id), entry.provenance) {
            (None, provenance) if provenance.is_written_here() => {
                wrong.push(format!("{id} has no facts"));
            }
            (Some(facts), Provenance::Documented) if !facts.is_complete => {
                wrong.push(format!(
                    "{id} is documented, but its list of fields was not seen whole"
                ));
            }
            (Some(facts), Provenance::Partial) if facts.is_complete => {
                wrong.push(format!(
                    "{id} is partial, but its list of fields was seen whole"
                ));
            }
            _ => {}
        }
    }
    let unheld = facts.keys().filter(|id| !locked.contains_key(id));
    wrong.extend(unheld.map(|id| format!("{id} has facts, but is not locked")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The documents of this project say of every member what it is. What is published may say nothing: then its field has its name.
#[test]
fn every_member_that_was_written_here_has_words() {
    fn walk(schema: &Value, place: &str, silent: &mut Vec<String>) {
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            let place = format!("{place}.{name}");
            let words = member["description"].as_str().unwrap_or_default();
            if !words.ends_with('.') || words.starts_with(char::is_lowercase) {
                silent.push(format!("{place}: {words:?}"));
            }
            walk(member, &place, silent);
        }
        for (name, definition) in schema["definitions"].as_object().into_iter().flatten() {
            walk(definition, &format!("{place}#{name}"), silent);
        }
    }
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen/schemas");
    let mut silent = Vec::new();
    for (id, entry) in lock().0 {
        if entry.provenance.is_written_here() {
            let text = std::fs::read_to_string(schemas.join(format!("{id}.json")));
            let document: Value = serde_json::from_str(&text.expect("it is held")).expect("JSON");
            assert!(
                document["description"].is_string(),
                "{id} does not say what it is about"
            );
            walk(&document, &id.to_string(), &mut silent);
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
