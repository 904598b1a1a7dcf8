//! `eq_and_hash!`: what holds no floating-point number is a key, through its views.

use std::hash::{Hash, Hasher};

use super::place::{Slot, View};

/// Makes types that have places and views `Eq` and `Hash`. For generated code, which names those that hold no `f64`, neither
/// in a member nor below one.
///
/// ```
/// use std::collections::HashSet;
/// use twilio_events_runtime::{eq_and_hash, object};
///
/// object! {
///     pub struct Step {
///         #[member(0, "name", optional OptText)]
///         pub name: Option<String>,
///     }
/// }
/// eq_and_hash! { Step }
///
/// assert!(HashSet::from([Step::default()]).contains(&Step::default()));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! eq_and_hash {
    ($($name:ident)*) => {$(
        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::__private::hash($crate::__private::Slot::view(self), state);
            }
        }
    )*};
}

/// Hashes what a view shows, so that equal values of one type have equal hashes.
pub fn hash(view: View<'_>, mut state: &mut dyn Hasher) {
    // `Hash` wants a type that has a size: a reference to the hasher is one.
    let to = &mut state;
    match view {
        View::Text(value) => value.hash(to),
        View::OptText(value) => value.hash(to),
        View::Time(value) => value.hash(to),
        View::OptTime(value) => value.hash(to),
        View::Int(value) | View::IntOrText(value) => value.hash(to),
        View::OptInt(value) | View::OptIntOrText(value) => value.hash(to),
        View::UInt(value) => value.hash(to),
        View::OptUInt(value) => value.hash(to),
        View::Bool(value) => value.hash(to),
        View::OptBool(value) => value.hash(to),
        View::Wide(value) => value.hash(to),
        View::Any(value) => value.hash(to),
        View::Values(value) | View::OptValues(value) => value.text().hash(to),
        View::Object(value) => members(value, &mut **to),
        View::List(value) => {
            value.count().hash(to);
            (0..value.count()).for_each(|index| hash(value.item(index), &mut **to));
        }
        View::Tuple(value) => {
            (0..value.count()).for_each(|index| hash(value.item(index), &mut **to));
        }
        View::Map(value) => value.each(&mut |name, view| {
            name.hash(to);
            hash(view, &mut **to);
            true
        }),
        View::Union(value) => hash(value.chosen(), &mut **to),
        View::Opt(value) => match value.view() {
            View::Null => false.hash(to),
            view => {
                true.hash(to);
                hash(view, &mut **to);
            }
        },
        // Types that hold floating-point numbers are not `Hash`.
        View::Null | View::Float(_) | View::OptFloat(_) => {}
    }
}

fn members(object: &dyn Slot, state: &mut dyn Hasher) {
    for index in object.table().fields() {
        hash(object.member_view(index), state);
    }
}
