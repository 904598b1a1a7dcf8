//! `open_union!`: what makes a plain enum read and write one of several types.

use std::cell::Cell;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::ser::Serialize;
use serde_json::Value;

/// Makes an enum with an `Unknown(serde_json::Value)` variant read and write the JSON of its variants. For
/// generated code.
///
/// Where a member says which variant it is (`by "kind"`), that decides; a value that no variant has becomes
/// `Unknown`. Without one, or where the member is missing, the variant that keeps most of the JSON is taken, what is
/// unknown inside it not counted, and the first of several that keep the same. What fits none becomes `Unknown`, and so does
/// what fits several that each keep something else, and what would lose more than half. So reading loses nothing that one of
/// the variants holds.
///
/// ```
/// use twilio_events_runtime::open_union;
///
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum ErrorCode {
///     Integer(i64),
///     String(String),
///     Unknown(serde_json::Value),
/// }
/// open_union! { ErrorCode { Integer, String } }
///
/// let code: ErrorCode = serde_json::from_str("30007")?;
/// assert_eq!(code, ErrorCode::Integer(30007));
/// let code: ErrorCode = serde_json::from_str("[30007]")?;
/// assert!(!code.is_known());
/// assert_eq!(serde_json::to_string(&code)?, "[30007]");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! open_union {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        $crate::__open_union! { $name { $($variant),* } |value| {
            $crate::__private::closest(&value, &[$(
                |value| ::core::result::Result::ok(
                    $crate::__private::serde::Deserialize::deserialize(value),
                ).map(Self::$variant)
            ),*])
            .map_or_else(
                || ::core::result::Result::Ok(Self::Unknown($crate::__private::unknown(&value))),
                ::core::result::Result::Ok,
            )
        }}
    };
    ($name:ident by $tag:literal { $($variant:ident = $($text:literal)|+),* $(,)? }) => {
        $crate::__open_union! { $name { $($variant),* } |value| {
            match $crate::__private::tag(&value, $tag) {
                $(::core::option::Option::Some($($text)|+) => {
                    $crate::__private::serde::Deserialize::deserialize(&value).map(Self::$variant)
                })*
                ::core::option::Option::Some(_) => {
                    ::core::result::Result::Ok(Self::Unknown($crate::__private::unknown(&value)))
                }
                ::core::option::Option::None => $crate::__private::closest(&value, &[$(
                    |value| ::core::result::Result::ok(
                        $crate::__private::serde::Deserialize::deserialize(value),
                    ).map(Self::$variant)
                ),*])
                .map_or_else(
                    || ::core::result::Result::Ok(Self::Unknown($crate::__private::unknown(&value))),
                    ::core::result::Result::Ok,
                ),
            }
        }}
    };
}

/// What both forms of [`open_union!`] have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_union {
    ($name:ident { $($variant:ident),* } |$value:ident| $read:block) => {
        impl $name {
            /// Whether the JSON was one of the known types.
            pub const fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }

            fn __read(
                $value: $crate::__private::serde_json::Value,
            ) -> ::core::result::Result<Self, $crate::__private::serde_json::Error> {
                $read
            }
        }

        /// The unknown value `null`.
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::Unknown($crate::__private::serde_json::Value::Null)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::__private::serde::Serialize::serialize(value, serializer)
                    })*
                    Self::Unknown(value) => {
                        $crate::__private::serde::Serialize::serialize(value, serializer)
                    }
                }
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::open_union(deserializer, Self::__read)
            }
        }

        $crate::__open_union_json_schema! { $name }
    };
}

/// Describes the union to `schemars`: any JSON, because any may come.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __open_union_json_schema {
    ($name:ident) => {
        impl $crate::__private::schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(::core::stringify!($name))
            }

            fn json_schema(
                generator: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                <$crate::__private::serde_json::Value as $crate::__private::schemars::JsonSchema>::json_schema(
                    generator,
                )
            }
        }
    };
}

/// Without the feature there is nothing to say. Decided here, since a macro's `cfg` is its caller's.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __open_union_json_schema {
    ($name:ident) => {};
}

/// Reads any JSON, and then a union from it.
pub fn deserialize<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    read: fn(Value) -> serde_json::Result<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(Json(read))
}

/// A visitor, because the reader of the text then knows that an error belongs to this very value.
struct Json<T>(fn(Value) -> serde_json::Result<T>);

impl<T> Json<T> {
    fn read<'de, D: Deserializer<'de>>(self, json: D) -> Result<T, D::Error> {
        (self.0)(Value::deserialize(json)?).map_err(D::Error::custom)
    }
}

macro_rules! visit_scalars {
    ($($visit:ident($scalar:ty))*) => {$(
        fn $visit<E: Error>(self, scalar: $scalar) -> Result<T, E> {
            self.read(scalar.into_deserializer())
        }
    )*};
}

impl<'de, T> Visitor<'de> for Json<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    visit_scalars! {
        visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_i128(i128) visit_u128(u128) visit_f64(f64)
        visit_str(&str) visit_string(String)
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        self.read(().into_deserializer())
    }

    fn visit_none<E: Error>(self) -> Result<T, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, json: D) -> Result<T, D::Error> {
        self.read(json)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
        self.read(SeqAccessDeserializer::new(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        self.read(MapAccessDeserializer::new(members))
    }
}

/// The text of the member that says which variant it is.
pub fn tag<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

thread_local! {
    /// How many values may still be read for the outermost union of this thread. A union inside a union is read again
    /// for each variant around it, so hostile data could keep the reader busy without end.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

thread_local! {
    /// How many values this thread has read as unknown. Only differences say something.
    static UNKNOWN: Cell<usize> = const { Cell::new(0) };
}

/// The value, which no variant has.
pub fn unknown(value: &Value) -> Value {
    UNKNOWN.set(UNKNOWN.get().wrapping_add(size(value)));
    value.clone()
}

/// How often each value of a union's JSON is read, on average, before the rest is taken as unknown.
const READS: usize = 256;

/// Sets the budget back when the outermost union is done, or its reader panics.
struct Outermost;

impl Drop for Outermost {
    fn drop(&mut self) {
        LEFT.set(None);
    }
}

/// The reading that keeps most of the value as what it is, and at least half, unless another keeps what it loses.
pub fn closest<T: Serialize>(value: &Value, readers: &[fn(&Value) -> Option<T>]) -> Option<T> {
    let whole = size(value);
    let _outermost = LEFT.get().is_none().then(|| {
        LEFT.set(Some(whole.saturating_mul(READS)));
        Outermost
    });
    let before = UNKNOWN.get();
    let mut best: Option<(usize, usize, T)> = None;
    let mut all_written = Vec::new();
    for reader in readers {
        UNKNOWN.set(before);
        let left = LEFT.get().unwrap_or_default();
        // Nothing more is read: all of the value is unknown.
        LEFT.set(Some(left.checked_sub(whole)?));
        let Some(read) = reader(value) else {
            continue;
        };
        let Ok(written) = serde_json::to_value(&read) else {
            continue;
        };
        let unknown = UNKNOWN.get().wrapping_sub(before);
        let kept = size(&written).saturating_sub(unknown);
        if kept >= whole {
            return Some(read);
        }
        if best.as_ref().is_none_or(|(most, ..)| kept > *most) {
            best = Some((kept, unknown, read));
            all_written.insert(0, written);
        } else {
            all_written.push(written);
        }
    }
    UNKNOWN.set(before);
    let [best_written, others @ ..] = all_written.as_slice() else {
        return None;
    };
    if others.iter().any(|other| adds(value, best_written, other)) {
        return None;
    }
    // What comes to so little was meant as something else.
    if size(best_written).saturating_mul(2) < whole {
        return None;
    }
    let (_, unknown, read) = best?;
    UNKNOWN.set(before.wrapping_add(unknown));
    Some(read)
}

/// Whether `other` has something of the value that `best` lacks.
fn adds(value: &Value, best: &Value, other: &Value) -> bool {
    match (value, other) {
        (Value::Object(members), Value::Object(others)) => members.iter().any(|(name, value)| {
            let other = others.get(name).filter(|other| !other.is_null());
            match (other, best.get(name).filter(|best| !best.is_null())) {
                (Some(other), Some(best)) => adds(value, best, other),
                (Some(_), None) => !value.is_null(),
                (None, _) => false,
            }
        }),
        (Value::Array(items), Value::Array(others)) => {
            let items = items.iter().zip(others).enumerate();
            items
                .filter_map(|(index, (value, other))| Some((value, best.get(index)?, other)))
                .any(|(value, best, other)| adds(value, best, other))
        }
        _ => false,
    }
}

/// How many values there are in a value, itself included. `null` counts as absent.
fn size(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macro is for public enums")]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Name {
        name: Option<String>,
    }
    crate::object! { Name { optional name = "name", } }

    #[derive(Clone, Debug, Default, PartialEq)]
    struct NameAndAge {
        name: Option<String>,
        age: i64,
    }
    crate::object! { NameAndAge { optional name = "name", required age = "age", } }

    #[derive(Clone, Debug, PartialEq)]
    enum Either {
        Name(Name),
        NameAndAge(NameAndAge),
        Number(i64),
        Unknown(Value),
    }
    crate::open_union! { Either { Name, NameAndAge, Number } }

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Dogs {
        dog: BTreeMap<String, Value>,
    }
    crate::object! { Dogs { required dog = "dog", } }

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Cats {
        cat: Name,
    }
    crate::object! { Cats { required cat = "cat", } }

    #[derive(Clone, Debug, PartialEq)]
    enum Pets {
        Dogs(Dogs),
        Cats(Cats),
        Unknown(Value),
    }
    crate::open_union! { Pets { Dogs, Cats } }

    #[derive(Clone, Debug, PartialEq)]
    enum Tagged {
        Name(Name),
        Age(NameAndAge),
        Unknown(Value),
    }
    crate::open_union! { Tagged by "kind" { Name = "n" | "name", Age = "age" } }

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Child {
        child: Option<Either>,
    }
    crate::object! { Child { optional child = "child", } }

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Parent {
        child: Option<BTreeMap<String, bool>>,
    }
    crate::object! { Parent { optional child = "child", } }

    #[derive(Clone, Debug, PartialEq)]
    enum Family {
        Child(Child),
        Parent(Parent),
        Unknown(Value),
    }
    crate::open_union! { Family { Child, Parent } }

    #[derive(Clone, Debug, PartialEq)]
    enum Deep {
        Left(BTreeMap<String, Deep>),
        Right(BTreeMap<String, (Deep,)>),
        Unknown(Value),
    }
    crate::open_union! { Deep { Left, Right } }

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
}
