//! `twilio-events fetch`: documents from the schema host into the snapshot, pinned.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use twilio_events_codegen::diff::{self, Format};
use twilio_events_codegen::fetch::{Fetched, Fetcher, Memory, Options, Request, Validators};
use twilio_events_codegen::id::DocumentId;
use twilio_events_codegen::load::Document;
use twilio_events_codegen::lock::Provenance;
use twilio_events_codegen::snapshot::Snapshot;
use twilio_events_codegen::transaction::Transaction;
use twilio_events_codegen::{Error, Result, digest};

use super::progress::Progress;
use super::{Network, Place, Shell};

#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 all came or are unchanged; 1 some did not come, or are not what is locked",
    "twilio-events fetch Conversations.ConversationStateUpdated/3"
))]
pub(crate) struct Arguments {
    /// What to download [default: what is locked and not in the snapshot, or documented only]
    #[arg(value_name = "ID/VERSION")]
    documents: Vec<DocumentId>,
    /// Also every schema of the catalogue, in the latest version that the catalogue knows
    #[arg(long, conflicts_with = "documents")]
    all: bool,
    /// How many documents to ask for at once
    #[arg(long, value_name = "N", default_value_t = Options::default().concurrency, value_parser = at_least_one)]
    concurrency: usize,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    network: Network,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("at least 1 is needed".to_owned()),
        Ok(number) => Ok(number),
        Err(error) => Err(format!("this is no number of documents: {error}")),
    }
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let place = &arguments.place;
    let mut transaction = Transaction::begin(&place.root()?)?;
    let mut snapshot = place.snapshot()?;
    let asked = !arguments.documents.is_empty();
    let wanted = if asked {
        arguments.documents.clone()
    } else {
        lacking(&snapshot, arguments.all)
    };
    if wanted.is_empty() {
        shell.status("the snapshot holds every locked document, as published");
        return Ok(ExitCode::SUCCESS);
    }
    let fetcher = Fetcher::new(Options {
        concurrency: arguments.concurrency,
        ..arguments.network.options()?
    })?;
    let remembered = Path::new("target/twilio-events/validators.json");
    let mut memory = Memory::read(&place.root()?, remembered)?;
    let requests: Vec<Request> = wanted
        .iter()
        .map(|id| Request {
            id: id.clone(),
            validators: held(&snapshot, id).map_or_else(Validators::default, |sha256| {
                memory.of(&fetcher.url(id), &sha256)
            }),
        })
        .collect();
    let progress = Progress::new(shell, requests.len());
    let results = fetcher.fetch_all(&requests, |event| progress.tell(event));
    drop(progress);
    let mut errors = Vec::new();
    let mut kept_validators = Vec::new();
    for (id, result) in wanted.iter().zip(results) {
        let kept = match result {
            Ok(Fetched::New(download)) => {
                let sha256 = digest::sha256(&download.bytes);
                kept_validators.push((id, sha256, download.validators));
                Document::parse(id, &download.bytes).and_then(|document| {
                    keep(
                        &document,
                        download.provenance,
                        asked,
                        shell,
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
    if !kept_validators.is_empty() {
        for (id, sha256, validators) in kept_validators {
            // What came and was not kept must come again.
            let kept = held(&snapshot, id).is_some_and(|held| held == sha256);
            let validators = if kept {
                validators
            } else {
                Validators::default()
            };
            memory.note(&fetcher.url(id), &sha256, &validators);
        }
        memory.save()?;
    }
    Error::all(errors).map_or(Ok(ExitCode::SUCCESS), Err)
}

/// The digest of a document that is locked and lies in the snapshot unharmed.
fn held(snapshot: &Snapshot, id: &DocumentId) -> Option<String> {
    snapshot.read(id).ok()??;
    Some(snapshot.lock.0.get(id)?.sha256.clone())
}

/// What is locked and not there, or there as written here; with `all`, also the latest version of what is not locked in it.
fn lacking(snapshot: &Snapshot, all: bool) -> Vec<DocumentId> {
    let locked = snapshot.lock.0.iter();
    let lacks =
        |id: &DocumentId, from: Provenance| from.is_written_here() || !snapshot.path(id).exists();
    let mut lacking: BTreeSet<DocumentId> = locked
        .filter(|(id, entry)| lacks(id, entry.provenance))
        .map(|(id, _)| id.clone())
        .collect();
    if all {
        let schemas = snapshot.catalog.schemas.iter();
        let latest = schemas.map(|(schema, version)| DocumentId {
            schema: schema.clone(),
            version: *version,
        });
        lacking.extend(latest.filter(|id| !snapshot.lock.0.contains_key(id)));
    }
    lacking.into_iter().collect()
}

/// Keeps what came. `asked` says that the document was named, so that it may take the place of what is locked.
fn keep(
    document: &Document,
    provenance: Provenance,
    asked: bool,
    shell: &Shell,
    snapshot: &mut Snapshot,
    transaction: &mut Transaction,
) -> Result<()> {
    let id = &document.id;
    let Some(locked) = snapshot.lock.0.get(id) else {
        return snapshot.pin(document, provenance, &[], transaction);
    };
    // The locked bytes came, perhaps from a mirror of this very snapshot: nothing new is known of where they are from.
    if locked.sha256 == digest::sha256(document.text.as_bytes()) {
        return snapshot.restore(document, transaction);
    }
    // Only what is published takes the place of what was written here by itself; a mirror may send other such bytes.
    if locked.provenance == Provenance::Published || provenance.is_written_here() {
        return if asked {
            snapshot.pin(document, provenance, &[], transaction)
        } else {
            // Says which digest was locked and which came.
            snapshot.restore(document, transaction)
        };
    }
    if locked.shape == digest::shape(&document.root) {
        shell.status(format_args!(
            "{id}: the published document takes the place of the one written here; they describe the same data"
        ));
        return snapshot.pin(document, provenance, &[], transaction);
    }
    if let Some(documented) = snapshot.read(id)? {
        let difference = diff::compare(&documented, document, &snapshot.overrides)?;
        shell.result(format_args!(
            "{id}: what is published differs from what was written here\n{}",
            difference.render(Format::Text).trim_end()
        ));
    }
    if asked {
        return snapshot.pin(document, provenance, &[], transaction);
    }
    Err(
        Error::new("the published document describes other data than the one written here")
            .document(id)
            .help(format!("take it all the same: twilio-events fetch {id}")),
    )
}
