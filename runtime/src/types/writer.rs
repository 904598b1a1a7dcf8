//! One writer for all types: it writes views.

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use super::integer;
use super::place::{Map, Slot, View};

/// The name by which a text that an open enum does not list says so to the union around it. It is written as any text.
pub(crate) const UNLISTED: &str = "$twilio_events_runtime::unlisted";

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
            Self::Wide(value) => integer::write_wide(*value, serializer),
            Self::Any(value) => value.serialize(serializer),
            Self::Values(value) if !value.is_known() => {
                serializer.serialize_newtype_struct(UNLISTED, value.text().unwrap_or_default())
            }
            Self::OptValues(value) if !value.is_known() => {
                serializer.serialize_newtype_struct(UNLISTED, &value.text())
            }
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
