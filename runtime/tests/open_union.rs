//! Unions: which variant reads what.
#![allow(dead_code, unreachable_pub, reason = "the macro is for public enums")]

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::{Value, json};
use twilio_events_runtime::__private::{Place, Slot, View};
use twilio_events_runtime::{object, open_enum, open_union};

object! {
    struct Name {
        #[member(0, "name", optional OptText)]
        name: Option<String>,
    }
}

object! {
    struct NameAndAge {
        #[member(0, "name", optional OptText)]
        name: Option<String>,
        #[member(1, "age", required Int)]
        age: i64,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Either {
    Name(Name),
    NameAndAge(NameAndAge),
    Number(i64),
    Unknown(Value),
}
open_union! { Either { Name, NameAndAge, Number } }

object! {
    struct Dogs {
        #[member(0, "dog", required Map)]
        dog: BTreeMap<String, Value>,
    }
}

object! {
    struct Cats {
        #[member(0, "cat", required Object)]
        cat: Name,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Pets {
    Dogs(Dogs),
    Cats(Cats),
    Unknown(Value),
}
open_union! { Pets { Dogs, Cats } }

#[derive(Clone, Debug, PartialEq)]
enum Tagged {
    Name(Name),
    Age(NameAndAge),
    Unknown(Value),
}
open_union! { Tagged { Name { "kind": "n" | "name" }, Age { "kind": "age" } } }

object! {
    struct Child {
        #[member(0, "child", optional Opt)]
        child: Option<Either>,
    }
}

object! {
    struct Parent {
        #[member(0, "child", optional Opt)]
        child: Option<BTreeMap<String, bool>>,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Family {
    Child(Child),
    Parent(Parent),
    Unknown(Value),
}
open_union! { Family { Child, Parent } }

#[derive(Clone, Debug, PartialEq)]
enum Deep {
    Left(BTreeMap<String, Deep>),
    Right(BTreeMap<String, (Deep,)>),
    Unknown(Value),
}
open_union! { Deep { Left, Right } }

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

#[test]
fn takes_the_variant_that_keeps_most() {
    assert!(matches!(read(json!({"name": "a"})), Either::Name(_)));
    assert!(matches!(
        read(json!({"name": "a", "age": 1})),
        Either::NameAndAge(_)
    ));
    assert!(matches!(
        read(json!({"name": "a", "age": 1, "new": 2})),
        Either::NameAndAge(_)
    ));
    assert_eq!(read::<Either>(json!(5)), Either::Number(5));
    let most_is_new = json!({"name": "a", "b": 1, "c": 2, "d": 3});
    assert!(!read::<Either>(most_is_new).is_known());
    // Each keeps what the other loses.
    let both = json!({"dog": {"name": "a", "barks": true}, "cat": {"name": "b"}});
    assert_eq!(read::<Pets>(both.clone()), Pets::Unknown(both));
    let one = json!({"dog": {"name": "a", "barks": true}, "new": 1});
    assert!(matches!(read(one), Pets::Dogs(_)));
    assert!(!read::<Either>(json!(true)).is_known());
    for list in [json!([1]), json!(["a", 1])] {
        assert_eq!(read::<Either>(list.clone()), Either::Unknown(list));
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Sum {
    Text(String),
    Wide(i128),
    Unknown(Value),
}
open_union! { Sum { Text, Wide } }

#[test]
fn a_variant_of_128_bits() {
    let most = u64::MAX;
    for (number, expected) in [
        (json!(5), Sum::Wide(5)),
        (json!(42.0), Sum::Wide(42)),
        (json!(most), Sum::Wide(most.into())),
        (json!("5"), Sum::Text("5".to_owned())),
        (json!(0.5), Sum::Unknown(json!(0.5))),
        (json!([5]), Sum::Unknown(json!([5]))),
    ] {
        assert_eq!(read::<Sum>(number), expected);
    }
}

/// Such as `serde_json` has where some crate turns its `arbitrary_precision` on.
#[test]
fn reads_integers_of_128_bits() {
    use serde::de::Deserialize as _;
    use serde::de::value::{Error, I128Deserializer, U128Deserializer};
    let unsigned = Either::deserialize(U128Deserializer::<Error>::new(5));
    assert_eq!(unsigned, Ok(Either::Number(5)));
    let signed = Either::deserialize(I128Deserializer::<Error>::new(-5));
    assert_eq!(signed, Ok(Either::Number(-5)));
}

#[test]
fn what_is_unknown_inside_does_not_count() {
    let known = json!({"child": {"name": "a"}});
    assert!(matches!(read(known), Family::Child(_)));
    let unknown_to_the_first = json!({"child": {"grown": true}, "new": 1});
    assert!(matches!(read(unknown_to_the_first), Family::Parent(_)));
    let unknown_to_both = json!({"child": [1, 2]});
    assert_eq!(
        read::<Family>(unknown_to_both),
        Family::Child(Child {
            child: Some(Either::Unknown(json!([1, 2])))
        })
    );
}

#[test]
fn the_tag_decides() {
    assert!(matches!(
        read(json!({"kind": "name", "age": 1})),
        Tagged::Name(_)
    ));
    assert!(matches!(
        read(json!({"kind": "age", "age": 1})),
        Tagged::Age(_)
    ));
    let new = json!({"kind": "new", "age": 1});
    assert_eq!(read::<Tagged>(new.clone()), Tagged::Unknown(new));
    assert!(!Tagged::default().is_known());
    assert!(matches!(read(json!({"age": 1})), Tagged::Age(_)));
    let wrong = serde_json::from_value::<Tagged>(json!({"kind": "age"}));
    assert!(
        wrong
            .unwrap_err()
            .to_string()
            .contains("missing field `age`")
    );
}

#[test]
fn nested_unions_end() {
    let mut value = json!({"a": 1});
    for _ in 0..100 {
        value = json!({"a": value});
    }
    assert_eq!(
        serde_json::to_value(read::<Deep>(value.clone())).unwrap(),
        value
    );
}

/// An integer that counts how often one is read.
#[derive(Clone, Debug, Default, PartialEq)]
struct Counted(i64);

thread_local! {
    static READ: Cell<usize> = const { Cell::new(0) };
}

impl Slot for Counted {
    fn place(&mut self) -> Place<'_> {
        READ.set(READ.get() + 1);
        Place::Int(&mut self.0)
    }

    fn view(&self) -> View<'_> {
        View::Int(&self.0)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Counted {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Counted".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        i64::json_schema(generator)
    }
}

object! {
    struct Less {
        #[member(0, "id", required Opt)]
        id: Option<Counted>,
        #[member(1, "child", optional Opt)]
        child: Option<Box<Chain>>,
    }
}

object! {
    struct More {
        #[member(0, "id", required Opt)]
        id: Option<Counted>,
        #[member(1, "child", optional Opt)]
        child: Option<Box<Chain>>,
        #[member(2, "extra", optional OptBool)]
        extra: Option<bool>,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Chain {
    Less(Less),
    More(More),
    Unknown(Value),
}
open_union! { Chain { Less, More } }

#[test]
fn unions_inside_unions_do_not_multiply() {
    let depth = 60;
    let mut value = json!({"id": 0, "extra": true});
    for id in 1..depth {
        value = json!({"id": id, "extra": true, "child": value});
    }
    let read = read::<Chain>(value.clone());
    assert_eq!(serde_json::to_value(&read).unwrap(), value);
    // Both branches are tried, and one is read.
    assert_eq!(READ.get(), 3 * depth);
}

object! {
    struct Pet {
        #[member(0, "kind", optional OptText)]
        kind: Option<String>,
        #[member(1, "meta", optional Opt)]
        meta: Option<BTreeMap<String, Value>>,
        #[member(2, "name", optional OptText)]
        name: Option<String>,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Guarded {
    Cat(Pet),
    Dog(Pet),
    Other(Pet),
    Unknown(Value),
}
open_union! { Guarded {
    Cat { "kind": "cat" | "kitten", "meta" / "version": 1 | 2.5 },
    Dog { "kind": "dog", "meta" / "tame": true },
    Other,
} }

#[test]
fn guards_leave_out_branches() {
    for (value, variant) in [
        (json!({"kind": "cat"}), "Cat"),
        (json!({"kind": "kitten"}), "Cat"),
        (json!({"kind": "dog", "name": "d"}), "Dog"),
        (json!({"meta": {"tame": true}}), "Dog"),
        (json!({"meta": {"version": 1}}), "Cat"),
        (json!({"meta": {"version": 1.0}}), "Cat"),
        (json!({"meta": {"version": 2.5}}), "Cat"),
        // Nothing says which.
        (json!({"name": "d"}), "Cat"),
        (json!({"kind": null}), "Cat"),
        // None of the first two.
        (json!({"kind": "cat", "meta": {"version": 2}}), "Other"),
        (json!({"kind": "dog", "meta": {"tame": false}}), "Other"),
        (json!({"kind": "dog", "meta": {"tame": "true"}}), "Other"),
        (json!({"kind": "cow"}), "Other"),
        (json!({"kind": 1}), "Unknown"),
    ] {
        let read = read::<Guarded>(value.clone());
        let shown = format!("{read:?}");
        assert!(shown.starts_with(variant), "{value}: {shown}");
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Valued {
    Count(i64),
    Share(f64),
    Bird(Pet),
    Cat(Pet),
    Unknown(Value),
}
open_union! { Valued {
    Count = 1 | -2,
    Share,
    Bird { "name": !, "kind": "bird" },
    Cat,
} }

#[test]
fn values_of_its_own_and_members_that_are_never_there_leave_out_branches() {
    for (value, variant) in [
        (json!(1), "Count"),
        (json!(1.0), "Count"),
        (json!(-2), "Count"),
        (json!(3), "Share"),
        (json!(0.5), "Share"),
        (json!({}), "Bird"),
        (json!({"name": null}), "Bird"),
        (json!({"name": "c"}), "Cat"),
        (json!({"kind": "bird"}), "Bird"),
        (json!({"kind": "bird", "name": "c"}), "Cat"),
    ] {
        let read = read::<Valued>(value.clone());
        let shown = format!("{read:?}");
        assert!(shown.starts_with(variant), "{value}: {shown}");
    }
}

object! {
    struct Tally {
        #[member(0, "counts", optional Opt)]
        counts: Option<Vec<Option<i64>>>,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Inside {
    Few(Vec<Option<i64>>),
    Many(Vec<i64>),
    Small(Tally),
    Large(Tally),
    Unknown(Value),
}
open_union! { Inside {
    Few = [1 | 2],
    Many = [7],
    Small { "counts": [1 | 2] },
    Large { "counts": [7] },
} }

#[test]
fn values_inside_a_list_or_map_leave_out_branches() {
    for (value, variant) in [
        (json!([1, 2.0, null]), "Few"),
        (json!([null]), "Few"),
        (json!([]), "Few"),
        (json!([7]), "Many"),
        (json!([1, 7]), "Unknown"),
        (json!({"counts": [2, null]}), "Small"),
        (json!({"counts": [7, 7]}), "Large"),
        (json!({"counts": []}), "Small"),
        (json!({"counts": [1, 7]}), "Unknown"),
    ] {
        let read = read::<Inside>(value.clone());
        let shown = format!("{read:?}");
        assert!(shown.starts_with(variant), "{value}: {shown}");
    }
    let refused = serde_json::from_value::<Inside>(json!({"counts": {"a": 7}}));
    let refused = refused.expect_err("the values of a map are of the branch, and that has a list");
    assert!(refused.to_string().contains("a sequence"), "{refused}");
}

open_enum! {
    enum State {
        On = "on",
        Off = "off",
    }
}

object! {
    struct Switch {
        #[member(0, "state", optional OptValues)]
        state: Option<State>,
    }
}

object! {
    struct Labelled {
        #[member(0, "state", nullable OptText)]
        state: Option<String>,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Listed {
    Switch(Switch),
    States(Vec<State>),
    Labelled(Labelled),
    Texts(Vec<String>),
    Unknown(Value),
}
open_union! { Listed { Switch, States, Labelled, Texts } }

/// A branch whose values an open enum lists is left for one that holds any text, where the text is in no list.
#[test]
fn what_an_enum_does_not_list_does_not_count() {
    for (value, variant) in [
        (json!({"state": "on"}), "Switch"),
        (json!({"state": "dim"}), "Labelled"),
        (json!(["on", "off"]), "States"),
        (json!(["on", "dim"]), "Texts"),
        (json!([]), "States"),
    ] {
        let read = read::<Listed>(value.clone());
        let shown = format!("{read:?}");
        assert!(shown.starts_with(variant), "{value}: {shown}");
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
    }
}

/// Of branches that keep the same, one that writes `null` where it stands.
#[test]
fn null_has_a_place_in_one_of_them() {
    let null = read::<Listed>(json!({"state": null}));
    assert!(matches!(null, Listed::Labelled(_)), "{null:?}");
    assert!(matches!(read(json!({})), Listed::Switch(_)));
}

#[derive(Clone, Debug, PartialEq)]
enum Freed {
    Name(Box<Name>),
    Map(BTreeMap<String, Value>),
    Unknown(Value),
}
open_union! { Freed { Name, Map } }

/// A free object has a place for `null` under any name, and a struct for none that it does not know.
#[test]
fn a_free_object_beside_a_struct_keeps_null() {
    for json in [
        json!({"more": null}),
        json!({"name": "a", "more": null}),
        json!({"name": "a", "more": {"again": null}}),
    ] {
        let read: Freed = read(json.clone());
        assert_eq!(serde_json::to_value(&read).unwrap(), json, "{read:?}");
    }
    let named: Freed = read(json!({"name": "a"}));
    assert!(matches!(named, Freed::Name(_)), "{named:?}");
}

object! {
    struct Aged {
        #[member(0, "kind", required Text)]
        kind: String,
        #[member(1, "age", required Int)]
        age: i64,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum OneOfOne {
    Aged(Aged),
    Unknown(Value),
}
open_union! { OneOfOne { Aged { "kind": "age" } } }

object! {
    struct Typed {
        #[member(0, "tagged", optional Opt)]
        tagged: Option<OneOfOne>,
        #[member(1, "name", optional OptText)]
        name: Option<String>,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Around {
    Typed(Typed),
    Any(BTreeMap<String, Value>),
    Unknown(Value),
}
open_union! { Around { Typed, Any } }

#[test]
fn an_error_inside_a_branch_is_one_of_what_is_around_it() {
    let good = json!({"tagged": {"kind": "age", "age": 1}, "name": "n"});
    assert!(matches!(read(good), Around::Typed(_)));
    let bad = json!({"tagged": {"kind": "age"}, "name": "n"});
    assert!(matches!(read(bad), Around::Any(_)));
}

object! {
    struct Loose {
        #[member(0, "note", nullable OptText)]
        note: Option<String>,
        #[member(1, "count", required Any)]
        count: Value,
    }
}

object! {
    struct Exact {
        #[member(0, "count", required Wide)]
        count: i128,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Precise {
    Loose(Loose),
    Exact(Exact),
    Unknown(Value),
}
open_union! { Precise { Loose, Exact } }

#[test]
fn an_integer_of_more_than_64_bits_adds_nothing() {
    for text in [
        r#"{"count": 5}"#,
        r#"{"count": 100000000000000000000}"#,
        r#"{"count": 1e20}"#,
    ] {
        let read: Precise = serde_json::from_str(text).unwrap();
        assert!(matches!(read, Precise::Exact(_)), "{text}: {read:?}");
    }
}
