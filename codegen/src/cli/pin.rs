//! `twilio-events pin`: documents that were put into the snapshot by hand enter the lock.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use twilio_events_codegen::id::DocumentId;
use twilio_events_codegen::load::Document;
use twilio_events_codegen::lock::Provenance;
use twilio_events_codegen::transaction::Transaction;
use twilio_events_codegen::{Error, Result};

use super::{Place, Shell};

#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "twilio-events pin Conversations.ConversationStateUpdated/3 --provenance documented"
))]
pub(crate) struct Arguments {
    /// The documents, at <SchemaId>/<version>.json in the snapshot
    #[arg(value_name = "ID/VERSION", required = true)]
    documents: Vec<DocumentId>,
    /// Where the bytes come from
    #[arg(long)]
    provenance: Source,
    #[command(flatten)]
    place: Place,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Source {
    /// From the schema host, byte for byte
    Published,
    /// Written from documentation
    Documented,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let place = &arguments.place;
    let mut transaction = Transaction::begin(&place.root()?)?;
    let mut snapshot = place.snapshot()?;
    let provenance = match arguments.provenance {
        Source::Published => Provenance::Published,
        Source::Documented => Provenance::Documented,
    };
    for id in &arguments.documents {
        let path = snapshot.path(id);
        let bytes = std::fs::read(&path).map_err(|error| {
            Error::new("cannot read this file")
                .file(&path)
                .cause(error)
                .help("put the document there first")
        })?;
        let document = Document::parse(id, &bytes).map_err(|error| error.file(&path))?;
        snapshot.pin(&document, provenance, &mut transaction)?;
        shell.status(format_args!("{id}: pinned as {}", provenance.as_str()));
    }
    transaction.commit()?;
    Ok(ExitCode::SUCCESS)
}
