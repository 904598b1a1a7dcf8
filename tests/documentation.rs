//! The committed crate says what the documentation page says: parsed page against parsed Rust, and the page's example
//! through the types. Then the same over copies with one thing broken in each: every one must be found.

use std::path::Path;

use twilio_events::{Batch, EventData};
use twilio_events_codegen::docs::conformance::{Sources, check};
use twilio_events_codegen::docs::documentation::{Page, parse, read_folder};

const V2: &str = "src/conversations/conversation_state_updated/v2.rs";

/// The documentation pages whose schemas are generated.
fn pages() -> Vec<Page> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/codegen/pages"));
    let pages = read_folder(folder).expect("the pages are in order");
    assert!(!pages.is_empty(), "there are no pages");
    pages.into_iter().map(|(_, page)| page).collect()
}

fn committed() -> Sources {
    Sources::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/generated")))
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

/// A text that occurs once, and what comes in its place.
type Edit = (&'static str, &'static str);

/// What is broken, by which edits, and what the check then says of version 2. It says the same of version 1, which shares the
/// types.
const BROKEN: &[(&str, &[Edit], &[&str])] = &[
    (
        "a renamed field",
        &[(
            "pub account_sid: Option<String>",
            "pub account: Option<String>",
        )],
        &[
            "#AccountSid: `AccountSid` of v2 is generated as field `account`, whose name does not come from the documented one",
        ],
    ),
    (
        "a changed name on the wire",
        &[("(0, \"AccountSid\"", "(0, \"accountSid\"")],
        &[
            "#AccountSid: `AccountSid` of v2 is documented as string, but `ConversationStateUpdated` has no field of that JSON name",
            "#accountSid: `accountSid` of v2 is generated as field `account_sid` of `ConversationStateUpdated`, but not documented",
        ],
    ),
    (
        "a lost doc line",
        &[(
            "    /// Date when the Conversation state was modified in ISO 8601 format.\n",
            "",
        )],
        &[
            "#StateUpdated: `StateUpdated` of v2 is documented as \"Date when the Conversation state was modified in ISO 8601 format.\", but has no rustdoc",
        ],
    ),
    (
        "a dropped value",
        &[("        /// `EVENT`\n        Event = \"EVENT\",\n", "")],
        &[
            "#Reason: `Reason` of v2 is documented with the values API, TIMER, EVENT, but `StateChangeReason` has API, TIMER",
        ],
    ),
    (
        "a swapped type",
        &[(
            "pub conversation_sid: Option<String>",
            "pub conversation_sid: Option<i64>",
        )],
        &[
            "#ConversationSid: `ConversationSid` of v2 is documented as string, but generated as `Option<i64>`",
        ],
    ),
    (
        "a timestamp that is only text",
        &[("Option<twilio_events_runtime::Timestamp>", "Option<String>")],
        &[
            "#StateUpdated: `StateUpdated` of v2 is documented as string with a time in ISO 8601, but generated as `Option<String>`",
        ],
    ),
    (
        "an extra field",
        &[(
            "    pub account_sid: Option<String>,\n",
            "    pub account_sid: Option<String>,\n    /// Extra.\n    pub extra: Option<String>,\n",
        )],
        &[
            "#extra: `extra` of v2 is generated as field `extra` of `ConversationStateUpdated`, but not documented",
        ],
    ),
    (
        "a dropped option",
        &[(
            "pub reason: Option<StateChangeReason>",
            "pub reason: StateChangeReason",
        )],
        &[
            "#Reason: `Reason` of v2 is documented as optional, but generated as `StateChangeReason`",
            "#Reason: `Reason` of v2 is generated as `StateChangeReason`, but as optional in its `object!`",
        ],
    ),
];

/// A page and the crate of its two versions, as they were once: in the committed one, a newer version takes the types to itself.
fn frozen() -> (Page, Sources) {
    let folder = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/codegen/tests/documentation"
    ));
    let page = std::fs::read_to_string(folder.join("conversation-state.md"))
        .expect("the page can be read");
    let page = parse(&page).expect("the page is in order");
    let sources =
        Sources::read(&folder.join("conversations-crate")).expect("the crate can be read");
    (page, sources)
}

#[test]
fn every_broken_copy_is_found() {
    let (page, sources) = frozen();
    assert_eq!(check(&page, &sources).len(), 0, "before anything is broken");
    for (what, edits, expected) in BROKEN {
        let mut broken = sources.clone();
        for (old, new) in *edits {
            broken = broken
                .edited(V2, old, new)
                .unwrap_or_else(|error| panic!("{what}: {error}"));
        }
        let findings: Vec<String> = check(&page, &broken)
            .iter()
            .map(ToString::to_string)
            .collect();
        let event = "com.twilio.conversations.conversation-state.updated";
        let of = |version: u32| {
            let document = format!("{event}: Conversations.ConversationStateUpdated/{version}");
            expected.iter().map(move |finding| {
                format!(
                    "{document}{}",
                    finding.replace(" of v2 ", &format!(" of v{version} "))
                )
            })
        };
        assert_eq!(findings, of(2).chain(of(1)).collect::<Vec<_>>(), "{what}");
    }
}
