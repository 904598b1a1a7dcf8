//! Keywords that restrict values and shape no type.

use std::collections::BTreeSet;

use schema_to_rust::json_types::JsonTypes;
use schema_to_rust::keyword::{Does, Keyword};

use super::place::Place;
use super::schema_at::Said;
use super::walk::{Walk, breaking_if};
use super::{Class, Rule};

/// The rule for a keyword, if it restricts.
pub(super) fn rule(keyword: &str) -> Option<Rule> {
    match Keyword::named(keyword)? {
        Keyword::Pattern => Some(Rule::PatternChanged),
        Keyword::Format => Some(Rule::FormatChanged),
        keyword if keyword.does(Does::Bounds) => Some(Rule::BoundsChanged),
        keyword if keyword.does(Does::Restricts) => Some(Rule::RestrictionChanged),
        _ => None,
    }
}

pub(super) fn compare(walk: &mut Walk<'_>, place: &Place<'_>) {
    let (old, new) = (&place.old.schema, &place.new.schema);
    let keywords: BTreeSet<&str> = old.keywords().chain(new.keywords()).collect();
    for keyword in keywords {
        let (before, after) = (old.get(keyword), new.get(keyword));
        let Some(rule) = rule(keyword) else { continue };
        if same(before, after) {
            continue;
        }
        let class = match rule {
            Rule::BoundsChanged => breaking_if(keyword.contains("imum") && overflows(place)),
            _ => Class::Compatible,
        };
        let message = format!("`{keyword}` {}", became(before, after));
        walk.note(place, rule, class, message);
    }
}

/// Whether integers come that the old type reads only up to a limit. Where it reads no integers at all, the type says so.
fn overflows(place: &Place<'_>) -> bool {
    let reader = place.old.ty;
    let integers = place.new.schema.sent() & reader.reads();
    integers.holds(JsonTypes::INTEGER) && !reader.reads_integers(place.new.schema.integers())
}

/// Whether a keyword says the same before and after.
pub(super) fn same(before: Option<Said<'_>>, after: Option<Said<'_>>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => before.is(after),
        (before, after) => before.is_none() && after.is_none(),
    }
}

/// A limit or a pattern is shown, a whole schema is not.
fn became(before: Option<Said<'_>>, after: Option<Said<'_>>) -> String {
    let shown = (before.and_then(Said::scalar), after.and_then(Said::scalar));
    match (before.is_some(), after.is_some(), shown) {
        (false, _, (_, Some(after))) => format!("{after} added"),
        (false, _, _) => "added".to_owned(),
        (_, false, (Some(before), _)) => format!("{before} removed"),
        (_, false, _) => "removed".to_owned(),
        (_, _, (Some(before), Some(after))) => format!("{before} became {after}"),
        _ => "changed".to_owned(),
    }
}
