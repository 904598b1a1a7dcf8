//! `twilio-events trigger`: sample events to a webhook, signed as Twilio signs.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use twilio_events_codegen::builder::Builder;
use twilio_events_codegen::trigger::{Assignment, Origin, Sample, Target, samples};
use twilio_events_codegen::{Error, Result};

use super::Place;

const TOKEN: &str = "TWILIO_AUTH_TOKEN";

#[derive(Args, Debug)]
#[command(
    after_help = "The auth token that signs is taken from TWILIO_AUTH_TOKEN. The exit code is 1 when any answer is not 2xx.\n\n\
    Example:\n  TWILIO_AUTH_TOKEN=12345 twilio-events trigger http://localhost:3000/events \\\n      \
    --type com.twilio.conversations.conversation-state.updated --set StateTo=closed"
)]
pub(crate) struct Arguments {
    /// Where to send it: the URL as a sink would have it
    #[arg(required_unless_present = "list")]
    url: Option<String>,
    /// The event type
    #[arg(long = "type", value_name = "TYPE", required_unless_present = "list")]
    event_type: Option<String>,
    /// How many requests to send, one after the other, with one event each
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    count: u32,
    /// Change a field of the data; dots lead into objects and lists; the value is JSON, or else text
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<Assignment>,
    /// List the event types that can be sent, and send nothing
    #[arg(long, conflicts_with_all = ["url", "event_type", "set"])]
    list: bool,
}

pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<ExitCode> {
    let builder = Builder::new(place.schemas()?).fetch(place.fetch_options()?);
    let mut samples = samples(&builder.generate()?.model);
    let (Some(url), Some(event_type)) = (arguments.url, arguments.event_type) else {
        samples.values().for_each(print);
        return Ok(ExitCode::SUCCESS);
    };
    let mut sample = samples.remove(&event_type).ok_or_else(|| {
        Error::new(format!("there is no sample of event type {event_type:?}"))
            .help("`twilio-events trigger --list` names those whose schema is held")
    })?;
    for assignment in &arguments.set {
        assignment.apply(&mut sample.data)?;
    }
    let target = Target::new(&url, &auth_token()?)?;
    print(&sample);
    Ok(send(&target, &sample, arguments.count))
}

fn print(sample: &Sample) {
    let origin = match sample.origin {
        Origin::Example => "the schema's example",
        Origin::MadeUp => "made up",
    };
    println!("{}  {}  ({origin})", sample.event_type, sample.schema);
}

fn auth_token() -> Result<String> {
    std::env::var(TOKEN)
        .ok()
        .filter(|token| !token.is_empty())
        .ok_or_else(|| {
            Error::new(format!("{TOKEN} is not set"))
                .help("set it to the token that the webhook verifies with")
        })
}

fn send(target: &Target, sample: &Sample, count: u32) -> ExitCode {
    let mut latencies = Vec::new();
    let mut accepted = 0;
    for _ in 0..count {
        // Each is an event of its own: one that is repeated would be dropped as such.
        let id = format!("EZ{:032x}", fastrand::u128(..));
        let time = format!("{:.3}", jiff::Timestamp::now());
        match target.post(sample.body(&id, &time)) {
            Ok(answer) => {
                println!(
                    "{id}  {}  {}  {}",
                    answer.status,
                    milliseconds(answer.latency),
                    answer.text
                );
                latencies.push(answer.latency);
                accepted += u32::from(answer.status.is_success());
            }
            Err(error) => println!("{id}  {error}"),
        }
    }
    latencies.sort_unstable();
    print!("sent {count}, accepted {accepted}");
    if let (Some(median), Some(most)) = (latencies.get(latencies.len() / 2), latencies.last()) {
        let (median, most) = (milliseconds(*median), milliseconds(*most));
        print!("; latency {median} median, {most} at most");
    }
    println!();
    if accepted == count {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
}
