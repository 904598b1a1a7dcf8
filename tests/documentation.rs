//! The committed crate says what the documentation page says: parsed page against parsed Rust, and the page's example
//! through the types. That what is broken is found, `codegen/tests/documentation` holds.

use std::path::Path;

use twilio_events::{Batch, EventData};
use twilio_events_codegen::docs::conformance::{check, sources};
use twilio_events_codegen::docs::documentation::{Page, read_folder};
use twilio_events_codegen::emit::Files;

/// The documentation pages whose schemas are generated.
fn pages() -> Vec<Page> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/codegen/pages"));
    let pages = read_folder(folder).expect("the pages are in order");
    assert!(!pages.is_empty(), "there are no pages");
    pages.into_iter().map(|(_, page)| page).collect()
}

fn committed() -> Files {
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/generated")))
        .expect("generated/ can be read")
}

#[test]
fn the_types_say_what_the_pages_say() {
    let sources = committed();
    for page in pages() {
        let findings: Vec<String> = check(&page, &sources)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }
}

/// Examples are decoded as they stand on the page and compared with what stands there.
#[test]
fn examples_decode_and_encode_back() {
    let mut examples = 0;
    for event in pages().iter().flat_map(|page| &page.events) {
        for example in &event.examples {
            let mut batch =
                Batch::from_slice(example.text.as_bytes()).expect("the example is a batch");
            let raw = batch
                .next()
                .expect("of one event")
                .expect("that is an event");
            assert_eq!(raw.event_type_str(), event.event_type);
            let decoded = raw.decode().expect("its data fits its schema");
            assert_eq!(
                serde_json::to_value(&decoded).expect("an event is JSON"),
                example.value
            );
            // The event keeps the text it came from, so the type has to show on its own that it loses nothing.
            let EventData::ConversationStateUpdated(data) = &decoded.data else {
                panic!("{} is read as {:?}", event.event_type, decoded.data)
            };
            assert_eq!(
                serde_json::to_value(data).expect("data is JSON"),
                example.value["data"]
            );
            assert!(batch.next().is_none(), "nothing follows the one event");
            examples += 1;
        }
    }
    assert!(examples > 0, "no page has an example");
}
