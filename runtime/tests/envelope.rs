//! The envelope: what is missing, odd or added is no reason to refuse an event, and none of it is lost.

mod support;

use support::*;
use twilio_events_runtime::SchemaRef;

#[test]
fn every_attribute() {
    let event = one(
        r#"{"id":"1","type":"t","source":"/a b","specversion":"2.0","time":"2025-01-01T00:00:00Z",
        "subject":"s","datacontenttype":"application/json","dataschema":"https://h/A.B/3.json"}"#,
    );
    assert_eq!(event.id(), "1");
    assert_eq!(event.event_type(), "t");
    assert_eq!(event.source(), "/a b");
    assert_eq!(event.specversion(), "2.0");
    assert_eq!(event.time(), Some("2025-01-01T00:00:00Z"));
    assert_eq!(event.subject(), Some("s"));
    assert_eq!(event.datacontenttype(), Some("application/json"));
    assert_eq!(event.dataschema(), Some("https://h/A.B/3.json"));
    assert_eq!(
        event.schema(),
        Some(SchemaRef {
            id: "A.B",
            version: 3
        })
    );
    assert_eq!(event.extensions().count(), 0);
    assert_eq!(event.data_json(), None);
}

#[test]
fn absent_and_null_are_the_same() {
    for body in [
        r#"{"id":"1","type":"t"}"#,
        r#"{"id":"1","type":"t","source":null,"specversion":null,"time":null,"subject":null,
            "datacontenttype":null,"dataschema":null}"#,
    ] {
        let event = one(body);
        assert_eq!((event.source(), event.specversion()), ("", ""));
        assert_eq!((event.time(), event.subject()), (None, None));
        assert_eq!((event.datacontenttype(), event.dataschema()), (None, None));
        assert_eq!(event.schema(), None);
        assert_eq!(event.extensions().count(), 0);
    }
}

#[test]
fn extensions_and_attributes_that_are_no_text_are_handed_over_raw() {
    let event = one(
        r#"{"traceparent":"00-ab","id":"1","n":1.50,"type":"t","data_base64":"AAAA",
        "time":1735689600000,"o":{"a":[ 1 ]},"n":null,"esc\u0061ped":true,"source":["\ud800"],"subject":"\ud800"}"#,
    );
    assert_eq!(
        (event.time(), event.source(), event.subject()),
        (None, "", None)
    );
    let extensions: Vec<_> = event.extensions().collect();
    assert_eq!(
        extensions,
        [
            ("traceparent", r#""00-ab""#),
            ("n", "1.50"),
            ("data_base64", r#""AAAA""#),
            ("time", "1735689600000"),
            ("o", r#"{"a":[ 1 ]}"#),
            ("n", "null"),
            ("escaped", "true"),
            ("source", r#"["\ud800"]"#),
            ("subject", r#""\ud800""#),
        ]
    );
    let event = event.decode().expect("no schema is known");
    let owned: Vec<_> = event.extensions().collect();
    assert_eq!(owned.len(), 9);
    assert_eq!(owned[6], ("escaped", "true"));
}

#[test]
fn escapes_are_resolved() {
    let event = one(
        r#"{"\u0069d":"a\"b\\c\/d\u00e9\ud83c\udf89","type":"t\n","dataschema":"https:\/\/h\/A.B\/1"}"#,
    );
    assert_eq!(event.id(), "a\"b\\c/dé🎉");
    assert_eq!(event.event_type(), "t\n");
    assert_eq!(
        event.schema(),
        Some(SchemaRef {
            id: "A.B",
            version: 1
        })
    );
    let event = event.decode().expect("no schema is known");
    assert_eq!(event.id(), "a\"b\\c/dé🎉");
}

#[test]
fn of_two_members_with_one_name_the_last_counts() {
    let event = one(
        r#"{"id":"1","type":"t","id":"2","data":{"a":1},"time":"x","time":null,"data":{"a":2}}"#,
    );
    assert_eq!(event.id(), "2");
    assert_eq!(event.time(), None);
    assert_eq!(event.data_json(), Some(r#"{"a":2}"#));
    assert!(event.json().contains(r#""id":"1""#), "the text keeps both");
}

#[test]
fn an_event_serialises_to_the_json_it_came_from() {
    let body = r#"{"zeta":{"b":1,"a":[null,1.50,1e400,123456789012345678901234567890]},"id":"1","type":"com.twilio.test.call",
        "time":null,"subject":"s","data":{"sid":"CA1","more":true,"legs":null},"id":"1"}"#;
    let event = one(body).decode().expect("it decodes");
    assert_eq!(
        serde_json::to_string(&event).expect("JSON"),
        body,
        "to the byte"
    );

    for body in [
        EXAMPLE,
        &example_with(r#""1.0""#, r#""1.0","ext":{"deep":[true]},"time":null"#),
    ] {
        let event = one(body).decode().expect("it decodes");
        let came: serde_json::Value = serde_json::from_str(body).expect("JSON");
        assert_eq!(serde_json::to_value(&event).expect("JSON"), came);
        assert_eq!(serde_json::to_value(vec![&event]).expect("JSON")[0], came);
    }
}

#[test]
fn the_schema_reference() {
    let schema = |text| SchemaRef::parse(text).map(|schema| (schema.id, schema.version));
    let state = Some((STATE, 2));
    assert_eq!(
        schema("https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2"),
        state
    );
    assert_eq!(
        schema("https://h/deep/path/Conversations.ConversationStateUpdated/2.json"),
        state
    );
    assert_eq!(schema("Conversations.ConversationStateUpdated/2"), state);
    assert_eq!(schema("/Conversations.ConversationStateUpdated/2"), state);
    assert_eq!(schema("https://h/A.B/4294967295"), Some(("A.B", u32::MAX)));
    for text in [
        "",
        "/",
        "2",
        "/2",
        "//2",
        "https://h/2",
        "https://h//2",
        "https://h/A.B",
        "https://h/A.B/",
        "https://h/A.B/+2",
        "https://h/A.B/-2",
        "https://h/A.B/2.0",
        "https://h/A.B/.json",
        "https://h/A.B/4294967296",
        "https://h/A.B/2/",
        "https://h/A.B/two",
    ] {
        assert_eq!(schema(text), None, "{text}");
    }
    let schema = SchemaRef {
        id: "A.B",
        version: 3,
    };
    assert_eq!(schema.to_string(), "A.B/3");
}
