//! The generator for anyone's `build.rs`.

use std::path::{Path, PathBuf};

use crate::emit::{Files, Layout, emit};
use crate::error::{Diagnostic, Error, Result};
use crate::generate;
use crate::model::Model;
use crate::project::id::DocumentId;
use crate::project::lock::Entry;
use crate::project::snapshot::{Held, Snapshot};
use crate::project::write::Plan;

/// Generates types from a folder of schemas: catalog, lock, overrides and documents.
///
/// In a `build.rs`:
///
/// ```no_run
/// fn main() -> Result<(), twilio_events_codegen::Error> {
///     twilio_events_codegen::Builder::new("schemas").build()
/// }
/// ```
///
/// and where the types are wanted, in a crate that depends on `twilio-events-runtime` and `serde_json` (feature `raw_value`):
///
/// ```text
/// pub mod events {
///     include!(concat!(env!("OUT_DIR"), "/twilio_events/mod.rs"));
/// }
/// ```
///
/// Documents that are locked and not in the folder are downloaded, unless the build is [offline](crate::net::fetch).
#[derive(Clone, Debug)]
pub struct Builder {
    schemas: PathBuf,
    out_dir: Option<PathBuf>,
    cache: Option<PathBuf>,
    layout: Layout,
    also: Vec<Layout>,
    /// As the environment says, without it.
    #[cfg(feature = "fetch")]
    fetch: Option<crate::net::fetch::Options>,
}

/// What a run made, and from what.
#[derive(Debug)]
pub struct Generated {
    /// What was generated.
    pub model: Model,
    /// The files, relative to their folder.
    pub files: Files,
    /// What a person should look at: places that could not be typed exactly, values that no entry lists.
    pub warnings: Vec<Diagnostic>,
    /// The documents, and where their bytes were found.
    pub documents: Vec<Held>,
}

impl Builder {
    /// A builder over a folder of schemas.
    pub fn new(schemas: impl Into<PathBuf>) -> Self {
        Self {
            schemas: schemas.into(),
            out_dir: None,
            cache: None,
            layout: Layout::Modules,
            also: Vec::new(),
            #[cfg(feature = "fetch")]
            fetch: None,
        }
    }

    /// Where [`build`](Self::build) writes. Default: `OUT_DIR`, which cargo sets for build scripts.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// A folder that keeps downloads by digest. Default for [`build`](Self::build): `twilio-events` in cargo's target
    /// folder, so that a download survives `cargo clean --package`.
    #[must_use]
    pub fn cache(mut self, folder: impl Into<PathBuf>) -> Self {
        self.cache = Some(folder.into());
        self
    }

    /// Makes the files of a whole crate instead of modules to include.
    #[must_use]
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// Makes the files of another layout too, of the same types. They are written by [`build`](Self::build).
    #[must_use]
    pub fn also(mut self, layout: Layout) -> Self {
        self.also.push(layout);
        self
    }

    /// How to download what is locked and missing. Default: [`Options::from_env`](crate::net::fetch::Options::from_env).
    #[cfg(feature = "fetch")]
    #[must_use]
    pub fn fetch(mut self, options: crate::net::fetch::Options) -> Self {
        self.fetch = Some(options);
        self
    }

    /// Generates into a folder of the output folder: `twilio_events` for modules, with a `mod.rs` to be included, and
    /// `twilio-events` for a crate. Tells cargo what to watch, and each warning.
    ///
    /// # Errors
    /// As [`generate`](Self::generate); or the files cannot be written.
    pub fn build(&self) -> Result<()> {
        let out_dir = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => PathBuf::from(std::env::var_os("OUT_DIR").ok_or_else(|| {
                Error::new("OUT_DIR is not set")
                    .help("call this from a build script, or set `out_dir`")
            })?),
        };
        let cache = self.cache.clone().unwrap_or_else(|| cache_beside(&out_dir));
        // Another line would be another instruction to cargo.
        if self.schemas.to_string_lossy().contains(['\n', '\r']) {
            return Err(
                Error::new("cargo cannot be told of a folder whose name has a line break")
                    .file(&self.schemas)
                    .help("give the folder another name"),
            );
        }
        let snapshot = Snapshot::open(&self.schemas);
        self.watch(snapshot.as_ref().ok());
        let snapshot = snapshot?;
        let documents = self.clone().cache(cache).documents(&snapshot)?;
        let (model, warnings) = model(&snapshot, &documents)?;
        for warning in &warnings {
            println!("cargo::warning={}", warning.to_string().replace('\n', " "));
        }
        for layout in [self.layout].iter().chain(&self.also) {
            let folder = match layout {
                Layout::Crate => "twilio-events",
                Layout::Modules => "twilio_events",
            };
            Plan::new(&out_dir.join(folder), &emit(&model, *layout)?)?.apply()?;
        }
        Ok(())
    }

    /// Generates without writing anything but the cache, where one is set.
    ///
    /// # Errors
    /// A file of the schema folder cannot be read or is malformed, a document does not match its lock entry or cannot be
    /// downloaded, or a document, an override or a name makes no sense. Each error names its place.
    pub fn generate(&self) -> Result<Generated> {
        let snapshot = Snapshot::open(&self.schemas)?;
        let documents = self.documents(&snapshot)?;
        self.generate_from(&snapshot, documents)
    }

    /// As [`generate`](Self::generate), from a snapshot and its documents in memory.
    ///
    /// # Errors
    /// A document, an override or a name makes no sense. Each error names its place.
    pub fn generate_from(&self, snapshot: &Snapshot, documents: Vec<Held>) -> Result<Generated> {
        let (model, warnings) = model(snapshot, &documents)?;
        let files = emit(&model, self.layout)?;
        Ok(Generated {
            model,
            files,
            warnings,
            documents,
        })
    }

    /// The documents that are locked: from the snapshot, the cache or the network.
    ///
    /// # Errors
    /// As [`Snapshot::documents`] has them.
    pub fn documents(&self, snapshot: &Snapshot) -> Result<Vec<Held>> {
        snapshot.documents(self.cache.as_deref(), |missing| self.download(missing))
    }

    /// Downloads what is missing.
    #[cfg(feature = "fetch")]
    fn download(&self, missing: &[(DocumentId, Entry)]) -> Vec<Result<Vec<u8>>> {
        use crate::net::fetch::{Fetched, Fetcher, Options, Request};
        let options = self.fetch.clone().map_or_else(Options::from_env, Ok);
        let fetcher = match options.and_then(Fetcher::new) {
            Ok(fetcher) => fetcher,
            Err(error) => return vec![Err(error)],
        };
        let requests: Vec<Request> = missing.iter().map(|(id, _)| id.clone().into()).collect();
        let results = fetcher.fetch_all(&requests, |_| {});
        results
            .into_iter()
            .map(|result| match result? {
                Fetched::New(download) => Ok(download.bytes),
                Fetched::NotModified => Err(Error::new(
                    "the host says that nothing changed, but was asked without condition",
                )),
            })
            .collect()
    }

    /// Says of each that is missing where it is published.
    #[cfg(not(feature = "fetch"))]
    #[expect(
        clippy::unused_self,
        reason = "with the feature, it knows how to download"
    )]
    fn download(&self, missing: &[(DocumentId, Entry)]) -> Vec<Result<Vec<u8>>> {
        let absent = missing.iter().map(|(_, entry)| {
            Err(Error::new(format!(
                "this document is locked and missing; it is published at {}",
                entry.url
            ))
            .help("put it into the schema folder, or build with the feature `fetch`"))
        });
        absent.collect()
    }

    /// Prints what the output depends on. A document that is not there yet is not listed: cargo takes a missing file for a
    /// changed one and would run the script each time; its bytes are pinned by the lock, which is listed.
    fn watch(&self, snapshot: Option<&Snapshot>) {
        for name in [
            "TWILIO_EVENTS_BASE_URL",
            "TWILIO_EVENTS_OFFLINE",
            "CARGO_NET_OFFLINE",
        ] {
            println!("cargo::rerun-if-env-changed={name}");
        }
        // The folder itself too: a file that is added later changes nothing else that is listed.
        let listed = ["", "catalog.toml", "schemas.lock", "overrides.toml"]
            .map(|name| self.schemas.join(name));
        let locked = snapshot
            .into_iter()
            .flat_map(|snapshot| snapshot.lock.0.keys().map(|id| snapshot.path(id)));
        for path in listed
            .into_iter()
            .chain(locked)
            .filter(|path| path.exists())
        {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
}

/// The model of what a snapshot holds, and what a person should look at.
fn model(snapshot: &Snapshot, documents: &[Held]) -> Result<(Model, Vec<Diagnostic>)> {
    let documents = documents.iter().map(|held| &held.document);
    let overrides = &snapshot.overrides;
    generate::model(&snapshot.catalog, &snapshot.lock, overrides, documents)
        .map_err(|error| snapshot.placed(error))
}

/// The folder that cargo marks as its target folder, above the output folder; or the output folder itself.
fn cache_beside(out_dir: &Path) -> PathBuf {
    let target = out_dir
        .ancestors()
        .find(|folder| folder.join("CACHEDIR.TAG").exists());
    target
        .unwrap_or(out_dir)
        .join("twilio-events")
        .join("schemas")
}
