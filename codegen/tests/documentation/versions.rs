//! What the check finds where modules, versions or event types are wrong.

use super::CONVERSATION_STATE;
use super::fixture::{conversations, telemetry};

#[test]
fn a_missing_version() {
    conversations()
        .edit("", "pub mod v1;\n", "")
        .finds(&["/1: v1 is documented, but not generated"]);
    let mut fixture = conversations();
    fixture
        .sources
        .remove("src/conversations/conversation_state_updated/v1.rs");
    fixture.finds(&["/1: v1 is documented, but not generated"]);
    conversations()
        .edit("v1.rs", "ConversationStateUpdated, ", "")
        .finds(&["/1: v1 is documented, but its module has no struct `ConversationStateUpdated`"]);
}

#[test]
fn an_undocumented_version() {
    let mut fixture = conversations();
    fixture.page.events[0].versions.truncate(1);
    fixture.finds(&["/1: v1 is generated, but not documented"]);
}

#[test]
fn a_version_that_imports_itself() {
    conversations()
        .edit("v1.rs", "super::v2::", "super::v1::")
        .finds(&["/1: v1 is documented, but its module has no struct `ConversationStateUpdated`"]);
}

#[test]
fn the_wrong_latest_version() {
    conversations().edit("", "pub use v2::", "pub use v1::").finds(&[
        "/2: v2 is documented as the latest version, but the schema's module re-exports `ConversationStateUpdated` from v1",
    ]);
    conversations().edit("", "pub use v2::", "use v2::").finds(&[
        "/2: v2 is documented as the latest version, but the schema's module re-exports no `ConversationStateUpdated`",
    ]);
}

#[test]
fn a_type_that_the_product_does_not_name() {
    let mut fixture = conversations();
    let product = fixture
        .sources
        .get_mut("src/conversations.rs")
        .expect("the file is there");
    *product = product.replace("pub use", "use");
    fixture.finds(&[
        "com.twilio.conversations.conversation-state.updated: the product's module does not re-export \
         `ConversationStateUpdated`",
    ]);
}

#[test]
fn metadata_only_that_is_not() {
    let mut fixture = conversations();
    let v1 = fixture.file("v2.rs").replace(
        "\"MessagingServiceSid\", optional OptText)]\n        pub messaging_service_sid: Option<String>",
        "\"Other\", required Text)]\n        pub r#other: String",
    );
    *fixture.file("v1.rs") = v1;
    fixture.finds(&[
        "/1#MessagingServiceSid: `MessagingServiceSid` of v1 is documented as optional string, but not generated",
        "/1#Other: `Other` of v1 is generated as string, but not documented",
        "/2: v2 is documented to change only the metadata of v1, but their generated types differ in \
         `MessagingServiceSid`, `Other`",
    ]);
}

/// A page whose field lists agree with the generated types, and whose note does not.
#[test]
fn metadata_only_that_the_page_itself_denies() {
    let mut fixture = telemetry();
    fixture.page.events[0].versions[0].metadata_only = true;
    fixture.finds(&[
        "/2: v2 is documented to change only the metadata of v1, but their generated types differ in `_sent_at`, \
         `codecs`, `network`, `network.mcc`, `network.signal`, `network.signal.dbm`, `network.signal.is_roaming`, \
         `network.signal.radio`, `radio`, `readings`, `readings.sensor_id`, `tags`, `type`",
    ]);
}

/// Types of their own, but of the same shape, are metadata only as well.
#[test]
fn metadata_only_between_two_definitions() {
    let mut fixture = conversations();
    *fixture.file("v1.rs") = fixture.file("v2.rs").clone();
    fixture.finds(&[]);
}

#[test]
fn an_event_type_that_the_type_does_not_name() {
    conversations()
        .edit("v2.rs", "conversation-state.updated`", "conversation-state.removed`")
        .finds(&[
            "/2: v2 is documented for `com.twilio.conversations.conversation-state.updated`, but the rustdoc of \
             `ConversationStateUpdated` does not name that event type",
        ]);
}

#[test]
fn a_link_to_another_version() {
    let page =
        CONVERSATION_STATE.replace("ConversationStateUpdated/1)", "ConversationStateUpdated/2)");
    conversations()
        .page(&page)
        .finds(&["/1: v1 is documented with a link to Conversations.ConversationStateUpdated/2"]);
}

#[test]
fn a_schema_that_was_not_generated() {
    let page =
        CONVERSATION_STATE.replace("ConversationStateUpdated/1)", "ConversationStateAdded/1)");
    conversations().page(&page).finds(&[
        "com.twilio.conversations.conversation-state.updated: Conversations.ConversationStateAdded is documented, but no \
         module is generated for it",
        "/1: v1 is generated, but not documented",
    ]);
}

#[test]
fn generated_text_that_is_no_rust() {
    conversations().edit("v2.rs", "pub struct", "pub struct struct").finds(&[
        "com.twilio.conversations.conversation-state.updated: the generated file \
         src/conversations/conversation_state_updated/v2.rs cannot be read: expected identifier, found keyword \
         `struct`",
    ]);
}

/// A shared type carries the newer version's text; the older page text may differ.
#[test]
fn a_shared_type_has_the_newer_text() {
    let (newer, older) = CONVERSATION_STATE.split_once("#### v1").unwrap();
    let older = older.replace("Account SID of the conversation.", "An older text.");
    conversations()
        .page(&format!("{newer}#### v1{older}"))
        .finds(&[]);
    let newer = newer.replace("Account SID of the conversation.", "A newer text.");
    let text = "documented as \"A newer text. For example: ACe95cfd541a925a3337fec19a0200009.\", but its rustdoc says \
                \"Account SID of the conversation. For example: ACe95cfd541a925a3337fec19a0200009.\"";
    conversations()
        .page(&format!("{newer}#### v1{older}"))
        .finds(&[
            &format!("/2#AccountSid: `AccountSid` of v2 is {text}"),
            &format!("/1#AccountSid: `AccountSid` of v1 is {text}"),
        ]);
}
