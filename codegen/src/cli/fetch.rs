//! `twilio-events fetch`: documents from the schema host into the snapshot, pinned.

use std::process::ExitCode;

use clap::Args;
use twilio_events_codegen::diff::{self, Format};
use twilio_events_codegen::fetch::{Event, Fetched, Fetcher, Request};
use twilio_events_codegen::id::DocumentId;
use twilio_events_codegen::load::Document;
use twilio_events_codegen::lock::Provenance;
use twilio_events_codegen::snapshot::Snapshot;
use twilio_events_codegen::transaction::Transaction;
use twilio_events_codegen::{Error, Result, digest};

use super::Place;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  twilio-events fetch Conversations.ConversationStateUpdated/3")]
pub(crate) struct Arguments {
    /// What to download [default: what is locked and not in the snapshot, or documented only]
    #[arg(value_name = "ID/VERSION")]
    documents: Vec<DocumentId>,
}

pub(crate) fn run(place: &Place, arguments: &Arguments) -> Result<ExitCode> {
    let mut transaction = Transaction::begin(&place.root()?)?;
    let mut snapshot = place.snapshot()?;
    let asked = !arguments.documents.is_empty();
    let wanted = if asked {
        arguments.documents.clone()
    } else {
        lacking(&snapshot)
    };
    if wanted.is_empty() {
        println!("the snapshot holds every locked document, as published");
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
            Ok(Fetched::New(download)) => {
                Document::parse(id, &download.bytes).and_then(|document| {
                    keep(
                        &document,
                        download.provenance,
                        asked,
                        &mut snapshot,
                        &mut transaction,
                    )
                })
            }
            Ok(Fetched::NotModified) => Ok(()),
            Err(failure) => Err(failure.into()),
        };
        errors.extend(kept.err());
    }
    // What did come is kept, also where something else failed.
    transaction.commit()?;
    Error::all(errors).map_or(Ok(ExitCode::SUCCESS), Err)
}

/// What is locked and not there, or there as documented only.
fn lacking(snapshot: &Snapshot) -> Vec<DocumentId> {
    let locked = snapshot.lock.0.iter();
    let lacks = |id: &DocumentId, from: Provenance| {
        from == Provenance::Documented || !snapshot.path(id).exists()
    };
    locked
        .filter(|(id, entry)| lacks(id, entry.provenance))
        .map(|(id, _)| id.clone())
        .collect()
}

/// Keeps what came. `asked` says that the document was named, so that it may take the place of what is locked.
fn keep(
    document: &Document,
    provenance: Provenance,
    asked: bool,
    snapshot: &mut Snapshot,
    transaction: &mut Transaction,
) -> Result<()> {
    let id = &document.id;
    let Some(locked) = snapshot.lock.0.get(id) else {
        return snapshot.pin(document, provenance, transaction);
    };
    // The locked bytes came, perhaps from a mirror of this very snapshot: nothing new is known of where they are from.
    if locked.sha256 == digest::sha256(document.text.as_bytes()) {
        return snapshot.restore(document, transaction);
    }
    // Only what is published takes the place of what was documented by itself; a mirror may send other documented bytes.
    if locked.provenance == Provenance::Published || provenance == Provenance::Documented {
        return if asked {
            snapshot.pin(document, provenance, transaction)
        } else {
            // Says which digest was locked and which came.
            snapshot.restore(document, transaction)
        };
    }
    if locked.shape == digest::shape(&document.root) {
        println!(
            "{id}: the published document takes the place of the documented one; they describe the same data"
        );
        return snapshot.pin(document, provenance, transaction);
    }
    if let Some(documented) = snapshot.read(id)? {
        let difference = diff::compare(&documented, document, &snapshot.overrides)?;
        println!(
            "{id}: what is published differs from what was documented\n{}",
            difference.render(Format::Text).trim_end()
        );
    }
    if asked {
        return snapshot.pin(document, provenance, transaction);
    }
    Err(
        Error::new("the published document describes other data than the documented one")
            .document(id)
            .help(format!("take it all the same: twilio-events fetch {id}")),
    )
}
