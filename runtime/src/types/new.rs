//! `new!`: a value of a generated struct from the fields that matter.

use std::marker::PhantomData;

/// Makes a value of a generated struct: the fields that are named, and the default of all others.
///
/// The structs are `non_exhaustive`, so `Struct { .. }` makes none outside of their crate. What a field is given is converted
/// into its type as `Into` does: `&str` into text, times and values of sets. An optional field takes what it is optional of, or is left
/// out; a list takes anything to iterate over. Fields of other structs are made by a `new!` of their own.
///
/// ```
/// # mod twilio_events {
/// #     pub use twilio_events_runtime::new;
/// #     twilio_events_runtime::object! {
/// #         #[non_exhaustive]
/// #         pub struct InboundMessage {
/// #             #[member(0, "messageSid", optional OptText)]
/// #             pub message_sid: Option<String>,
/// #             #[member(1, "numMedia", optional OptInt)]
/// #             pub num_media: Option<i64>,
/// #             #[member(2, "recipients", optional Opt)]
/// #             pub recipients: Option<Vec<String>>,
/// #         }
/// #     }
/// # }
/// use twilio_events::{InboundMessage, new};
///
/// let message = new!(InboundMessage {
///     message_sid: "SM1",
///     num_media: 0,
///     recipients: ["+15005550006", "+15005550007"],
/// });
/// assert_eq!(message.message_sid.as_deref(), Some("SM1"));
/// assert_eq!(message.recipients.map(|numbers| numbers.len()), Some(2));
/// ```
#[macro_export]
macro_rules! new {
    ($name:ty { $($field:ident: $value:expr),* $(,)? }) => {{
        #[allow(unused_imports, reason = "which ones are used is up to the fields")]
        use $crate::__private::{FieldOfAny as _, FieldOfList as _, FieldOfOption as _};
        #[allow(unused_mut, reason = "there may be no fields")]
        let mut made = <$name as ::core::default::Default>::default();
        $(made.$field = (&&&$crate::__private::Field::new(&made.$field)).__from($value);)*
        made
    }};
}

/// The type of a field. The traits below are tried from that for `&&Field` on: the first that the type has wins, so that a
/// list in an option is a list, and an option is not just any type.
pub struct Field<T>(PhantomData<T>);

impl<T> Field<T> {
    /// The type of this field.
    pub fn new(_field: &T) -> Self {
        Self(PhantomData)
    }
}

/// A list, or one in an option.
pub trait FieldOfList<I, T> {
    /// What goes into the field.
    fn __from<V: IntoIterator<Item: Into<I>>>(&self, items: V) -> T;
}

impl<I> FieldOfList<I, Vec<I>> for &&Field<Vec<I>> {
    fn __from<V: IntoIterator<Item: Into<I>>>(&self, items: V) -> Vec<I> {
        items.into_iter().map(Into::into).collect()
    }
}

impl<I> FieldOfList<I, Option<Vec<I>>> for &&Field<Option<Vec<I>>> {
    fn __from<V: IntoIterator<Item: Into<I>>>(&self, items: V) -> Option<Vec<I>> {
        Some(items.into_iter().map(Into::into).collect())
    }
}

/// An option of anything else.
pub trait FieldOfOption<T> {
    /// What goes into the field.
    fn __from<V: Into<T>>(&self, value: V) -> Option<T>;
}

impl<T> FieldOfOption<T> for &Field<Option<T>> {
    fn __from<V: Into<T>>(&self, value: V) -> Option<T> {
        Some(value.into())
    }
}

/// What is neither.
pub trait FieldOfAny<T> {
    /// What goes into the field.
    fn __from<V: Into<T>>(&self, value: V) -> T;
}

impl<T> FieldOfAny<T> for Field<T> {
    fn __from<V: Into<T>>(&self, value: V) -> T {
        value.into()
    }
}
