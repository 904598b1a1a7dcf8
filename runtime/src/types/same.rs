//! Equality: `PartialEq` of all objects, through their views.

use super::place::{Map, Slot, View};

/// Whether two objects of one type have equal members.
pub fn same(one: &dyn Slot, other: &dyn Slot) -> bool {
    let mut fields = one.table().fields();
    fields.all(|index| one.member_view(index) == other.member_view(index))
}

/// Of two values of one type.
impl PartialEq for View<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (*self, *other) {
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::OptText(one), Self::OptText(other)) => one == other,
            (Self::Time(one), Self::Time(other)) => one == other,
            (Self::OptTime(one), Self::OptTime(other)) => one == other,
            (Self::Int(one), Self::Int(other)) | (Self::IntOrText(one), Self::IntOrText(other)) => {
                one == other
            }
            (Self::OptInt(one), Self::OptInt(other))
            | (Self::OptIntOrText(one), Self::OptIntOrText(other)) => one == other,
            (Self::UInt(one), Self::UInt(other)) => one == other,
            (Self::OptUInt(one), Self::OptUInt(other)) => one == other,
            (Self::Float(one), Self::Float(other)) => one == other,
            (Self::OptFloat(one), Self::OptFloat(other)) => one == other,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::OptBool(one), Self::OptBool(other)) => one == other,
            (Self::Wide(one), Self::Wide(other)) => one == other,
            (Self::Any(one), Self::Any(other)) => one == other,
            (Self::Values(one), Self::Values(other))
            | (Self::OptValues(one), Self::OptValues(other)) => one.text() == other.text(),
            (Self::Object(one), Self::Object(other)) => same(one, other),
            (Self::List(one), Self::List(other)) => {
                one.count() == other.count()
                    && (0..one.count()).all(|index| one.item(index) == other.item(index))
            }
            (Self::Tuple(one), Self::Tuple(other)) => {
                (0..one.count()).all(|index| one.item(index) == other.item(index))
            }
            (Self::Map(one), Self::Map(other)) => entries(one) == entries(other),
            (Self::Union(one), Self::Union(other)) => one.same(other),
            (Self::Opt(one), Self::Opt(other)) => one.view() == other.view(),
            (Self::Null, Self::Null) => true,
            _ => false,
        }
    }
}

fn entries(map: &dyn Map) -> Vec<(&str, View<'_>)> {
    let mut entries = Vec::new();
    map.each(&mut |name, view| {
        entries.push((name, view));
        true
    });
    entries
}
