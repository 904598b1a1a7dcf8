//! Documents that references may lead to: those that were given, the files around them, and, where that is allowed, the
//! network.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::Value;
use url::Url;

use super::index::Index;
use crate::error::{Error, Result};
use crate::load;

/// Asks the network for what lies at an address.
type Ask = Box<dyn FnMut(&Url) -> Result<Vec<u8>>>;

/// Where to look for what references name.
///
/// By default nowhere: then only references inside a document are followed.
#[derive(Default)]
pub struct Library {
    /// By address.
    known: BTreeMap<Url, Rc<Source>>,
    /// The addresses of documents by what schemas in them are called.
    ids: BTreeMap<Url, Url>,
    /// Whether files are read.
    files: bool,
    /// The folders whose documents are known.
    looked: BTreeSet<PathBuf>,
    ask: Option<Ask>,
}

/// A document that is referred to.
#[derive(Debug)]
pub(super) struct Source {
    /// What messages call it.
    pub(super) name: PathBuf,
    pub(super) text: String,
    pub(super) root: Value,
    pub(super) index: Rc<Index>,
}

/// What lies at an address.
pub(super) enum Found {
    /// This document, or the schema in it that has the address.
    Source(Rc<Source>, Url),
    /// Whatever the network has, which is not asked.
    NotAsked,
    /// Nothing that can be known here.
    Nothing,
}

impl Library {
    /// A library of the files that documents refer to, and of those that lie beside them.
    pub fn of_files() -> Self {
        Self {
            files: true,
            ..Self::default()
        }
    }

    /// Allows the network: what no file has is asked of `ask`.
    pub fn allow_remote(&mut self, ask: impl FnMut(&Url) -> Result<Vec<u8>> + 'static) {
        self.ask = Some(Box::new(ask));
    }

    /// Adds a document, so that others can refer to it by its address or its `$id`s. What cannot be read is left for those who
    /// refer to it.
    pub fn add(&mut self, url: &Url, name: &Path, bytes: &[u8]) {
        // What is wrong with it is said when it is asked for.
        if let Ok(source) = Source::read(url, name.to_owned(), bytes) {
            self.keep(source);
        }
    }

    fn keep(&mut self, source: Source) -> Rc<Source> {
        let source = Rc::new(source);
        for id in source.index.bases.values() {
            let known = self.ids.entry(id.clone());
            known.or_insert_with(|| source.index.url.clone());
        }
        self.known
            .insert(source.index.url.clone(), Rc::clone(&source));
        source
    }

    /// What a document at `from` means by one of the addresses. A file goes before the network: it is what the network has, if
    /// that has anything.
    pub(super) fn find(&mut self, from: &Url, addresses: &[Url]) -> Result<Found> {
        if let Some(found) = self.known(addresses) {
            return Ok(found);
        }
        self.look_beside(from);
        if let Some(found) = self.known(addresses) {
            return Ok(found);
        }
        let remote = addresses
            .iter()
            .find(|url| matches!(url.scheme(), "http" | "https"));
        let is_file = |url: &&Url| self.files && url.scheme() == "file";
        let is_there = |url: &&Url| url.to_file_path().is_ok_and(|path| path.exists());
        let there = addresses.iter().filter(is_file).find(is_there);
        // A file that is not there is an error that says where it was looked for.
        match (there, remote, addresses.iter().find(is_file)) {
            (Some(url), ..) | (None, None, Some(url)) => self.file(url),
            (None, Some(remote), _) => self.remote(remote),
            (None, None, None) => Ok(Found::Nothing),
        }
    }

    fn known(&self, addresses: &[Url]) -> Option<Found> {
        addresses.iter().find_map(|url| {
            let at = self.known.get(url);
            let source = at.or_else(|| self.known.get(self.ids.get(url)?))?;
            Some(Found::Source(Rc::clone(source), url.clone()))
        })
    }

    fn remote(&mut self, url: &Url) -> Result<Found> {
        let Some(ask) = &mut self.ask else {
            return Ok(Found::NotAsked);
        };
        let bytes = ask(url)?;
        let source = Source::read(url, PathBuf::from(url.as_str()), &bytes)?;
        Ok(Found::Source(self.keep(source), url.clone()))
    }

    fn file(&mut self, url: &Url) -> Result<Found> {
        let path = url
            .to_file_path()
            .map_err(|()| Error::new(format!("{url} names no file")))?;
        let name = shown(&path);
        let bytes = std::fs::read(&path).map_err(|error| {
            Error::new(format!("{} cannot be read", name.display()))
                .cause(error)
                .help("references are relative to the file that they stand in")
        })?;
        let source = Source::read(url, name, &bytes)?;
        Ok(Found::Source(self.keep(source), url.clone()))
    }

    /// Adds the documents that lie beside a file, once.
    fn look_beside(&mut self, url: &Url) {
        let file = url.to_file_path().ok().filter(|_| self.files);
        let Some(folder) = file.as_deref().and_then(Path::parent) else {
            return;
        };
        if !self.looked.insert(folder.to_owned()) {
            return;
        }
        let Ok(entries) = std::fs::read_dir(folder) else {
            return;
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let Ok(url) = Url::from_file_path(&path) else {
                continue;
            };
            let is_json = path.extension().is_some_and(|end| end == "json");
            if is_json
                && !self.known.contains_key(&url)
                && let Ok(bytes) = std::fs::read(&path)
            {
                self.add(&url, &shown(&path), &bytes);
            }
        }
    }
}

impl Source {
    fn read(url: &Url, name: PathBuf, bytes: &[u8]) -> Result<Self> {
        let (text, root) = load::json(bytes).map_err(|error| error.file(&name))?;
        Ok(Self {
            index: Rc::new(Index::of(&root, url)),
            text: text.to_owned(),
            name,
            root,
        })
    }
}

/// A path as a person would write it from here.
fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| path.to_owned())
}
