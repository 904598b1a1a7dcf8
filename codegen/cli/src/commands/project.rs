//! Where the project is.

use std::path::{Path, PathBuf};

use clap::Args;
use twilio_events_codegen::builder::Generated;
use twilio_events_codegen::emit::Layout;
use twilio_events_codegen::project::files;
use twilio_events_codegen::project::snapshot::{Held, Snapshot};
use twilio_events_codegen::project::transaction::{self, Transaction};
use twilio_events_codegen::project::write::Plan;
use twilio_events_codegen::{Builder, Error, Result};

use super::Network;

const MARK: &str = "codegen/schemas/catalog.toml";

/// Where the project is.
#[derive(Args, Debug)]
pub(crate) struct Project {
    /// The project: the folder with codegen/schemas and generated [default: the nearest one above the current folder]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl Project {
    /// Takes the folder that is named before the command, unless one is named behind it.
    pub(super) fn set_root(&mut self, root: PathBuf) {
        self.root.get_or_insert(root);
    }

    /// The folder of the project.
    pub(crate) fn root(&self) -> Result<PathBuf> {
        let help = "run this inside the project, or name the project with --root";
        if let Some(root) = &self.root {
            if root.join(MARK).exists() {
                return Ok(root.clone());
            }
            return Err(Error::new(format!("this folder has no {MARK}"))
                .file(root)
                .help(help));
        }
        let here = std::env::current_dir()
            .map_err(|error| Error::new("there is no current folder").cause(error))?;
        let found = here.ancestors().find(|folder| folder.join(MARK).exists());
        found.map(PathBuf::from).ok_or_else(|| {
            Error::new(format!("no folder from here upwards has {MARK}"))
                .file(&here)
                .help(help)
        })
    }

    /// The folder of the documents.
    pub(crate) fn schemas(&self) -> Result<PathBuf> {
        self.own("codegen/schemas")
    }

    /// The folder of the generated crate.
    pub(crate) fn generated(&self) -> Result<PathBuf> {
        self.own("generated")
    }

    /// The folder of documentation pages.
    pub(crate) fn pages(&self) -> Result<PathBuf> {
        self.own("codegen/pages")
    }

    /// A folder of the project, in which nothing leads out of it: a checkout of somebody else's may hold links to anything.
    fn own(&self, folder: &str) -> Result<PathBuf> {
        let root = self.root()?;
        files::check_folder(&root, Path::new(folder))?;
        Ok(root.join(folder))
    }

    /// What the shipped crate is made of, and its files.
    pub(crate) fn generate(
        &self,
        snapshot: &Snapshot,
        documents: Vec<Held>,
    ) -> Result<(Generated, Plan)> {
        let builder = Builder::new(&snapshot.folder).layout(Layout::Crate);
        let generated = builder.generate_from(snapshot, documents)?;
        let plan = Plan::new(&self.generated()?, &generated.files)?;
        Ok((generated, plan))
    }

    /// What lies in the project, and what is made of it; what the snapshot lacks is downloaded.
    pub(crate) fn model(&self, network: &Network) -> Result<(Snapshot, Generated)> {
        let snapshot = self.snapshot()?;
        let builder = Builder::new(&snapshot.folder).fetch(network.options()?);
        let generated = builder.generate_from(&snapshot, builder.documents(&snapshot)?)?;
        Ok((snapshot, generated))
    }

    /// Begins a change of the project, or says what it would be: then nothing may be pending.
    pub(crate) fn begin(&self, dry_run: bool) -> Result<(Transaction, Snapshot)> {
        let root = self.root()?;
        if dry_run {
            transaction::pending(&root)?;
        }
        Ok((Transaction::begin(&root)?, self.snapshot()?))
    }

    /// Catalog, lock and overrides, unless a change of them is pending.
    pub(crate) fn snapshot(&self) -> Result<Snapshot> {
        transaction::pending(&self.root()?)?;
        Snapshot::open(&self.schemas()?)
    }
}
