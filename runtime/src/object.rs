//! `object!`: what makes a plain struct read and write the members of a JSON object.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

#[cfg(feature = "schemars")]
pub(crate) mod schema;

/// Makes a struct read and write the members of a JSON object. For generated code.
///
/// An entry per field, each with a comma behind it, says whether the member is `required` or `optional`, and what it is
/// called in JSON. An `optional`
/// field is an `Option`: absent and `null` read as `None`, and `None` is not written. A field after `..` is a map of all other members; without one they are ignored. What a
/// member means is told to `schemars` by `#[doc = "…"]` before its line.
///
/// The struct needs `Default`, which is what its members are read into. It is read from objects alone, and a member that is
/// sent twice is an error, as one that is required and missing. This says what `serde`'s derives would, in a third of the
/// code for the compiler.
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
        $($(#[doc = $doc:literal])* $kind:ident $field:ident = $json:literal,)* $(..$rest:ident)?
    }) => {
        #[allow(non_camel_case_types, unreachable_code, unused_variables, reason = "there may be no members")]
        impl $crate::__private::Object for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const MEMBERS: &'static [$crate::__private::Known] = &[$($crate::__private::Known {
                name: $json,
                required: $crate::__object_member!($kind is_required),
            }),*];

            type Seen = [bool; <[&str]>::len(&[$($json),*])];
            const UNSEEN: Self::Seen = [false; <[&str]>::len(&[$($json),*])];

            fn read<'de, A: $crate::__private::serde::de::MapAccess<'de>>(
                &mut self,
                member: usize,
                map: &mut A,
            ) -> ::core::result::Result<(), A::Error> {
                #[derive(Clone, Copy)]
                enum Member { $($field),* }
                const ALL: &[Member] = &[$(Member::$field),*];
                match ALL[member] {
                    $(Member::$field => self.$field = map.next_value()?,)*
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

    /// Reads the value of one of [`MEMBERS`](Self::MEMBERS) into its field.
    fn read<'de, A: MapAccess<'de>>(&mut self, member: usize, map: &mut A) -> Result<(), A::Error>;

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
            next: 0,
        };
        while let Some(name) = names.next(&mut map)? {
            match name {
                Name::Known(member) => object.read(member, &mut map)?,
                Name::Kept(name) => object.keep(name, &mut map)?,
                Name::Ignored => {
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
    /// Where to look first: members mostly come in the same order.
    next: usize,
}

enum Name {
    Known(usize),
    Kept(String),
    Ignored,
}

impl Names<'_> {
    fn next<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Option<Name>, A::Error> {
        let name = map.next_key_seed(&*self)?;
        if let Some(Name::Known(member)) = name {
            if std::mem::replace(&mut self.seen[member], true) {
                return Err(A::Error::duplicate_field(self.members[member].name));
            }
            self.next = member + 1;
        }
        Ok(name)
    }

    fn finish<E: Error>(self) -> Result<(), E> {
        let missing = |(member, seen): &(&Known, &mut bool)| member.required && !**seen;
        match self.members.iter().zip(self.seen).find(missing) {
            Some((member, _)) => Err(E::missing_field(member.name)),
            None => Ok(()),
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        let is_it = |member: &Known| member.name == name;
        let (before, after) = self.members.split_at(self.next);
        match after.iter().position(is_it) {
            Some(further) => Some(self.next + further),
            None => before.iter().position(is_it),
        }
    }
}

impl<'de> DeserializeSeed<'de> for &Names<'_> {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &Names<'_> {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Name, E> {
        Ok(match self.position(name) {
            Some(member) => Name::Known(member),
            None if self.keeps => Name::Kept(name.to_owned()),
            None => Name::Ignored,
        })
    }
}
