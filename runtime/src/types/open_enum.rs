//! `open_enum!`: an enum that reads and writes any text, described once.

use std::cmp::Ordering;
use std::fmt;

/// Defines an enum that reads and writes text, the known values as variants. For generated code.
///
/// Known texts become their variant, every other text becomes `Unknown(UnknownValue)` and keeps its text, so reading never
/// fails on a new value. Nothing is allocated for a known value. Values are ordered as they are listed, unknown ones behind
/// them by their text.
///
/// ```
/// use twilio_events_runtime::open_enum;
///
/// open_enum! {
///     /// The state of a conversation.
///     #[non_exhaustive]
///     pub enum ConversationState {
///         Active = "active",
///         Closed = "closed",
///     }
/// }
///
/// assert_eq!(ConversationState::from("active"), ConversationState::Active);
/// assert_eq!(ConversationState::ALL, [ConversationState::Active, ConversationState::Closed]);
/// let archived: ConversationState = serde_json::from_str(r#""archived""#)?;
/// assert_eq!(archived.as_str(), "archived");
/// assert!(!archived.is_known());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($(#[$about:meta])* $variant:ident = $text:literal),* $(,)?
        }
    ) => {
        $(#[$attribute])*
        #[derive(::core::clone::Clone)]
        $visibility enum $name {
            $($(#[$about])* $variant,)*
            /// A value that was not known when this was generated.
            Unknown($crate::UnknownValue),
        }

        impl $name {
            /// The values known when this was generated.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            const __TEXTS: &'static [&'static str] = &[$($text),*];

            /// The value as it is sent.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// Whether the value was known when this was generated.
            #[inline]
            pub const fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }

            #[inline]
            fn __known(text: &str) -> ::core::option::Option<Self> {
                match $crate::__private::position(Self::__TEXTS, text) {
                    ::core::option::Option::Some(index) => Self::ALL.get(index).cloned(),
                    ::core::option::Option::None => ::core::option::Option::None,
                }
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let variants = ::core::stringify!($($variant)*);
                $crate::__private::debug_value(Self::__TEXTS, variants, self.as_str(), f)
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::core::cmp::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                $crate::__private::order_of_values(Self::__TEXTS, self.as_str(), other.as_str())
            }
        }

        impl ::core::cmp::PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }

        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, hasher: &mut H) {
                ::core::hash::Hash::hash(self.as_str(), hasher);
            }
        }

        $crate::__open_text! { $name }
    };
}

/// What every enum has that reads any text: it needs `as_str`, and `__known`, which finds the variant of a text.
///
/// What is `inline` here costs a crate nothing that does not use it.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_text {
    ($name:ident) => {
        /// The unknown value of the empty text.
        impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self::Unknown($crate::UnknownValue::__new(""))
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match Self::__known(text) {
                    ::core::option::Option::Some(known) => known,
                    ::core::option::Option::None => {
                        Self::Unknown($crate::UnknownValue::__new(text))
                    }
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                <Self as ::core::convert::From<&str>>::from(&text)
            }
        }

        impl ::core::convert::From<$name> for ::std::string::String {
            #[inline]
            fn from(value: $name) -> Self {
                value.as_str().into()
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::cmp::PartialEq<str> for $name {
            #[inline]
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::core::cmp::PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::read(deserializer)
            }
        }

        #[doc(hidden)]
        impl $crate::__private::Values for $name {
            fn set(&mut self, text: &str) {
                *self = Self::from(text);
            }

            fn text(&self) -> ::core::option::Option<&str> {
                ::core::option::Option::Some(self.as_str())
            }

            fn is_known(&self) -> bool {
                Self::is_known(self)
            }
        }

        #[doc(hidden)]
        impl $crate::__private::Slot for $name {
            #[inline]
            fn place(&mut self) -> $crate::__private::Place<'_> {
                $crate::__private::Place::Values(self)
            }

            #[inline]
            fn view(&self) -> $crate::__private::View<'_> {
                $crate::__private::View::Values(self)
            }
        }

        $crate::__open_enum_json_schema! { $name }
    };
}

/// Describes the enum to `schemars`: a plain string, because any text may come.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum_json_schema {
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
                <str as $crate::__private::schemars::JsonSchema>::json_schema(generator)
            }
        }
    };
}

/// Without the feature there is nothing to say. Decided here, since a macro's `cfg` is its caller's.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum_json_schema {
    ($name:ident) => {};
}

/// Where the text stands among the known ones.
pub fn position(values: &[&str], text: &str) -> Option<usize> {
    values.iter().position(|value| *value == text)
}

/// As the derive has it. `variants` are their names, with spaces between.
pub fn debug_value(
    values: &[&str],
    variants: &str,
    text: &str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let index = position(values, text);
    match index.and_then(|index| variants.split_whitespace().nth(index)) {
        Some(variant) => f.write_str(variant.trim_start_matches("r#")),
        None => f.debug_tuple("Unknown").field(&text).finish(),
    }
}

/// The order of two values.
pub fn order_of_values(values: &[&str], one: &str, other: &str) -> Ordering {
    let rank = |text| (position(values, text).unwrap_or(values.len()), text);
    Ord::cmp(&rank(one), &rank(other))
}
