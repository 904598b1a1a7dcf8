//! `Clone`, `Debug` and `PartialEq` of objects are what their derives would make of the same fields; and `Hash` heeds each field.

mod support;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher as _};

use serde_json::{Value, json};
use support::{ConversationState, Leg};
use twilio_events_runtime::__private::{Slot as _, hash};
use twilio_events_runtime::{Timestamp, object, open_union};

macro_rules! twice {
    ($(#[member($index:literal, $json:literal, $presence:ident $kind:ident)] $field:ident: $type:ty,)*) => {
        object! {
            struct Kinds {
                $(#[member($index, $json, $presence $kind)] $field: $type,)*
                #[rest]
                rest: BTreeMap<String, Value>,
            }
        }

        /// The judge.
        mod derived {
            use super::*;

            #[derive(Clone, Debug, PartialEq)]
            pub(super) struct Kinds {
                $($field: $type,)*
                rest: BTreeMap<String, Value>,
            }

            impl From<super::Kinds> for Kinds {
                fn from(kinds: super::Kinds) -> Self {
                    Self { $($field: kinds.$field,)* rest: kinds.rest }
                }
            }
        }
    };
}

twice! {
    #[member(0, "text", required Text)] text: String,
    #[member(1, "optText", optional OptText)] opt_text: Option<String>,
    #[member(2, "time", required Time)] time: Timestamp,
    #[member(3, "optTime", nullable OptTime)] opt_time: Option<Timestamp>,
    #[member(4, "int", required Int)] int: i64,
    #[member(5, "optInt", optional OptInt)] opt_int: Option<i64>,
    #[member(6, "intOrText", required IntOrText)] int_or_text: i64,
    #[member(7, "optIntOrText", optional OptIntOrText)] opt_int_or_text: Option<i64>,
    #[member(8, "uint", required UInt)] uint: u64,
    #[member(9, "optUint", optional OptUInt)] opt_uint: Option<u64>,
    #[member(10, "float", required Float)] float: f64,
    #[member(11, "optFloat", optional OptFloat)] opt_float: Option<f64>,
    #[member(12, "bool", required Bool)] r#bool: bool,
    #[member(13, "optBool", optional OptBool)] opt_bool: Option<bool>,
    #[member(14, "number", required Wide)] number: i128,
    #[member(15, "any", required Any)] any: Value,
    #[member(16, "optAny", optional Opt)] opt_any: Option<Value>,
    #[member(17, "values", required Values)] values: ConversationState,
    #[member(18, "optValues", optional OptValues)] opt_values: Option<ConversationState>,
    #[member(19, "object", required Object)] object: Leg,
    #[member(20, "optObject", optional Opt)] opt_object: Option<Box<Leg>>,
    #[member(21, "list", required List)] list: Vec<Option<Leg>>,
    #[member(22, "tuple", required Tuple)] tuple: (i64, String),
    #[member(23, "map", optional Opt)] map: Option<BTreeMap<String, Vec<i64>>>,
    #[member(24, "union", required Union)] union: Code,
    #[member(25, "optUnion", optional Opt)] opt_union: Option<Code>,
}

#[derive(Clone, Debug, PartialEq)]
enum Code {
    Integer(i64),
    Leg(Leg),
    Unknown(Value),
}
open_union! { Code { Integer, Leg } }

/// One that has everything; and others that differ from it in one member each.
fn kinds() -> Vec<Kinds> {
    let full = json!({
        "text": "a", "optText": "b", "time": "t", "optTime": "u", "int": 1, "optInt": 2, "intOrText": "3", "optIntOrText": 4,
        "uint": 5, "optUint": 6, "float": 0.5, "optFloat": -0.0, "bool": true, "optBool": false, "number": 7, "any": null,
        "optAny": [1], "values": "active", "optValues": "new", "object": {"duration": 1}, "optObject": {"duration": 2, "edge": "e"},
        "list": [{"duration": 3}, null], "tuple": [8, "c"], "map": {"x": [1, 2], "y": []}, "union": 9, "optUnion": {"duration": 4},
        "more": {"z": 1},
    });
    let others = [
        ("text", json!("")),
        ("optText", json!(null)),
        ("time", json!("x")),
        ("optTime", json!(null)),
        ("int", json!(-1)),
        ("optInt", json!(null)),
        ("intOrText", json!(0)),
        ("optIntOrText", json!(null)),
        ("uint", json!(0)),
        ("optUint", json!(null)),
        ("float", json!(1.5)),
        ("optFloat", json!(null)),
        ("bool", json!(false)),
        ("optBool", json!(true)),
        ("number", json!(70)),
        ("any", json!({"a": 1})),
        ("optAny", json!(null)),
        ("values", json!("other")),
        ("optValues", json!("closed")),
        ("object", json!({"duration": 0})),
        ("optObject", json!(null)),
        ("list", json!([{"duration": 3}])),
        ("tuple", json!([8, "d"])),
        ("map", json!({"x": [1, 2], "z": []})),
        ("union", json!("text")),
        ("optUnion", json!({"duration": 5})),
        ("more", json!(1)),
    ];
    let mut all = vec![full.clone()];
    for (name, value) in others {
        let mut other = full.clone();
        other[name] = value;
        all.push(other);
    }
    let read = |value| serde_json::from_value(value).expect("it fits");
    all.into_iter().map(read).collect()
}

#[test]
fn copies_compare_and_show_as_derives_would() {
    let derived = |kinds: &Kinds| derived::Kinds::from(kinds.clone());
    let all = kinds();
    for (index, kinds) in all.iter().enumerate() {
        assert_eq!(format!("{kinds:?}"), format!("{:?}", derived(kinds)));
        assert_eq!(format!("{kinds:#?}"), format!("{:#?}", derived(kinds)));
        for (other_index, other) in all.iter().enumerate() {
            assert_eq!(
                kinds == other,
                index == other_index,
                "{index} {other_index}"
            );
            assert_eq!(kinds == other, derived(kinds) == derived(other));
        }
    }
}

#[test]
fn equal_values_have_equal_hashes_and_each_field_counts() {
    let hashed = |kinds: &Kinds| {
        let mut hasher = DefaultHasher::new();
        hash(kinds.view(), &mut hasher);
        hasher.finish()
    };
    let all = kinds();
    for (index, kinds) in all.iter().enumerate() {
        assert_eq!(hashed(kinds), hashed(&kinds.clone()));
        for (other_index, other) in all.iter().enumerate().skip(index + 1) {
            // Floating-point numbers have none: nothing that holds one is `Hash`.
            let are_floats = [index, other_index]
                .iter()
                .all(|index| [0, 11, 12].contains(index));
            assert_eq!(
                hashed(kinds) == hashed(other),
                are_floats,
                "{index} {other_index}"
            );
        }
    }
}
