//! Copies: `Clone` of all objects, through the views of one and the places of another.

use super::place::{Place, Slot, View};

/// Copies the members of an object into another of its type, which holds its default.
pub fn copy(from: &dyn Slot, to: &mut dyn Slot) {
    for index in from.table().fields() {
        from.member_view(index).copy_to(to.member(index));
    }
}

impl View<'_> {
    /// Copies the value to the place of one of its type, which holds its default.
    pub(crate) fn copy_to(self, place: Place<'_>) {
        match (self, place) {
            (Self::Text(from), Place::Text(to)) => to.clone_from(from),
            (Self::OptText(from), Place::OptText(to)) => to.clone_from(from),
            (Self::Time(from), Place::Time(to)) => to.clone_from(from),
            (Self::OptTime(from), Place::OptTime(to)) => to.clone_from(from),
            (Self::Int(from), Place::Int(to)) | (Self::IntOrText(from), Place::IntOrText(to)) => {
                *to = *from;
            }
            (Self::OptInt(from), Place::OptInt(to))
            | (Self::OptIntOrText(from), Place::OptIntOrText(to)) => *to = *from,
            (Self::UInt(from), Place::UInt(to)) => *to = *from,
            (Self::OptUInt(from), Place::OptUInt(to)) => *to = *from,
            (Self::Float(from), Place::Float(to)) => *to = *from,
            (Self::OptFloat(from), Place::OptFloat(to)) => *to = *from,
            (Self::Bool(from), Place::Bool(to)) => *to = *from,
            (Self::OptBool(from), Place::OptBool(to)) => *to = *from,
            (Self::Wide(from), Place::Wide(to)) => *to = *from,
            (Self::Any(from), Place::Any(to)) => to.clone_from(from),
            (Self::Values(from), Place::Values(to))
            | (Self::OptValues(from), Place::OptValues(to)) => {
                if let Some(text) = from.text() {
                    to.set(text);
                }
            }
            (Self::Object(from), Place::Object(to)) => copy(from, to),
            (Self::List(from), Place::List(to)) => {
                for index in 0..from.count() {
                    from.item(index).copy_to(to.push());
                }
            }
            (Self::Tuple(from), Place::Tuple(to)) => {
                for index in 0..from.count() {
                    from.item(index).copy_to(to.place(index));
                }
            }
            (Self::Map(from), Place::Map(to)) => from.each(&mut |name, view| {
                view.copy_to(to.insert(name.to_owned()));
                true
            }),
            (Self::Union(from), Place::Union(to)) => to.copy(from),
            (Self::Opt(from), Place::Opt(to)) => match from.view() {
                View::Null => {}
                view => view.copy_to(to.some()),
            },
            _ => unreachable!("the view and the place of a value are of one kind"),
        }
    }
}
