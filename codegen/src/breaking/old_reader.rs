//! Whether an old type reads all that a new schema describes, however deep.
//!
//! What is taken for granted of senders is written in [`breaking`](super).

use std::collections::BTreeSet;

use super::place::Side;
use super::schema_at::Additional;
use super::type_at::TypeAt;
use schema_to_rust::json_types::JsonTypes;

/// Whether there is data of `writer` that `reader` does not read.
pub(super) fn refuses(reader: TypeAt<'_>, writer: &Side<'_>) -> bool {
    let mut open = vec![(reader, writer.clone())];
    let mut seen = BTreeSet::new();
    while let Some((reader, writer)) = open.pop() {
        let key = (reader.identity(), writer.schema.identity());
        if reader.reads_all() || !seen.insert(key) {
            continue;
        }
        if writer.schema.is_composed() || writer.ty.is_choice_of_types() || reader.is_tagged() {
            if !reader.reads_type(writer.ty) {
                return true;
            }
            continue;
        }
        let sent = writer.schema.sent();
        if !reader.reads().holds(sent)
            || (sent.holds(JsonTypes::INTEGER) && !reader.reads_integers(writer.schema.integers()))
        {
            return true;
        }
        if sent.holds(JsonTypes::ARRAY) {
            open.push((reader.item(), writer.items()));
        }
        if sent.holds(JsonTypes::OBJECT) {
            if reader.is_map() {
                let values = beside(&writer, |_| false).into_iter();
                open.extend(values.map(|value| (reader.value(), value)));
            }
            if let Some(rest) = reader.rest() {
                let values = beside(&writer, |name| reader.field(name).is_some()).into_iter();
                open.extend(values.map(|value| (rest, value)));
            }
            let (members, required) = (writer.schema.members(), writer.schema.required());
            let fields = reader.fields().unwrap_or_default();
            for field in fields.iter().filter(|field| !field.rest) {
                let json = field.json.as_str();
                let named = members.contains(json);
                let (always, value) = member(&writer, json, named, required.contains(json));
                if field.required && !always {
                    return true;
                }
                open.extend(value.map(|value| (reader.field_type(field), value)));
            }
        }
    }
    false
}

/// Whether a sender always puts something under a name, and what; nothing if the name is never sent.
fn member<'a>(
    writer: &Side<'a>,
    name: &str,
    named: bool,
    required: bool,
) -> (bool, Option<Side<'a>>) {
    match writer.schema.additional() {
        _ if !writer.is_struct() => (false, Some(writer.free())),
        _ if named => (required, Some(writer.member(name))),
        Additional::Described(_) => (false, Some(writer.free())),
        Additional::Open | Additional::Closed => (false, None),
    }
}

/// What a sender puts into an object under names without a field.
fn beside<'a>(writer: &Side<'a>, named: impl Fn(&str) -> bool) -> Vec<Side<'a>> {
    let members = writer.schema.members().into_iter();
    let mut values: Vec<_> = members
        .filter(|name| !named(name))
        .map(|name| writer.member(name))
        .collect();
    let is_described = matches!(writer.schema.additional(), Additional::Described(_));
    if is_described || !writer.is_struct() {
        values.push(writer.free());
    }
    values
}
