//! Compiles the goldens of `tests/cases/good`, and lets each read what lies beside it: `<name>.instance.json`, and more as
//! `<name>.<what is shown>.instance.json`, is read into the root type and written again. That gives the JSON that was read,
//! or, where it differs on purpose, `.encoded.json` in place of `.instance.json`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use heck::ToPascalCase as _;
use serde_json::Value;
use serde_json::value::RawValue;
use twilio_events_runtime::{Batch, Fit};

/// Each golden with its root type. A macro, because rustfmt would format modules that it sees.
macro_rules! goldens {
    ($($name:ident: $root:ident),* $(,)?) => {
        #[path = "cases/good"]
        #[allow(dead_code, unreachable_pub, reason = "a test reads root types alone")]
        #[allow(clippy::all, clippy::pedantic, reason = "as the documents have it")]
        mod good {
            $(pub mod $name;)*
        }

        /// The goldens as their product module has them.
        #[allow(unused_imports, reason = "other names of types are not of `EventData` alone")]
        mod cases {
            $(
                pub(crate) mod $name {
                    pub(crate) use crate::good::$name as v1;
                }
                pub(crate) use crate::good::$name::$root;
            )*
        }

        #[path = "cases/whole/event_data.rs"]
        #[allow(dead_code, unreachable_pub, reason = "a test reads root types alone")]
        #[allow(clippy::all, clippy::pedantic, reason = "no document has an event type")]
        mod event_data;

        #[path = "cases/whole/event_type.rs"]
        #[allow(dead_code, unreachable_pub, reason = "there is none")]
        mod event_type;
        use event_type::EventType;

        const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// Reads the JSON into the root type of a golden, and writes it again.
        fn read_and_write(name: &str, json: &str) -> serde_json::Result<Value> {
            match name {
                $(stringify!($name) => {
                    serde_json::to_value(serde_json::from_str::<good::$name::$root>(json)?)
                })*
                other => panic!("no golden is called {other}"),
            }
        }

        #[test]
        fn every_root_has_an_end() {
            $(let _ = good::$name::$root::default();)*
        }
    };
}

goldens! {
    additional_of_named: AdditionalOfNamed,
    all_of: AllOf,
    all_of_itself: AllOfItself,
    alternatives_described: AlternativesDescribed,
    alternatives_of_required: AlternativesOfRequired,
    anchors: Anchors,
    anchors_of_older_drafts: AnchorsOfOlderDrafts,
    annotations: Annotations,
    arrays: Arrays,
    big_integers: BigIntegers,
    boolean_schemas: BooleanSchemas,
    closed_object: ClosedObject,
    composition: Composition,
    conditional_rest: ConditionalRest,
    conditions: Conditions,
    conditions_of_members: ConditionsOfMembers,
    conditions_required: ConditionsRequired,
    constants: Constants,
    definition_of_scalar: DefinitionOfScalar,
    definitions: Definitions,
    defs: Defs,
    degrade_depth: DegradeDepth,
    dependencies: Dependencies,
    descriptions: Descriptions,
    duplicate_members: DuplicateMembers,
    empty_object: EmptyObject,
    empty_object_with_flag: EmptyObjectWithFlag,
    enumeration: Enumeration,
    enumeration_mixed: EnumerationMixed,
    enumeration_odd_values: EnumerationOddValues,
    enumeration_of_any: EnumerationOfAny,
    enumeration_untyped: EnumerationUntyped,
    integers: Integers,
    integers_exclusive: IntegersExclusive,
    integers_of_either: IntegersOfEither,
    integers_unsigned: IntegersUnsigned,
    keywords_that_only_bound: KeywordsThatOnlyBound,
    lists_never_filled: ListsNeverFilled,
    maps: Maps,
    maps_of_big_integers: MapsOfBigIntegers,
    members_beside: MembersBeside,
    members_never_sent: MembersNeverSent,
    members_never_valid: MembersNeverValid,
    names_of_fields: NamesOfFields,
    names_of_json_schema: NamesOfJsonSchema,
    names_of_keywords: NamesOfKeywords,
    names_of_methods: NamesOfMethods,
    names_of_prelude: NamesOfPrelude,
    nested_objects: NestedObjects,
    nullable: Nullable,
    override_rename: Renamed,
    override_seen: OverrideSeen,
    override_timestamp: OverrideTimestamp,
    override_values: OverrideValues,
    patterns: Patterns,
    recursion: Recursion,
    recursion_mutual: RecursionMutual,
    recursion_required: RecursionRequired,
    recursion_through_containers: RecursionThroughContainers,
    recursion_without_object: RecursionWithoutObject,
    recursive_reference: RecursiveReference,
    reference_chain: ReferenceChain,
    reference_escapes: ReferenceEscapes,
    reference_outside: ReferenceOutside,
    reference_siblings: ReferenceSiblings,
    reference_siblings_of_older_drafts: ReferenceSiblingsOfOlderDrafts,
    reference_to_an_empty_name: ReferenceToAnEmptyName,
    reference_to_the_whole: ReferenceToTheWhole,
    reference_to_unusual_place: ReferenceToUnusualPlace,
    required_alone: RequiredAlone,
    required_and_optional: RequiredAndOptional,
    required_as_flag: RequiredAsFlag,
    required_described: RequiredDescribed,
    required_undescribed: RequiredUndescribed,
    root_anything: RootAnything,
    root_array: RootArray,
    root_composed: RootComposed,
    root_enumeration: RootEnumeration,
    root_map: RootMap,
    root_nullable: RootNullable,
    root_nullable_enumeration: RootNullableEnumeration,
    root_nullable_reference: RootNullableReference,
    root_of_integers: RootOfIntegers,
    root_reference: RootReference,
    root_reference_to_scalar: RootReferenceToScalar,
    root_string: RootString,
    scalars: Scalars,
    several_types: SeveralTypes,
    shape_of_a2p: ShapeOfA2p,
    shape_of_call_event: ShapeOfCallEvent,
    shape_of_message_status: ShapeOfMessageStatus,
    string: StringType,
    titles: Titles,
    tuple_exact: TupleExact,
    tuples: Tuples,
    tuples_of_older_drafts: TuplesOfOlderDrafts,
    union_beside_members: UnionBesideMembers,
    union_many_tags: UnionManyTags,
    union_nested: UnionNested,
    union_recursive: UnionRecursive,
    union_tagged: UnionTagged,
    union_tags: UnionTags,
    union_untagged: UnionUntagged,
    union_values: UnionValues,
    union_values_deep: UnionValuesDeep,
    union_values_inside: UnionValuesInside,
    unknown_types: UnknownTypes,
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/good")
}

/// The names of all files that end so, without that end.
fn files(end: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).expect("the folder of cases is part of the sources");
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(end).map(str::to_owned))
        .collect()
}

#[test]
fn every_golden_is_listed() {
    let listed = NAMES.iter().map(ToString::to_string).collect();
    assert_eq!(files(".rs"), listed, "edit the list in cases_decode.rs");
}

#[test]
fn every_instance_is_read_and_written_again() {
    let mut wrong = Vec::new();
    let mut shown = BTreeSet::new();
    for instance in files(".instance.json") {
        let name = instance.split('.').next().unwrap_or_default();
        shown.insert(name.to_owned());
        let read = |end: &str| fs::read_to_string(folder().join(format!("{instance}{end}")));
        let json = read(".instance.json").unwrap();
        let expected = read(".encoded.json").unwrap_or_else(|_| json.clone());
        let expected: Value = serde_json::from_str(&expected).unwrap();
        match read_and_write(name, &json) {
            Ok(actual) if actual == expected => {}
            Ok(actual) => wrong.push(format!("{instance}: {actual:#}\nis not {expected:#}")),
            Err(error) => wrong.push(format!("{instance}: {error}")),
        }
        if !name.starts_with("root_") {
            continue;
        }
        let data: Box<RawValue> = serde_json::from_str(&json).unwrap();
        let schema = format!("Cases.{}", name.to_pascal_case());
        let event = format!(r#"{{"id":"1","type":"t","dataschema":"{schema}/1","data":{data}}}"#);
        let mut batch = Batch::<event_data::EventData>::from_slice(event.as_bytes()).unwrap();
        match batch.next().unwrap().unwrap().decode() {
            Ok(event) if event.fit() == Fit::Exact => {}
            Ok(event) => wrong.push(format!("{instance} through EventData: {event:?}")),
            // `null` is no data, and a string that holds an object is read through.
            Err(_) if matches!(data.get().as_bytes(), [b'n' | b'"', ..]) => {}
            Err(error) => wrong.push(format!("{instance} through EventData: {error:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let listed: BTreeSet<String> = NAMES.iter().map(ToString::to_string).collect();
    assert_eq!(shown, listed, "each golden has an instance");
}

/// What comes back says nothing about the branch that was read: here the branches of each choice hold the same.
macro_rules! branches {
    ($root:ty, $instance:literal) => {{
        let text = fs::read_to_string(folder().join(concat!($instance, ".instance.json")));
        let read: $root = serde_json::from_str(&text.unwrap()).unwrap();
        branch(&format!("{read:?}"))
    }};
    ($root:ty, $instance:literal: $($field:ident)*) => {{
        let text = fs::read_to_string(folder().join(concat!($instance, ".instance.json")));
        let read: $root = serde_json::from_str(&text.unwrap()).unwrap();
        [$(branch(&format!("{:?}", read.$field))),*]
    }};
}

/// The variant that is shown, without what it holds.
fn branch(shown: &str) -> String {
    let inner = shown.strip_prefix("Some(").unwrap_or(shown);
    inner.split('(').next().unwrap_or_default().to_owned()
}

#[test]
fn tags_decide_wherever_they_stand() {
    use good::union_tags::UnionTags;
    assert_eq!(
        branches!(UnionTags, "union_tags": optional number flag nested others mixed two),
        ["Dog", "InCents", "Real", "Second", "Other", "Number", "Xy"]
    );
    assert_eq!(
        branches!(UnionTags, "union_tags.first": optional number flag nested others mixed two),
        ["Cat", "InEuros", "Trial", "First", "Cat", "Text", "Yx"]
    );
}

#[test]
fn values_decide_and_so_does_what_is_never_there() {
    use good::union_values::UnionValues;
    assert_eq!(
        branches!(UnionValues, "union_values": count size states animal note style row),
        [
            "Number", "Large", "Variant1", "Cat", "Signed", "Named", "Variant1"
        ]
    );
    assert_eq!(
        branches!(UnionValues, "union_values.second": animal),
        ["Fish"]
    );
    assert_eq!(
        branches!(UnionValues, "union_values.first": count size states animal note style row),
        [
            "Integer", "Small", "Variant0", "Bird", "Plain", "Fixed", "Variant0"
        ]
    );
}

#[test]
fn what_decides_is_found_in_lists_and_objects_and_what_is_never_there_in_choices() {
    use good::union_values_deep::UnionValuesDeep;
    assert_eq!(
        branches!(UnionValuesDeep, "union_values_deep": constant required impossible nested rest),
        ["Parcel", "Half", "Empty", "Barred", "Closed"]
    );
    assert_eq!(
        branches!(UnionValuesDeep, "union_values_deep.second": constant required impossible nested rest),
        ["Letter", "Whole", "Possible", "Free", "Both"]
    );
    assert_eq!(
        branches!(UnionValuesDeep, "union_values_deep.neither": constant required impossible nested rest),
        ["Unknown", "Whole", "Possible", "Free", "Any"]
    );
}

#[test]
fn what_all_of_several_schemas_say_decides() {
    use good::additional_of_named::AdditionalOfNamed;
    use good::union_values_inside::UnionValuesInside;
    assert_eq!(
        branches!(AdditionalOfNamed, "additional_of_named.state"),
        "Flat"
    );
    // Two branches are of one type, and neither alone limits what is inside.
    assert_eq!(
        branches!(UnionValuesInside, "union_values_inside.large"),
        "Variant0"
    );
    assert_eq!(
        branches!(UnionValuesInside, "union_values_inside.states"),
        "States"
    );
}
