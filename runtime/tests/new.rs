//! `new!`, with fields of each kind.

mod support;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use support::{Call, ConversationState, ConversationStateUpdated, Leg};
use twilio_events_runtime::{Timestamp, new, object};

object! {
    #[allow(missing_docs, reason = "each is named after its kind")]
    /// What the structs of `support` lack.
    #[non_exhaustive]
    pub struct Kinds {
        #[member(0, "time", required Time)]
        pub time: Timestamp,
        #[member(1, "whole", optional OptInt)]
        pub whole: Option<i64>,
        #[member(2, "unsigned", required UInt)]
        pub unsigned: u64,
        #[member(3, "fraction", optional OptFloat)]
        pub fraction: Option<f64>,
        #[member(4, "flag", optional OptBool)]
        pub flag: Option<bool>,
        #[member(5, "number", optional Opt)]
        pub number: Option<i128>,
        #[member(6, "any", optional Opt)]
        pub any: Option<Value>,
        #[member(7, "texts", required List)]
        pub texts: Vec<String>,
        #[member(8, "states", optional Opt)]
        pub states: Option<Vec<ConversationState>>,
        #[member(9, "lists", optional Opt)]
        pub lists: Option<Vec<Vec<i64>>>,
    }
}

#[test]
fn fields_take_what_converts_into_them() {
    let made = new!(Kinds {
        time: "2025-01-01T00:00:00Z",
        whole: 3_000_000_000_i64,
        unsigned: 7_u8,
        fraction: 0.5,
        flag: true,
        number: 5,
        any: "text",
        texts: ["a", "b"],
        states: ["closed".to_owned()],
        lists: vec![vec![1], vec![]],
    });
    let json = serde_json::to_value(&made).expect("JSON");
    assert_eq!(
        json,
        json!({
            "time": "2025-01-01T00:00:00Z", "whole": 3_000_000_000_i64, "unsigned": 7, "fraction": 0.5, "flag": true,
            "number": 5, "any": "text", "texts": ["a", "b"], "states": ["closed"], "lists": [[1], []],
        })
    );
    assert_eq!(made.states, Some(vec![ConversationState::Closed]));
}

#[test]
fn what_is_left_out_is_the_default() {
    assert_eq!(new!(Kinds {}), Kinds::default());
    let made = new!(support::ConversationStateUpdated { reason: "API" });
    let expected = ConversationStateUpdated {
        reason: Some("API".to_owned()),
        ..Default::default()
    };
    assert_eq!(made, expected);
}

#[test]
fn structs_are_made_inside_of_structs() {
    let tags = BTreeMap::from([("colour".to_owned(), "blue".to_owned())]);
    let made = new!(Call {
        sid: "CA1",
        legs: [
            new!(Leg {
                edge: "ashburn",
                duration: 5
            }),
            new!(Leg { duration: 6 })
        ],
        tags: tags.clone(),
    });
    let expected = Call {
        sid: "CA1".to_owned(),
        legs: Some(vec![
            Leg {
                edge: Some("ashburn".to_owned()),
                duration: 5,
            },
            Leg {
                edge: None,
                duration: 6,
            },
        ]),
        tags: Some(tags),
    };
    assert_eq!(made, expected);
}
