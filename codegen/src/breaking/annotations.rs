//! Keywords that say something to people or tools and restrict no data.

use std::collections::BTreeSet;

use schema_to_rust::keyword::Keyword;

use super::place::Place;
use super::schema_at::SchemaAt;
use super::walk::Walk;
use super::{Class, Rule, constraints};

/// Keywords that the other parts of the comparison look at, apart from those that compose or restrict.
const ELSEWHERE: &[Keyword] = &[
    Keyword::Defs,
    Keyword::AdditionalProperties,
    Keyword::Const,
    Keyword::Definitions,
    Keyword::Enum,
    Keyword::Items,
    Keyword::Nullable,
    Keyword::Properties,
    Keyword::Required,
    Keyword::Type,
];

/// Compares annotations, those beside a reference included.
pub(super) fn compare(walk: &mut Walk<'_>, place: &Place<'_>) {
    let (old, new) = (&place.old.schema, &place.new.schema);
    let keywords: BTreeSet<&str> = old.annotations().chain(new.annotations()).collect();
    for keyword in keywords {
        let known = Keyword::named(keyword).is_some_and(|keyword| ELSEWHERE.contains(&keyword))
            || constraints::rule(keyword).is_some()
            || SchemaAt::composes(keyword);
        // `$id` names the version, so it differs always.
        if keyword == Keyword::Id.name() {
            continue;
        }
        // In draft 7, what restricts and stands beside a reference is ignored.
        let (before, after) = if known {
            (old.beside(keyword), new.beside(keyword))
        } else {
            (old.annotation(keyword), new.annotation(keyword))
        };
        if constraints::same(before, after) {
            continue;
        }
        let rule = match keyword {
            "description" => Rule::DescriptionChanged,
            "title" => Rule::TitleChanged,
            "example" | "examples" => Rule::ExamplesChanged,
            "default" => Rule::DefaultChanged,
            _ => Rule::AnnotationChanged,
        };
        let verb = match (before, after) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        };
        let place_of = if known {
            " beside a reference, where it has no effect,"
        } else {
            ""
        };
        let message = format!("`{keyword}`{place_of} {verb}");
        walk.note(place, rule, Class::Metadata, message);
    }
}
