//! Structs that read the members of an object.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use twilio_events_runtime::__private::from_data;
use twilio_events_runtime::object;

object! {
    struct Step {
        #[member(0, "stepSid", required Text)]
        sid: String,
        /// What the step is called.
        #[member(1, "name", optional OptText)]
        name: Option<String>,
        #[member(2, "type", optional OptInt)]
        r#type: Option<i64>,
        #[member(3, "parent", optional Opt)]
        parent: Option<Box<Step>>,
    }
}

object! {
    struct Open {
        #[member(0, "known", optional OptBool)]
        known: Option<bool>,
        #[rest]
        rest: BTreeMap<String, Option<i128>>,
    }
}

object! {
    struct Rest {
        #[rest]
        rest: BTreeMap<String, Value>,
    }
}

object! {
    struct Nothing {}
}

fn step(json: &str) -> Result<Step, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn reads_its_members_in_any_order_and_ignores_others() {
    let sent = r#"{"new": [{}], "type": 2, "parent": {"stepSid": "FT1"}, "stepSid": "FT2"}"#;
    let read = step(sent).expect("it fits");
    let parent = Step {
        sid: "FT1".to_owned(),
        ..Step::default()
    };
    let expected = Step {
        sid: "FT2".to_owned(),
        name: None,
        r#type: Some(2),
        parent: Some(Box::new(parent)),
    };
    assert_eq!(read, expected);
    // From a value that is read already, too.
    let value: Value = serde_json::from_str(sent).expect("JSON");
    assert_eq!(
        serde_json::from_value::<Step>(value).expect("it fits"),
        expected
    );
}

#[test]
fn null_and_absent_are_the_same_and_not_written() {
    let read = step(r#"{"stepSid": "FT1", "name": null, "parent": null}"#).expect("it fits");
    assert_eq!(read, step(r#"{"stepSid": "FT1"}"#).expect("it fits"));
    assert_eq!(
        serde_json::to_string(&read).expect("JSON"),
        r#"{"stepSid":"FT1"}"#
    );
}

#[test]
fn names_may_be_escaped() {
    assert_eq!(
        step(r#"{"step\u0053id": "FT1"}"#).expect("it fits").sid,
        "FT1"
    );
}

#[test]
fn refuses_what_is_no_such_object() {
    for (json, error) in [
        ("{}", "missing field `stepSid` at line 1 column 2"),
        (
            r#"{"stepSid": "a", "stepSid": "a"}"#,
            "duplicate field `stepSid` at line 1 column 26",
        ),
        (
            r#"{"stepSid": null}"#,
            "invalid type: null, expected a string at line 1 column 16",
        ),
        (
            r#"["FT1", null, null, null]"#,
            "invalid type: sequence, expected struct Step at line 1 column 0",
        ),
        (
            r#""FT1""#,
            "invalid type: string \"FT1\", expected struct Step at line 1 column 5",
        ),
    ] {
        assert_eq!(step(json), Err(error.to_owned()), "{json}");
    }
}

#[test]
fn keeps_the_members_without_a_field() {
    let sent = r#"{"known":true,"a":null,"big":123456789012345678901234567890}"#;
    let open: Open = serde_json::from_str(sent).expect("it fits");
    assert_eq!(open.known, Some(true));
    assert_eq!(open.rest["a"], None);
    assert_eq!(serde_json::to_string(&open).expect("JSON"), sent);

    let rest: Rest = serde_json::from_value(json!({"a": [1]})).expect("it fits");
    assert_eq!(
        serde_json::to_value(&rest).expect("JSON"),
        json!({"a": [1]})
    );
}

#[test]
fn an_object_without_members() {
    let nothing: Nothing = serde_json::from_str(r#"{"new": 1}"#).expect("it fits");
    assert_eq!(serde_json::to_string(&nothing).expect("JSON"), "{}");
    assert!(serde_json::from_str::<Nothing>("[]").is_err());
}

/// The place of an error in data, as `DataError::path` gives it.
fn place<'a, T: serde::Deserialize<'a> + std::fmt::Debug>(json: &'a str) -> String {
    let data = serde_json::from_str(json).expect("JSON");
    let error = from_data::<T>(data).expect_err("it does not fit");
    error.path().to_owned()
}

#[test]
fn an_error_has_its_place() {
    for (json, expected) in [
        ("{}", ""),
        ("[]", ""),
        ("5", ""),
        (r#"{"stepSid": 5}"#, "/stepSid"),
        (r#"{"stepSid": {}}"#, "/stepSid"),
        ("{\n \"name\" :\t[[1]]\n , \"stepSid\": \"a\"}", "/name"),
        (
            r#"{"parent": {"stepSid": "a", "parent": {}}, "stepSid": "a"}"#,
            "/parent/parent",
        ),
        (
            r#"{"parent": {"parent": {"stepSid": 1.5} } , "stepSid": "a"}"#,
            "/parent/parent/stepSid",
        ),
        (r#"{"parent":[{"stepSid":"a"}]}"#, "/parent"),
        (r#"{"new":{"a":[1,{"b":2}]},"type":"x"}"#, "/type"),
        (r#"{"type":9223372036854775808}"#, "/type"),
        (r#"{"type":1e400}"#, "/type"),
        (r#"{"name":"é\ud800"}"#, "/name"),
        ("{\"name\":\"ä\\n\",\n\n\"type\":true}", "/type"),
    ] {
        assert_eq!(place::<Step>(json), expected, "{json}");
    }
    assert_eq!(
        place::<Vec<Step>>(r#"[{"stepSid":"a"},{"stepSid":0}]"#),
        "/1/stepSid"
    );
    assert_eq!(place::<Vec<Step>>(r#"[{"stepSid":"a"}, {} ]"#), "/1");
    assert_eq!(place::<Vec<Step>>(r#"[{"stepSid":"a"}, [[1]] ]"#), "/1");
    assert_eq!(
        place::<BTreeMap<String, i64>>(r#"{"a/b":{"~":1}}"#),
        "/a~1b"
    );
    assert_eq!(
        place::<BTreeMap<String, [i64; 2]>>(r#"{"": [1, null]}"#),
        "//1"
    );
    assert_eq!(place::<BTreeMap<String, [i64; 2]>>(r#"{"": [1]}"#), "/");
    // A number of more than 64 bits that is refused may leave the place at what holds it, but never at a neighbour.
    for (list, at) in [
        (r#"["x"]"#, "/0"),
        (r#"["x",[1]]"#, "/0"),
        (r#"[1,"x",{"a":1}]"#, "/1"),
        (r#"["x" , 1]"#, "/0"),
    ] {
        assert_eq!(place::<Vec<i128>>(list), at, "{list}");
    }
    assert_eq!(
        place::<Vec<BTreeMap<String, i128>>>(r#"[{"a":"x"}]"#),
        "/0/a"
    );
    assert_eq!(place::<BTreeMap<String, i128>>(r#"{"a":"x","b":1}"#), "/a");
    // What comes after the last item of a list of known length is what is wrong.
    assert_eq!(place::<(i64, i64)>("[1, 2, 3, 4]"), "/2");
}

#[cfg(feature = "schemars")]
#[test]
fn the_schema_says_names_types_and_what_is_required() {
    assert_eq!(
        schemars::schema_for!(Step).as_value(),
        &json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Step",
            "type": "object",
            "properties": {
                "stepSid": {"type": "string"},
                "name": {"description": "What the step is called.", "type": ["string", "null"]},
                "type": {"type": ["integer", "null"], "format": "int64"},
                "parent": {"anyOf": [{"$ref": "#"}, {"type": "null"}]},
            },
            "required": ["stepSid"],
        })
    );
    let open = schemars::schema_for!(Open);
    assert_eq!(
        open.as_value()["additionalProperties"],
        json!({"type": ["integer", "null"], "format": "int128"})
    );
    assert_eq!(schemars::schema_for!(Nothing).as_value()["type"], "object");
}

object! {
    struct Failure {
        #[member(0, "code", required IntOrText)]
        code: i64,
        #[member(1, "cause", optional OptIntOrText)]
        cause: Option<i64>,
    }
}

#[test]
fn integers_are_read_from_text_where_senders_write_them_so() {
    let read = |json: &str| serde_json::from_str::<Failure>(json).map_err(|e| e.to_string());
    for (json, code, cause) in [
        (r#"{"code": 30003, "cause": -1}"#, 30003, Some(-1)),
        (r#"{"code": "30003", "cause": "-1"}"#, 30003, Some(-1)),
        (r#"{"code": "0", "cause": null}"#, 0, None),
        (r#"{"code": 0}"#, 0, None),
    ] {
        assert_eq!(read(json), Ok(Failure { code, cause }), "{json}");
    }
    let failure = Failure {
        code: 1,
        cause: Some(2),
    };
    assert_eq!(
        serde_json::to_string(&failure).expect("JSON"),
        r#"{"code":1,"cause":2}"#
    );
    for (json, why) in [
        (
            r#"{"code": "x"}"#,
            r#"invalid value: string "x", expected an integer, or text that holds one"#,
        ),
        (r#"{"code": ""}"#, r#"invalid value: string """#),
        (r#"{"code": 1.5}"#, "invalid type: floating point"),
        (r#"{"code": null}"#, "invalid type: null"),
        (
            r#"{"code": 18446744073709551615}"#,
            "invalid value: integer",
        ),
        (r#"{"cause": "1"}"#, "missing field `code`"),
        (r#"{"code": "1", "cause": [1]}"#, "invalid type: sequence"),
    ] {
        let error = read(json).expect_err(json);
        assert!(error.contains(why), "{json}: {error}");
    }
}

object! {
    struct Ended {
        #[member(0, "at", nullable OptText)]
        at: Option<String>,
    }
}

#[test]
fn what_may_be_null_is_read_where_it_is_missing_and_always_written() {
    for json in ["{}", r#"{"at": null}"#] {
        let ended: Ended = serde_json::from_str(json).expect("it fits");
        assert_eq!(ended, Ended::default());
        assert_eq!(
            serde_json::to_string(&ended).expect("JSON"),
            r#"{"at":null}"#
        );
    }
}
