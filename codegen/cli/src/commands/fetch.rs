//! `twilio-events fetch`: documents from the schema host into the snapshot, pinned.

mod tell;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use twilio_events_codegen::net::fetch::{
    Failure, Fetched, Fetcher, Memory, Options, Request, Validators,
};
use twilio_events_codegen::project::digest;
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::Provenance;
use twilio_events_codegen::project::overrides::Outlived;
use twilio_events_codegen::project::snapshot::{Snapshot, Taken};
use twilio_events_codegen::project::transaction::Transaction;
use twilio_events_codegen::{Error, Result};

use self::tell::{Outcome, Tally};
use super::progress::Progress;
use super::{Network, Project, Shell};

#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 all came or are unchanged; 1 some did not come, or are not what is locked",
    "twilio-events fetch Conversations.ConversationStateUpdated/3"
))]
pub(crate) struct Arguments {
    /// What to download [default: what is locked and not in the snapshot, or there from a less sure place than this host]
    #[arg(value_name = "ID/VERSION")]
    documents: Vec<DocumentId>,
    /// Also every schema of the catalog, in each version up to the latest that the catalog knows
    #[arg(long, conflicts_with = "documents")]
    all: bool,
    /// How many documents to ask for at once
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..))]
    concurrency: u16,
    #[command(flatten)]
    pub(super) project: Project,
    #[command(flatten)]
    network: Network,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let project = &arguments.project;
    let (mut transaction, mut snapshot) = project.begin(false)?;
    let fetcher = Fetcher::new(Options {
        concurrency: arguments.concurrency.into(),
        ..arguments.network.options()?
    })?;
    let known = arguments
        .documents
        .iter()
        .map(|id| snapshot.check_known(id));
    Error::all(known.filter_map(Result::err).collect())?;
    let asked = !arguments.documents.is_empty();
    let wanted = if asked {
        arguments.documents.clone()
    } else {
        lacking(&snapshot, fetcher.provenance(), arguments.all)
    };
    if wanted.is_empty() {
        shell.status("the snapshot holds every locked document, and none that was written here");
        return Ok(ExitCode::SUCCESS);
    }
    let remembered = Path::new("target/twilio-events/validators.json");
    let mut memory = Memory::read(&project.root()?, remembered)?;
    let requests: Vec<Request> = wanted
        .iter()
        .map(|id| Request {
            id: id.clone(),
            validators: held(&snapshot, id).map_or_else(Validators::default, |sha256| {
                memory.validators(&fetcher.url(id), &sha256)
            }),
        })
        .collect();
    let progress = Progress::new(shell, requests.len());
    let results = fetcher.fetch_all(&requests, |event| progress.tell(event));
    drop(progress);

    let mut tally = Tally::default();
    let mut errors = Vec::new();
    let mut came = Vec::new();
    let mut kept_validators = Vec::new();
    for (id, result) in wanted.iter().zip(results) {
        let kept = match result {
            Ok(Fetched::New(download)) => {
                let sha256 = digest::sha256(&download.bytes);
                kept_validators.push((id, sha256, download.validators));
                let provenance = download.provenance;
                Document::parse(id, &download.bytes).and_then(|document| {
                    let taken = snapshot.take(&document, provenance, asked, &mut transaction)?;
                    came.push((document, provenance, taken));
                    Ok(())
                })
            }
            Ok(Fetched::NotModified) => {
                tally.add(Outcome::Same, 1);
                Ok(())
            }
            // Of versions between others, nobody said that they are published.
            Err(Failure::NoSuchVersion(_)) if !asked && is_guessed(&snapshot, id) => {
                tally.not_published(shell, id);
                Ok(())
            }
            Err(failure) => Err(failure.into()),
        };
        errors.extend(kept.err());
    }
    tally.add(Outcome::Failed, errors.len());
    let outlived = drop_overrides(&mut snapshot, &came, &mut transaction)?;
    // What did come is kept, also where something else failed.
    transaction.commit()?;
    for (document, provenance, taken) in &came {
        tally.tell(shell, document, *provenance, taken, &snapshot.overrides);
    }
    for one in &outlived {
        shell.result(one);
    }
    tally.dropped = outlived.len();
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
    shell.status(tally.line());
    Error::all(errors)?;
    Ok(ExitCode::SUCCESS)
}

/// The digest of a document that is locked and lies in the snapshot unharmed.
fn held(snapshot: &Snapshot, id: &DocumentId) -> Option<String> {
    snapshot.read(id).ok()??;
    Some(snapshot.lock.0.get(id)?.sha256.clone())
}

/// What is locked and not there, or there from a less sure place than the host; with `all`, also each version of each schema that
/// the catalog knows of.
fn lacking(snapshot: &Snapshot, host: Provenance, all: bool) -> Vec<DocumentId> {
    let locked = snapshot.lock.0.iter();
    let lacks = |id: &DocumentId, from: Provenance| from > host || !snapshot.path(id).exists();
    let mut lacking: BTreeSet<DocumentId> = locked
        .filter(|(id, entry)| lacks(id, entry.provenance))
        .map(|(id, _)| id.clone())
        .collect();
    if all {
        let schemas = snapshot.catalog.schemas.iter();
        let versions = schemas.flat_map(|(schema, latest)| {
            (1..=*latest).map(|version| DocumentId {
                schema: schema.clone(),
                version,
            })
        });
        lacking.extend(versions.filter(|id| !snapshot.lock.0.contains_key(id)));
    }
    lacking.into_iter().collect()
}

/// Whether neither lock nor catalog names this very version.
fn is_guessed(snapshot: &Snapshot, id: &DocumentId) -> bool {
    let latest = snapshot.catalog.schemas.get(&id.schema);
    !snapshot.lock.0.contains_key(id) && latest != Some(&id.version)
}

/// Takes out the overrides whose reason has gone with the documents that others took the place of.
fn drop_overrides(
    snapshot: &mut Snapshot,
    came: &[(Document, Provenance, Taken)],
    transaction: &mut Transaction,
) -> Result<Vec<Outlived>> {
    let new: BTreeMap<&DocumentId, &Document> =
        came.iter().map(|(new, _, _)| (&new.id, new)).collect();
    let replaced = came.iter().filter_map(|(new, _, taken)| match taken {
        Taken::Replaced { .. } => Some(&new.id.schema),
        _ => None,
    });
    let mut outlived = Vec::new();
    for schema in replaced.collect::<BTreeSet<_>>() {
        let locked = snapshot.lock.0.keys().filter(|id| id.schema == *schema);
        let documents = locked.map(|id| match new.get(id) {
            Some(new) => Ok(Some((*new).clone())),
            None => snapshot.read(id),
        });
        let documents: Vec<Option<Document>> = documents.collect::<Result<_>>()?;
        // An entry may be about a version that is not there.
        if let Some(documents) = documents.into_iter().collect::<Option<Vec<_>>>() {
            outlived.extend(snapshot.drop_outlived(&documents, transaction)?);
        }
    }
    Ok(outlived)
}
