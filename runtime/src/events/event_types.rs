//! `event_types!`: the open enum of event types, out of one row for each.

use crate::Status;

/// What is known of an event type: one row of a generated crate.
#[derive(Debug)]
pub struct EventTypeRow<E: 'static> {
    /// The variant.
    pub event_type: E,
    /// The type as events carry it.
    pub text: &'static str,
    /// The product that sends it.
    pub product: &'static str,
    /// Whether it is sent.
    pub status: Status,
    /// The id of the schema of its data, where that is certain.
    pub schema: Option<&'static str>,
    /// Whether a type was generated for that schema.
    pub typed: bool,
}

/// An open enum of event types. Generated code implements this with `event_types!`.
pub trait EventTypes: Ord + AsRef<str> + for<'a> From<&'a str> + 'static {
    /// The rows, in the order of the variants, which is that of the bytes of the texts.
    fn rows() -> &'static [EventTypeRow<Self>];

    /// The row of a text.
    fn find(text: &str) -> Option<&'static EventTypeRow<Self>> {
        let found = Self::rows().binary_search_by(|row| row.text.cmp(text));
        Self::rows().get(found.ok()?)
    }

    /// The row of this variant. `None` for an unknown type.
    fn row(&self) -> Option<&'static EventTypeRow<Self>> {
        let found = Self::rows().binary_search_by(|row| row.event_type.cmp(self));
        Self::rows().get(found.ok()?)
    }
}

/// Makes an enum with an `Unknown(UnknownValue)` variant an open enum of event types. For generated code.
///
/// The variants are declared in the order of the rows, which is that of the bytes of the texts; the enum derives `Clone` and
/// `Ord`. What follows a status is the schema: `typed`, or only `named`.
///
/// ```
/// use twilio_events_runtime::{UnknownValue, event_types};
///
/// #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// #[non_exhaustive]
/// pub enum EventType {
///     CallEnded,
///     TestEvent,
///     Unknown(UnknownValue),
/// }
/// event_types! {
///     EventType {
///         CallEnded = "com.example.call.ended" => "Calls" Available typed "Calls.Ended",
///         TestEvent = "com.example.test-event" => "Tests" Restricted,
///     }
/// }
///
/// assert_eq!(EventType::from("com.example.test-event"), EventType::TestEvent);
/// assert_eq!(EventType::CallEnded.schema_id(), Some("Calls.Ended"));
/// assert_eq!(EventType::from("com.example.new").as_str(), "com.example.new");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! event_types {
    ($name:ident { $(
        $variant:ident = $text:literal => $product:literal $status:ident $($held:ident $schema:literal)?
    ),* $(,)? }) => {
        #[doc(hidden)]
        impl $crate::__private::EventTypes for $name {
            fn rows() -> &'static [$crate::__private::EventTypeRow<Self>] {
                static ROWS: &[$crate::__private::EventTypeRow<$name>] = &[$(
                    $crate::__private::EventTypeRow {
                        event_type: $name::$variant,
                        text: $text,
                        product: $product,
                        status: $crate::Status::$status,
                        schema: $crate::__event_type_schema!($($schema)?),
                        typed: $crate::__event_type_held!($($held)?),
                    },
                )*];
                ROWS
            }
        }

        impl $name {
            /// The event types known when this was generated.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The type as it is sent.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    Self::Unknown(value) => value.as_str(),
                    known => $crate::__private::EventTypes::row(known)
                        .map_or("", |row| row.text),
                }
            }

            /// Whether the type was known when this was generated.
            #[inline]
            pub const fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }

            /// The schema of the event's `data`. `None` where it is not known for certain.
            #[inline]
            pub fn schema_id(&self) -> ::core::option::Option<&'static str> {
                $crate::__private::EventTypes::row(self)?.schema
            }

            /// Whether a type was generated for the event's `data`, which `decode` then reads, unless the feature of its product is off.
            #[inline]
            pub fn is_typed(&self) -> bool {
                $crate::__private::EventTypes::row(self).is_some_and(|row| row.typed)
            }

            /// The product that sends it, as schema ids spell it. `None` for unknown types.
            #[inline]
            pub fn product(&self) -> ::core::option::Option<&'static str> {
                ::core::option::Option::Some($crate::__private::EventTypes::row(self)?.product)
            }

            /// Whether Twilio sends it. `None` for unknown types.
            #[inline]
            pub fn status(&self) -> ::core::option::Option<$crate::Status> {
                ::core::option::Option::Some($crate::__private::EventTypes::row(self)?.status)
            }

            #[inline]
            fn __known(text: &str) -> ::core::option::Option<Self> {
                let row = <Self as $crate::__private::EventTypes>::find(text)?;
                ::core::option::Option::Some(row.event_type.clone())
            }
        }

        $crate::__open_text! { $name }
    };
}

/// The schema of an event type, where there is one.
#[doc(hidden)]
#[macro_export]
macro_rules! __event_type_schema {
    () => {
        ::core::option::Option::None
    };
    ($schema:literal) => {
        ::core::option::Option::Some($schema)
    };
}

/// Whether a type was generated for that schema.
#[doc(hidden)]
#[macro_export]
macro_rules! __event_type_held {
    (typed) => {
        true
    };
    ($(named)?) => {
        false
    };
}
