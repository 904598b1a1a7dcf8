//! The generated Rust as text.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::error::{Error, Result};

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
        let mut files = BTreeMap::new();
        let mut folders = vec![(dir.to_owned(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            let failed = |cause| {
                Error::new("cannot read the folder")
                    .cause(cause)
                    .file(&folder)
            };
            for entry in fs::read_dir(&folder).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let path = entry.path();
                let name = entry
                    .file_name()
                    .into_string()
                    .map_err(|_| Error::new("the file's name is not UTF-8").file(&path))?;
                let name = format!("{prefix}{name}");
                let kind = entry.file_type().map_err(failed)?;
                if kind.is_dir() {
                    folders.push((path, format!("{name}/")));
                } else if kind.is_file() && path.extension().is_some_and(|ext| ext == "rs") {
                    let text = fs::read_to_string(&path).map_err(|cause| {
                        Error::new("cannot read the file").cause(cause).file(&path)
                    })?;
                    files.insert(name, text);
                }
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
