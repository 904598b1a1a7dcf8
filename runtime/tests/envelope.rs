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
    assert_eq!(event.event_type_str(), "t");
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
        r#"{"traceparent":"00-ab","id":"1","n":1.50,"type":"t","data":0,"data_base64":"AAAA",
        "time":1735689600000,"o":{"a":[ 1 ]},"n":2,"unset":null,"esc\u0061ped":true,"source":["\ud800"],"subject":"\ud800"}"#,
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
            ("time", "1735689600000"),
            ("o", r#"{"a":[ 1 ]}"#),
            ("n", "2"),
            ("escaped", "true"),
            ("source", r#"["\ud800"]"#),
            ("subject", r#""\ud800""#),
            ("data_base64", r#""AAAA""#),
        ]
    );
    let event = event.decode().expect("no schema is known");
    let owned: Vec<_> = event.extensions().collect();
    assert_eq!(owned.len(), 9);
    assert_eq!(owned[5], ("escaped", "true"));
}

#[test]
fn escapes_are_resolved() {
    let event = one(
        r#"{"\u0069d":"a\"b\\c\/d\u00e9\ud83c\udf89","type":"t\n","dataschema":"https:\/\/h\/A.B\/1"}"#,
    );
    assert_eq!(event.id(), "a\"b\\c/dé🎉");
    assert_eq!(event.event_type_str(), "t\n");
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

/// `CloudEvents`' JSON format, 2.2: both events of the body, whose attributes are text alone or not.
#[test]
fn an_extension_that_is_null_is_not_set() {
    for odd in ["", r#""time":0,"#] {
        let event = format!(
            r#"{{"specversion":"1.0",{odd}"type":"t","source":"s","id":"1","unset":null,"comexampleother":5,"un\u0073et":null}}"#
        );
        let event = one(&event);
        let extensions: Vec<_> = event
            .extensions()
            .filter(|(name, _)| *name != "time")
            .collect();
        assert_eq!(extensions, [("comexampleother", "5")]);
    }
}

/// `CloudEvents`' JSON format, 3.1.2. The base64 is that of `base64(1)`.
#[test]
fn data_in_base64_is_data() {
    let event = |member: &str| {
        format!(
            r#"{{"specversion":"1.0","type":"com.twilio.conversations.conversation-state.updated","source":"s","id":"2",
            "dataschema":"https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2",{member}}}"#
        )
    };
    let json = r#"{"StateTo":"closed"}"#;
    for member in [
        r#""data_base64":"eyJTdGF0ZVRvIjoiY2xvc2VkIn0=""#,
        r#""data_base64":"eyJTdGF0ZVRvIjoiY2xvc2VkIn\u0030=""#,
        r#""data":null,"data_base64":"eyJTdGF0ZVRvIjoiY2xvc2VkIn0=""#,
        r#""time":0,"data_base64":"eyJTdGF0ZVRvIjoiY2xvc2VkIn0=""#,
    ] {
        let body = event(member);
        let raw = one(&body);
        assert_eq!(raw.data_json(), Some(json), "{member}");
        assert!(raw.extensions().all(|(name, _)| name == "time"));
        assert!(raw.report().is_clean(), "{member}");
        let event = raw.decode().expect("it decodes");
        assert_eq!(event.data_json(), Some(json));
        assert_eq!(event.json(), body, "as it came");
        assert_eq!(state(event).state_to, Some(ConversationState::Closed));
        let twice: ConversationStateUpdated = raw.decode_as().expect("it decodes");
        assert_eq!(twice.state_to, Some(ConversationState::Closed));
    }
    // A string that holds the object, in base64.
    let body = event(r#""data_base64":"IntcIlN0YXRlVG9cIjpcImNsb3NlZFwifSI=""#);
    let event_in_text = one(&body).decode().expect("it decodes");
    assert_eq!(
        state(event_in_text).state_to,
        Some(ConversationState::Closed)
    );

    // What is no base64 of JSON is the text that it is, and not refused as an event.
    for text in ["AAAA", "bm8gSlNPTg==", "eyJ", "%", ""] {
        let body = event(&format!(r#""data_base64":"{text}""#));
        let raw = one(&body);
        assert_eq!(raw.data_json(), Some(format!("{text:?}").as_str()));
        let error = raw.decode().expect_err("a text is no state");
        assert_eq!(error.data_json(), raw.data_json());
    }
    // Without data: unset, or no text, which is handed over.
    for (member, extensions) in [(r#""data_base64":null"#, 0), (r#""data_base64":5"#, 1)] {
        let body = event(member);
        assert_eq!(one(&body).data_json(), None, "{member}");
        assert_eq!(one(&body).extensions().count(), extensions, "{member}");
        one(&body).decode().expect_err("data is missing");
    }
    // `data` itself goes first.
    let body = event(&format!(
        r#""data_base64":"eyJTdGF0ZVRvIjoiYWN0aXZlIn0=","data":{json}"#
    ));
    assert_eq!(one(&body).data_json(), Some(json));
}
