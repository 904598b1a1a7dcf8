//! `object!`: what makes a plain struct read and write the members of a JSON object.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

#[cfg(feature = "schemars")]
pub(crate) mod schema;

/// Makes a struct read and write the members of a JSON object. For generated code.
///
/// An entry per field, each with a comma behind it, says whether the member is `required` or `optional`, and what it is
/// called in JSON. An `optional` field is an `Option`: absent and `null` read as `None`, and `None` is not written. An `i64`
/// whose entry ends in `or text` is also read from text that holds an integer. A field after `..` is a map of all other members; without one they are ignored. `#[doc = "…"]` before an entry is what `schemars`
/// says of the member.
///
/// The struct needs `Default`, which is what its members are read into. It is read from objects alone, and a member that is
/// sent twice is an error, as one that is required and missing. This is what `serde`'s derives do, but for lists, which they
/// take for structs; it gives the compiler a third of their code.
///
/// ```
/// use std::collections::BTreeMap;
/// use twilio_events_runtime::object;
///
/// #[derive(Clone, Debug, Default, PartialEq)]
/// #[non_exhaustive]
/// pub struct Step {
///     pub sid: String,
///     pub name: Option<String>,
///     pub rest: BTreeMap<String, serde_json::Value>,
/// }
/// object! { Step { required sid = "stepSid", optional name = "name", ..rest } }
///
/// let step: Step = serde_json::from_str(r#"{"name": null, "stepSid": "FT1", "new": true}"#)?;
/// assert_eq!(step.sid, "FT1");
/// assert_eq!(serde_json::to_string(&step)?, r#"{"stepSid":"FT1","new":true}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! object {
    ($name:ident {
        $($(#[doc = $doc:literal])* $kind:ident $field:ident = $json:literal $(or $or:ident)?,)* $(..$rest:ident)?
    }) => {
        const _: () = {
            #[allow(non_camel_case_types, reason = "spelled as the fields are")]
            #[derive(Clone, Copy)]
            enum __Member { $($field),* }

            #[allow(unreachable_code, unused_variables, reason = "there may be no members")]
            impl $crate::__private::Object for $name {
                const NAME: &'static str = ::core::stringify!($name);
                const MEMBERS: &'static [$crate::__private::Known] = &[$($crate::__private::Known {
                    name: $json,
                    required: $crate::__object_member!($kind is_required),
                }),*];

                type Seen = [bool; <[&str]>::len(&[$($json),*])];
                const UNSEEN: Self::Seen = [false; <[&str]>::len(&[$($json),*])];

                fn position(name: &str) -> ::core::option::Option<usize> {
                    match name {
                        $($json => ::core::option::Option::Some(__Member::$field as usize),)*
                        _ => ::core::option::Option::None,
                    }
                }

                fn read<'de, A: $crate::__private::serde::de::MapAccess<'de>>(
                    &mut self,
                    position: usize,
                    map: &mut A,
                ) -> ::core::result::Result<(), A::Error> {
                    const MEMBERS: &[__Member] = &[$(__Member::$field),*];
                    match MEMBERS[position] {
                        $(__Member::$field => self.$field = $crate::__object_member!(read map $($or)?),)*
                    }
                    ::core::result::Result::Ok(())
                }

                $(
                    const KEEPS: bool = true;

                    fn keep<'de, A: $crate::__private::serde::de::MapAccess<'de>>(
                        &mut self,
                        name: ::std::string::String,
                        map: &mut A,
                    ) -> ::core::result::Result<(), A::Error> {
                        self.$rest.insert(name, map.next_value()?);
                        ::core::result::Result::Ok(())
                    }
                )?
            }
        };

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::object(deserializer)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            #[allow(unused_mut, reason = "there may be no members")]
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(::core::option::Option::None)?;
                $($crate::__object_member!($kind written self.$field as $json in map);)*
                $(
                    for (name, value) in &self.$rest {
                        $crate::__private::serde::ser::SerializeMap::serialize_entry(&mut map, name, value)?;
                    }
                )?
                $crate::__private::serde::ser::SerializeMap::end(map)
            }
        }

        $crate::__object_schema! { $name { $($(#[doc = $doc])* $kind $field = $json,)* $(..$rest)? } }
    };
}

/// What differs between the kinds of members.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_member {
    (required is_required) => {
        true
    };
    (optional is_required) => {
        false
    };
    (read $map:ident) => {
        $map.next_value()?
    };
    (read $map:ident text) => {
        $map.next_value::<$crate::__private::IntegerOrText<_>>()?.0
    };
    (optional written $this:ident.$field:ident as $json:literal in $map:ident) => {
        if let ::core::option::Option::Some(value) = &$this.$field {
            $crate::__private::serde::ser::SerializeMap::serialize_entry(&mut $map, $json, value)?;
        }
    };
    (required written $this:ident.$field:ident as $json:literal in $map:ident) => {
        $crate::__private::serde::ser::SerializeMap::serialize_entry(
            &mut $map,
            $json,
            &$this.$field,
        )?
    };
}

/// Describes the struct to `schemars`.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __object_schema {
    ($name:ident {
        $($(#[doc = $doc:literal])* $kind:ident $field:ident = $json:literal,)* $(..$rest:ident)?
    }) => {
        impl $crate::__private::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(::core::stringify!($name))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(::core::concat!(
                    ::core::module_path!(), "::", ::core::stringify!($name),
                ))
            }

            #[allow(unused_mut, unused_variables, reason = "there may be no members")]
            fn json_schema(
                generator: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                let this = <Self as ::core::default::Default>::default();
                let mut schema = $crate::__private::ObjectSchema::new(generator);
                $(schema.member(
                    &this.$field,
                    $json,
                    $crate::__object_member!($kind is_required),
                    &[$($doc),*],
                );)*
                $(schema.rest(&this.$rest);)?
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

/// A struct that [`object!`] reads.
pub trait Object: Default {
    /// The name of the type.
    const NAME: &'static str;
    /// The members that have a field, in the order of the fields.
    const MEMBERS: &'static [Known];
    /// Whether the members without a field are kept.
    const KEEPS: bool = false;

    /// Which members have been read.
    type Seen: AsMut<[bool]>;
    /// None of them.
    const UNSEEN: Self::Seen;

    /// Which of [`MEMBERS`](Self::MEMBERS) has the name.
    fn position(name: &str) -> Option<usize>;

    /// Reads the value of one of [`MEMBERS`](Self::MEMBERS) into its field.
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        position: usize,
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// Keeps the value of a member without a field.
    fn keep<'de, A: MapAccess<'de>>(&mut self, _name: String, map: &mut A) -> Result<(), A::Error> {
        map.next_value::<IgnoredAny>().map(drop)
    }
}

/// A member that has a field.
pub struct Known {
    /// The name in JSON.
    pub name: &'static str,
    /// Whether the object is refused without it.
    pub required: bool,
}

/// Reads a struct from a JSON object.
pub fn deserialize<'de, D: Deserializer<'de>, T: Object>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Members(PhantomData))
}

struct Members<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for Members<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut object = T::default();
        let mut seen = T::UNSEEN;
        let mut names = Names {
            members: T::MEMBERS,
            keeps: T::KEEPS,
            seen: seen.as_mut(),
            position: T::position,
            kept: None,
        };
        while let Some(member) = names.next(&mut map)? {
            match (member, names.kept.take()) {
                (Member::Known(position), _) => object.read(position, &mut map)?,
                (Member::Other, Some(name)) => object.keep(name, &mut map)?,
                (Member::Other, None) => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        names.finish()?;
        Ok(object)
    }
}

/// The names of an object's members, as they come. Not generic over the struct: the compiler makes code of it once.
struct Names<'a> {
    members: &'static [Known],
    keeps: bool,
    seen: &'a mut [bool],
    position: fn(&str) -> Option<usize>,
    /// The last name, if it has no field and is kept.
    kept: Option<String>,
}

enum Member {
    /// One with a field, by its position.
    Known(usize),
    Other,
}

impl Names<'_> {
    fn next<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Option<Member>, A::Error> {
        let member = map.next_key_seed(&mut *self)?;
        if let Some(Member::Known(position)) = member {
            if std::mem::replace(&mut self.seen[position], true) {
                return Err(A::Error::duplicate_field(self.members[position].name));
            }
        }
        Ok(member)
    }

    fn finish<E: Error>(self) -> Result<(), E> {
        let missing = |(member, seen): &(&Known, &mut bool)| member.required && !**seen;
        match self.members.iter().zip(self.seen).find(missing) {
            Some((member, _)) => Err(E::missing_field(member.name)),
            None => Ok(()),
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Names<'_> {
    type Value = Member;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Member, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Names<'_> {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Member, E> {
        if let Some(position) = (self.position)(name) {
            return Ok(Member::Known(position));
        }
        self.kept = self.keeps.then(|| name.to_owned());
        Ok(Member::Other)
    }
}
