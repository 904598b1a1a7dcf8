//! `open_enum!`: what makes a plain enum read and write any text.

/// Makes an enum with an `Unknown(UnknownValue)` variant read and write text. For generated code.
///
/// Known texts become their variant, every other text becomes `Unknown` and keeps its text, so reading never
/// fails on a new value. Nothing is allocated for a known value.
///
/// ```
/// use twilio_events_runtime::{UnknownValue, open_enum};
///
/// #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// #[non_exhaustive]
/// pub enum ConversationState {
///     Active,
///     Closed,
///     Unknown(UnknownValue),
/// }
/// open_enum! { ConversationState { Active = "active", Closed = "closed" } }
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
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $name {
            /// The values known when this was generated.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is sent.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// Whether the value was known when this was generated.
            pub const fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }

            fn __known(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $($text => ::core::option::Option::Some(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
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
                Self::Unknown($crate::UnknownValue::__new(
                    ::core::default::Default::default(),
                ))
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self::__known(text)
                    .unwrap_or_else(|| Self::Unknown($crate::UnknownValue::__new(text.into())))
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self::__known(&text)
                    .unwrap_or_else(|| Self::Unknown($crate::UnknownValue::__new(text.into())))
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
