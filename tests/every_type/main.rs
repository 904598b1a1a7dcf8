//! Every type that ships, with random data that is valid under its document: it goes through `Batch` and `decode`, through the type of
//! its very version, and through a value in memory, and comes back as it was sent. `jsonschema` says what is valid, and what is compared
//! is what was sent. Members that no schema describes may be lost, and nothing else; where versions differ, and one of them is chosen by
//! what an object has, `null` counts as absent.

use std::collections::BTreeSet;

use fastrand::Rng;
use serde_json::{Value, json};
use test_schemas::compare::difference;
use test_schemas::described::Described;
use test_schemas::instance::Sampler;
use test_schemas::judge::Judge;
use twilio_events::{Batch, DecodeError, Event, EventData, Fit, RawEvent};

/// A schema version, as the table of the generated crate's own test names it.
struct Version {
    name: &'static str,
    document: &'static str,
    /// Reads the data of an event into the type of this very version, and writes it again.
    read: fn(&RawEvent<'_>) -> Result<Value, DecodeError>,
    /// The same, from a value in memory.
    read_value: fn(Value) -> serde_json::Result<Value>,
}

macro_rules! versions {
    ($($feature:literal $schema:literal $number:literal $required:tt $examples:literal $ty:ty;)*) => {
        const VERSIONS: &[Version] = &[$(Version {
            name: concat!($schema, "/", $number),
            document: include_str!(concat!("../../schemas/", $schema, "/", $number, ".json")),
            read: |event| {
                let data: $ty = event.decode_as()?;
                Ok(serde_json::to_value(data).expect("types are JSON"))
            },
            read_value: |value| serde_json::to_value(serde_json::from_value::<$ty>(value)?),
        }),*];
    };
}

include!("../../generated/tests/versions/table.rs");

/// So many different data are tried for each version.
const INSTANCES: usize = 40;

/// So many are drawn for that: some are not valid, and small documents do not have as many.
const TRIES: usize = 5 * INSTANCES;

/// A document of what it has itself: what it refers to elsewhere is any JSON, as which it is typed.
fn read(document: &str) -> Value {
    let mut document = serde_json::from_str(document).expect("documents are JSON");
    let mut open = vec![&mut document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                let leads_out =
                    |target: &Value| target.as_str().is_some_and(|to| !to.starts_with('#'));
                if members.get("$ref").is_some_and(leads_out) {
                    members.remove("$ref");
                }
                open.extend(members.values_mut());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    document
}

/// Different data, all of it valid.
fn instances(version: &Version, document: &Value, rng: &mut Rng) -> Vec<Value> {
    let validator = jsonschema::validator_for(document);
    let validator = validator.unwrap_or_else(|error| panic!("{}: {error}", version.name));
    let sampler = Sampler {
        document,
        strangers: true,
    };
    let mut seen = BTreeSet::new();
    (0..TRIES)
        .filter_map(|_| sampler.sample(rng))
        .filter(|data| validator.is_valid(data) && seen.insert(data.to_string()))
        .take(INSTANCES)
        .collect()
}

/// What becomes of data on each way, but for the type of its version in memory.
fn ways(version: &Version, data: &Value) -> Result<Vec<(&'static str, Value)>, String> {
    let schema = format!("https://events-schemas.twilio.com/{}", version.name);
    let sent = json!({
        "specversion": "1.0", "type": "com.example.sample", "source": "test", "id": "EV1", "dataschema": schema, "data": data,
    });
    let body = sent.to_string();
    let mut batch = Batch::from_slice(body.as_bytes()).map_err(|error| error.to_string())?;
    let raw = batch.next().ok_or("no event")?;
    let raw = raw.map_err(|error| error.to_string())?;
    let exact = (version.read)(&raw).map_err(|error| error.to_string())?;
    let value = (version.read_value)(data.clone()).map_err(|error| error.to_string())?;
    let event: Event = raw.decode().map_err(|error| error.to_string())?;
    if event.fit() != Fit::Exact || matches!(event.data, EventData::Unknown(_)) {
        return Err(format!("it is read as {:?}", event.fit()));
    }
    // What arrived is kept as it is; what was read is written in an event that is sent on.
    if serde_json::to_value(&event).map_err(|error| error.to_string())? != sent {
        return Err("the event is not what was sent".to_owned());
    }
    let again = Event::builder(event.into_data()).build();
    let again = serde_json::to_value(again.map_err(|error| error.to_string())?);
    let again = again.map_err(|error| error.to_string())?;
    Ok(vec![
        ("decode_as", exact),
        ("from_value", value),
        ("decode", again["data"].clone()),
    ])
}

/// Without the members that are `null`.
fn bare(data: &Value) -> Value {
    match data {
        Value::Object(members) => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            members
                .map(|(name, value)| (name.clone(), bare(value)))
                .collect()
        }
        Value::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}

#[test]
fn what_is_valid_comes_back_as_it_was_sent() {
    let mut failures = Vec::new();
    let (mut versions_tried, mut compared, mut members) = (0, 0, 0);
    for (number, version) in VERSIONS.iter().enumerate() {
        let document = read(version.document);
        let mut rng = Rng::with_seed(number as u64);
        let instances = instances(version, &document, &mut rng);
        versions_tried += usize::from(!instances.is_empty());
        let judge = Judge::new(document.clone());
        let described = document["properties"].as_object().into_iter().flatten();
        for (name, _) in described {
            let sent = instances.iter().any(|data| data.get(name).is_some());
            assert!(sent, "{}: {name} was never sent", version.name);
        }
        for data in &instances {
            compared += 1;
            members += data.as_object().map_or(0, serde_json::Map::len);
            let described = Described::new(&judge, data);
            let wrong = match ways(version, data) {
                Err(error) => Some(error),
                Ok(ways) => ways.into_iter().find_map(|(way, back)| {
                    let why = if way == "decode" {
                        difference(&bare(data), &bare(&back), "", &described)?
                    } else {
                        difference(data, &back, "", &described)?
                    };
                    Some(format!("{way} gives {back}: {why}"))
                }),
            };
            if let Some(wrong) = wrong {
                failures.push(format!("{}: {data}\n{wrong}", version.name));
                break;
            }
        }
    }
    println!("{versions_tried} versions, {compared} data of {members} members");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert_eq!(versions_tried, VERSIONS.len(), "versions without data");
    assert!(
        compared > versions_tried * INSTANCES / 2 && members > compared * 3,
        "too little was compared: {compared} data of {members} members"
    );
}

/// A name that only other versions describe is free: what is valid with it under this one is typed, however odd it looks to them.
#[test]
fn a_member_of_another_version_does_not_cost_the_event() {
    let properties = |document: &str| -> BTreeSet<String> {
        let document = read(document);
        let members = document["properties"].as_object().into_iter().flatten();
        members.map(|(name, _)| name.clone()).collect()
    };
    let schema = |version: &Version| version.name.rsplit_once('/').map(|(schema, _)| schema);
    let mut compared = 0;
    for (number, version) in VERSIONS.iter().enumerate() {
        let own = properties(version.document);
        let others = VERSIONS
            .iter()
            .filter(|other| schema(other) == schema(version));
        let others = others.flat_map(|other| properties(other.document));
        let free: BTreeSet<String> = others.filter(|name| !own.contains(name)).collect();
        let document = read(version.document);
        let judge = Judge::new(document.clone());
        let mut rng = Rng::with_seed(number as u64);
        for (data, name) in instances(version, &document, &mut rng)
            .iter()
            .zip(free.iter().cycle())
        {
            let mut sent = data.clone();
            sent[name] = json!({"odd": [true]});
            if !judge.is_valid("", &sent) {
                continue;
            }
            compared += 1;
            let described = Described::new(&judge, data);
            let ways = ways(version, &sent);
            let ways = ways.unwrap_or_else(|error| panic!("{}: {sent}\n{error}", version.name));
            let (_, mut back) = ways.into_iter().last().expect("decode is the last");
            back.as_object_mut()
                .and_then(|members| members.remove(name));
            let wrong = difference(&bare(data), &bare(&back), "", &described);
            assert_eq!(wrong, None, "{}: {sent}\n{back}", version.name);
        }
    }
    println!("{compared} data");
    assert!(compared > INSTANCES, "too little was compared: {compared}");
}

/// What is not described is lost, and what is described is not: the judge sees the difference.
#[test]
fn the_judge_sees_what_is_lost() {
    let document = json!({"type": "object", "properties": {"a": {"type": "string"}, "n": {"type": ["string", "null"]}}});
    let sent = json!({"a": "b", "n": null, "more": 1});
    let described = Described::new(&Judge::new(document), &sent);
    for (back, seen) in [
        (json!({"a": "b"}), None),
        (json!({"a": "b", "n": null}), None),
        (json!({}), Some("/a is lost")),
        (json!({"a": "c"}), Some("/a is \"c\"")),
        (json!({"a": "b", "new": null}), Some("/new is new")),
    ] {
        assert_eq!(difference(&sent, &back, "", &described).as_deref(), seen);
    }
}
