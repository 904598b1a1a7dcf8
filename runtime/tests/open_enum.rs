//! Enums that take any text.

mod support;

use std::collections::BTreeSet;
use std::str::FromStr;

use support::ConversationState;
use twilio_events_runtime::open_enum;

#[test]
fn known_values() {
    let texts = ["active", "inactive", "closed"];
    assert_eq!(ConversationState::ALL.len(), texts.len());
    for (known, text) in ConversationState::ALL.iter().zip(texts) {
        let value = ConversationState::from(text);
        assert_eq!(value, *known);
        assert!(value.is_known());
        assert_eq!(value.as_str(), text);
        assert_eq!(value, text);
        assert_eq!(value.to_string(), text);
        assert_eq!(String::from(value.clone()), text);
        assert_eq!(value, ConversationState::from(text.to_owned()));
        assert_eq!(ConversationState::from_str(text), Ok(value.clone()));
        assert_eq!(String::from(value.clone()), *text);
        let json = format!("{text:?}");
        assert_eq!(serde_json::to_string(&value).expect("JSON"), json);
        assert_eq!(
            serde_json::from_str::<ConversationState>(&json).expect("text"),
            value
        );
    }
    let shown = format!(
        "{:?} {:?}",
        ConversationState::Active,
        ConversationState::from("x")
    );
    assert_eq!(shown, r#"Active Unknown("x")"#);
}

#[test]
fn unknown_values_keep_their_text() {
    for text in ["archived", "Active", "active ", "", "\u{0}é\""] {
        let value = ConversationState::from(text);
        assert!(!value.is_known());
        assert_eq!(value.as_str(), text);
        let json = serde_json::to_string(&value).expect("JSON");
        assert_eq!(serde_json::from_str::<String>(&json).expect("text"), text);
        assert_eq!(
            serde_json::from_str::<ConversationState>(&json).expect("text"),
            value
        );
        let ConversationState::Unknown(unknown) = value else {
            panic!("{text} is known");
        };
        assert_eq!(unknown.as_str(), text);
        assert_eq!(unknown.to_string(), text);
        assert_eq!(format!("{unknown:?}"), format!("{text:?}"));
    }
    assert_eq!(ConversationState::default(), "");
    assert_eq!(format!("{:>9}|", ConversationState::Active), "   active|");
}

#[test]
fn no_text_is_an_error() {
    for json in ["1", "null", "[]", r#"{"active":null}"#] {
        let error = serde_json::from_str::<ConversationState>(json).expect_err("no text");
        assert!(error.to_string().contains("expected a string"), "{error}");
    }
    let value: Option<ConversationState> = serde_json::from_str("null").expect("absent");
    assert_eq!(value, None);
}

#[test]
fn values_are_ordered_and_serve_as_keys() {
    let values: BTreeSet<_> = ["zzz", "closed", "aaa", "active"]
        .into_iter()
        .map(ConversationState::from)
        .collect();
    let texts: Vec<_> = values.iter().map(ConversationState::as_str).collect();
    assert_eq!(texts, ["active", "closed", "aaa", "zzz"]);
    let map: std::collections::BTreeMap<ConversationState, u32> =
        serde_json::from_str(r#"{"active":1,"new":2}"#).expect("text");
    assert_eq!(map[&ConversationState::Active], 1);
    assert_eq!(
        serde_json::to_string(&map).expect("JSON"),
        r#"{"active":1,"new":2}"#
    );
}

mod elsewhere {
    /// A crate that re-exports the runtime under another name, and shadows what a macro might lean on.
    pub(super) use twilio_events_runtime as renamed;
}

#[test]
fn works_through_a_renamed_path_and_among_shadowed_names() {
    #[allow(
        dead_code,
        non_camel_case_types,
        reason = "they are there to be in the way"
    )]
    mod hostile {
        pub(super) struct Option;
        pub(super) struct Result;
        pub(super) struct String;
        pub(super) mod std {}
        pub(super) mod core {}

        pub(super) struct Clone;

        super::elsewhere::renamed::open_enum! {
            pub(super) enum Shadowed { Some = "some", None = "none" }
        }
    }
    assert_eq!(hostile::Shadowed::from("none"), hostile::Shadowed::None);
}

open_enum! {
    enum Empty {}
}

#[test]
fn an_enum_without_known_values() {
    assert!(Empty::ALL.is_empty());
    assert_eq!(Empty::from("x").as_str(), "x");
}

#[cfg(feature = "schemars")]
#[test]
fn the_schema_is_a_plain_string() {
    twilio_events_runtime::object! {
        struct Holder {
            #[member(0, "state", required Values)]
            state: ConversationState,
        }
    }
    let schema = schemars::schema_for!(Holder);
    assert_eq!(
        schema.as_value()["properties"]["state"],
        serde_json::json!({ "type": "string" })
    );
}
