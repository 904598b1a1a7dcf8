//! `object!`: a struct that reads and writes the members of a JSON object, described once.

#[cfg(feature = "schemars")]
pub(crate) mod schema;

/// Defines a struct that reads and writes the members of a JSON object. For generated code.
///
/// `#[member(0, "name", presence Kind)]` says which field it is, counted from 0, what it is called in JSON, whether the schema
/// requires it, and what kind of place it is: `required`, `nullable` (the schema requires it, and it may be `null`) or `optional`, and a kind of
/// `__private::Place`, such as `Text`, `OptInt`, or `Opt` for what is an `Option` of anything. A field that is not
/// `required` is an `Option`: absent and `null` read as `None`, which is written as `null` if it is `nullable`, and not at
/// all if it is `optional`. The last field may be `#[rest]`, a map of all other members; without one they are ignored.
///
/// The struct is read from objects alone, and a member that is sent twice is an error, as one that is `required` and missing.
/// It is `Clone`, `Debug`, `Default` and `PartialEq` as its derives would make it. None of this is made for the struct itself:
/// one reader in this crate fills the places of all structs, and so with the rest. That keeps structs cheap to compile.
///
/// ```
/// use std::collections::BTreeMap;
/// use twilio_events_runtime::object;
///
/// object! {
///     #[non_exhaustive]
///     pub struct Step {
///         #[member(0, "stepSid", required Text)]
///         pub sid: String,
///         /// What the step is called.
///         #[member(1, "name", optional OptText)]
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
                #[member($index:literal, $json:literal, $presence:ident $kind:ident)]
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

        #[doc(hidden)]
        impl $crate::__private::Slot for $name {
            fn table(&self) -> &'static $crate::__private::Table {
                &$crate::__private::Table {
                    name: ::core::stringify!($name),
                    field_names: ::core::stringify!($($field)*),
                    rest: ::core::stringify!($($rest)?),
                    members: &[$(($json, $crate::__private::$presence)),*],
                }
            }

            fn member(&mut self, index: usize) -> $crate::__private::Place<'_> {
                match index {
                    $($index => $crate::__private::Place::$kind(&mut self.$field),)*
                    $(_ => $crate::__private::Place::Map(&mut self.$rest),)?
                    #[allow(unreachable_patterns, reason = "all others may have a field")]
                    _ => $crate::__private::Place::Filled,
                }
            }

            fn member_view(&self, index: usize) -> $crate::__private::View<'_> {
                match index {
                    $($index => $crate::__private::View::$kind(&self.$field),)*
                    $(_ => $crate::__private::View::Map(&self.$rest),)?
                    #[allow(unreachable_patterns, reason = "all others may have a field")]
                    _ => $crate::__private::View::Null,
                }
            }
        }

        impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self {
                    $($field: ::core::default::Default::default(),)*
                    $($rest: ::core::default::Default::default(),)?
                }
            }
        }

        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                let mut copy = Self::default();
                $crate::__private::copy(self, &mut copy);
                copy
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&$crate::__private::View::Object(self), f)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::same(self, other)
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
                $(schema.member::<$type>(($json, $crate::__private::$presence), &[$($doc),*]);)*
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

/// The members of an object.
#[derive(Debug)]
pub struct Table {
    /// The name of the type.
    pub name: &'static str,
    /// The names of the fields, with spaces between.
    pub field_names: &'static str,
    /// The name of the field for all other members; empty where there is none.
    pub rest: &'static str,
    /// The members that have a field, in the order of the fields.
    pub members: &'static [Member],
}

/// A member that has a field: its name in JSON, and whether it is always there.
pub type Member = (&'static str, Presence);

impl Table {
    /// Of what is not an object.
    pub(crate) const EMPTY: Self = Self {
        name: "",
        field_names: "",
        rest: "",
        members: &[],
    };

    /// Whether there is a field for all other members.
    pub(crate) fn has_rest(&self) -> bool {
        !self.rest.is_empty()
    }

    /// The indices of all fields.
    pub(crate) fn fields(&self) -> std::ops::Range<usize> {
        0..self.members.len() + usize::from(self.has_rest())
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

/// The words of [`object!`](crate::object).
#[expect(
    missing_docs,
    non_upper_case_globals,
    reason = "as the variants of `Presence`"
)]
pub(crate) mod presence {
    use super::Presence;

    pub const required: Presence = Presence::Required;
    pub const nullable: Presence = Presence::Nullable;
    pub const optional: Presence = Presence::Optional;
}

/// Which members an object has had.
#[derive(Default)]
pub(crate) struct Seen {
    first: u64,
    more: Vec<u64>,
}

impl Seen {
    /// Whether the member was not seen before.
    pub(crate) fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let bits = match index / 64 {
            0 => &mut self.first,
            word => {
                if self.more.len() < word {
                    self.more.resize(word, 0);
                }
                &mut self.more[word - 1]
            }
        };
        let is_new = *bits & bit == 0;
        *bits |= bit;
        is_new
    }

    pub(crate) fn contains(&self, index: usize) -> bool {
        let bits = match index / 64 {
            0 => Some(&self.first),
            word => self.more.get(word - 1),
        };
        bits.is_some_and(|bits| bits & (1 << (index % 64)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn any_number_of_members_is_seen_once_each() {
        let mut seen = Seen::default();
        for index in [200, 0, 63, 64, 127, 128] {
            assert!(!seen.contains(index), "{index}");
            assert!(seen.insert(index), "{index}");
            assert!(!seen.insert(index) && seen.contains(index), "{index}");
        }
        assert!(!seen.contains(1) && !seen.contains(199) && !seen.contains(1000));
    }
}
