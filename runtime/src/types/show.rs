//! `Debug` of all objects, through their views.

use std::fmt;

use super::place::{Map, Slot, View};

/// As the derive has it.
impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Text(value) => value.fmt(f),
            Self::OptText(value) => value.fmt(f),
            Self::Time(value) => value.fmt(f),
            Self::OptTime(value) => value.fmt(f),
            Self::Int(value) | Self::IntOrText(value) => value.fmt(f),
            Self::OptInt(value) | Self::OptIntOrText(value) => value.fmt(f),
            Self::UInt(value) => value.fmt(f),
            Self::OptUInt(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
            Self::OptFloat(value) => value.fmt(f),
            Self::Bool(value) => value.fmt(f),
            Self::OptBool(value) => value.fmt(f),
            Self::Wide(value) => value.fmt(f),
            Self::Any(value) => value.fmt(f),
            Self::Values(value) | Self::OptValues(value) => value.fmt(f),
            Self::Object(value) => object(value, f),
            Self::List(value) => {
                let items = (0..value.count()).map(|index| value.item(index));
                f.debug_list().entries(items).finish()
            }
            Self::Tuple(value) => {
                let mut tuple = f.debug_tuple("");
                for index in 0..value.count() {
                    tuple.field(&value.item(index));
                }
                tuple.finish()
            }
            Self::Map(value) => map(value, f),
            Self::Union(value) => value.fmt(f),
            Self::Opt(value) => match value.view() {
                View::Null => f.write_str("None"),
                view => f.debug_tuple("Some").field(&view).finish(),
            },
            Self::Null => f.write_str("None"),
        }
    }
}

fn object(object: &dyn Slot, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let table = object.table();
    let mut fields = f.debug_struct(table.name);
    let rest = table.has_rest().then_some(table.rest);
    let names = table.field_names.split_whitespace().chain(rest);
    for (index, name) in names.enumerate() {
        fields.field(name.trim_start_matches("r#"), &object.member_view(index));
    }
    fields.finish()
}

fn map(map: &dyn Map, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut entries = f.debug_map();
    map.each(&mut |name, view| {
        entries.entry(&name, &view);
        true
    });
    entries.finish()
}
