//! Places: where the values of JSON go, and what hands them out.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde_json::Value;

use crate::object::Table;
use crate::open_union::Choice;
use crate::view::View;
use crate::{Number, Timestamp};

/// Where a value goes that is about to be read: a field, an item of a list, the value of a map.
///
/// The kinds are few, so that one reader serves all types. The word of a kind is also what `object!` says of a field.
#[expect(missing_docs, reason = "named after the type that they borrow")]
#[derive(Default)]
pub enum Place<'a> {
    Text(&'a mut String),
    OptText(&'a mut Option<String>),
    Time(&'a mut Timestamp),
    OptTime(&'a mut Option<Timestamp>),
    Int(&'a mut i64),
    OptInt(&'a mut Option<i64>),
    IntOrText(&'a mut i64),
    OptIntOrText(&'a mut Option<i64>),
    UInt(&'a mut u64),
    OptUInt(&'a mut Option<u64>),
    Float(&'a mut f64),
    OptFloat(&'a mut Option<f64>),
    Bool(&'a mut bool),
    OptBool(&'a mut Option<bool>),
    Number(&'a mut Number),
    Any(&'a mut Value),
    Values(&'a mut dyn Values),
    OptValues(&'a mut dyn Values),
    Object(&'a mut dyn Slot),
    List(&'a mut dyn List),
    Tuple(&'a mut dyn Tuple),
    Map(&'a mut dyn Map),
    Union(&'a mut dyn Choice),
    /// What may be `null`, where no other kind says so.
    Opt(&'a mut dyn Optional),
    /// A value has gone here.
    #[default]
    Filled,
}

/// A type that JSON can be read into and written from. An object, if nothing else is said.
pub trait Slot {
    /// Where its JSON goes.
    fn place(&mut self) -> Place<'_>
    where
        Self: Sized,
    {
        Place::Object(self)
    }

    /// What its JSON is made from.
    fn view(&self) -> View<'_>
    where
        Self: Sized,
    {
        View::Object(self)
    }

    /// What the members of an object are called.
    fn table(&self) -> &'static Table {
        &Table::EMPTY
    }

    /// The place of a member by its index in the table; of all other members, where one field has them, behind the last index.
    fn member(&mut self, _index: usize) -> Place<'_> {
        Place::Filled
    }

    /// The view of a member in the same way.
    fn member_view(&self, _index: usize) -> View<'_> {
        View::Null
    }
}

/// One of a set of texts, known or not; or none.
pub trait Values: Debug {
    /// Takes a text.
    fn set(&mut self, text: &str);
    /// The text.
    fn text(&self) -> Option<&str>;
    /// Whether the set lists it, or there is none.
    fn is_known(&self) -> bool;
}

// What follows is compiled for every type: plain matches cost less than the functions of `Option`.

impl<T: Values + for<'a> From<&'a str>> Values for Option<T> {
    fn set(&mut self, text: &str) {
        *self = Some(T::from(text));
    }

    fn text(&self) -> Option<&str> {
        match self {
            Some(value) => value.text(),
            None => None,
        }
    }

    fn is_known(&self) -> bool {
        self.as_ref().is_none_or(T::is_known)
    }
}

/// Something, or `null`.
pub trait Optional {
    /// The place of something.
    fn some(&mut self) -> Place<'_>;
    /// `View::Null` where there is nothing.
    fn view(&self) -> View<'_>;
}

/// Items of one type.
pub trait List {
    /// The place of one item more.
    fn push(&mut self) -> Place<'_>;
    /// How many items there are.
    fn count(&self) -> usize;
    /// One of them.
    fn item(&self, index: usize) -> View<'_>;
}

/// Items of a type each, as many as there are types.
pub trait Tuple {
    /// How many items there are.
    fn count(&self) -> usize;
    /// The place of one of them.
    fn place(&mut self, index: usize) -> Place<'_>;
    /// One of them.
    fn item(&self, index: usize) -> View<'_>;
}

/// Values of one type by name.
pub trait Map {
    /// The place of the value that has the name; one that is there already is replaced.
    fn insert(&mut self, name: String) -> Place<'_>;
    /// Shows every name and value, until told `false`.
    fn each<'m>(&'m self, visit: &mut dyn FnMut(&'m str, View<'m>) -> bool);
}

impl<T: Slot + Default> Optional for Option<T> {
    fn some(&mut self) -> Place<'_> {
        *self = Some(T::default());
        match self {
            Some(value) => value.place(),
            None => Place::Filled,
        }
    }

    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Null,
        }
    }
}

impl<T: Slot + Default> List for Vec<T> {
    fn push(&mut self) -> Place<'_> {
        self.push(T::default());
        match self.last_mut() {
            Some(item) => item.place(),
            None => Place::Filled,
        }
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> View<'_> {
        match self.get(index) {
            Some(item) => item.view(),
            None => View::Null,
        }
    }
}

impl<T: Slot + Default> Map for BTreeMap<String, T> {
    fn insert(&mut self, name: String) -> Place<'_> {
        let value = self.entry(name).or_default();
        *value = T::default();
        value.place()
    }

    fn each<'m>(&'m self, visit: &mut dyn FnMut(&'m str, View<'m>) -> bool) {
        for (name, value) in self {
            if !visit(name, value.view()) {
                return;
            }
        }
    }
}

macro_rules! slots {
    ($($kind:ident for $type:ty $([$($of:ident),*])?;)*) => {$(
        impl $(<$($of: Slot + Default),*>)? Slot for $type {
            fn place(&mut self) -> Place<'_> {
                Place::$kind(self)
            }

            fn view(&self) -> View<'_> {
                View::$kind(self)
            }
        }
    )*};
}

slots! {
    Text for String;
    Time for Timestamp;
    Int for i64;
    UInt for u64;
    Float for f64;
    Bool for bool;
    Number for Number;
    Any for Value;
    Opt for Option<T> [T];
    List for Vec<T> [T];
    Map for BTreeMap<String, T> [T];
}

impl<T: Slot> Slot for Box<T> {
    fn place(&mut self) -> Place<'_> {
        (**self).place()
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }

    fn table(&self) -> &'static Table {
        (**self).table()
    }

    fn member(&mut self, index: usize) -> Place<'_> {
        (**self).member(index)
    }

    fn member_view(&self, index: usize) -> View<'_> {
        (**self).member_view(index)
    }
}

impl<T: Tuple> Tuple for Box<T> {
    fn count(&self) -> usize {
        (**self).count()
    }

    fn place(&mut self, index: usize) -> Place<'_> {
        (**self).place(index)
    }

    fn item(&self, index: usize) -> View<'_> {
        (**self).item(index)
    }
}

macro_rules! tuples {
    ($($length:literal: $($of:ident $index:tt)*;)*) => {$(
        impl<$($of: Slot),*> Tuple for ($($of,)*) {
            fn count(&self) -> usize {
                $length
            }

            fn place(&mut self, index: usize) -> Place<'_> {
                match index {
                    $($index => self.$index.place(),)*
                    _ => Place::Filled,
                }
            }

            fn item(&self, index: usize) -> View<'_> {
                match index {
                    $($index => self.$index.view(),)*
                    _ => View::Null,
                }
            }
        }

        impl<$($of: Slot),*> Slot for ($($of,)*) {
            fn place(&mut self) -> Place<'_> {
                Place::Tuple(self)
            }

            fn view(&self) -> View<'_> {
                View::Tuple(self)
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0 B 1;
    3: A 0 B 1 C 2;
    4: A 0 B 1 C 2 D 3;
    5: A 0 B 1 C 2 D 3 E 4;
    6: A 0 B 1 C 2 D 3 E 4 F 5;
    7: A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
    9: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8;
    10: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9;
    11: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10;
    12: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11;
}
