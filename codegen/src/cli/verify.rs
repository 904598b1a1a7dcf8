//! `twilio-events verify`: does everything that is committed agree with everything else?

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use twilio_events_codegen::builder::Builder;
use twilio_events_codegen::conformance::{self, Sources};
use twilio_events_codegen::documentation;
use twilio_events_codegen::emit::Layout;
use twilio_events_codegen::fetch::{Fetched, Fetcher, Options, Request};
use twilio_events_codegen::snapshot::Snapshot;
use twilio_events_codegen::transaction::Transaction;
use twilio_events_codegen::write::Plan;
use twilio_events_codegen::{Error, Result, digest};

use super::Place;

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  twilio-events verify\n  twilio-events verify --online conversation-state.md"
)]
pub(crate) struct Arguments {
    /// Documentation pages (Markdown) to hold against the generated types
    #[arg(value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// Also ask the schema host whether it still publishes the locked bytes
    #[arg(long)]
    online: bool,
}

pub(crate) fn run(place: &Place, arguments: &Arguments) -> Result<ExitCode> {
    let root = place.root()?;
    Transaction::recover(&root)?;

    // Catalogue, lock and overrides are in order, documents match the lock, fixups apply.
    let offline = Options {
        offline: true,
        ..place.fetch_options()?
    };
    let generated = Builder::new(place.schemas()?)
        .layout(Layout::Crate)
        .fetch(offline)
        .generate()?;
    println!("documents: {} match the lock", generated.documents.len());
    let mut errors: Vec<Error> = Vec::new();

    let folder = root.join("generated");
    let plan = Plan::new(&folder, &generated.files)?;
    if plan.is_empty() {
        println!("generated: is what the documents give");
    } else {
        print!("{}", plan.diff());
        errors.push(
            Error::new("generated/ is not what the documents give")
                .help("accept the difference with: cargo regen"),
        );
    }

    let sources = Sources::read(&folder)?;
    for path in &arguments.pages {
        let found = check_page(path, &sources)?;
        println!(
            "page {}: {}",
            path.display(),
            if found.is_empty() {
                "agrees"
            } else {
                "differs"
            }
        );
        errors.extend(found);
    }
    if arguments.online {
        errors.extend(check_published(&place.snapshot()?, place.fetch_options()?)?);
    }
    Error::all(errors).map_or(Ok(ExitCode::SUCCESS), Err)
}

fn check_page(path: &PathBuf, sources: &Sources) -> Result<Vec<Error>> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::new("cannot read this page").file(path).cause(error))?;
    let page = documentation::parse(&text).map_err(|error| error.file(path))?;
    let findings = conformance::check(&page, sources);
    Ok(findings
        .into_iter()
        .map(|finding| Error::new(finding.to_string()).file(path))
        .collect())
}

/// Every published document must still be what its host sends.
fn check_published(snapshot: &Snapshot, options: Options) -> Result<Vec<Error>> {
    let fetcher = Fetcher::new(options)?;
    let locked: Vec<_> = snapshot.lock.0.iter().collect();
    let requests: Vec<Request> = locked.iter().map(|(id, _)| (*id).clone().into()).collect();
    let mut errors = Vec::new();
    for ((id, entry), result) in locked.iter().zip(fetcher.fetch_all(&requests, |_| {})) {
        match result {
            Ok(Fetched::New(download)) if digest::sha256(&download.bytes) == entry.sha256 => {
                println!(
                    "{id}: the host sends the locked bytes ({})",
                    entry.provenance.as_str()
                );
            }
            Ok(_) => errors.push(
                Error::new(format!(
                    "the host publishes other bytes than the locked ({}) ones",
                    entry.provenance.as_str()
                ))
                .document(id)
                .help(format!(
                    "see what differs and pin it: twilio-events fetch {id}"
                )),
            ),
            Err(failure) => errors.push(failure.into()),
        }
    }
    Ok(errors)
}
