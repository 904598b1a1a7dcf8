//! `EventType` says what the catalog says, of every event type in it.

use std::collections::BTreeSet;
use std::path::Path;

use twilio_events::{EventType, Status};
use twilio_events_codegen::project::catalog::{self, Catalog};

fn catalog() -> Catalog {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen/schemas/catalog.toml");
    Catalog::read(&path).expect("the catalog is in order")
}

/// The ids of the schemas that are held: a folder each.
fn held() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen/schemas");
    let entries = std::fs::read_dir(path).expect("the snapshot is there");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names.filter_map(|name| name.into_string().ok()).collect()
}

fn status(status: catalog::Status) -> Status {
    match status {
        catalog::Status::Available => Status::Available,
        catalog::Status::Deprecated => Status::Deprecated,
        catalog::Status::Restricted => Status::Restricted,
        catalog::Status::Discontinued => Status::Discontinued,
        catalog::Status::Unconfirmed => Status::Unconfirmed,
    }
}

#[test]
fn every_event_type_of_the_catalog() {
    let catalog = catalog();
    assert!(catalog.events.len() >= 185, "{}", catalog.events.len());
    let mut variants = BTreeSet::new();
    let held = held();
    for (name, row) in &catalog.events {
        let Ok(event_type) = name.parse::<EventType>();
        assert!(
            !matches!(event_type, EventType::Unknown(_)),
            "{name} has a variant"
        );
        assert_eq!(event_type.as_str(), name);
        assert_eq!(event_type.to_string(), *name);
        assert_eq!(event_type.schema_id(), row.schema.as_deref(), "{name}");
        assert_eq!(event_type.product(), Some(row.product.as_str()), "{name}");
        assert_eq!(event_type.status(), Some(status(row.status)), "{name}");
        let held = row.schema.as_ref().is_some_and(|id| held.contains(id));
        assert_eq!(event_type.is_typed(), held, "{name}");
        variants.insert(event_type);
    }
    assert_eq!(variants.len(), catalog.events.len(), "one variant each");
}

#[test]
fn a_type_that_is_not_in_the_catalog_keeps_its_text() {
    for name in [
        "",
        "com.twilio.new.thing",
        "COM.TWILIO.CONVERSATIONS.CONVERSATION-STATE.UPDATED",
        " com.twilio.conversations.conversation-state.updated",
    ] {
        let Ok(event_type) = name.parse::<EventType>();
        assert!(matches!(event_type, EventType::Unknown(_)), "{name:?}");
        assert_eq!(event_type.as_str(), name);
        assert_eq!(event_type.schema_id(), None);
        assert_eq!(event_type.product(), None);
        assert_eq!(event_type.status(), None);
        let json = serde_json::to_value(&event_type).expect("text");
        assert_eq!(json, name);
        let back: EventType = serde_json::from_value(json).expect("any text");
        assert_eq!(back, event_type);
    }
}
