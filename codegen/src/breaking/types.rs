//! JSON types of a place: changed, widened, narrowed; and null.

use super::place::Place;
use super::walk::{Walk, breaking_if};
use super::{Class, Rule};
use schema_to_rust::json_types::JsonTypes;

/// Compares what is declared; what is sent decides whether it breaks.
pub(super) fn compare(walk: &mut Walk<'_>, place: &Place<'_>) {
    let (old, new) = (place.old.schema.declared(), place.new.schema.declared());
    let unread = place.new.unread_by(place.old.ty);
    // A place that says nothing admits null along with everything else: that is one change, not two.
    let null = if old == JsonTypes::ALL || new == JsonTypes::ALL {
        JsonTypes::NONE
    } else {
        JsonTypes::NULL
    };
    let (old_types, new_types) = (old - null, new - null);
    if old_types != new_types {
        let rule = if new_types.holds(old_types) {
            Rule::TypeWidened
        } else if old_types.holds(new_types) {
            Rule::TypeNarrowed
        } else if place.data.is_empty() {
            Rule::RootTypeChanged
        } else {
            Rule::TypeChanged
        };
        let message = format!("{old_types} became {new_types}");
        let class = breaking_if(!(unread - null).is_empty());
        walk.note(place, rule, class, message);
    }
    match ((old & null).is_empty(), (new & null).is_empty()) {
        (true, false) => {
            let class = breaking_if(unread.holds(JsonTypes::NULL));
            walk.note(place, Rule::BecameNullable, class, "null can be sent");
        }
        (false, true) => {
            let (rule, message) = (Rule::BecameNotNullable, "null is not sent any more");
            walk.note(place, rule, Class::Compatible, message);
        }
        _ => {}
    }
}
