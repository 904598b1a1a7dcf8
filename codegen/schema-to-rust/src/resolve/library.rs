//! Documents that references may lead to: those that were given, the files around them, and, where that is allowed, the
//! network.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use url::Url;

use super::index::Index;
use crate::address::{is_loopback, is_remote, shown};
use crate::error::{Error, Result};
use crate::files;
use crate::load::{self, Source};
use crate::sanitize;
use crate::tree::Tree;

/// Gets what references name and no file has: from the network, mostly.
pub trait Retrieve {
    /// The bytes at an address.
    ///
    /// # Errors
    /// Nothing comes: the reference is an error, with this one as its cause.
    fn retrieve(&mut self, url: &Url) -> Result<Vec<u8>>;
}

impl<F: FnMut(&Url) -> Result<Vec<u8>>> Retrieve for F {
    fn retrieve(&mut self, url: &Url) -> Result<Vec<u8>> {
        self(url)
    }
}

/// More bytes than the documents of one folder have that refer to each other by `$id`.
const MOST_BESIDE: usize = 64 << 20;

/// Where to look for what references name.
///
/// By default nowhere: then only references inside a document are followed.
///
/// References of a document that is a file lead to regular files below given folders, links resolved, and where that is
/// allowed, to the network. Those of a document from the network lead to the network, and to given documents by `$id`; never to
/// a file, and from another machine never to this one.
#[derive(Default)]
pub struct Library {
    /// By address.
    known: BTreeMap<Url, Rc<Volume>>,
    /// The addresses of documents by what schemas in them are called.
    ids: BTreeMap<Url, Url>,
    /// The same by the `$id` that stands in them, as it is written.
    literal: BTreeMap<String, Url>,
    /// The folders below which files are read, links resolved.
    folders: BTreeSet<PathBuf>,
    /// The folders whose documents are known.
    looked: BTreeSet<PathBuf>,
    remote: Option<Box<dyn Retrieve>>,
    /// How a person allows the network, for the warning that it was not asked.
    pub network: Option<&'static str>,
    /// How a person gives further documents and folders, for errors that ask for them: `Library::add` and `Library::below`, unless
    /// something else says so.
    pub giving: Option<&'static str>,
    /// What stands in the `$schema` of documents in which nothing counts beside a `$ref`, other than those of JSON Schema.
    pub(super) old: Vec<String>,
}

/// A document that is referred to.
#[derive(Debug)]
pub(super) struct Volume {
    /// What messages call it.
    pub(super) name: PathBuf,
    pub(super) tree: Tree,
    pub(super) index: Rc<Index>,
    origin: Origin,
}

/// How a document came here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// A person named it.
    Given,
    /// It lies where a reference leads, or beside a document.
    Found,
    /// A reference led to it over the network.
    Asked,
}

/// What lies at an address.
pub(super) enum Found {
    /// This document, or the schema in it that has the address.
    Volume(Rc<Volume>, Url),
    /// Whatever the network has, which is not asked.
    NotAsked,
    /// Nothing that can be known here.
    Nothing,
}

impl Library {
    /// A library of what lies below folders.
    ///
    /// # Errors
    /// A folder is not there.
    pub fn below(folders: impl IntoIterator<Item = PathBuf>) -> Result<Self> {
        let folders = folders.into_iter().map(|folder| {
            folder.canonicalize().map_err(|error| {
                Error::new("this folder cannot be read")
                    .file(&folder)
                    .cause(error)
            })
        });
        Ok(Self {
            folders: folders.collect::<Result<_>>()?,
            ..Self::default()
        })
    }

    /// Reads documents whose `$schema` has this text in it as those of draft 7 and before: nothing counts beside a `$ref`.
    pub fn read_as_old(&mut self, dialect: &str) {
        self.old.push(dialect.to_owned());
    }

    /// Allows documents from elsewhere: what no file has is asked of `remote`.
    pub fn retrieve_with(&mut self, remote: impl Retrieve + 'static) {
        self.remote = Some(Box::new(remote));
    }

    /// Adds a document, so that others can refer to it by its address or its `$id`s. What cannot be read is left for those who
    /// refer to it.
    pub fn add(&mut self, source: &Source) {
        let Source {
            url, file, bytes, ..
        } = source;
        // What is wrong with it is said when it is asked for.
        let _ = self.read(url, file.clone(), bytes, Origin::Given);
    }

    /// Reads a document, and keeps it for those who refer to it.
    fn read(
        &mut self,
        url: &Url,
        name: PathBuf,
        bytes: &[u8],
        origin: Origin,
    ) -> Result<Rc<Volume>> {
        let tree = load::parse(bytes).map_err(|error| match origin {
            Origin::Given | Origin::Asked => error.file(&name),
            // A reference can lead to any file, such as one with passwords: nothing of it is shown.
            Origin::Found => {
                let place = error.place().line;
                let error = Error::new("a reference leads here, and this is not JSON");
                let error = error.file(&name).without_lines();
                match place {
                    Some((line, column)) => error.line(line, column),
                    None => error,
                }
            }
        })?;
        let index = Index::new(&tree, url, &self.old);
        for id in index.bases.values() {
            let known = self.ids.entry(id.clone());
            known.or_insert_with(|| url.clone());
        }
        if let Some(literal) = &index.literal {
            let known = self.literal.entry(literal.clone());
            known.or_insert_with(|| url.clone());
        }
        let volume = Rc::new(Volume {
            name,
            tree,
            index: Rc::new(index),
            origin,
        });
        self.known.insert(url.clone(), Rc::clone(&volume));
        Ok(volume)
    }

    /// What a document at `from` means by `text`, which leads to one of the addresses. A file goes before the network: it is what
    /// the network has, if that has anything.
    pub(super) fn find(&mut self, from: &Url, addresses: &[Url], text: &str) -> Result<Found> {
        if let Some(found) = self.known(from, addresses) {
            return Ok(found);
        }
        let remote = addresses.iter().find(|url| is_remote(url));
        if is_remote(from) {
            return match remote {
                Some(url) if is_loopback(url) && !is_loopback(from) => {
                    let giving = self.giving.unwrap_or("`Library::add`");
                    let help = format!("download what it names, and name the file with {giving}");
                    let message = "a document of another machine leads to this one";
                    Err(Error::new(message).help(help))
                }
                Some(remote) => self.remote(remote),
                None => Ok(Found::Nothing),
            };
        }
        self.look_beside(from);
        if let Some(found) = self.known(from, addresses) {
            return Ok(found);
        }
        let is_file = |url: &&Url| !self.folders.is_empty() && url.scheme() == "file";
        let is_there = |url: &&Url| self.path(url).is_ok_and(|path| path.exists());
        let there = addresses.iter().filter(is_file).find(is_there);
        // A file that is not there is an error that says where it was looked for.
        let literal = self.literally(text).filter(|_| there.is_none());
        if let Some(found) = literal {
            return Ok(found);
        }
        match (there, remote, addresses.iter().find(is_file)) {
            (Some(url), ..) | (None, None, Some(url)) => self.file(url),
            (None, Some(remote), _) => self.remote(remote),
            (None, None, None) => Ok(Found::Nothing),
        }
    }

    /// A document that has the text of a reference for its `$id`, which no path answers: validators look it up so.
    fn literally(&self, text: &str) -> Option<Found> {
        let text = text.split('#').next().filter(|text| !text.is_empty())?;
        let source = self.known.get(self.literal.get(text)?)?;
        Some(Found::Volume(Rc::clone(source), source.index.url.clone()))
    }

    fn known(&self, from: &Url, addresses: &[Url]) -> Option<Found> {
        addresses.iter().find_map(|url| {
            let at = self.known.get(url);
            let source = at.or_else(|| self.known.get(self.ids.get(url)?))?;
            let may = match source.origin {
                Origin::Given => !is_remote(from) || is_remote(url),
                Origin::Found => !is_remote(from),
                Origin::Asked => true,
            };
            may.then(|| Found::Volume(Rc::clone(source), url.clone()))
        })
    }

    fn remote(&mut self, url: &Url) -> Result<Found> {
        let Some(remote) = &mut self.remote else {
            return Ok(Found::NotAsked);
        };
        let bytes = remote.retrieve(url)?;
        let name = PathBuf::from(shown(url).as_str());
        let volume = self.read(url, name, &bytes, Origin::Asked)?;
        Ok(Found::Volume(volume, url.clone()))
    }

    /// The file at an address, if it lies where references may lead.
    fn path(&self, url: &Url) -> Result<PathBuf> {
        // With a host it is a file of another machine.
        let path = url.to_file_path().ok().filter(|_| url.host().is_none());
        let path = path.ok_or_else(|| Error::new(format!("{url} does not name a file")))?;
        files::resolve_below(&path, &self.folders).ok_or_else(|| {
            let path = sanitize::path(&relative(&path));
            let giving = self.giving.unwrap_or("`Library::below`");
            Error::new(format!("{path} lies outside of the folders that references may lead to")).help(format!(
                "references lead to files below the folder of a given document; name other folders with {giving}"
            ))
        })
    }

    fn file(&mut self, url: &Url) -> Result<Found> {
        let path = self.path(url)?;
        let name = relative(&path);
        let bytes = files::document(&path).map_err(|error| {
            Error::new(format!("{} cannot be read", sanitize::path(&name)))
                .cause(error)
                .help("references are relative to the file that they stand in, and lead to regular files")
        })?;
        let volume = self.read(url, name, &bytes, Origin::Found)?;
        Ok(Found::Volume(volume, url.clone()))
    }

    /// Adds the documents that lie beside a file, once.
    fn look_beside(&mut self, url: &Url) {
        let file = url.to_file_path().ok().filter(|_| !self.folders.is_empty());
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
        paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
        paths.sort();
        let mut room = MOST_BESIDE;
        for path in paths {
            let Ok(url) = Url::from_file_path(&path) else {
                continue;
            };
            if self.known.contains_key(&url) {
                continue;
            }
            // What cannot be read is left for those who refer to it by its path.
            let Some(Ok(bytes)) = self.path(&url).ok().map(|real| files::document(&real)) else {
                continue;
            };
            room = room.saturating_sub(bytes.len());
            if room == 0 {
                return;
            }
            let _ = self.read(&url, relative(&path), &bytes, Origin::Found);
        }
    }
}

/// A path as a person would write it from here.
fn relative(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    match below {
        Some(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Some(below) => below,
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{Found, Library, Source};

    /// Where a reference from `from` to `to` leads, if the network has whatever it is asked for.
    fn led(from: &str, to: &str) -> Result<bool, String> {
        let mut library = Library::default();
        library.retrieve_with(|_: &Url| Ok(b"{}".to_vec()));
        let text = br#"{"$id": "https://example.com/given"}"#;
        library.add(&Source {
            url: "file:///given.json".parse().unwrap(),
            ..Source::new("given", text)
        });
        match library.find(&from.parse().unwrap(), &[to.parse().unwrap()], to) {
            Ok(found) => Ok(matches!(found, Found::Volume(..))),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn another_machine_does_not_lead_to_this_one() {
        for to in [
            "http://127.0.0.1/a",
            "https://127.1.2.3:8080/a",
            "http://2130706433/a",
            "http://0x7f.1/a",
            "http://localhost/a",
            "http://LOCALHOST/a",
            "https://[::1]/a",
        ] {
            let error = led("https://example.com/a", to).unwrap_err();
            let says = ["of another machine leads to this one", "`Library::add`"];
            assert!(says.iter().all(|text| error.contains(text)), "{error}");
            assert_eq!(led("http://localhost:8080/a", to), Ok(true), "{to}");
            assert_eq!(led("file:///a.json", to), Ok(true), "{to}");
        }
        assert_eq!(
            led("https://example.com/a", "http://example.org/a"),
            Ok(true)
        );
    }

    /// Who calls the library has no options of a command.
    #[test]
    fn remedies_are_the_caller_s_own() {
        let to: Url = "file:///elsewhere.json".parse().unwrap();
        let mut library = Library::below(["src".into()]).unwrap();
        let mut said = |giving| {
            library.giving = giving;
            let found = library.find(
                &"file:///a.json".parse().unwrap(),
                std::slice::from_ref(&to),
                "x",
            );
            found.err().expect("it lies outside").to_string()
        };
        assert!(said(None).ends_with("name other folders with `Library::below`"));
        assert!(said(Some("--refs")).ends_with("name other folders with --refs"));
    }

    #[test]
    fn the_network_knows_what_is_given_by_its_id_alone() {
        assert_eq!(
            led("https://example.com/a", "https://example.com/given"),
            Ok(true)
        );
        assert_eq!(
            led("https://example.com/a", "file:///given.json"),
            Ok(false)
        );
        assert_eq!(led("file:///a.json", "file:///given.json"), Ok(true));
    }
}
