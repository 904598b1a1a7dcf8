//! From bytes to typed data: the documented example, and the ways in which events differ from it.

mod support;

use support::*;
use twilio_events_runtime::{Fit, SchemaRef};

/// The example's data, typed.
fn example() -> ConversationStateUpdated {
    let data: serde_json::Value = serde_json::from_str(EXAMPLE).expect("the example is JSON");
    serde_json::from_value(data["data"].clone()).expect("the example fits its type")
}

fn raw(event: &Event) -> &str {
    match &event.data {
        EventData::Unknown(data) => data.0.get(),
        other => panic!("typed as {other:?}"),
    }
}

#[test]
fn the_documented_example() {
    let raw = one(EXAMPLE);
    assert_eq!(raw.id(), "NO00000000000000000000000001");
    assert_eq!(raw.source(), "AB00000000000000000000000001");
    assert_eq!(
        raw.event_type_str(),
        "com.twilio.conversations.conversation-state.updated"
    );
    assert_eq!(raw.specversion(), "1.0");
    assert_eq!(raw.datacontenttype(), Some("2025-10-08T07:17:02.363Z"));
    assert_eq!(raw.time(), None);
    let schema = SchemaRef {
        id: STATE,
        version: 2,
    };
    assert_eq!(raw.schema(), Some(schema));

    let event = raw.decode().expect("it decodes");
    assert_eq!(event.fit(), Fit::Exact);
    assert_eq!(event.id(), raw.id());
    assert_eq!(event.schema(), Some(schema));

    let data = state(event);
    assert_eq!(data, example());
    assert_eq!(data.state_from, Some(ConversationState::Active));
    assert_eq!(data.state_to, Some(ConversationState::Inactive));
    assert_eq!(data.reason.as_deref(), Some("API"));
    assert_eq!(
        data.state_updated.expect("a timestamp").as_str(),
        "2025-01-01T00:00:00.000Z"
    );
}

/// The example with its data as a JSON string, as Kinesis samples carry it.
fn stringly() -> String {
    let mut event: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
    event["data"] = event["data"].to_string().into();
    event.to_string()
}

#[test]
fn data_as_a_string_that_holds_the_object() {
    let body = stringly();
    let raw = one(&body);
    assert!(raw.data_json().expect("data").starts_with('"'), "as sent");
    let event = raw.decode().expect("it decodes");
    assert_eq!(event.fit(), Fit::Exact);
    assert_eq!(state(event), example());
    assert_eq!(
        raw.decode_as::<ConversationStateUpdated>()
            .expect("it decodes"),
        example()
    );
}

#[test]
fn data_as_a_string_that_holds_no_object_is_an_error_of_the_whole() {
    for text in [r#""""#, r#""active""#, r#""{\"AccountSid\":""#, r#""[1]""#] {
        let body = format!(r#"{{"id":"1","type":"t","dataschema":"{STATE}/2","data":{text}}}"#);
        let error = one(&body).decode().expect_err("no object");
        assert_eq!(error.path(), "");
        assert_eq!(error.data_json(), Some(text));
    }
}

#[test]
fn missing_data_is_an_error_and_so_is_null() {
    let mut event: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
    event["data"] = serde_json::Value::Null;
    let null = event.to_string();
    event.as_object_mut().expect("an object").remove("data");
    let missing = event.to_string();

    for (body, data) in [(&null, Some("null")), (&missing, None)] {
        let error = one(body).decode().expect_err("no data");
        assert_eq!(error.data_json(), data);
        assert_eq!(error.json(), *body);
        assert_eq!(
            error.to_string(),
            "cannot read the data of event \"NO00000000000000000000000001\" \
             (\"com.twilio.conversations.conversation-state.updated\", \
             schema Conversations.ConversationStateUpdated/2): there is none"
        );
    }
    // A type of one's own may say that no data is fine.
    let own: Option<ConversationStateUpdated> = one(&missing).decode_as().expect("it takes null");
    assert_eq!(own, None);
    one(&missing)
        .decode_as::<ConversationStateUpdated>()
        .expect_err("no data");
}

#[test]
fn null_for_each_field_counts_as_absent() {
    let value: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
    let fields = value["data"].as_object().expect("an object");
    assert_eq!(fields.len(), 7);
    for name in fields.keys() {
        let mut sent = value.clone();
        sent["data"][name] = serde_json::Value::Null;
        let body = sent.to_string();
        let event = one(&body).decode().expect("it decodes");
        assert_eq!(
            serde_json::to_value(&event).expect("JSON"),
            sent,
            "the null is kept"
        );

        let mut without = sent.clone();
        without["data"]
            .as_object_mut()
            .expect("an object")
            .remove(name);
        let typed = serde_json::to_value(state(event)).expect("JSON");
        assert_eq!(
            typed, without["data"],
            "{name} is absent, the others are there"
        );
    }
}

#[test]
fn an_added_field_is_ignored_and_kept() {
    let body = example_with(
        r#""AccountSid""#,
        r#""Added" : {"deep": [1.50]}, "AccountSid""#,
    );
    let event = one(&body).decode().expect("it decodes");
    assert_eq!(event.fit(), Fit::Exact);
    assert!(
        event
            .data_json()
            .expect("data")
            .contains(r#"{"deep": [1.50]}"#)
    );
    assert_eq!(state(event), example());
}

#[test]
fn a_new_value_of_an_enum_keeps_its_text() {
    let body = example_with(r#""inactive""#, r#""archived""#);
    let event = one(&body).decode().expect("it decodes");
    let data = state(event);
    let to = data.state_to.expect("a state");
    assert!(!to.is_known());
    assert_eq!(to, "archived");
    assert_eq!(data.state_from, Some(ConversationState::Active));
}

#[test]
fn a_version_not_known_is_read_as_the_latest_known_if_it_fits() {
    let body = example_with("Updated/2", "Updated/7");
    let event = one(&body).decode().expect("it decodes");
    assert_eq!(
        event.fit(),
        Fit::OtherVersion {
            sent: 7,
            read_as: 2
        }
    );
    assert_eq!(event.schema().map(|schema| schema.version), Some(7));
    assert_eq!(state(event), example());
}

#[test]
fn a_version_not_known_that_does_not_fit_is_unknown_and_whole() {
    let body = example_with("Updated/2", "Updated/7").replace(r#""active""#, r#"{"now":1}"#);
    let event = one(&body).decode().expect("no error of the sender's");
    assert_eq!(event.fit(), Fit::UnknownVersion { sent: 7, tried: 2 });
    assert_eq!(Some(raw(&event)), event.data_json());
}

#[test]
fn an_unknown_schema_is_unknown_and_whole() {
    // The type is known. The schema that the event names counts for more.
    let body = example_with(
        "Conversations.ConversationStateUpdated",
        "Conversations.Later",
    );
    let event = one(&body).decode().expect("it decodes");
    assert_eq!(event.fit(), Fit::UnknownSchema);
    assert_eq!(Some(raw(&event)), event.data_json());

    let event = one(r#"{"id":"1","type":"t","dataschema":"https://h/X.Y/1"}"#)
        .decode()
        .expect("it decodes");
    assert_eq!(raw(&event), "null");
    let event = one(r#"{"id":"1","type":"t","data":"{\"a\":1}"}"#)
        .decode()
        .expect("it decodes");
    assert_eq!(raw(&event), r#"{"a":1}"#, "read through");
}

#[test]
fn any_host_will_do() {
    for host in [
        "https://events-schemas.stage.twilio.com",
        "https://events-schemas.korewireless.com",
        "http://localhost:8080/mirror/of",
    ] {
        let body = example_with("https://events-schemas.twilio.com", host);
        let event = one(&body).decode().expect("it decodes");
        assert_eq!(event.fit(), Fit::Exact);
        assert_eq!(state(event), example());
    }
}

#[test]
fn keys_in_another_order() {
    let value: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
    let data = &value["data"];
    let body = format!(
        r#"{{"data":{data},"type":{},"dataschema":{},"source":"s","id":"7"}}"#,
        value["type"], value["dataschema"]
    );
    let event = one(&body).decode().expect("it decodes");
    assert_eq!(event.id(), "7");
    assert_eq!(event.specversion(), "", "absent");
    assert_eq!(state(event), example());
}

#[test]
fn text_beyond_ascii_in_every_string() {
    let name = "Zoë Å. 木村 🎉";
    let mut sent: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
    for key in ["source", "id", "datacontenttype"] {
        sent[key] = name.into();
    }
    let data = sent["data"].as_object_mut().expect("an object");
    for value in data.values_mut() {
        *value = name.into();
    }
    let typed = sent["data"].clone();
    let plain = sent.to_string();
    // The same text in escapes.
    let escaped: String = plain
        .chars()
        .flat_map(|char| {
            if char.is_ascii() {
                return vec![char.to_string()];
            }
            let mut units = [0; 2];
            char.encode_utf16(&mut units)
                .iter()
                .map(|unit| format!("\\u{unit:04x}"))
                .collect()
        })
        .collect();
    assert!(escaped.is_ascii());
    for body in [plain, escaped] {
        let event = one(&body).decode().expect("it decodes");
        assert_eq!(event.id(), name);
        assert_eq!(event.source(), name);
        assert_eq!(event.datacontenttype(), Some(name));
        assert_eq!(serde_json::to_value(&event).expect("JSON"), sent);
        assert_eq!(serde_json::to_value(state(event)).expect("JSON"), typed);
    }
}

#[test]
fn without_a_schema_the_type_decides() {
    for dataschema in ["", r#""dataschema":null,"#, r#""dataschema":"urn:none","#] {
        let value: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
        let body = format!(
            r#"{{"id":"1",{dataschema}"type":{},"data":{}}}"#,
            value["type"], value["data"]
        );
        let event = one(&body).decode().expect("it decodes");
        assert_eq!(event.fit(), Fit::ByType { read_as: 2 });
        assert_eq!(event.schema(), None);
        assert_eq!(state(event), example());
    }
    let error = one(r#"{"id":"1","type":"com.twilio.test.call","data":{}}"#)
        .decode()
        .expect_err("sid is required");
    assert_eq!(
        error.schema(),
        Some(SchemaRef {
            id: CALL,
            version: 3
        })
    );
}

#[test]
fn malformed_data_is_an_error_that_loses_nothing() {
    let data = r#"{"sid":"CA1","legs":[{"duration":1},{"duration":"long"}]}"#;
    let body = format!(
        r#"{{"id":"E1","type":"com.twilio.test.call","source":"s","dataschema":"https://h/{CALL}/3","x":1,"data":{data}}}"#
    );
    let error = one(&body).decode().expect_err("a text for a number");
    assert_eq!(error.id(), "E1");
    assert_eq!(error.event_type_str(), "com.twilio.test.call");
    assert_eq!(error.event_type(), EventType::Call);
    assert_eq!(
        error.schema(),
        Some(SchemaRef {
            id: CALL,
            version: 3
        })
    );
    assert_eq!(error.path(), "/legs/1/duration");
    assert_eq!(error.data_json(), Some(data));
    assert_eq!(error.json(), body);
    assert_eq!(
        error.to_string(),
        "cannot read the data of event \"E1\" (\"com.twilio.test.call\", schema Test.Call/3): \
         at /legs/1/duration: invalid type: string \"long\", expected i64 at line 1 column 54 of the data"
    );
    assert!(
        !format!("{error:?}").contains("CA1"),
        "the payload stays out of Debug"
    );
    let source = std::error::Error::source(&error).expect("a cause");
    assert!(
        source
            .to_string()
            .starts_with("at /legs/1/duration: invalid type")
    );

    let body = body.replace(data, r#"{"legs":null}"#);
    let error = one(&body).decode().expect_err("sid is required");
    assert_eq!(error.path(), "");
    assert!(error.to_string().contains("missing field `sid`"), "{error}");
}

#[test]
fn one_wanted_type_whatever_the_schema() {
    #[derive(serde::Deserialize)]
    struct Wanted {
        #[serde(rename = "StateTo")]
        state_to: ConversationState,
    }
    let body = example_with("Conversations.ConversationStateUpdated", "Some.Other");
    let wanted: Wanted = one(&body).decode_as().expect("it fits");
    assert_eq!(wanted.state_to, ConversationState::Inactive);

    let error = one(EXAMPLE).decode_as::<Call>().expect_err("no call");
    assert_eq!(error.schema().map(|schema| schema.id), Some(STATE));
    assert!(error.to_string().contains("missing field `sid`"), "{error}");
}

/// What another version means by a member that this one does not name is nothing to an event of this one.
#[test]
fn a_member_of_another_version_does_not_cost_the_event() {
    let sent = |version: u32, data: &str| {
        format!(
            r#"{{"id": "EV1", "type": "com.twilio.test.call", "dataschema": "{CALL}/{version}", "data": {data}}}"#
        )
    };
    let body = sent(1, r#"{"sid": "CA1", "legs": "three", "more": {"legs": 1}}"#);
    let event = one(&body).decode().expect("version 1 says nothing of legs");
    assert_eq!(event.fit(), Fit::Exact);
    assert_eq!(event.json(), body);
    let EventData::Call(call) = &event.data else {
        panic!("it is a call");
    };
    assert_eq!((call.sid.as_str(), &call.legs), ("CA1", &None));
    // Where it does fit, it is kept.
    let body = sent(1, r#"{"sid": "CA1", "legs": [{"duration": 1}]}"#);
    let event = one(&body).decode().expect("it fits");
    assert!(matches!(&event.data, EventData::Call(call) if call.legs.is_some()));

    for (version, data, place) in [
        // A version that names the member.
        (3, r#"{"sid": "CA1", "legs": "three"}"#, "/legs"),
        // Something else is wrong too: the error is of what was sent.
        (1, r#"{"sid": 1, "legs": "three"}"#, "/sid"),
        (1, r#"{"sid": "CA1", "sid": "CA2", "legs": "three"}"#, ""),
        // The version's own type reads it, the one of all versions does not.
        (
            1,
            r#"{"sid": "CA1", "tags": {"a": {"duration": 1}}}"#,
            "/tags/a",
        ),
    ] {
        let body = sent(version, data);
        let error = one(&body).decode().expect_err("it does not fit");
        assert_eq!(error.path(), place, "{data}");
    }
}
