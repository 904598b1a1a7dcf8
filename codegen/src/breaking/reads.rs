//! Whether an old type reads all that a new schema describes, however deep.
//!
//! What is taken for granted of senders is written in [`diff`](super).

use std::collections::BTreeSet;

use super::compat;

use super::side::Side;
use super::typed::Typed;
use super::view::Additional;
use schema_to_rust::json_types::JsonTypes;

/// Whether there is data of `writer` that `reader` does not read.
pub(super) fn refuses(reader: Typed<'_>, writer: &Side<'_>) -> bool {
    let mut open = vec![(reader, writer.clone())];
    let mut seen = BTreeSet::new();
    while let Some((reader, writer)) = open.pop() {
        let key = (reader.identity(), writer.view.identity());
        if reader.reads_all() || !seen.insert(key) {
            continue;
        }
        if writer.view.is_composed() || writer.typed.is_choice_of_types() || reader.is_tagged() {
            if !types_read(reader, writer.typed) {
                return true;
            }
            continue;
        }
        let sent = writer.view.sent();
        if !reader.reads().holds(sent)
            || (sent.holds(JsonTypes::INTEGER) && !reader.reads_integers(writer.view.integers()))
        {
            return true;
        }
        if sent.holds(JsonTypes::ARRAY) {
            open.push((reader.item(), writer.items()));
        }
        if sent.holds(JsonTypes::OBJECT) {
            if reader.is_map() {
                open.extend(
                    values(&writer)
                        .into_iter()
                        .map(|value| (reader.value(), value)),
                );
            }
            if let Some(rest) = reader.rest() {
                let named = |name: &str| reader.field(name).is_some();
                open.extend(
                    beside(&writer, named)
                        .into_iter()
                        .map(|value| (rest, value)),
                );
            }
            let (members, required) = (writer.view.members(), writer.view.required());
            let fields = reader.fields().unwrap_or_default();
            for field in fields.iter().filter(|field| !field.rest) {
                let json = field.json.as_str();
                let named = members.contains(json);
                let member = member(&writer, json, named, required.contains(json));
                if field.required && !member.always {
                    return true;
                }
                open.extend(member.value.map(|value| (reader.of(field), value)));
            }
        }
    }
    false
}

/// What a sender puts under a name.
struct Sent<'a> {
    /// Whether the name is in every object.
    always: bool,
    /// What can stand there; nothing if the name is never sent.
    value: Option<Side<'a>>,
}

fn member<'a>(writer: &Side<'a>, name: &str, named: bool, required: bool) -> Sent<'a> {
    if !writer.is_struct() {
        return Sent {
            always: false,
            value: Some(writer.free()),
        };
    }
    if named {
        return Sent {
            always: required,
            value: Some(writer.member(name)),
        };
    }
    let value = match writer.view.additional() {
        Additional::Described(_) => Some(writer.free()),
        Additional::Open | Additional::Closed => None,
    };
    Sent {
        always: false,
        value,
    }
}

/// What a sender puts into an object under names without a field.
fn beside<'a>(writer: &Side<'a>, named: impl Fn(&str) -> bool) -> Vec<Side<'a>> {
    let members = writer.view.members();
    let mut values: Vec<_> = members
        .into_iter()
        .filter(|name| !named(name))
        .map(|name| writer.member(name))
        .collect();
    if let Additional::Described(_) = writer.view.additional() {
        values.push(writer.free());
    } else if !writer.is_struct() {
        values.push(writer.free());
    }
    values
}

/// All that a sender puts into an object, whatever the name.
fn values<'a>(writer: &Side<'a>) -> Vec<Side<'a>> {
    if !writer.is_struct() {
        return vec![writer.free()];
    }
    let mut values: Vec<_> = writer
        .view
        .members()
        .into_iter()
        .map(|name| writer.member(name))
        .collect();
    if let Additional::Described(_) = writer.view.additional() {
        values.push(writer.free());
    }
    values
}

/// Whether one type reads what the other describes, by their definitions alone.
fn types_read(reader: Typed<'_>, writer: Typed<'_>) -> bool {
    (reader.option || !writer.option) && compat::reads(&reader.closure(), &writer.closure())
}
