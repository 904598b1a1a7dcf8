//! The reader of these tests is held against types that are compiled: goldens of `tests/cases/good`, which are what the generator
//! makes, and together have fields of every type that a schema asks for.

use std::collections::BTreeSet;

use fastrand::Rng;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use twilio_events_codegen::model::{Ty, Type};
use twilio_events_codegen::project::document::Document;

use crate::{reader, support};

/// Cases with their root types: each is held against what the reader makes of the types of its document.
macro_rules! cases {
    ($($name:ident: $root:ident),* $(,)?) => {
        #[path = "../cases/good"]
        #[allow(dead_code, unreachable_pub, reason = "a test reads root types alone")]
        #[allow(clippy::all, clippy::pedantic, reason = "as the documents have it")]
        mod good {
            $(pub mod $name;)*
        }

        #[test]
        fn the_reader_reads_what_compiled_types_read() {
            $(compare::<good::$name::$root>(
                stringify!($root),
                include_str!(concat!("../cases/good/", stringify!($name), ".json")),
                include_str!(concat!("../cases/good/", stringify!($name), ".instance.json")),
            );)*
        }

        /// A kind of type that no case has a field of would go unpinned.
        #[test]
        fn every_type_is_pinned() {
            let mut found = BTreeSet::new();
            $(
                let document = include_str!(concat!("../cases/good/", stringify!($name), ".json"));
                for ty in types(stringify!($root), document) {
                    ty.kind.slots().into_iter().for_each(|ty| words(ty, &mut found));
                }
            )*
            let found: Vec<String> = found.into_iter().collect();
            assert_eq!(found, KINDS);
        }
    };
}

cases! {
    annotations: Annotations,
    arrays: Arrays,
    enumeration: Enumeration,
    enumeration_mixed: EnumerationMixed,
    integers_of_either: IntegersOfEither,
    integers_unsigned: IntegersUnsigned,
    maps: Maps,
    nested_objects: NestedObjects,
    nullable: Nullable,
    recursion: Recursion,
    required_and_optional: RequiredAndOptional,
    scalars: Scalars,
    tuple_exact: TupleExact,
    union_tagged: UnionTagged,
    union_nested: UnionNested,
}

const KINDS: [&str; 14] = [
    "Bool",
    "Box",
    "F64",
    "I128",
    "I64",
    "Map",
    "Named",
    "Option",
    "String",
    "Timestamp",
    "Tuple",
    "U64",
    "Value",
    "Vec",
];

fn types(name: &str, document: &str) -> Vec<Type> {
    let id = format!("Cases.{name}/1").parse().expect("it is an id");
    let document = Document::parse(&id, document.as_bytes()).expect("a case is a schema");
    support::types_of(&document)
}

fn words(ty: &Ty, found: &mut BTreeSet<String>) {
    let shown = format!("{ty:?}");
    found.insert(shown.split('(').next().unwrap_or_default().to_owned());
    ty.inner().iter().for_each(|inner| words(inner, found));
}

/// Reader and serde accept and refuse the same data, and much of either.
fn compare<T: DeserializeOwned>(name: &str, document: &str, instance: &str) {
    let types = types(name, document);
    let fitting: Value = serde_json::from_str(instance).expect("an instance is JSON");
    let mut rng = Rng::with_seed(7);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..4_000 {
        let mut data = fitting.clone();
        for _ in 0..rng.usize(0..=3) {
            break_one(&mut data, &mut rng);
        }
        let ours = reader::refusals(&types, &data);
        let theirs = serde_json::from_str::<T>(&data.to_string()).is_ok();
        assert_eq!(ours.is_empty(), theirs, "{name}: {ours:?} of {data}");
        *(if theirs { &mut read } else { &mut refused }) += 1;
    }
    assert!(
        read > 500 && refused > 500,
        "{name}: {read} read, {refused} refused"
    );
}

/// Replaces, removes or wraps something.
fn break_one(data: &mut Value, rng: &mut Rng) {
    let deeper = rng.u8(0..10) > 0;
    match data {
        Value::Object(members) if deeper && !members.is_empty() => {
            let name = members
                .keys()
                .nth(rng.usize(0..members.len()))
                .expect("it is in range")
                .clone();
            if rng.u8(0..4) == 0 {
                members.remove(&name);
            } else {
                break_one(&mut members[&name], rng);
            }
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let index = rng.usize(0..items.len());
            break_one(&mut items[index], rng);
        }
        // serde's derives would read a struct from its fields in a row.
        Value::Object(members) if rng.bool() => *data = members.values().cloned().collect(),
        other => {
            let others = json!([
                null, true, 0, -1, 1.5, 2.0, i64::MIN, u64::MAX, 1e30, "", "on", [], [null], ["a", 1], {}, {"x": 1}
            ]);
            let others = others.as_array().expect("it is a list");
            *other = rng.choice(others).expect("there is a choice").clone();
        }
    }
}
