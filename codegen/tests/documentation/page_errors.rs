//! What the reader says about pages that are not in order. None of them may make it panic, and none may hide a field.

use std::path::Path;

use twilio_events_codegen::docs::documentation;

use super::{CONVERSATION_STATE, TELEMETRY};

/// The error for the conversation-state page with `old`, where it occurs first, replaced by `new`: its first line.
fn error(old: &str, new: &str) -> String {
    assert!(
        CONVERSATION_STATE.contains(old),
        "nothing to replace: {old}"
    );
    let page = CONVERSATION_STATE.replacen(old, new, 1);
    match documentation::parse(&page) {
        Ok(_) => panic!("the page is taken as it is, with {new:?} for {old:?}"),
        Err(error) => {
            let text = error.file(Path::new("page.md")).to_string();
            text.lines().next().unwrap_or_default().to_owned()
        }
    }
}

const ACCOUNT_SID: &str = "* `string` **AccountSid**. Account SID of the conversation.";
const LINK_2: &str = "The full specification for version 2 is also available as a [JSON schema]\
                      (https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2).";

#[test]
fn a_bullet_that_is_no_field_is_an_error() {
    for bullet in [
        "* AccountSid.",
        "* string **AccountSid**. Text.",
        "* `string` AccountSid. Text.",
        "* `string`**AccountSid**. Text.",
        "* `string` the **AccountSid**. Text.",
        "* `text` **AccountSid**. Text.",
        "* `string` **Account Sid**. Text.",
        "* `string` **AccountSid** (deprecated). Text.",
        "* `string` **AccountSid** (required) Text.",
        "* `string` **AccountSid**: text.",
        "* **AccountSid**. Text.",
        "*",
        "* > quote",
        "* * `string` **AccountSid**.",
    ] {
        assert_eq!(
            error(ACCOUNT_SID, bullet),
            "page.md:39:1: this list item is not a field",
            "{bullet}"
        );
    }
}

#[test]
fn a_field_that_is_no_bullet_is_an_error() {
    let outside = "a field stands here outside a list item of its own";
    for (place, field) in [
        ("39:1", "`string` **AccountSid**. Text."),
        ("39:1", "\\* `string` **AccountSid**. Text.\n"),
        (
            "39:1",
            "* `string` **Other**. Text.\n`string` **AccountSid**. Text.",
        ),
        (
            "39:1",
            "* `string` **Other**. Text.\n\\* `string` **AccountSid**. Text.",
        ),
        (
            "41:3",
            "* `string` **Other**. Text.\n\n  `string` **AccountSid**. Text.",
        ),
        ("39:3", "> `string` **AccountSid**. Text.\n"),
    ] {
        assert_eq!(
            error(ACCOUNT_SID, field),
            format!("page.md:{place}: {outside}"),
            "{field}"
        );
    }
    assert_eq!(
        error("**Versions**\n", "`string` **X**. Text.\n\n**Versions**\n"),
        format!("page.md:31:1: {outside}")
    );
    assert_eq!(
        error("## Updated", "`string` **X**. Text.\n\n## Updated"),
        format!("page.md:3:1: {outside}")
    );
}

#[test]
fn what_might_hold_a_field_is_an_error() {
    let only = "in v2 only notes, a list of fields and the link to the specification are expected";
    for (old, new, expected) in [
        (
            ACCOUNT_SID,
            "1. `string` **AccountSid**.\n",
            format!("39:1: {only}"),
        ),
        (
            ACCOUNT_SID,
            "<p>\n* `string` **AccountSid**.\n</p>\n\n",
            format!("39:1: {only}"),
        ),
        (
            ACCOUNT_SID,
            "    * `string` **AccountSid**.\n\n",
            format!("39:5: {only}"),
        ),
        (
            ACCOUNT_SID,
            "```\n* `string` **AccountSid**.\n```\n",
            format!("39:1: {only}"),
        ),
        (
            ACCOUNT_SID,
            "### More\n* `string` **A**.",
            format!("39:1: {only}"),
        ),
        (
            ACCOUNT_SID,
            "> * `string` **AccountSid**.\n\n",
            "39:3: a notice holds more than text".into(),
        ),
        (
            ACCOUNT_SID,
            "* `string` **Other**.\n  * `string` **AccountSid**.",
            "40:3: the field Other is a string and cannot have fields".into(),
        ),
        (
            ACCOUNT_SID,
            "* `object` **Other**.\n  1. `string` **AccountSid**.",
            "40:3: below the field Other only text and fields are expected".into(),
        ),
        (
            "**ConversationSid**",
            "**AccountSid**",
            "40:1: the field AccountSid comes twice".into(),
        ),
        (
            "#### v1\n",
            "* `string` **Late**.\n\n#### v1\n",
            "49:1: v2 goes on after the link to its specification".into(),
        ),
        (
            "**Versions**\n",
            "**Versions**\n\n* `string` **Early**.\n",
            "33:1: this list item is not a version".into(),
        ),
        (
            "**Versions**\n",
            "* `string` **Early**.\n\n**Versions**\n",
            "31:1: between event type and versions only text, notices and examples are expected"
                .into(),
        ),
        (
            "## Updated",
            "* `string` **Early**.\n\n## Updated",
            "3:1: only text is expected before the first event type".into(),
        ),
    ] {
        assert_eq!(error(old, new), format!("page.md:{expected}"), "{new}");
    }
}

#[test]
fn the_parts_of_a_page_must_be_there() {
    let heading = "a version begins with a heading such as `#### v2 (latest)`";
    for (old, new, expected) in [
        (
            "# Conversation State\n",
            "",
            "2:1: the page does not begin with its title",
        ),
        (
            "`com.twilio.conversations.conversation-state.updated`\n\n",
            "",
            "3:1: the section \"Updated\" does not begin with an event type in backticks",
        ),
        (
            "**Versions**",
            "**Version**",
            "33:1: between event type and versions only text, notices and examples are expected",
        ),
        (
            "**Examples**\n",
            "",
            "10:1: between event type and versions only text, notices and examples are expected",
        ),
        (
            "  \"specversion\" : \"1.0\",",
            "  specversion : \"1.0\",",
            "13:1: the example is not valid JSON",
        ),
        (
            "  \"specversion\" : \"1.0\",",
            "  \"specversion\" : ,",
            "13:1: the example is not valid JSON",
        ),
        (
            "#### v2 (latest)",
            "#### Version 2",
            &format!("33:1: {heading}"),
        ),
        (
            "#### v2 (latest)",
            "#### v2 (newest)",
            &format!("33:1: {heading}"),
        ),
        ("#### v2 (latest)", "#### v+2", &format!("33:1: {heading}")),
        ("#### v2 (latest)", "#### v0", &format!("33:1: {heading}")),
        (
            "#### v2 (latest)",
            "#### v99999999999",
            &format!("33:1: {heading}"),
        ),
        (
            "#### v1\n",
            "#### v3\n",
            "49:1: v3 stands below v2, but the newest version comes first",
        ),
        (
            "#### v1\n",
            "#### v2\n",
            "49:1: v2 stands below v2, but the newest version comes first",
        ),
        (
            "#### v1\n",
            "#### v1 (latest)\n",
            "49:1: v1 is marked as the latest, but v2 is newer",
        ),
        ("> v2 only", "> v3 only", "33:1: a note on v2 speaks of v3"),
        (LINK_2, "", "33:1: v2 does not link its specification"),
        (
            LINK_2,
            "See below.",
            "47:1: this text of v2 does not link one specification",
        ),
        (
            "https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2).",
            "https://events-schemas.twilio.com/Conversations/2).",
            "47:1: this text of v2 does not link one specification",
        ),
        (
            LINK_2,
            &format!("{LINK_2} {LINK_2}"),
            "47:1: this text of v2 does not link one specification",
        ),
    ] {
        assert_eq!(error(old, new), format!("page.md:{expected}"), "{new}");
    }
}

#[test]
fn a_page_must_document_something() {
    let (head, _) = CONVERSATION_STATE.split_once("**Versions**").unwrap();
    let (title, _) = CONVERSATION_STATE.split_once("## Updated").unwrap();
    let fieldless = format!("{head}**Versions**\n\n#### v2\n\n{LINK_2}\n");
    let example = "`a.b`\n\n**Examples**\n\n```json\n[]\n```\n";
    for (page, expected) in [
        ("", "1:1: the page does not begin with its title"),
        (title, "3:1: the page documents no event type"),
        (head, "3:1: the section \"Updated\" has no versions"),
        (
            &format!("{head}**Versions**\n"),
            "31:1: no version is documented",
        ),
        (&*fieldless, "33:1: v2 lists no fields"),
        (
            &format!("# T\n\n## E\n\n{example}"),
            "10:1: the example is not a JSON object",
        ),
        (
            &format!(
                "{CONVERSATION_STATE}\n\n{}",
                &CONVERSATION_STATE[title.len()..]
            ),
            "62:1: the event type com.twilio.conversations.conversation-state.updated comes twice",
        ),
    ] {
        let error = documentation::parse(page).expect_err(expected);
        let text = error.file(Path::new("page.md")).to_string();
        assert_eq!(text, format!("page.md:{expected}"));
    }
}

/// Between two rules further down, Markdown readers that know front matter would see front matter, and no fields.
#[test]
fn rules_hide_nothing() {
    let page = CONVERSATION_STATE.replacen(
        "* `string` **ConversationSid**",
        "\n---\n* `string` **ConversationSid**",
        1,
    );
    let page = page.replacen("* `string` **Reason**", "\n---\n* `string` **Reason**", 1);
    assert_eq!(super::parse(&page), super::parse(CONVERSATION_STATE));
}

#[test]
fn deep_nesting_is_an_error() {
    for opening in ["> ", "+ ", "1. "] {
        let page = format!("# T\n\n{}", opening.repeat(10_000));
        let error = documentation::parse(&page).expect_err("this nests too deep");
        assert_eq!(error.message(), "the page nests more than 32 blocks");
    }
}

/// Every prefix, and every page with one line lost, one line twice, or one character changed, gives a page or an error
/// with its line.
#[test]
fn no_page_makes_the_reader_panic() {
    let read = |page: &str| {
        if let Err(error) = documentation::parse(page) {
            let (line, column) = error.place().line.expect("every error names its line");
            assert!(
                line > 0 && column > 0 && line <= page.lines().count() + 1,
                "{error}"
            );
        }
    };
    for page in [CONVERSATION_STATE, TELEMETRY] {
        for (end, _) in page.char_indices() {
            read(&page[..end]);
        }
        let lines: Vec<&str> = page.split_inclusive('\n').collect();
        for at in 0..lines.len() {
            let (before, after) = lines.split_at(at);
            read(&[before, &after[1..]].concat().concat());
            read(&[before, &after[..1], after].concat().concat());
        }
        let new = [
            "", "*", "`", "\n", "\u{0}", "\\", "<", ">", "#", "-", "[", "\u{e9}", "\r",
        ];
        for ((at, old), new) in page.char_indices().zip(new.iter().cycle()) {
            read(&[&page[..at], new, &page[at + old.len_utf8()..]].concat());
        }
    }
}
