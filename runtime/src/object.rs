//! `object!`: a struct that reads and writes the members of a JSON object, described once.

use crate::place::Place;
use crate::view::View;

#[cfg(feature = "schemars")]
pub(crate) mod schema;

/// Defines a struct that reads and writes the members of a JSON object. For generated code.
///
/// `#[member("name", presence Kind)]` says what a field is called in JSON, whether the schema requires it, and what kind of
/// place it is: `required`, `nullable` (the schema requires it, and it may be `null`) or `optional`, and a kind of
/// `__private::Place`, such as `Text`, `OptInt`, or `Opt` for what is an `Option` of anything. A field that is not
/// `required` is an `Option`: absent and `null` read as `None`, which is written as `null` if it is `nullable`, and not at
/// all if it is `optional`. The last field may be `#[rest]`, a map of all other members; without one they are ignored.
///
/// The struct needs `Default`, which is what its members are read into. It is read from objects alone, and a member that is
/// sent twice is an error, as one that is `required` and missing. No reader is made for the struct: one in this crate fills
/// the places of all structs.
///
/// ```
/// use std::collections::BTreeMap;
/// use twilio_events_runtime::object;
///
/// object! {
///     #[derive(Clone, Debug, Default, PartialEq)]
///     #[non_exhaustive]
///     pub struct Step {
///         #[member("stepSid", required Text)]
///         pub sid: String,
///         /// What the step is called.
///         #[member("name", optional OptText)]
///         pub name: Option<String>,
///         #[rest]
///         pub rest: BTreeMap<String, serde_json::Value>,
///     }
/// }
///
/// let step: Step = serde_json::from_str(r#"{"name": null, "stepSid": "FT1", "new": true}"#)?;
/// assert_eq!(step.sid, "FT1");
/// assert_eq!(serde_json::to_string(&step)?, r#"{"stepSid":"FT1","new":true}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    (
        $(#[$attribute:meta])*
        $visibility:vis struct $name:ident {
            $(
                $(#[doc = $doc:literal])*
                #[member($json:literal, $presence:ident $kind:ident)]
                $field_visibility:vis $field:ident: $type:ty,
            )*
            $(
                #[rest]
                $(#[doc = $rest_doc:literal])*
                $rest_visibility:vis $rest:ident: $rest_type:ty,
            )?
        }
    ) => {
        $(#[$attribute])*
        $visibility struct $name {
            $(
                $(#[doc = $doc])*
                $field_visibility $field: $type,
            )*
            $(
                $(#[doc = $rest_doc])*
                $rest_visibility $rest: $rest_type,
            )?
        }

        impl $crate::__private::Object for $name {
            fn table(&self) -> &'static $crate::__private::Table {
                static TABLE: $crate::__private::Table = $crate::__private::Table {
                    name: ::core::stringify!($name),
                    members: &[$($crate::__private::Member::$presence($json)),*],
                    rest: $crate::__object_rest!($($rest)?),
                };
                &TABLE
            }

            fn places(&mut self, visit: &mut dyn ::core::ops::FnMut(&mut [$crate::__private::Place<'_>])) {
                visit(&mut [
                    $($crate::__private::Place::$kind(&mut self.$field),)*
                    $($crate::__private::Place::Map(&mut self.$rest))?
                ]);
            }

            fn views(&self, visit: &mut dyn ::core::ops::FnMut(&[$crate::__private::View<'_>])) {
                visit(&[
                    $($crate::__private::View::$kind(&self.$field),)*
                    $($crate::__private::View::Map(&self.$rest))?
                ]);
            }
        }

        impl $crate::__private::Slot for $name {
            #[inline]
            fn place(&mut self) -> $crate::__private::Place<'_> {
                $crate::__private::Place::Object(self)
            }

            #[inline]
            fn view(&self) -> $crate::__private::View<'_> {
                $crate::__private::View::Object(self)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::read(deserializer)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::serde::Serialize::serialize(
                    &$crate::__private::View::Object(self),
                    serializer,
                )
            }
        }

        $crate::__object_schema! {
            $name { $(($json, $presence, $type, [$($doc),*]))* $(..$rest_type)? }
        }
    };
}

/// Whether a struct has a field for all other members.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_rest {
    () => {
        false
    };
    ($rest:ident) => {
        true
    };
}

/// Describes the struct to `schemars`.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __object_schema {
    ($name:ident { $(($json:literal, $presence:ident, $type:ty, [$($doc:literal),*]))* $(..$rest:ty)? }) => {
        impl $crate::__private::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(::core::stringify!($name))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(::core::concat!(
                    ::core::module_path!(), "::", ::core::stringify!($name),
                ))
            }

            fn json_schema(
                generator: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                #[allow(unused_mut, reason = "there may be no members")]
                let mut schema = $crate::__private::ObjectSchema::new(generator);
                $(schema.member::<$type>($crate::__private::Member::$presence($json), &[$($doc),*]);)*
                $(schema.rest::<$rest>();)?
                schema.finish()
            }
        }
    };
}

/// Without the feature there is nothing to say. Decided here, since a macro's `cfg` is its caller's.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __object_schema {
    ($($of:tt)*) => {};
}

/// A struct that [`object!`] defines.
pub trait Object {
    /// What its members are called.
    fn table(&self) -> &'static Table;
    /// Shows the places of its members, in the order of the table; the last one is that of all others, where it has one.
    fn places(&mut self, visit: &mut dyn FnMut(&mut [Place<'_>]));
    /// Shows its members in the same order.
    fn views(&self, visit: &mut dyn FnMut(&[View<'_>]));
}

impl<T: Object> Object for Box<T> {
    fn table(&self) -> &'static Table {
        (**self).table()
    }

    fn places(&mut self, visit: &mut dyn FnMut(&mut [Place<'_>])) {
        (**self).places(visit);
    }

    fn views(&self, visit: &mut dyn FnMut(&[View<'_>])) {
        (**self).views(visit);
    }
}

/// The members of an object.
#[derive(Debug)]
pub struct Table {
    /// The name of the type.
    pub name: &'static str,
    /// The members that have a field, in the order of the fields.
    pub members: &'static [Member],
    /// Whether all other members have a field together.
    pub rest: bool,
}

/// A member that has a field.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The name in JSON.
    pub name: &'static str,
    /// Whether it is always there.
    pub presence: Presence,
}

impl Member {
    /// The schema requires it, and it is not `null`.
    pub const fn required(name: &'static str) -> Self {
        let presence = Presence::Required;
        Self { name, presence }
    }

    /// The schema requires it, and it may be `null`.
    pub const fn nullable(name: &'static str) -> Self {
        let presence = Presence::Nullable;
        Self { name, presence }
    }

    /// It may be absent.
    pub const fn optional(name: &'static str) -> Self {
        let presence = Presence::Optional;
        Self { name, presence }
    }
}

/// Whether a member is always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// As the schema requires; an object without it is refused.
    Required,
    /// As the schema requires, but `null` for nothing. An object without it is read all the same.
    Nullable,
    /// Not always.
    Optional,
}

impl Presence {
    /// Whether the member is written.
    pub(crate) fn is_written(self, is_none: bool) -> bool {
        !is_none || self != Self::Optional
    }
}
