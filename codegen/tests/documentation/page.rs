//! What the reader finds on a page.

use serde_json::json;
use twilio_events_codegen::docs::documentation::{DocumentedField, DocumentedVersion, JsonType};

use super::{CONVERSATION_STATE, TELEMETRY, parse};

/// The fields of a version in short: `string name*`, children in braces.
fn outline(fields: &[DocumentedField]) -> Vec<String> {
    fields
        .iter()
        .map(|field| {
            let mut text = format!("{} {}", field.json_type.as_str(), field.name);
            if field.required {
                text.push('*');
            }
            if !field.children.is_empty() {
                text = format!("{text} {{{}}}", outline(&field.children).join(", "));
            }
            text
        })
        .collect()
}

fn fields(version: &DocumentedVersion) -> &[DocumentedField] {
    version.fields.as_ref().expect("the page lists the fields")
}

#[test]
fn reads_the_conversation_state_page() {
    let page = parse(CONVERSATION_STATE);
    let [event] = &*page.events else {
        panic!("one event type is documented");
    };
    assert_eq!(
        event.event_type,
        "com.twilio.conversations.conversation-state.updated"
    );
    assert_eq!(event.notices, []);

    let [example] = &*event.examples else {
        panic!("one example is documented");
    };
    assert_eq!(example.value["type"], *event.event_type);
    assert_eq!(example.value["data"]["StateTo"], "inactive");
    assert!(CONVERSATION_STATE.contains(&example.text));

    let [v2, v1] = &*event.versions else {
        panic!("two versions are documented");
    };
    let of = |version: &DocumentedVersion| (version.number, version.latest, version.metadata_only);
    assert_eq!([of(v2), of(v1)], [(2, true, true), (1, false, false)]);
    assert!(v2.metadata_only);
    for version in [v2, v1] {
        let document = format!("Conversations.ConversationStateUpdated/{}", version.number);
        assert_eq!(version.document.to_string(), document);
        assert_eq!(
            version.url,
            format!("https://events-schemas.twilio.com/{document}")
        );
        assert_eq!(
            outline(fields(version)),
            [
                "string AccountSid",
                "string ConversationSid",
                "string StateUpdated",
                "string StateFrom",
                "string StateTo",
                "string Reason",
                "string MessagingServiceSid",
            ]
        );
    }
    assert_eq!(
        fields(v2)[3],
        DocumentedField {
            name: "StateFrom".to_owned(),
            json_type: JsonType::String,
            required: false,
            description:
                "The previous state of the conversation prior to the update (active, inactive or closed)."
                    .to_owned(),
            children: Vec::new(),
        }
    );
    assert_eq!(fields(v1), fields(v2));
}

#[test]
fn reads_everything_else_that_pages_hold() {
    let page = parse(TELEMETRY);
    let [attached, detached] = &*page.events else {
        panic!("two event types are documented");
    };
    assert_eq!(
        attached.event_type,
        "com.example.telemetry.device_report.attached"
    );
    let notices = attached.notices.iter().map(|n| (&*n.kind, &*n.text));
    assert_eq!(
        notices.collect::<Vec<_>>(),
        [
            ("NOTE", "This event is sent when a device attaches."),
            (
                "CAUTION",
                "This event type has been discontinued. No new subscriptions are accepted."
            ),
        ]
    );
    let data = attached.examples.iter().map(|e| e.value["data"].clone());
    assert_eq!(
        data.collect::<Vec<_>>(),
        [
            json!({"device_sid": "DE1"}),
            json!({"device_sid": "DE2", "network": null})
        ]
    );
    assert_eq!(detached.examples, []);

    let [v2, v1] = &*attached.versions else {
        panic!("two versions are documented");
    };
    assert!(!v2.metadata_only);
    assert_eq!(
        outline(fields(v2)),
        [
            "string device_sid*",
            "string _sent_at*",
            "string type",
            "object network* {string mcc*, object signal {number dbm*, boolean is_roaming, string radio}}",
            "object tags",
            "array readings {integer sensor_id*}",
            "array codecs",
        ]
    );
    assert_eq!(
        fields(v2)[0].description,
        "The device. See [the manual] & https://example.com/manual."
    );
    assert_eq!(fields(v2)[2].description, "");
    assert_eq!(outline(fields(v1)), ["string device_sid*", "string radio"]);
    assert_eq!(detached.versions, attached.versions);
}

#[test]
fn line_endings_make_no_difference() {
    let windows = TELEMETRY.replace('\n', "\r\n");
    let mut page = parse(&windows);
    // The text of an example is what stands on the page; what it says is the same.
    for event in &mut page.events {
        for example in &mut event.examples {
            example.text = example.text.replace("\r\n", "\n");
        }
    }
    assert_eq!(page, parse(TELEMETRY));
}

#[test]
fn descriptions_may_go_on_in_further_lines_and_paragraphs() {
    let page = TELEMETRY.replace(
        "**network** (required). NetworkInfo definition.\n",
        "**network** (required). NetworkInfo\n  definition.\n\n  More `words`, *bent* \\<b>.\n\n",
    );
    let page = parse(&page);
    let network = &fields(&page.events[0].versions[0])[3];
    assert_eq!(
        network.description,
        "NetworkInfo definition. More words, bent <b>."
    );
    assert_eq!(network.children.len(), 2);
}
