//! What hosts said of documents that are held, so that they need not send them again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Validators;
use crate::error::{Error, Result};
use crate::project::files;

/// The validators of earlier downloads, by address, in a file that anybody may delete.
#[derive(Debug)]
pub struct Memory {
    /// Nothing where a link stands on the way to the file.
    path: Option<PathBuf>,
    entries: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
struct Entry {
    /// The digest of the bytes that the host spoke of.
    sha256: String,
    #[serde(flatten)]
    validators: Validators,
}

impl Memory {
    /// Reads a file below `root`. One that is missing, or that this does not understand, remembers nothing. One behind a link is
    /// neither read nor written: it may lie anywhere.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub fn read(root: &Path, path: &Path) -> Result<Self> {
        let may = files::check_below(root, path).is_ok();
        let path = may.then(|| root.join(path));
        let bytes = match &path {
            Some(path) => files::read_if_present(path)?.unwrap_or_default(),
            None => Vec::new(),
        };
        Ok(Self {
            path,
            entries: serde_json::from_slice(&bytes).unwrap_or_default(),
        })
    }

    /// What the host said of the bytes with this digest; nothing where it spoke of others.
    pub fn validators(&self, url: &str, sha256: &str) -> Validators {
        let entry = self.entries.get(url).filter(|entry| entry.sha256 == sha256);
        entry.map_or_else(Validators::default, |entry| entry.validators.clone())
    }

    /// Remembers what the host said of bytes that are kept.
    pub fn note(&mut self, url: &str, sha256: &str, validators: &Validators) {
        self.entries.remove(url);
        if *validators != Validators::default() {
            let entry = Entry {
                sha256: sha256.to_owned(),
                validators: validators.clone(),
            };
            self.entries.insert(url.to_owned(), entry);
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn save(&self) -> Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let text = serde_json::to_string_pretty(&self.entries)
            .map_err(|error| Error::new("the validators do not become JSON").cause(error))?;
        files::replace(path, text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Memory, Validators};

    #[test]
    fn remembers_what_was_said_of_these_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = Path::new("below/validators.json");
        let validators = Validators {
            etag: Some("\"1\"".to_owned()),
            last_modified: None,
        };
        let mut memory = Memory::read(folder.path(), path).unwrap();
        memory.note("http://a/1", "aa", &validators);
        memory.save().unwrap();
        let memory = Memory::read(folder.path(), path).unwrap();
        assert_eq!(memory.validators("http://a/1", "aa"), validators);
        assert_eq!(memory.validators("http://a/1", "bb"), Validators::default());
        assert_eq!(memory.validators("http://b/1", "aa"), Validators::default());
    }

    #[test]
    fn a_broken_file_remembers_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = Path::new("validators.json");
        std::fs::write(folder.path().join(path), b"{\"http://a/1\": 5}").unwrap();
        let memory = Memory::read(folder.path(), path).unwrap();
        assert_eq!(memory.validators("http://a/1", "aa"), Validators::default());
    }
}
