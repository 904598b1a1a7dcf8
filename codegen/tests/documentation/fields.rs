//! What the check finds about fields: in Rust that is right, and where one thing is wrong.

use super::fixture::{Fixture, conversations, telemetry};
use super::{TELEMETRY, parse};

#[test]
fn what_is_right_gives_no_findings() {
    conversations().finds(&[]);
    telemetry().finds(&[]);
    let both = Fixture {
        page: parse(TELEMETRY),
        ..telemetry()
    };
    both.finds(&[]);
}

#[test]
fn a_renamed_field() {
    conversations()
        .edit("v2.rs", "pub account_sid:", "pub account_id:")
        .finds_in_both(&[
            "/2#AccountSid: `AccountSid` of v2 is generated as field `account_id`, whose name does not come from the \
             documented one",
        ]);
}

#[test]
fn a_changed_json_name() {
    conversations()
        .edit("v2.rs", r#"(0, "AccountSid""#, r#"(0, "accountSid""#)
        .finds_in_both(&[
            "/2#AccountSid: `AccountSid` of v2 is documented as string, but `ConversationStateUpdated` has no field of \
             that JSON name",
            "/2#accountSid: `accountSid` of v2 is generated as field `account_sid` of `ConversationStateUpdated`, but \
             not documented",
        ]);
}

#[test]
fn a_lost_doc_line() {
    conversations()
        .edit(
            "v2.rs",
            "    /// Date when the Conversation state was modified in ISO 8601 format.\n",
            "",
        )
        .finds_in_both(&[
            "/2#StateUpdated: `StateUpdated` of v2 is documented as \"Date when the Conversation state was modified in \
             ISO 8601 format.\", but has no rustdoc",
        ]);
}

#[test]
fn a_changed_doc_text() {
    conversations()
        .edit("v2.rs", "SID of the messaging service. For", "SID of the service. For")
        .finds_in_both(&[
            "/2#MessagingServiceSid: `MessagingServiceSid` of v2 is documented as \"SID of the messaging service. For \
             example: MGee95cfd541a925a3337fec19a0200009.\", but its rustdoc says \"SID of the service. For example: \
             MGee95cfd541a925a3337fec19a0200009.\"",
        ]);
}

#[test]
fn an_extra_field() {
    conversations()
        .edit(
            "v2.rs",
            "    pub messaging_service_sid: Option<String>,\n",
            "    pub messaging_service_sid: Option<String>,\n    pub extra: Option<String>,\n",
        )
        .finds_in_both(&[
            "/2#extra: `extra` of v2 is generated as field `extra` of `ConversationStateUpdated`, but not documented",
        ]);
}

#[test]
fn a_field_that_comes_twice() {
    conversations()
        .edit(
            "v2.rs",
            "    /// SID of the messaging service.",
            "    pub r#Reason: Option<StateChangeReason>,\n    /// SID of the messaging service.",
        )
        .finds_in_both(&[
            "/2#Reason: `Reason` of v2 is documented once, but `ConversationStateUpdated` has two fields of that JSON name",
        ]);
}

#[test]
fn a_missing_field() {
    conversations()
        .edit("v2.rs", "    pub messaging_service_sid: Option<String>,\n", "")
        .edit(
            "v2.rs",
            "        #[member(6, \"MessagingServiceSid\", optional OptText)]\n",
            "",
        )
        .edit(
            "v2.rs",
            "    /// SID of the messaging service. For example: MGee95cfd541a925a3337fec19a0200009.\n",
            "",
        )
        .finds_in_both(&[
            "/2#MessagingServiceSid: `MessagingServiceSid` of v2 is documented as string, but `ConversationStateUpdated` \
             has no field of that JSON name",
        ]);
}

#[test]
fn a_swapped_type() {
    for (old, new, expected) in [
        (
            "account_sid: Option<String>",
            "account_sid: Option<i64>",
            "/2#AccountSid: `AccountSid` of v2 is documented as string, but generated as `Option<i64>`",
        ),
        (
            "Option<twilio_events_runtime::Timestamp>",
            "Option<String>",
            "/2#StateUpdated: `StateUpdated` of v2 is documented as string with a time in ISO 8601, but generated as \
             `Option<String>`",
        ),
        (
            "account_sid: Option<String>",
            "account_sid: Option<twilio_events_runtime::Timestamp>",
            "/2#AccountSid: `AccountSid` of v2 is documented as string, but generated as \
             `Option<twilio_events_runtime::Timestamp>`",
        ),
        (
            "Option<StateChangeReason>",
            "Option<String>",
            "/2#Reason: `Reason` of v2 is documented as string with the values API, TIMER, EVENT, but generated as \
             `Option<String>`",
        ),
        (
            "account_sid: Option<String>",
            "account_sid: Option<StateChangeReason>",
            "/2#AccountSid: `AccountSid` of v2 is documented as string, but generated as `Option<StateChangeReason>`",
        ),
        (
            "Option<StateChangeReason>",
            "Option<ConversationState>",
            "/2#Reason: `Reason` of v2 is documented with the values API, TIMER, EVENT, but `ConversationState` has \
             active, inactive, closed",
        ),
        (
            "account_sid: Option<String>",
            "account_sid: Option<Vec<String>>",
            "/2#AccountSid: `AccountSid` of v2 is documented as string, but generated as `Option<Vec<String>>`",
        ),
    ] {
        conversations()
            .edit("v2.rs", old, new)
            .finds_in_both(&[expected]);
    }
}

#[test]
fn a_dropped_option() {
    conversations()
        .edit("v2.rs", "account_sid: Option<String>", "account_sid: String")
        .finds_in_both(&[
            "/2#AccountSid: `AccountSid` of v2 is documented as optional, but generated as `String`",
            "/2#AccountSid: `AccountSid` of v2 is generated as `String`, but as optional in its `object!`",
        ]);
}

#[test]
fn what_object_says_of_a_field() {
    conversations()
        .edit("v2.rs", "\"Reason\", optional", "\"Reason\", required")
        .finds_in_both(&[
            "/2#Reason: `Reason` of v2 is generated as `Option<StateChangeReason>`, but as required in its `object!`",
        ]);
    conversations()
        .edit("v2.rs", "#[member(5, \"Reason\", optional OptValues)]", "#[rest]")
        .finds_in_both(&[
            "/2#Reason: `Reason` of v2 is documented as string, but `ConversationStateUpdated` has no field of that \
             JSON name",
            "/2#reason: `reason` of v2 is generated as field `reason` of `ConversationStateUpdated`, but not documented",
        ]);
}

#[test]
fn a_struct_that_nothing_reads() {
    let fixture = telemetry()
        .edit(
            "v2.rs",
            "twilio_events_runtime::object! {\n    pub struct Signal {",
            "pub struct Signal {",
        )
        .edit("v2.rs", "Option<Radio>,\n    }\n}", "Option<Radio>,\n    }");
    fixture.finds(&[
        "/2#network.signal: v2 is generated with a struct `Signal` that has no `object!` to read it",
    ]);
}

#[test]
fn nested_fields_are_held_to_the_same() {
    for (old, new, expected) in [
        (
            "pub dbm: f64",
            "pub dbm: i64",
            "/2#network.signal.dbm: `network.signal.dbm` of v2 is documented as number, but generated as `i64`",
        ),
        (
            "pub dbm: f64",
            "pub dbm: Option<f64>",
            "/2#network.signal.dbm: `network.signal.dbm` of v2 is documented as required, but generated as `Option<f64>`|\
             /2#network.signal.dbm: `network.signal.dbm` of v2 is generated as `Option<f64>`, but as required in its \
             `object!`",
        ),
        (
            "\"sensor_id\", required",
            "\"sensor\", required",
            "/2#readings.sensor_id: `readings.sensor_id` of v2 is documented as integer, but `Reading` has no field of \
             that JSON name|/2#readings.sensor: `readings.sensor` of v2 is generated as field `sensor_id` of `Reading`, but \
             not documented",
        ),
        (
            "/// NetworkInfo definition.\n",
            "",
            "/2#network: `network` of v2 is documented as \"NetworkInfo definition.\", but has no rustdoc",
        ),
        (
            "pub network: NetworkInfo",
            "pub network: BTreeMap<String, String>",
            "/2#network: `network` of v2 is documented as \"NetworkInfo definition.\", but has no rustdoc|\
             /2#network: `network` of v2 is documented as object with fields of its own, but generated as \
             `BTreeMap<String,String>`",
        ),
        (
            "pub is_roaming: Option<bool>",
            "pub is_roaming: Option<String>",
            "/2#network.signal.is_roaming: `network.signal.is_roaming` of v2 is documented as boolean, but generated as \
             `Option<String>`",
        ),
        (
            "Option<Vec<Reading>>",
            "Option<Reading>",
            "/2#readings: `readings` of v2 is documented as array with fields of its own, but generated as \
             `Option<Reading>`",
        ),
        (
            "Option<Vec<Value>>",
            "Option<Value>",
            "/2#codecs: `codecs` of v2 is documented as array, but generated as `Option<Value>`",
        ),
        (
            "Option<BTreeMap<String, String>>",
            "Option<Signal>",
            "/2#tags.dbm: `tags.dbm` of v2 is generated as field `dbm` of `Signal`, but not documented|\
             /2#tags.is_roaming: `tags.is_roaming` of v2 is generated as field `is_roaming` of `Signal`, but not \
             documented|/2#tags.radio: `tags.radio` of v2 is generated as field `radio` of `Signal`, but not documented",
        ),
    ] {
        let expected: Vec<&str> = expected.split_terminator('|').collect();
        telemetry().edit("v2.rs", old, new).finds(&expected);
    }
}

#[test]
fn an_edit_must_find_its_text_once() {
    let sources = conversations().sources;
    let error = |path, old| sources.edited(path, old, "").expect_err("this is no edit");
    assert_eq!(
        error("src/x.rs", "a").message(),
        "there is no generated file src/x.rs"
    );
    assert_eq!(
        error("src/conversations.rs", "pub").message(),
        "\"pub\" occurs 2 times in src/conversations.rs, but must occur once"
    );
}
