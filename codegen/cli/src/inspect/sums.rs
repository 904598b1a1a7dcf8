//! What all events come to.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{MismatchKind, Seen, Verdict};
use crate::report::{columns, count, or_dash};

/// The most rows of differences that a person is shown.
const MOST_ROWS: usize = 50;

/// How many events there were, by what became of them, and how many differ in which place.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    /// Typed, unknown, refused; by type, schema and version. What is not an event has none.
    events: BTreeMap<(String, String), [usize; 3]>,
    /// By schema and version, kind, place and value.
    findings: BTreeMap<(String, MismatchKind, String, Option<String>), usize>,
}

const VERDICTS: [Verdict; 3] = [Verdict::Typed, Verdict::Unknown, Verdict::Refused];

impl Sums {
    /// Counts an event.
    pub(crate) fn add(&mut self, seen: &Seen) {
        let schema = schema(seen);
        let event_type = seen.event_type.clone().unwrap_or_default();
        let row = self.events.entry((event_type, schema.clone())).or_default();
        if let Some(count) = row.get_mut(seen.verdict as usize) {
            *count += 1;
        }
        for finding in &seen.findings {
            // What a document says against a value quotes the value: all of a place are one.
            let value = match finding.kind {
                MismatchKind::Outside => finding.note.clone(),
                _ => None,
            };
            let place = everywhere(&finding.pointer);
            let key = (schema.clone(), finding.kind, place, value);
            *self.findings.entry(key).or_default() += 1;
        }
    }

    /// How many events had this verdict.
    pub(crate) fn events_with(&self, verdict: Verdict) -> usize {
        self.events.values().map(|row| row[verdict as usize]).sum()
    }

    /// Whether there was any.
    pub(crate) fn any_event(&self) -> bool {
        !self.events.is_empty()
    }

    /// Whether any event had a difference of this kind.
    pub(crate) fn any(&self, kind: MismatchKind) -> bool {
        self.findings.keys().any(|(_, other, ..)| *other == kind)
    }

    /// One line for all.
    pub(crate) fn line(&self) -> String {
        let [typed, unknown, refused] = VERDICTS.map(|verdict| self.events_with(verdict));
        let all = typed + unknown + refused;
        let all = count(all, "event");
        format!("{all}: {typed} typed, {unknown} unknown, {refused} refused")
    }

    /// Two tables: what became of the events of each type, and where they differ from what their schemas say.
    pub(crate) fn text(&self) -> String {
        let head = ["event type", "schema", "typed", "unknown", "refused"];
        let rows = self.events.iter().map(|((event_type, schema), counts)| {
            let mut row = vec![or_dash(Some(event_type)), or_dash(Some(schema))];
            row.extend(counts.map(|count| count.to_string()));
            row
        });
        let mut text = columns(&head, rows);
        if self.findings.is_empty() {
            return text;
        }
        let shown = self.findings.iter().take(MOST_ROWS);
        let rows = shown.map(|((schema, kind, place, value), count)| {
            let value = value.iter().map(|value| format!(" = {value:?}"));
            let place = or_root(place).to_owned() + &value.collect::<String>();
            let kind = kind.as_str().to_owned();
            vec![or_dash(Some(schema)), kind, place, count.to_string()]
        });
        text.push('\n');
        text += &columns(&["schema", "", "place", "events"], rows);
        if let more @ 1.. = self.findings.len().saturating_sub(MOST_ROWS) {
            let _ = writeln!(text, "and {more} more, in --format json");
        }
        text
    }

    /// As `--format json` has it.
    pub(crate) fn json(&self) -> Value {
        let types = self.events.iter().map(|((event_type, schema), counts)| {
            let [typed, unknown, refused] = counts;
            json!({
                "type": event_type, "schema": schema, "typed": typed, "unknown": unknown, "refused": refused,
            })
        });
        let findings = self.findings.iter();
        let findings = findings.map(|((schema, kind, place, value), count)| {
            json!({"schema": schema, "kind": kind.as_str(), "place": place, "value": value, "events": count})
        });
        json!({
            "typed": self.events_with(Verdict::Typed),
            "unknown": self.events_with(Verdict::Unknown),
            "refused": self.events_with(Verdict::Refused),
            "types": types.collect::<Vec<_>>(),
            "findings": findings.collect::<Vec<_>>(),
        })
    }
}

/// Id and version; the id alone where the event names none.
pub(crate) fn schema(seen: &Seen) -> String {
    match (&seen.schema, seen.version) {
        (Some(schema), Some(version)) => format!("{schema}/{version}"),
        (Some(schema), None) => schema.clone(),
        (None, _) => String::new(),
    }
}

/// The data as a whole has an empty pointer, which does not show.
pub(crate) fn or_root(pointer: &str) -> &str {
    if pointer.is_empty() {
        "the data"
    } else {
        pointer
    }
}

/// A place in every item of a list: `/legs/0/edge` becomes `/legs/*/edge`.
fn everywhere(pointer: &str) -> String {
    let segments = pointer.split('/').map(|segment| {
        let index = !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
        if index { "*" } else { segment }
    });
    segments.collect::<Vec<_>>().join("/")
}
