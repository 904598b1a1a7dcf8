//! Views: values by shared reference, and how they are written.

mod copy;
mod same;
mod show;

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};
use serde_json::Value;

use crate::open_union::Choice;
use crate::place::{List, Map, Optional, Slot, Tuple, Values};
use crate::{Number, Timestamp};

pub use self::copy::copy;
pub use self::same::same;

/// What a value is made from: what [`Place`](crate::place::Place) is, by shared reference.
#[derive(Clone, Copy)]
#[expect(missing_docs, reason = "named after the type that they borrow")]
pub enum View<'a> {
    Text(&'a String),
    OptText(&'a Option<String>),
    Time(&'a Timestamp),
    OptTime(&'a Option<Timestamp>),
    Int(&'a i64),
    OptInt(&'a Option<i64>),
    IntOrText(&'a i64),
    OptIntOrText(&'a Option<i64>),
    UInt(&'a u64),
    OptUInt(&'a Option<u64>),
    Float(&'a f64),
    OptFloat(&'a Option<f64>),
    Bool(&'a bool),
    OptBool(&'a Option<bool>),
    Number(&'a Number),
    Any(&'a Value),
    Values(&'a dyn Values),
    OptValues(&'a dyn Values),
    Object(&'a dyn Slot),
    List(&'a dyn List),
    Tuple(&'a dyn Tuple),
    Map(&'a dyn Map),
    Union(&'a dyn Choice),
    Opt(&'a dyn Optional),
    Null,
}

impl View<'_> {
    /// Whether there is nothing to write. Any JSON that is `null` is something.
    fn is_none(self) -> bool {
        match self {
            Self::OptText(value) => value.is_none(),
            Self::OptTime(value) => value.is_none(),
            Self::OptInt(value) | Self::OptIntOrText(value) => value.is_none(),
            Self::OptUInt(value) => value.is_none(),
            Self::OptFloat(value) => value.is_none(),
            Self::OptBool(value) => value.is_none(),
            Self::OptValues(value) => value.text().is_none(),
            Self::Opt(value) => matches!(value.view(), Self::Null),
            Self::Null => true,
            _ => false,
        }
    }
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Text(value) => value.serialize(serializer),
            Self::OptText(value) => value.serialize(serializer),
            Self::Time(value) => value.serialize(serializer),
            Self::OptTime(value) => value.serialize(serializer),
            Self::Int(value) | Self::IntOrText(value) => value.serialize(serializer),
            Self::OptInt(value) | Self::OptIntOrText(value) => value.serialize(serializer),
            Self::UInt(value) => value.serialize(serializer),
            Self::OptUInt(value) => value.serialize(serializer),
            Self::Float(value) => value.serialize(serializer),
            Self::OptFloat(value) => value.serialize(serializer),
            Self::Bool(value) => value.serialize(serializer),
            Self::OptBool(value) => value.serialize(serializer),
            Self::Number(value) => value.serialize(serializer),
            Self::Any(value) => value.serialize(serializer),
            Self::Values(value) => value.text().unwrap_or_default().serialize(serializer),
            Self::OptValues(value) => value.text().serialize(serializer),
            Self::Object(value) => write_object(value, serializer),
            Self::List(value) => {
                let items = (0..value.count()).map(|index| value.item(index));
                write_items(value.count(), items, serializer)
            }
            Self::Tuple(value) => {
                let items = (0..value.count()).map(|index| value.item(index));
                write_items(value.count(), items, serializer)
            }
            Self::Map(value) => write_map(value, serializer),
            Self::Union(value) => value.chosen().serialize(serializer),
            Self::Opt(value) => match value.view() {
                Self::Null => serializer.serialize_none(),
                view => serializer.serialize_some(&view),
            },
            Self::Null => serializer.serialize_none(),
        }
    }
}

fn write_items<'a, S: Serializer>(
    length: usize,
    items: impl Iterator<Item = View<'a>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(length))?;
    for item in items {
        list.serialize_element(&item)?;
    }
    list.end()
}

fn write_object<S: Serializer>(object: &dyn Slot, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let table = object.table();
    for (index, (name, presence)) in table.members.iter().enumerate() {
        let view = object.member_view(index);
        if presence.is_written(view.is_none()) {
            map.serialize_entry(name, &view)?;
        }
    }
    if let View::Map(rest) = object.member_view(table.members.len()) {
        write_entries(rest, &mut map)?;
    }
    map.end()
}

fn write_map<S: Serializer>(values: &dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    write_entries(values, &mut map)?;
    map.end()
}

fn write_entries<M: serde::ser::SerializeMap>(
    values: &dyn Map,
    map: &mut M,
) -> Result<(), M::Error> {
    let mut written = Ok(());
    values.each(&mut |name, view| {
        written = map.serialize_entry(name, &view);
        written.is_ok()
    });
    written
}
