//! What of a value is written again: a serializer that follows the value and writes nothing.

use std::collections::HashMap;
use std::fmt;

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};

use super::fit::{Lost, Written};
use super::tree::{Here, Inside, Node};
use crate::types::writer::UNLISTED;

/// How what a reading writes differs from the value. `inside` are the unions in it, which the reading has left empty. `None`
/// for what cannot be written.
pub(super) fn compare(
    read: &impl Serialize,
    here: Here<'_>,
    mut inside: Inside,
) -> Option<Written> {
    inside.sort_unstable_by_key(|(number, _)| *number);
    let mut found = Found {
        inside,
        written: Written::default(),
    };
    let place = Place {
        here: Some((here, false)),
        found: &mut found,
    };
    read.serialize(place).ok()?;
    let mut written = found.written;
    written.lost.sort_unstable_by_key(|lost| lost.number);
    Some(written)
}

struct Found {
    inside: Inside,
    written: Written,
}

/// Where in the value the writer is, if there is such a place, and whether that is a member.
struct Place<'w, 't> {
    here: Option<(Here<'t>, bool)>,
    found: &'w mut Found,
}

impl<'w, 't> Place<'w, 't> {
    /// Nothing is written here.
    fn lose(self) {
        let Some((here, is_member)) = self.here else {
            return;
        };
        let number = here.number;
        let inside = self
            .found
            .inside
            .binary_search_by_key(&number, |(number, _)| *number);
        if let Ok(index) = inside {
            let fit = std::rc::Rc::clone(&self.found.inside[index].1);
            let written = &mut self.found.written;
            written.lost.extend_from_slice(&fit.written.lost);
            written.nulls += fit.written.nulls;
            written.unknown += fit.written.unknown;
            written.added += fit.written.added;
        } else if !matches!(here.node(), Node::Null) {
            self.found.written.lost.push(Lost { number, is_member });
        }
    }

    fn is_null(&self) -> bool {
        matches!(self.here.map(|(here, _)| here.node()), Some(Node::Null))
    }

    fn list(self) -> Items<'w, 't> {
        let items = match self.here.map(|(here, _)| here.node()) {
            Some(Node::Array(items)) => items.as_slice(),
            _ => &[],
        };
        Items {
            here: self.here.map(|(here, _)| here),
            all: items,
            next: 0,
            found: self.found,
        }
    }

    fn object(self) -> Members<'w, 't> {
        let members = match self.here.map(|(here, _)| here.node()) {
            Some(Node::Object(members)) => members.as_slice(),
            _ => &[],
        };
        Members {
            here: self.here.map(|(here, _)| here),
            all: members,
            written: vec![false; members.len()],
            next: 0,
            positions: None,
            member: None,
            found: self.found,
        }
    }
}

struct Items<'w, 't> {
    here: Option<Here<'t>>,
    all: &'t [usize],
    next: usize,
    found: &'w mut Found,
}

impl<'t> Items<'_, 't> {
    fn item(&mut self) -> Place<'_, 't> {
        let item = self.all.get(self.next);
        self.next += 1;
        Place {
            here: item.and_then(|number| Some((self.here?.at(*number), false))),
            found: self.found,
        }
    }

    #[allow(clippy::unnecessary_wraps, reason = "what a serializer returns")]
    fn finish(mut self) -> Result<(), Nothing> {
        while self.next < self.all.len() {
            self.item().lose();
        }
        Ok(())
    }
}

struct Members<'w, 't> {
    here: Option<Here<'t>>,
    all: &'t [(String, usize)],
    written: Vec<bool>,
    /// Where the next member is looked for first: mostly they are written as they came.
    next: usize,
    positions: Option<HashMap<&'t str, usize>>,
    /// The member whose name was written last.
    member: Option<usize>,
    found: &'w mut Found,
}

impl<'t> Members<'_, 't> {
    fn name(&mut self, name: &str) {
        let next = self.all.get(self.next);
        self.member = if next.is_some_and(|(known, _)| known == name) {
            Some(self.next)
        } else {
            let positions = self.positions.get_or_insert_with(|| {
                let names = self.all.iter().enumerate();
                names
                    .map(|(index, (name, _))| (name.as_str(), index))
                    .collect()
            });
            positions.get(name).copied()
        };
        match self.member {
            Some(member) => {
                self.written[member] = true;
                self.next = member + 1;
            }
            // An integer of more than 64 bits is written as a structure of `serde_json`'s own, and adds nothing.
            None if self.is_of_number() => {}
            None => self.found.written.added += 1,
        }
    }

    fn is_of_number(&self) -> bool {
        matches!(self.here.map(Here::node), Some(Node::Number(_)))
    }

    fn value(&mut self) -> Place<'_, 't> {
        let member = self.member.take();
        self.place(member)
    }

    fn place(&mut self, member: Option<usize>) -> Place<'_, 't> {
        let number = member.map(|member| self.all[member].1);
        Place {
            here: number.and_then(|number| Some((self.here?.at(number), true))),
            found: self.found,
        }
    }

    #[allow(clippy::unnecessary_wraps, reason = "what a serializer returns")]
    fn finish(mut self) -> Result<(), Nothing> {
        for member in 0..self.all.len() {
            if !self.written[member] {
                let place = self.place(Some(member));
                if place.is_null() {
                    place.found.written.nulls += 1;
                }
                place.lose();
            }
        }
        Ok(())
    }
}

macro_rules! keep {
    ($($method:ident($($scalar:ty),*))*) => {$(
        fn $method(self, $(_: $scalar),*) -> Result<(), Nothing> {
            Ok(())
        }
    )*};
}

impl<'w, 't> Serializer for Place<'w, 't> {
    type Ok = ();
    type Error = Nothing;
    type SerializeSeq = Items<'w, 't>;
    type SerializeTuple = Items<'w, 't>;
    type SerializeTupleStruct = Items<'w, 't>;
    type SerializeTupleVariant = Impossible<(), Nothing>;
    type SerializeMap = Members<'w, 't>;
    type SerializeStruct = Members<'w, 't>;
    type SerializeStructVariant = Impossible<(), Nothing>;

    keep! {
        serialize_bool(bool) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_f32(f32) serialize_f64(f64)
        serialize_unit_variant(&'static str, u32, &'static str)
    }

    fn serialize_unit(self) -> Result<(), Nothing> {
        self.lose();
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Nothing> {
        self.serialize_unit()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Nothing> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Nothing> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Nothing> {
        if name == UNLISTED {
            self.found.written.unknown += 1;
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Nothing> {
        let mut members = self.object();
        members.name(variant);
        value.serialize(members.value())?;
        members.finish()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'w, 't>, Nothing> {
        Ok(self.list())
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'w, 't>, Nothing> {
        Ok(self.list())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'w, 't>, Nothing> {
        Ok(self.list())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Nothing>, Nothing> {
        Err(Nothing)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'w, 't>, Nothing> {
        Ok(self.object())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'w, 't>, Nothing> {
        Ok(self.object())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Nothing>, Nothing> {
        Err(Nothing)
    }
}

macro_rules! items {
    ($($kind:ident::$method:ident)*) => {$(
        impl $kind for Items<'_, '_> {
            type Ok = ();
            type Error = Nothing;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Nothing> {
                value.serialize(self.item())
            }

            fn end(self) -> Result<(), Nothing> {
                self.finish()
            }
        }
    )*};
}
items! { SerializeSeq::serialize_element SerializeTuple::serialize_element SerializeTupleStruct::serialize_field }

impl SerializeMap for Members<'_, '_> {
    type Ok = ();
    type Error = Nothing;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Nothing> {
        let Ok(serde_json::Value::String(name)) = serde_json::to_value(key) else {
            return Err(Nothing);
        };
        self.name(&name);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Nothing> {
        value.serialize(self.value())
    }

    fn end(self) -> Result<(), Nothing> {
        self.finish()
    }
}

impl SerializeStruct for Members<'_, '_> {
    type Ok = ();
    type Error = Nothing;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Nothing> {
        self.name(key);
        value.serialize(self.value())
    }

    fn end(self) -> Result<(), Nothing> {
        self.finish()
    }
}

/// Something that JSON does not hold.
#[derive(Debug)]
pub(super) struct Nothing;

impl fmt::Display for Nothing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not JSON")
    }
}

impl std::error::Error for Nothing {}

impl serde::ser::Error for Nothing {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
