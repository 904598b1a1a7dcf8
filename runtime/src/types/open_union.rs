//! `open_union!`: what makes a plain enum read and write one of several types.

mod branch;
mod choose;
mod fit;
mod guard;
mod tree;
mod written;

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value;

use super::place::Choice;

pub use self::branch::{Branch, Union};
pub use self::guard::{Guard, Literal};
pub use self::tree::Here;
use self::tree::Tree;

/// Makes an enum with an `Unknown(serde_json::Value)` variant read and write the JSON of its variants. For
/// generated code.
///
/// A variant can say which values a member has in all its objects, or one inside that: `Cat { "kind": "cat" | "kitten" }`,
/// `V2 { "meta" / "version": 2 }`. An object in which the member has another value is not of that variant; where it is `null`
/// or not there, nothing follows. `Bird { "fur": ! }` never has the member, and `Count = 1 | 2` is one of these values itself; a list
/// or object among them is `b"JSON"`. In `Counts = [1 | 2]` and `{ "counts": [1 | 2] }` each item of a list, or each value of a map, is
/// one of them. If one variant alone remains and has the value, it decides; what is wrong inside is an
/// error. Otherwise the variant that keeps most of the JSON is taken, what is unknown inside it not counted, and the first of
/// several that keep the same, those that have a value before others. A value that an open enum in it does not list is not kept. What fits none becomes `Unknown`, and so does what fits
/// several that each keep something else, and what would lose more than half. So reading loses nothing that one of the
/// variants holds.
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
#[doc(hidden)]
#[macro_export]
macro_rules! open_union {
    ($name:ident { $(
        $variant:ident $(= $($own:literal)|* $([$($each:literal)|+])?)? $({ $(
            $($member:literal)/+: $($value:literal)|* $([$($inside:literal)|+])? $(!)?
        ),+ $(,)? })?
    ),* $(,)? }) => {
        impl $name {
            /// Whether the JSON was one of the known types.
            pub const fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }
        }

        #[doc(hidden)]
        impl $crate::__private::Union for $name {
            const BRANCHES: &'static [$crate::__private::Branch<Self>] = &[$($crate::__private::Branch {
                guards: &[
                    $($crate::__private::Guard {
                        path: &[],
                        values: &[$(&$own),*],
                        inside: &[$($(&$each),+)?],
                    },)?
                    $($($crate::__private::Guard {
                        path: &[$($member),+],
                        values: &[$(&$value),*],
                        inside: &[$($(&$inside),+)?],
                    }),+)?
                ],
                read: |here| ::core::result::Result::map($crate::__private::read(here), Self::$variant),
            }),*];

            fn unknown(json: $crate::__private::serde_json::Value) -> Self {
                Self::Unknown(json)
            }
        }

        /// The unknown value `null`.
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::Unknown($crate::__private::serde_json::Value::Null)
            }
        }

        #[doc(hidden)]
        impl $crate::__private::Choice for $name {
            fn read(
                &mut self,
                here: $crate::__private::Here<'_>,
            ) -> ::core::result::Result<(), $crate::__private::serde_json::Error> {
                *self = here.union()?;
                ::core::result::Result::Ok(())
            }

            fn chosen(&self) -> $crate::__private::View<'_> {
                match self {
                    $(Self::$variant(value) => $crate::__private::Slot::view(value),)*
                    Self::Unknown(value) => $crate::__private::Slot::view(value),
                }
            }

            fn any(&self) -> &dyn ::core::any::Any {
                self
            }

            fn copy(&mut self, from: &dyn $crate::__private::Choice) {
                if let ::core::option::Option::Some(from) = from.any().downcast_ref::<Self>() {
                    self.clone_from(from);
                }
            }

            fn same(&self, other: &dyn $crate::__private::Choice) -> bool {
                other.any().downcast_ref::<Self>() == ::core::option::Option::Some(self)
            }
        }

        #[doc(hidden)]
        impl $crate::__private::Slot for $name {
            #[inline]
            fn place(&mut self) -> $crate::__private::Place<'_> {
                $crate::__private::Place::Union(self)
            }

            #[inline]
            fn view(&self) -> $crate::__private::View<'_> {
                $crate::__private::View::Union(self)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::serde::Serialize::serialize(
                    &$crate::__private::View::Union(self),
                    serializer,
                )
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::read(deserializer)
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
pub(crate) fn read<'de, D: Deserializer<'de>>(
    union: &mut dyn Choice,
    deserializer: D,
) -> Result<(), D::Error> {
    deserializer.deserialize_newtype_struct(tree::UNION, Json(union))
}

impl Here<'_> {
    /// Reads a union from the value.
    pub fn union<T: Union>(self) -> serde_json::Result<T> {
        choose::read(self)
    }
}

/// A visitor, because the reader of the text then knows that an error belongs to this very value.
struct Json<'u>(&'u mut dyn Choice);

impl Json<'_> {
    fn read<'de, D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        let tree = Tree::new(Value::deserialize(json)?);
        let read = self.0.read(Here::new(&tree, 0));
        read.map_err(D::Error::custom)
    }
}

macro_rules! visit_scalars {
    ($($visit:ident($scalar:ty))*) => {$(
        fn $visit<E: Error>(self, scalar: $scalar) -> Result<(), E> {
            self.read(scalar.into_deserializer())
        }
    )*};
}

impl<'de> Visitor<'de> for Json<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    /// Of a union inside another the value is there; what others have is any JSON.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        match tree::handed() {
            Some((tree, number)) => {
                let read = self.0.read(Here::new(&tree, number));
                read.map_err(D::Error::custom)
            }
            None => json.deserialize_any(self),
        }
    }

    visit_scalars! {
        visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_i128(i128) visit_u128(u128) visit_f64(f64)
        visit_str(&str) visit_string(String)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.read(().into_deserializer())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        self.read(json)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        self.read(SeqAccessDeserializer::new(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        self.read(MapAccessDeserializer::new(members))
    }
}
