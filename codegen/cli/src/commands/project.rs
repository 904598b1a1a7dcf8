//! Where the project is.

use std::path::{Path, PathBuf};

use clap::Args;
use twilio_events_codegen::builder::Generated;
use twilio_events_codegen::emit::{Layout, coverage};
use twilio_events_codegen::project::snapshot::{Held, Snapshot};
use twilio_events_codegen::project::transaction::{self, Transaction};
use twilio_events_codegen::project::write::Plan;
use twilio_events_codegen::project::{changelog, files};
use twilio_events_codegen::{Builder, Error, Result};

use super::Network;
use crate::report;

/// What is generated of a snapshot.
pub(crate) struct Made {
    pub(crate) generated: Generated,
    /// How the generated crate changes.
    pub(crate) plan: Plan,
    /// The README, where its sums change.
    pub(crate) sums: Option<(PathBuf, String)>,
}

impl Made {
    /// Makes it part of a change.
    pub(crate) fn stage(&self, change: &mut Transaction) {
        self.plan.stage(change);
        if let Some((readme, text)) = &self.sums {
            change.write(readme, text.as_str());
        }
    }

    /// One line for all.
    pub(crate) fn summary(&self) -> String {
        report::summary(&self.generated.model, &self.plan)
    }
}

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

    /// What is made of the documents, and what of the project changes with it.
    pub(crate) fn generate(&self, snapshot: &Snapshot, documents: Vec<Held>) -> Result<Made> {
        let builder = Builder::new(&snapshot.folder).layout(Layout::Crate);
        let generated = builder.generate_from(snapshot, documents)?;
        let plan = Plan::new(&self.generated()?, &generated.files)?;
        let readme = self.root()?.join("README.md");
        let sums = coverage::readme(&readme, &generated.model)?;
        Ok(Made {
            sums: sums.map(|text| (readme, text)),
            generated,
            plan,
        })
    }

    /// Adds an entry to the changelog.
    pub(crate) fn add_to_changelog(&self, entry: &str, change: &mut Transaction) -> Result<()> {
        let path = self.root()?.join("CHANGELOG.md");
        let text = files::read_text(&path)?;
        let text = changelog::add(&text, entry).map_err(|error| error.file(&path))?;
        change.write(&path, text);
        Ok(())
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

/// The documents of the snapshot. None may be missing: they are not downloaded here, to be told apart from what is new.
pub(crate) fn held(snapshot: &Snapshot) -> Result<Vec<Held>> {
    snapshot.documents(None, |missing| {
        let absent =
            |id| Error::new("this document is locked and not in the snapshot").document(id);
        missing
            .iter()
            .map(|(id, _)| Err(absent(id).help("download it: twilio-events fetch")))
            .collect()
    })
}
