//! Pages that link what they speak of: the index links pages, and pages since October 2026 link schemas without their fields.

use twilio_events_codegen::docs::documentation::{self, parse_index};

use super::fixture::conversations;
use super::{CONVERSATION_STATE, parse};

const INDEX: &str = include_str!("event-types-overview.md");

/// The conversation-state page in the form that only links the versions.
fn linked(list: &str) -> String {
    let (before, _) = CONVERSATION_STATE
        .split_once("#### v2 (latest)")
        .expect("the page has versions");
    format!("{before}{list}")
}

const LIST: &str = "\
* [v2 (latest)](https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2)
* [v1](https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/1)
";

#[test]
fn versions_can_be_links_alone() {
    let page = parse(&linked(LIST));
    let versions = &page.events[0].versions;
    let read: Vec<_> = versions
        .iter()
        .map(|v| {
            (
                v.number,
                v.latest,
                v.document.to_string(),
                v.fields.is_none(),
            )
        })
        .collect();
    let id = "Conversations.ConversationStateUpdated";
    assert_eq!(
        read,
        [
            (2, true, format!("{id}/2"), true),
            (1, false, format!("{id}/1"), true)
        ]
    );
}

#[test]
fn what_is_not_a_version_in_the_list_is_named() {
    let second =
        "* [v1](https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/1)";
    assert!(LIST.contains(second));
    for (instead, place, what) in [
        ("* v1", "34:1", "this list item is not a version"),
        (
            "* [v1](https://events-schemas.twilio.com/)",
            "34:1",
            "this list item is not a version",
        ),
        (
            "* [one](https://events-schemas.twilio.com/A.B/1)",
            "34:1",
            "this list item is not a version",
        ),
        (
            "* [v3](https://events-schemas.twilio.com/A.B/3)",
            "34:1",
            "v3 stands below v2",
        ),
        (
            "* [v1 (latest)](https://events-schemas.twilio.com/A.B/1)",
            "34:1",
            "v1 is marked as the latest",
        ),
        (
            &format!("{second}\n\nMore."),
            "36:1",
            "nothing is expected after the list of versions",
        ),
    ] {
        let page = linked(&LIST.replace(second, instead));
        let error = documentation::parse(&page).expect_err(instead);
        let error = error.file(std::path::Path::new("page.md")).to_string();
        assert!(
            error.starts_with(&format!("page.md:{place}: {what}")),
            "{instead}: {error}"
        );
    }
}

/// A page without fields says nothing of them; what it says of versions still counts.
#[test]
fn no_field_list_is_no_contradiction() {
    conversations().page(&linked(LIST)).finds(&[]);
    let newest = LIST.lines().next().expect("there is a line");
    conversations()
        .page(&linked(newest))
        .finds(&["/1: v1 is generated, but not documented"]);
}

#[test]
fn the_index_lists_pages_by_product() {
    assert_eq!(
        parse_index(INDEX).expect("the index is in order"),
        [
            "/docs/events/event-types/conversations/conversation-state",
            "https://www.twilio.com/docs/events/event-types/telemetry/device-report",
            "/docs/events/event-types/telemetry/device-alarm",
        ]
    );
}

#[test]
fn an_index_that_is_none_is_an_error() {
    let item = "* [Conversation State](/docs/events/event-types/conversations/conversation-state)";
    for (instead, what) in [
        (
            "* Conversation State",
            "this list item does not link one page",
        ),
        (
            "* [One](/docs/1) [Two](/docs/2)",
            "this list item does not link one page",
        ),
        (
            "* [One](/docs/1)\n  * [Two](/docs/2)",
            "this list item does not link one page",
        ),
    ] {
        assert!(INDEX.contains(item));
        let error = parse_index(&INDEX.replace(item, instead)).expect_err(instead);
        assert!(
            error.to_string().contains(what)
                && error.place().line.map(|(line, _)| line) == Some(20),
            "{error}"
        );
    }
    for nothing in [
        "",
        "# Event Types\n",
        "<html></html>",
        "## Product\n\nText.\n",
    ] {
        let error = parse_index(nothing).expect_err(nothing);
        assert!(
            error.to_string().contains("lists no pages of event types"),
            "{error}"
        );
    }
}
