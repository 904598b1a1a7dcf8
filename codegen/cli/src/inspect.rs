//! What events that were captured do to the compiled types: read as a user's program would, each with what its schema does not say.

mod bodies;
mod sums;

use serde_json::{Value, json};
use twilio_events::{Fit, RawEvent, ValidateError};

pub(crate) use self::bodies::Bodies;
pub(crate) use self::sums::{Sums, or_root, schema};

/// The most characters of a message about data, which may quote all of it.
const LONGEST_MESSAGE: usize = 200;

/// Where an event stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EventPlace {
    /// The line of the file, from 1, in which the event begins; in a Lambda event, the record does.
    pub(crate) line: usize,
    /// The sequence number of the record.
    pub(crate) record: Option<String>,
}

/// What becomes of an event's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// It is read into the type of its schema.
    Typed,
    /// It is handed over as JSON.
    Unknown,
    /// It does not fit, or what came is not an event.
    Refused,
}

impl Verdict {
    /// The word for it.
    pub(crate) fn as_str(self) -> &'static str {
        ["typed", "unknown", "refused"][self as usize]
    }
}

/// In what way data differs from what its schema says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MismatchKind {
    /// A member that the schema does not describe.
    Undescribed,
    /// A required member that is not there.
    Missing,
    /// A value that its set does not list.
    Outside,
    /// The document is broken.
    Violation,
}

impl MismatchKind {
    const ALL: [Self; 4] = [
        Self::Undescribed,
        Self::Missing,
        Self::Outside,
        Self::Violation,
    ];

    /// The word for it.
    pub(crate) fn as_str(self) -> &'static str {
        ["undescribed", "missing", "outside", "violation"][self as usize]
    }
}

/// One place where data differs from what its schema says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    pub(crate) kind: MismatchKind,
    /// A JSON pointer into the data.
    pub(crate) pointer: String,
    /// The value, or what the document says against it.
    pub(crate) note: Option<String>,
}

/// An event, or what should have been one, and what was seen of it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) place: EventPlace,
    pub(crate) id: Option<String>,
    pub(crate) event_type: Option<String>,
    /// The schema that the event names, or else the one that its type has.
    pub(crate) schema: Option<String>,
    /// The version that the event names.
    pub(crate) version: Option<u32>,
    pub(crate) verdict: Verdict,
    /// How it was read, where that is not as the version that it names; or why it was not.
    pub(crate) reason: Option<String>,
    /// The place of a refusal inside the data, as a JSON pointer.
    pub(crate) pointer: Option<String>,
    pub(crate) findings: Vec<Mismatch>,
}

impl Seen {
    /// What is not an event.
    pub(crate) fn refused(place: EventPlace, reason: String) -> Self {
        Self {
            place,
            id: None,
            event_type: None,
            schema: None,
            version: None,
            verdict: Verdict::Refused,
            reason: Some(cut(reason)),
            pointer: None,
            findings: Vec::new(),
        }
    }

    /// An event, decoded, held against its table of members and its document.
    pub(crate) fn event(place: EventPlace, raw: &RawEvent<'_>) -> Self {
        let event_type = raw.event_type();
        let named = raw.schema();
        let schema = named.map(|schema| schema.id).or(event_type.schema_id());
        let mut pointer = None;
        let (verdict, reason) = match raw.decode() {
            Ok(event) => told(event.fit(), schema),
            Err(error) => {
                pointer = Some(error.path().to_owned());
                let reason = std::error::Error::source(&error)
                    .map_or_else(|| "there is no data".to_owned(), ToString::to_string);
                (Verdict::Refused, Some(reason))
            }
        };
        Self {
            place,
            id: Some(raw.id().to_owned()),
            event_type: Some(raw.event_type_str().to_owned()),
            schema: schema.map(str::to_owned),
            version: named.map(|schema| schema.version),
            verdict,
            reason: reason.map(cut),
            pointer,
            findings: findings(raw),
        }
    }

    /// As `--format json` has it.
    pub(crate) fn json(&self, file: &str) -> Value {
        let of = |kind: MismatchKind| {
            let findings = self.findings.iter();
            let findings = findings.filter(move |finding| finding.kind == kind);
            let rows = findings.map(|finding| match &finding.note {
                None => json!(finding.pointer),
                Some(note) => json!({"place": finding.pointer, "note": note}),
            });
            rows.collect::<Vec<_>>()
        };
        let mut event = json!({
            "file": file,
            "line": self.place.line,
            "record": self.place.record,
            "id": self.id,
            "type": self.event_type,
            "schema": self.schema,
            "version": self.version,
            "verdict": self.verdict.as_str(),
            "reason": self.reason,
            "place": self.pointer,
        });
        for kind in MismatchKind::ALL {
            event[kind.as_str()] = of(kind).into();
        }
        event
    }
}

/// What the way in which data was read means.
fn told(fit: Fit, schema: Option<&str>) -> (Verdict, Option<String>) {
    match fit {
        Fit::Exact => (Verdict::Typed, None),
        Fit::ByType { read_as } => {
            let reason =
                format!("it names no schema, and was read by its type as version {read_as}");
            (Verdict::Typed, Some(reason))
        }
        Fit::OtherVersion { sent, read_as } => {
            let reason = format!("version {sent} is not held, and was read as version {read_as}");
            (Verdict::Typed, Some(reason))
        }
        Fit::UnknownVersion { sent, tried } => {
            let reason = format!("version {sent} is not held, and does not fit version {tried}");
            (Verdict::Unknown, Some(reason))
        }
        _ => {
            let reason = match schema {
                Some(schema) => format!("schema {schema} is not held"),
                None => "it names no schema, and its type has none that is known".to_owned(),
            };
            (Verdict::Unknown, Some(reason))
        }
    }
}

fn findings(raw: &RawEvent<'_>) -> Vec<Mismatch> {
    let report = raw.report();
    let mut findings = Vec::new();
    let mut add = |kind, pointer: &str, note| {
        let pointer = pointer.to_owned();
        findings.push(Mismatch {
            kind,
            pointer,
            note,
        });
    };
    for pointer in report.unknown_fields() {
        add(MismatchKind::Undescribed, pointer, None);
    }
    for pointer in report.missing_fields() {
        add(MismatchKind::Missing, pointer, None);
    }
    for pointer in report.unknown_values() {
        let value = raw.data_json().and_then(|data| value_at(data, pointer));
        add(MismatchKind::Outside, pointer, value);
    }
    if let Err(ValidateError::Violations(violations)) = raw.validate() {
        for violation in violations {
            let message = Some(cut(violation.message));
            add(MismatchKind::Violation, &violation.pointer, message);
        }
    }
    findings
}

/// The text at a place of the data.
fn value_at(data: &str, pointer: &str) -> Option<String> {
    let data: Value = serde_json::from_str(data).ok()?;
    // Data may be text that holds an object.
    let data = match &data {
        Value::String(text) => serde_json::from_str(text).ok()?,
        _ => data,
    };
    data.pointer(pointer)?
        .as_str()
        .map(|text| cut(text.to_owned()))
}

/// No more of a message than a line or two.
fn cut(message: String) -> String {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => message.get(..end).unwrap_or_default().to_owned() + "...",
        None => message,
    }
}
