//! The generated Rust as text.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::{Error, Result};
use crate::project::files;

/// The Rust files of a generated crate: text by path, the path relative to the crate and written with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources(BTreeMap<String, String>);

impl Sources {
    /// Files that are already in memory.
    pub fn new(files: BTreeMap<String, String>) -> Self {
        Self(files)
    }

    /// Reads every `.rs` file below the folder `dir` of a generated crate. Links are not followed.
    pub fn read(dir: &Path) -> Result<Self> {
        if !dir.is_dir() {
            return Err(Error::new("there is no such folder").file(dir));
        }
        let mut files = BTreeMap::new();
        for path in files::below(dir)? {
            let file = dir.join(&path);
            if path.extension().is_some_and(|ext| ext == "rs") && !file.is_symlink() {
                files.insert(files::slashed(&path)?, files::read_text(&file)?);
            }
        }
        Ok(Self(files))
    }

    /// The files: text by path.
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// A copy in which `old`, which must occur in the file at `path` exactly once, is `new`: what would the check say if the
    /// generator had written that instead?
    pub fn edited(&self, path: &str, old: &str, new: &str) -> Result<Self> {
        let text = self
            .0
            .get(path)
            .ok_or_else(|| Error::new(format!("there is no generated file {path}")))?;
        match text.matches(old).count() {
            1 => {
                let mut files = self.0.clone();
                files.insert(path.to_owned(), text.replacen(old, new, 1));
                Ok(Self(files))
            }
            count => Err(Error::new(format!(
                "{old:?} occurs {count} times in {path}, but must occur once"
            ))),
        }
    }
}
