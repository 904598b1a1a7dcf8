//! `twilio-events pin`: documents that were put into the snapshot by hand enter the lock.

use std::process::ExitCode;

use clap::Args;
use schema_to_rust::Diagnostic;
use schema_to_rust::files;
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::{Basis, Provenance};
use twilio_events_codegen::{Error, Result};

use super::one_of::one_of;
use super::{Project, Shell};

#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "twilio-events pin Conversations.ConversationStateUpdated/3 --provenance documented"
))]
pub(crate) struct Arguments {
    /// The documents, at <SchemaId>/<version>.json in the snapshot
    #[arg(value_name = "ID/VERSION", required = true)]
    documents: Vec<DocumentId>,
    /// Where the bytes come from
    #[arg(long, value_parser = one_of(Provenance::ALL.map(|one| (one.as_str(), one.meaning(), one))))]
    provenance: Provenance,
    /// What a document that was written here rests on; several with commas, the surest first. What the lock says stays without it
    #[arg(long, value_delimiter = ',', value_parser = one_of(Basis::ALL.map(|one| (one.as_str(), one.phrase(), one))))]
    basis: Vec<Basis>,
    #[command(flatten)]
    pub(super) project: Project,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let project = &arguments.project;
    let (mut transaction, mut snapshot) = project.begin(false)?;
    let provenance = arguments.provenance;
    if !provenance.is_written_here() && !arguments.basis.is_empty() {
        return Err(Error::new(format!(
            "a {} document rests on nothing but itself",
            provenance.as_str()
        ))
        .help("leave --basis out, or say that it is documented or partial"));
    }
    for id in &arguments.documents {
        snapshot.check_known(id)?;
        let path = snapshot.path(id);
        let bytes = files::document(&path).map_err(|error| {
            Error::new("cannot read this file")
                .file(&path)
                .cause(error)
                .help("put the document there first")
        })?;
        let document = Document::parse(id, &bytes).map_err(|error| error.file(&path))?;
        let known = snapshot.lock.0.get(id);
        if let Some(known) = known.filter(|known| provenance < known.provenance) {
            let (old, new) = (known.provenance.as_str(), provenance.as_str());
            Shell::warning(
                &Diagnostic::warning(format!("this document was {old}, and is {new} now"))
                    .document(id)
                    .help(format!("if it is not: {}", known.command(id))),
            );
        }
        let basis = match known {
            Some(known) if arguments.basis.is_empty() && provenance.is_written_here() => {
                known.basis.clone()
            }
            _ => arguments.basis.clone(),
        };
        if provenance == Provenance::Partial && basis.is_empty() {
            return Err(Error::new("a partial document rests on something")
                .document(id)
                .help("say on what with --basis; twilio-events pin --help lists the words"));
        }
        snapshot.pin(&document, provenance, &basis, &mut transaction)?;
        shell.status(format_args!("{id}: pinned as {}", provenance.as_str()));
    }
    transaction.commit()?;
    Ok(ExitCode::SUCCESS)
}
