//! `twilio-events inspect`: what captured events do to the types.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use schema_to_rust::sanitize;
use serde_json::json;
use twilio_events_codegen::{Error, Result};

use super::input::named_or_stdin;
use super::{Format, Shell, failed_if};
use crate::inspect::{Bodies, MismatchKind, Seen, Sums, Verdict, or_root, schema};
use crate::report::or_dash;

/// The most bytes of a file.
const MOST: u64 = 512 << 20;

/// Files hold bodies of webhook requests, one or many, each on a line of its own or not, or what a Lambda function gets of a Kinesis
/// stream. Events are read with the types of the crate that this command was built with, and held against the documents in it.
///
/// Said of each event: its type, its schema and version, and whether its data is `typed`, `unknown` (handed over as JSON) or
/// `refused`, with the place; and below, each as a JSON pointer into the data: members that the schema does not describe
/// (`undescribed`), required ones that are missing, values outside of their sets, violations of the document. Lists in places are
/// summed up as `*`.
///
/// `--format json` prints one object: `events`, in order, each with `file`, `line`, `record` (of a stream), `id`, `type`, `schema`,
/// `version`, `verdict`, `reason`, `place` (of a refusal), `undescribed` and `missing` (pointers), `outside` and `violation`
/// (objects of `place` and `note`); and `sums`: the number of each verdict, `types` with those of each type and schema, and
/// `findings` (`schema`, `kind`, `place`, `value`, `events`).
#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 done; 1 an error, or what --fail-on names was seen",
    "twilio-events inspect captured/*.json --fail-on unknown,refused"
))]
pub(crate) struct Arguments {
    /// Files of captured events, or `-` for standard input
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
    /// Exit with 1 if an event is of this kind; several with commas between
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    fail_on: Vec<FailOn>,
    /// How to print
    #[arg(long, default_value = "text")]
    format: Format,
}

/// What `--fail-on` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Data that is handed over as JSON
    Unknown,
    /// Data that does not fit, or what is not an event
    Refused,
    /// A member that the schema does not describe
    Undescribed,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> ExitCode {
    let mut sums = Sums::default();
    let mut events = Vec::new();
    let mut failed = false;
    for path in &arguments.files {
        let bytes = match read(path) {
            Ok(bytes) => bytes,
            // The others are looked at all the same.
            Err(error) => {
                Shell::error(&error);
                failed = true;
                continue;
            }
        };
        let file = sanitize::path(path);
        Bodies::new(&bytes).each(|place, element| {
            let seen = match element {
                Ok(raw) => Seen::event(place, raw),
                Err(reason) => Seen::refused(place, reason),
            };
            sums.add(&seen);
            match arguments.format {
                Format::Text => shell.print(text(&file, &seen)),
                Format::Json => events.push(seen.json(&file)),
            }
        });
    }
    match arguments.format {
        Format::Text => {
            if sums.any_event() {
                shell.result(format_args!("\n{}", sums.text()));
            }
            shell.result(sums.line());
        }
        Format::Json => shell.json(&json!({"events": events, "sums": sums.json()})),
    }
    failed |= arguments.fail_on.iter().any(|kind| match kind {
        FailOn::Unknown => sums.events_with(Verdict::Unknown) > 0,
        FailOn::Refused => sums.events_with(Verdict::Refused) > 0,
        FailOn::Undescribed => sums.any(MismatchKind::Undescribed),
    });
    failed_if(failed)
}

/// The bytes of a file, which may be a pipe.
fn read(path: &Path) -> Result<Vec<u8>> {
    let refuse = |error: Error| error.file(path);
    let bytes = named_or_stdin(path, MOST).map_err(|error| {
        let is_too_large = error.kind() == ErrorKind::FileTooLarge;
        let error = refuse(Error::new("cannot be read").cause(error));
        if is_too_large {
            error.help("give it in parts: `split --line-bytes=500M`")
        } else {
            error
        }
    })?;
    if bytes.starts_with(b"\x1f\x8b") {
        let error = Error::new("it is compressed");
        return Err(refuse(error.help("`zcat FILE | twilio-events inspect -`")));
    }
    Ok(bytes)
}

/// A line for the event, and one for each place that differs.
fn text(file: &str, seen: &Seen) -> String {
    let place = match &seen.place.record {
        Some(record) => format!("{file}:{}, record {record}", seen.place.line),
        None => format!("{file}:{}", seen.place.line),
    };
    let mut text = format!(
        "{}  {}  {}  {}",
        sanitize::line(&place),
        sanitize::line(&or_dash(seen.event_type.as_deref())),
        sanitize::line(&or_dash(Some(&schema(seen)))),
        seen.verdict.as_str()
    );
    if let Some(reason) = &seen.reason {
        text.push_str(": ");
        text.push_str(&sanitize::line(reason));
    }
    text.push('\n');
    for finding in &seen.findings {
        let place = or_root(&finding.pointer);
        let note = finding.note.as_ref();
        let note = note.map(|note| match finding.kind {
            MismatchKind::Violation => format!(": {note}"),
            _ => format!(" = {note:?}"),
        });
        let line = format!(
            "    {:<11}  {place}{}",
            finding.kind.as_str(),
            note.unwrap_or_default()
        );
        text.push_str(&sanitize::line(&line));
        text.push('\n');
    }
    text
}
