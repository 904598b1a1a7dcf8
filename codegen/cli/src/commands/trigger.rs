//! `twilio-events trigger`: sample events to a webhook, signed as Twilio signs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use crate::trigger::{Assignment, Key, Origin, Sample, Webhook, samples};
use clap::Args;
use schema_to_rust::files;
use schema_to_rust::suggest::meant;
use serde_json::{Value, json};
use twilio_events_codegen::error::Diagnostic;
use twilio_events_codegen::{Error, Result};

use super::explain::as_json;
use super::input::named_or_stdin;
use super::{Format, Network, Project, Shell, failed_if, variable};

const TOKEN: &str = "TWILIO_AUTH_TOKEN";
const SECRET: &str = "TWILIO_SHARED_KEY_SECRET";

/// The auth token that signs is taken from `TWILIO_AUTH_TOKEN`, the secret of a shared key from `TWILIO_SHARED_KEY_SECRET`.
#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 every answer is 2xx; 1 an error, or another answer",
    "TWILIO_AUTH_TOKEN=12345 twilio-events trigger http://localhost:3000/events \\\n      --type com.twilio.conversations.conversation-state.updated --set StateTo=closed"
))]
pub(crate) struct Arguments {
    /// Where to send it: the URL as a sink would have it
    #[arg(required_unless_present = "list")]
    url: Option<String>,
    /// The event type
    #[arg(long = "type", value_name = "TYPE", required_unless_present = "list")]
    event_type: Option<String>,
    /// Send this data instead of a sample: a file of JSON, or `-` for standard input. The event type may then be any
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// How many requests to send, one after the other, with one event each
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    count: u32,
    /// The id of the event, to send one a second time; each has one of its own otherwise
    #[arg(long, value_name = "ID", conflicts_with = "list")]
    id: Option<String>,
    /// Change a field of the data; dots lead into objects and lists; the value is JSON, or else text
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<Assignment>,
    /// Sign with the shared key of this id, and HMAC-SHA256, instead of the auth token; the secret is taken from
    /// `TWILIO_SHARED_KEY_SECRET`
    #[arg(long, value_name = "ID")]
    shared_key: Option<String>,
    /// List the event types that can be sent, and send nothing
    #[arg(long, conflicts_with_all = ["url", "event_type", "data", "set", "shared_key"])]
    list: bool,
    /// How to print answers: `json` is an object per line
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    pub(super) project: Project,
    #[command(flatten)]
    network: Network,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let (snapshot, generated) = arguments.project.model(&arguments.network)?;
    let mut samples = samples(&generated.model, jiff::Timestamp::now());
    let (Some(url), Some(event_type)) = (&arguments.url, &arguments.event_type) else {
        for sample in samples.values() {
            shell.result(line(sample));
        }
        return Ok(ExitCode::SUCCESS);
    };
    let held = samples.remove(event_type);
    let mut sample = match (&arguments.data, held) {
        (Some(file), held) => Sample::given(event_type, data(file)?, held, &snapshot.catalog),
        (None, Some(sample)) => sample,
        (None, None) => {
            let error = Error::new(format!("there is no sample of event type {event_type:?}"));
            let meant = meant(event_type, samples.keys().map(|known| &**known));
            return Err(error.help(format!(
                "{meant}`twilio-events trigger --list` names those whose schema is held; of others, give the data: --data FILE",
            )));
        }
    };
    for assignment in &arguments.set {
        if !assignment.names_a_field(&sample.data) {
            Shell::warning(
                &Diagnostic::warning(format!("the sample has no field {}", assignment.field()))
                    .help("it is added; names are told apart by case, and dots lead into objects"),
            );
        }
        assignment.apply(&mut sample.data)?;
    }
    let webhook = Webhook::new(url, key(arguments.shared_key.as_deref())?)?;
    if arguments.format == Format::Text {
        shell.status(line(&sample));
    }
    Ok(send(shell, &webhook, &sample, arguments))
}

fn line(sample: &Sample) -> String {
    let origin = match sample.origin {
        Origin::Example => "the schema's example",
        Origin::MadeUp => "made up",
        Origin::Given => "from a file",
    };
    let schema = sample.schema.as_ref();
    let schema = schema.map_or_else(|| "no schema".to_owned(), ToString::to_string);
    format!("{}  {schema}  ({origin})", sample.event_type)
}

/// The data that a file holds.
fn data(file: &Path) -> Result<Value> {
    let from = |error: Error| error.file(file);
    let bytes = named_or_stdin(file, files::MOST_OF_A_DOCUMENT)
        .map_err(|error| from(Error::new("cannot read the data").cause(error)))?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let at = (error.line(), error.column());
        from(Error::new("this is not JSON").cause(error)).line(at.0, at.1)
    })
}

/// What signs: the shared key that was asked for, or the auth token.
fn key(shared_key: Option<&str>) -> Result<Key> {
    let setting =
        |name: &str| variable(name).ok_or_else(|| Error::new(format!("{name} is not set")));
    let Some(id) = shared_key else {
        return setting(TOKEN).map(Key::AuthToken).map_err(|error| {
            error.help("set it to the token that the webhook verifies with, or give --shared-key")
        });
    };
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Error::new(format!("{id:?} is not the id of a key")).help(
            "it is sent in a header: write it as Twilio shows it, such as SK and 32 digits",
        ));
    }
    let secret = setting(SECRET)
        .map_err(|error| error.help("set it to the secret of the key that --shared-key names"))?;
    let id = id.to_owned();
    Ok(Key::Shared { id, secret })
}

fn send(shell: &Shell, webhook: &Webhook, sample: &Sample, arguments: &Arguments) -> ExitCode {
    let (count, format) = (arguments.count, arguments.format);
    let mut latencies = Vec::new();
    let (mut accepted, mut forbidden) = (0, false);
    for _ in 0..count {
        // Each is an event of its own: one that is repeated would be dropped as such.
        let own = || format!("EZ{:032x}", fastrand::u128(..));
        let id = arguments.id.clone().unwrap_or_else(own);
        let time = format!("{:.3}", jiff::Timestamp::now());
        let answer = webhook.post(sample.body(&id, &time));
        match format {
            Format::Text => shell.status(match &answer {
                Ok(answer) => {
                    let (status, latency) = (answer.status, milliseconds(answer.latency));
                    let line = format!("{id}  {status}  {latency}  {}", answer.text);
                    line.trim_end().to_owned()
                }
                Err(error) => format!("{id}  {error}"),
            }),
            Format::Json => shell.json_line(&match &answer {
                Ok(answer) => json!({
                    "id": id,
                    "status": answer.status.as_u16(),
                    "milliseconds": answer.latency.as_secs_f64() * 1_000.0,
                    "body": answer.text,
                }),
                Err(error) => json!({"id": id, "error": as_json(error)}),
            }),
        }
        if let Ok(answer) = answer {
            latencies.push(answer.latency);
            accepted += u32::from(answer.status.is_success());
            forbidden |= answer.status.as_u16() == 403;
        }
    }
    if format == Format::Text {
        shell.status(summary(count, accepted, latencies));
    }
    if forbidden {
        Shell::warning(&Diagnostic::warning("an answer is 403 Forbidden").help(
            "the receiver verifies with another token or key, or knows itself by another public URL: localhost is not 127.0.0.1",
        ));
    }
    failed_if(accepted < count)
}

fn summary(count: u32, accepted: u32, mut latencies: Vec<Duration>) -> String {
    latencies.sort_unstable();
    let text = format!("sent {count}, accepted {accepted}");
    if let (Some(median), Some(most)) = (latencies.get(latencies.len() / 2), latencies.last()) {
        let (median, most) = (milliseconds(*median), milliseconds(*most));
        return text + &format!("; latency {median} median, {most} at most");
    }
    text
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
}
