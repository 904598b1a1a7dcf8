//! What the check finds about fields: in Rust that is right, and where one thing is wrong.

use super::TELEMETRY;
use super::fixture::{conversations, telemetry};

#[test]
fn what_is_right_gives_no_findings() {
    conversations().finds(&[]);
    telemetry().finds(&[]);
    telemetry().page(TELEMETRY).finds(&[]);
}

/// What is replaced, by what, and what is found: a field, and what is said of it.
const WRONG: &[(&str, &str, &[&str])] = &[
    (
        "pub account_sid:",
        "pub account_id:",
        &[
            "AccountSid: documented as optional string, but generated as optional string, \
             called `account_id`",
        ],
    ),
    (
        "(0, \"AccountSid\"",
        "(0, \"accountSid\"",
        &[
            "AccountSid: documented as optional string, but not generated",
            "accountSid: generated as optional string, but not documented",
        ],
    ),
    (
        "        /// Date when the Conversation state was modified in ISO 8601 format.\n",
        "",
        &[
            "StateUpdated: documented as \"Date when the Conversation state was modified in \
             ISO 8601 format.\", but has no rustdoc",
        ],
    ),
    (
        "SID of the messaging service. For example: MG",
        "SID of the service. For example: MG",
        &[
            "MessagingServiceSid: documented as \"SID of the messaging service. For example: \
             MGee95cfd541a925a3337fec19a0200009.\", but its rustdoc says \"SID of the \
             service. For example: MGee95cfd541a925a3337fec19a0200009.\"",
        ],
    ),
    (
        "messaging_service_sid: Option<String>,\n",
        "messaging_service_sid: Option<String>,\n#[member(7, \"extra\", optional OptText)] \
         pub extra: Option<String>,\n",
        &["extra: generated as optional string, but not documented"],
    ),
    (
        "        /// SID of the messaging service.",
        "#[member(7, \"Reason\", optional OptText)] pub other: Option<String>,\n/// SID of \
         the messaging service.",
        &[
            "Reason: documented as optional one of [\"API\", \"EVENT\", \"TIMER\"], but \
             generated as two fields",
        ],
    ),
    (
        "        /// SID of the messaging service. For example: \
         MGee95cfd541a925a3337fec19a0200009.\n        #[member(6, \"MessagingServiceSid\", \
         optional OptText)]\n        pub messaging_service_sid: Option<String>,\n",
        "",
        &["MessagingServiceSid: documented as optional string, but not generated"],
    ),
    (
        "account_sid: Option<String>",
        "account_sid: Option<i64>",
        &["AccountSid: documented as optional string, but generated as optional integer"],
    ),
    (
        "Option<twilio_events_runtime::Timestamp>",
        "Option<String>",
        &["StateUpdated: documented as optional timestamp, but generated as optional string"],
    ),
    (
        "account_sid: Option<String>",
        "account_sid: Option<twilio_events_runtime::Timestamp>",
        &["AccountSid: documented as optional string, but generated as optional timestamp"],
    ),
    (
        "Option<StateChangeReason>",
        "Option<String>",
        &[
            "Reason: documented as optional one of [\"API\", \"EVENT\", \"TIMER\"], but \
             generated as optional string",
        ],
    ),
    (
        "Option<StateChangeReason>",
        "Option<ConversationState>",
        &[
            "Reason: documented as optional one of [\"API\", \"EVENT\", \"TIMER\"], but \
             generated as optional one of [\"active\", \"closed\", \"inactive\"]",
        ],
    ),
    (
        "account_sid: Option<String>",
        "account_sid: Option<StateChangeReason>",
        &[
            "AccountSid: documented as optional string, but generated as optional one of \
             [\"API\", \"EVENT\", \"TIMER\"]",
        ],
    ),
    (
        "account_sid: Option<String>",
        "account_sid: Option<Vec<String>>",
        &[
            "AccountSid: documented as optional string, but generated as optional list of \
             string",
        ],
    ),
    (
        "\"AccountSid\", optional OptText)]\n        pub account_sid: Option<String>",
        "\"AccountSid\", required Text)]\n        pub account_sid: String",
        &["AccountSid: documented as optional string, but generated as string"],
    ),
    (
        "        Inactive = \"inactive\",\n",
        "",
        &[
            "StateFrom: documented as optional one of [\"active\", \"closed\", \
             \"inactive\"], but generated as optional one of [\"active\", \"closed\"]",
            "StateTo: documented as optional one of [\"active\", \"closed\", \"inactive\"], \
             but generated as optional one of [\"active\", \"closed\"]",
        ],
    ),
    (
        "Timer = \"TIMER\",",
        "Timer = \"TIMER\", Webhook = \"WEBHOOK\",",
        &[
            "Reason: documented as optional one of [\"API\", \"EVENT\", \"TIMER\"], but \
             generated as optional one of [\"API\", \"EVENT\", \"TIMER\", \"WEBHOOK\"]",
        ],
    ),
    (
        "Timer = \"TIMER\"",
        "Timer = \"Timer\"",
        &[
            "Reason: documented as optional one of [\"API\", \"EVENT\", \"TIMER\"], but \
             generated as optional one of [\"API\", \"EVENT\", \"Timer\"]",
        ],
    ),
];

/// Each is found in v2 and again in v1, which shares the types.
#[test]
fn what_is_wrong_with_a_field_is_found_in_each_version() {
    for (old, new, expected) in WRONG {
        let found = [2, 1].map(|version| {
            let findings = expected.iter().map(move |finding| {
                let (field, what) = finding.split_once(": ").expect("a field, and more");
                format!("/{version}#{field}: `{field}` of v{version} is {what}")
            });
            findings.collect::<Vec<_>>()
        });
        let found = found.concat();
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        conversations().edit("v2.rs", old, new).finds(&found);
    }
}

/// Such Rust does not even compile.
#[test]
fn what_a_field_is_and_what_object_says_of_it_is_one() {
    for (old, new, what) in [
        (
            "account_sid: Option<String>",
            "account_sid: String",
            "`account_sid` is `String`, and optional",
        ),
        (
            "\"Reason\", optional",
            "\"Reason\", required",
            "`reason` is `Option<StateChangeReason>`, and required",
        ),
    ] {
        conversations().edit("v2.rs", old, new).finds(&[&format!(
            "com.twilio.conversations.conversation-state.updated: the generated file \
             src/conversations/conversation_state_updated/v2.rs cannot be read: {what} in its `object!`"
        )]);
    }
}

#[test]
fn nested_fields_are_held_to_the_same() {
    for (old, new, field, what) in [
        (
            "pub dbm: f64",
            "pub dbm: i64",
            "network.signal.dbm",
            "documented as number, but generated as integer",
        ),
        (
            "\"dbm\", required Float)]\n        pub dbm: f64",
            "\"dbm\", optional OptFloat)]\n        pub dbm: Option<f64>",
            "network.signal.dbm",
            "documented as number, but generated as optional number",
        ),
        (
            "/// NetworkInfo definition.\n",
            "",
            "network",
            "documented as \"NetworkInfo definition.\", but has no rustdoc",
        ),
        (
            "pub network: NetworkInfo",
            "/// NetworkInfo definition.\n \
             pub network: std::collections::BTreeMap<String, String>",
            "network",
            "documented as object, but generated as map of string",
        ),
        (
            "pub is_roaming: Option<bool>",
            "pub is_roaming: Option<String>",
            "network.signal.is_roaming",
            "documented as optional boolean, but generated as optional string",
        ),
        (
            "Option<Vec<Reading>>",
            "Option<Reading>",
            "readings",
            "documented as optional list of object, but generated as optional object",
        ),
        (
            "Option<Vec<serde_json::Value>>",
            "Option<serde_json::Value>",
            "codecs",
            "documented as optional list, but generated as optional any",
        ),
        (
            "Option<std::collections::BTreeMap<String, String>>",
            "Option<Reading>",
            "tags.sensor_id",
            "generated as integer, but not documented",
        ),
        (
            "twilio_events_runtime::object! {\n    pub struct Reading",
            "mod other {\n    pub struct Reading",
            "readings",
            "documented as optional list of object, but generated as optional list of unknown \
             type Reading",
        ),
    ] {
        telemetry()
            .edit("v2.rs", old, new)
            .finds(&[&format!("/2#{field}: `{field}` of v2 is {what}")]);
    }
}
