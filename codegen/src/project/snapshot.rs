//! The locked documents: from the snapshot, from the cache, or from the network, and never without their digest.

mod take;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use self::take::Taken;
use crate::error::{Error, Result};
use crate::project::catalog::Catalog;
use crate::project::digest;
use crate::project::document::Document;
use crate::project::edit::Edit;
use crate::project::files;
use crate::project::id::{DocumentId, SchemaId};
use crate::project::lock::{Basis, Entry, Lock, Provenance};
use crate::project::overrides::Overrides;
use crate::project::transaction::Transaction;
use schema_to_rust::suggest::meant;

/// A folder with `catalog.toml`, `schemas.lock`, `overrides.toml` and `<SchemaId>/<version>.json`.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The folder.
    pub folder: PathBuf,
    /// What exists.
    pub catalog: Catalog,
    /// The text of `catalog.toml`, to be changed without loss.
    catalog_text: String,
    /// What we hold.
    pub lock: Lock,
    /// What people add.
    pub overrides: Overrides,
    /// The text of `overrides.toml`, to be changed without loss; empty where there is none.
    overrides_text: String,
}

/// A locked document and where its bytes were found.
#[derive(Clone, Debug)]
pub struct Held {
    /// The document.
    pub document: Document,
    /// Where its bytes were found.
    pub origin: Origin,
}

/// Where the bytes of a document were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the snapshot.
    Snapshot,
    /// In the cache of earlier downloads.
    Cache,
    /// Downloaded just now.
    Network,
}

impl Snapshot {
    /// Reads catalog, lock and overrides (which may be missing); the documents are read later.
    ///
    /// # Errors
    /// As [`Catalog::read`], [`Lock::read`] and [`Overrides::read`]; or the lock holds what the catalog does not know of.
    pub fn open(folder: &Path) -> Result<Self> {
        let overrides = folder.join("overrides.toml");
        let catalog = folder.join("catalog.toml");
        let catalog_text = files::read_text(&catalog)?;
        let overrides_text = if overrides.exists() {
            files::read_text(&overrides)?
        } else {
            String::new()
        };
        let snapshot = Self {
            folder: folder.to_owned(),
            catalog: Catalog::parse(&catalog_text).map_err(|error| error.file(&catalog))?,
            catalog_text,
            lock: Lock::read(&folder.join("schemas.lock"))?,
            overrides: Overrides::parse(&overrides_text).map_err(|error| error.file(&overrides))?,
            overrides_text,
        };
        snapshot.check_catalog()?;
        Ok(snapshot)
    }

    fn check_catalog(&self) -> Result<()> {
        let wrong = self.lock.0.keys().filter_map(|document| {
            let place = self.folder.join("catalog.toml");
            let error = match self.catalog.schemas.get(&document.schema) {
                None => Error::new("this schema is locked, but not in the catalog").help(format!(
                    "add\n    [[schema]]\n    id = \"{}\"\n    latest = {}",
                    document.schema, document.version
                )),
                Some(latest) if document.version > *latest => Error::new(format!(
                    "this version is locked, but the catalog says that {latest} is the latest"
                ))
                .help(format!(
                    "write latest = {} there, or correct the version in schemas.lock",
                    document.version
                )),
                Some(_) => return None,
            };
            Some(error.file(&place).document(document))
        });
        Error::all(wrong.collect())
    }

    /// The newest locked version of each schema.
    pub fn newest_locked(&self) -> BTreeMap<SchemaId, u32> {
        // The lock is ordered by version, so the last one stays.
        let locked = self.lock.0.keys();
        locked.map(|id| (id.schema.clone(), id.version)).collect()
    }

    /// Where a document belongs.
    pub fn path(&self, document: &DocumentId) -> PathBuf {
        self.folder
            .join(document.schema.as_str())
            .join(format!("{}.json", document.version))
    }

    /// A locked document of the snapshot; `None` where it is not locked or not there.
    ///
    /// # Errors
    /// As [`documents`](Self::documents).
    pub fn read(&self, id: &DocumentId) -> Result<Option<Document>> {
        let Some(entry) = self.lock.0.get(id) else {
            return Ok(None);
        };
        let held = self
            .local(id, entry, None)
            .map_err(|error| error.document(id))?;
        Ok(held.map(|held| held.document))
    }

    /// All locked documents, by schema and version. What the snapshot lacks is taken from the `cache`, a folder of earlier
    /// downloads by digest, and what that lacks from `download`, which is called once for all of them.
    ///
    /// # Errors
    /// Bytes that do not match their digests (with both, and the file or the address), documents that cannot be read or
    /// downloaded; all of them in one error.
    pub fn documents(
        &self,
        cache: Option<&Path>,
        download: impl FnOnce(&[(DocumentId, Entry)]) -> Vec<Result<Vec<u8>>>,
    ) -> Result<Vec<Held>> {
        let mut held = Vec::new();
        let mut missing = Vec::new();
        let mut errors = Vec::new();
        for (id, entry) in &self.lock.0 {
            match self.local(id, entry, cache) {
                Ok(Some(document)) => held.push(document),
                Ok(None) => missing.push((id.clone(), entry.clone())),
                Err(error) => errors.push(error.document(id)),
            }
        }
        let downloaded = if missing.is_empty() {
            Vec::new()
        } else {
            download(&missing)
        };
        if downloaded.len() < missing.len() {
            // The downloads as a whole could not begin.
            errors.extend(downloaded.into_iter().filter_map(Result::err));
            Error::all(errors)?;
            return Err(Error::new("not all documents were asked for"));
        }
        for ((id, entry), bytes) in missing.iter().zip(downloaded) {
            match bytes.and_then(|bytes| keep(id, entry, &bytes, cache)) {
                Ok(document) => held.push(Held {
                    document,
                    origin: Origin::Network,
                }),
                Err(error) => errors.push(error.document(id)),
            }
        }
        Error::all(errors)?;
        held.sort_by(|a, b| a.document.id.cmp(&b.document.id));
        Ok(held)
    }

    /// Puts a document that is locked into the snapshot, once the transaction is committed.
    ///
    /// # Errors
    /// It is not locked, or does not match its digests.
    pub fn restore(&self, document: &Document, transaction: &mut Transaction) -> Result<()> {
        let id = &document.id;
        let entry = self
            .lock
            .0
            .get(id)
            .ok_or_else(|| Error::new("this document is not locked").document(id))?;
        check(id, entry, document.text().as_bytes()).map_err(|error| error.document(id))?;
        transaction.write(&self.path(id), document.text().as_bytes());
        Ok(())
    }

    /// Looks for the schema of a document in the catalog.
    ///
    /// # Errors
    /// It is not there.
    pub fn check_known(&self, id: &DocumentId) -> Result<()> {
        let (schema, version) = (&id.schema, id.version);
        if self.catalog.schemas.contains_key(schema) {
            return Ok(());
        }
        let meant = meant(
            schema.as_str(),
            self.catalog.schemas.keys().map(SchemaId::as_str),
        );
        Err(Error::new("this schema is not in the catalog").document(id).help(format!(
            "{meant}if it is new, add to catalog.toml\n    [[schema]]\n    id = \"{schema}\"\n    latest = {version}"
        )))
    }

    /// Pins a document: its bytes go into the snapshot, its digests into the lock, once the transaction is committed. A
    /// version newer than the catalog's `latest` raises that. `basis` is what a document that was written here rests on.
    ///
    /// # Errors
    /// The schema is not in the catalog.
    pub fn pin(
        &mut self,
        document: &Document,
        provenance: Provenance,
        basis: &[Basis],
        transaction: &mut Transaction,
    ) -> Result<()> {
        let id = &document.id;
        let (schema, version) = (&id.schema, id.version);
        self.check_known(id)?;
        let latest = self
            .catalog
            .schemas
            .entry(schema.clone())
            .or_insert(version);
        if *latest < version {
            *latest = version;
            let mut edit = Edit::new(&self.catalog_text)?;
            edit.set_latest(schema, version);
            self.catalog_text = edit.into_text();
            let path = self.folder.join("catalog.toml");
            transaction.write(&path, self.catalog_text.as_bytes());
        }
        let entry = Entry::new(document, provenance, basis);
        self.lock.0.insert(id.clone(), entry);
        transaction.write(&self.path(id), document.text().as_bytes());
        transaction.write(&self.folder.join("schemas.lock"), self.lock.to_text());
        Ok(())
    }

    /// An error about an entry of the overrides, with its place in the file.
    pub(crate) fn placed(&self, error: Error) -> Error {
        if error.entry().is_none() {
            return error;
        }
        let error = self.overrides.placed(error);
        error.file(&self.folder.join("overrides.toml"))
    }

    /// The text of the catalog.
    pub fn catalog_text(&self) -> &str {
        &self.catalog_text
    }

    /// Takes another text of the catalog, which is written once the transaction is committed.
    ///
    /// # Errors
    /// As [`Catalog::parse`]; or the text does not know what is locked.
    pub fn take_catalog(&mut self, text: String, transaction: &mut Transaction) -> Result<()> {
        self.catalog = Catalog::parse(&text)?;
        self.check_catalog()?;
        transaction.write(&self.folder.join("catalog.toml"), text.as_bytes());
        self.catalog_text = text;
        Ok(())
    }

    fn local(&self, id: &DocumentId, entry: &Entry, cache: Option<&Path>) -> Result<Option<Held>> {
        let places = [
            (Some(self.path(id)), Origin::Snapshot),
            (cache.map(|cache| cached(cache, entry)), Origin::Cache),
        ];
        for (path, origin) in places {
            let Some(path) = path else { continue };
            let Some(bytes) = files::document_if_present(&path)? else {
                continue;
            };
            // What does not match its digest is not what was kept: as good as absent.
            if origin == Origin::Cache && digest::sha256(&bytes) != entry.sha256 {
                continue;
            }
            let document = check(id, entry, &bytes).map_err(|error| error.file(&path))?;
            return Ok(Some(Held { document, origin }));
        }
        Ok(None)
    }
}

/// Checks downloaded bytes and puts them into the cache, where there is one.
fn keep(id: &DocumentId, entry: &Entry, bytes: &[u8], cache: Option<&Path>) -> Result<Document> {
    let document = check(id, entry, bytes)?;
    if let Some(cache) = cache {
        files::replace(&cached(cache, entry), bytes)?;
    }
    Ok(document)
}

fn cached(cache: &Path, entry: &Entry) -> PathBuf {
    cache.join(format!("{}.json", entry.sha256))
}

/// Reads bytes that must be those of the lock entry.
fn check(id: &DocumentId, entry: &Entry, bytes: &[u8]) -> Result<Document> {
    let sha256 = digest::sha256(bytes);
    if sha256 != entry.sha256 {
        return Err(Error::new(format!(
            "these bytes are not the locked ones\n  locked sha256: {}\n  found sha256:  {sha256}",
            entry.sha256
        ))
        .help(format!(
            "restore the document or the lock, or lock it anew on purpose: {}",
            entry.command(id)
        )));
    }
    let document = Document::parse(id, bytes)?;
    let shape = digest::shape(&document.tree);
    if shape != entry.shape {
        return Err(Error::new(format!(
            "this document has another shape than the lock says\n  locked shape: {}\n  found shape:  {shape}",
            entry.shape
        ))
        .help("the bytes are the locked ones, so the lock's `shape` is wrong: correct it"));
    }
    Ok(document)
}
