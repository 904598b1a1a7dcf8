//! The types that have places and views: Rust's own, and those of this crate.
//!
//! What is generic here is compiled for every type: plain matches cost less than the functions of `Option`.

use std::any::Any;
use std::collections::BTreeMap;

use serde_json::Value;

use super::object::Table;
use super::open_union::Here;
use super::place::{Choice, List, Map, Optional, Place, Slot, Tuple, Values, View};
use super::timestamp::Timestamp;

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
    Wide for i128;
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

impl<T: Choice> Choice for Box<T> {
    fn read(&mut self, here: Here<'_>) -> serde_json::Result<()> {
        (**self).read(here)
    }

    fn chosen(&self) -> View<'_> {
        (**self).chosen()
    }

    fn any(&self) -> &dyn Any {
        (**self).any()
    }

    fn copy(&mut self, from: &dyn Choice) {
        (**self).copy(from);
    }

    fn same(&self, other: &dyn Choice) -> bool {
        (**self).same(other)
    }
}
