//! `twilio-events fetch`: documents from the schema host into the snapshot, pinned.

use std::process::ExitCode;

use clap::Args;
use twilio_events_codegen::fetch::{Event, Fetched, Fetcher, Request};
use twilio_events_codegen::id::DocumentId;
use twilio_events_codegen::load::Document;
use twilio_events_codegen::lock::Provenance;
use twilio_events_codegen::transaction::Transaction;
use twilio_events_codegen::{Error, Result};

use super::Place;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  twilio-events fetch Conversations.ConversationStateUpdated/3")]
pub(crate) struct Arguments {
    /// What to download [default: what is locked and not in the snapshot]
    #[arg(value_name = "ID/VERSION")]
    documents: Vec<DocumentId>,
}

pub(crate) fn run(place: &Place, arguments: &Arguments) -> Result<ExitCode> {
    let mut transaction = Transaction::begin(&place.root()?)?;
    let mut snapshot = place.snapshot()?;
    let wanted: Vec<DocumentId> = if arguments.documents.is_empty() {
        snapshot
            .lock
            .0
            .keys()
            .filter(|id| !snapshot.path(id).exists())
            .cloned()
            .collect()
    } else {
        arguments.documents.clone()
    };
    if wanted.is_empty() {
        println!("the snapshot holds every locked document");
        return Ok(ExitCode::SUCCESS);
    }
    let fetcher = Fetcher::new(place.fetch_options()?)?;
    let requests: Vec<Request> = wanted.iter().cloned().map(Request::from).collect();
    let results = fetcher.fetch_all(&requests, |event| match event {
        Event::Retry { id, reason, pause } => {
            eprintln!("{id}: {reason}; again in {:.1} s", pause.as_secs_f64());
        }
        Event::Done { id, result } => println!(
            "{id}: {}",
            if result.is_ok() {
                "downloaded"
            } else {
                "failed"
            }
        ),
    });
    let mut errors = Vec::new();
    for (id, result) in wanted.iter().zip(results) {
        let kept = match result {
            Ok(Fetched::New(download)) => Document::parse(id, &download.bytes),
            Ok(Fetched::NotModified) => continue,
            Err(failure) => Err(failure.into()),
        };
        // A locked document keeps the digest it has: bytes that differ are an error of the host, or a decision to be made.
        match kept {
            Ok(document) if arguments.documents.is_empty() => {
                errors.extend(snapshot.restore(&document, &mut transaction).err());
            }
            Ok(document) => snapshot.pin(&document, Provenance::Published, &mut transaction)?,
            Err(error) => errors.push(error),
        }
    }
    // What did come is kept, also where something else failed.
    transaction.commit()?;
    Error::all(errors).map_or(Ok(ExitCode::SUCCESS), Err)
}
