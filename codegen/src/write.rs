//! Puts the files where they belong: writes what differs, removes what nothing makes any more, or only says what it would do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::emit::Files;
use crate::error::{Error, Result};
use crate::files;
use crate::format::MARK;
use crate::transaction::Transaction;

/// What has to happen to a folder so that it holds exactly the files.
#[derive(Debug, Default)]
pub struct Plan {
    root: PathBuf,
    /// New texts by path.
    write: BTreeMap<PathBuf, Change>,
    /// Files that nothing makes any more, with their text.
    remove: BTreeMap<PathBuf, String>,
}

#[derive(Debug)]
struct Change {
    old: String,
    new: String,
}

impl Plan {
    /// Compares the folder with the files. Nothing is written.
    ///
    /// # Errors
    /// The folder cannot be read, or holds a file that no run of the generator made: nothing that lies there without being
    /// generated is ever removed.
    pub fn new(root: &Path, wanted: &Files) -> Result<Self> {
        let mut plan = Self {
            root: root.to_owned(),
            ..Self::default()
        };
        let mut foreign = Vec::new();
        for path in files::below(root)? {
            let slashed = files::slashed(&path)?;
            if wanted.contains_key(&slashed) {
                continue;
            }
            let text = String::from_utf8_lossy(&files::read(&root.join(&path))?).into_owned();
            if is_ours(&slashed, &text) {
                plan.remove.insert(path, text);
            } else {
                foreign.push(
                    Error::new("this file is not generated")
                        .file(&root.join(&path))
                        .help("only generated files lie here: move it elsewhere, or remove it"),
                );
            }
        }
        if let Some(error) = Error::all(foreign) {
            return Err(error);
        }
        for (path, new) in wanted {
            let path: PathBuf = path.split('/').collect();
            let old = files::read_if_present(&root.join(&path))?;
            if old.as_deref() != Some(new.as_bytes()) {
                let old = String::from_utf8_lossy(&old.unwrap_or_default()).into_owned();
                plan.write.insert(
                    path,
                    Change {
                        old,
                        new: new.clone(),
                    },
                );
            }
        }
        Ok(plan)
    }

    /// Whether the folder holds exactly the files already.
    pub fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty()
    }

    /// How many files are written, and how many removed.
    pub fn counts(&self) -> (usize, usize) {
        (self.write.len(), self.remove.len())
    }

    /// How many files whose path begins with `prefix` change.
    pub fn changes_below(&self, prefix: &str) -> usize {
        let prefix: PathBuf = prefix.split('/').collect();
        let changes = self.write.keys().chain(self.remove.keys());
        changes
            .filter(|path| path.starts_with(&prefix) || path.with_extension("") == prefix)
            .count()
    }

    /// The difference between the folder and the files, as a unified diff.
    pub fn diff(&self) -> String {
        let mut text = String::new();
        let none = String::new();
        let written = self
            .write
            .iter()
            .map(|(path, change)| (path, &change.old, &change.new));
        let removed = self.remove.iter().map(|(path, old)| (path, old, &none));
        for (path, old, new) in written.chain(removed) {
            let (path, diff) = (
                path.display().to_string(),
                TextDiff::from_lines(old.as_str(), new.as_str()),
            );
            text.push_str(
                &diff
                    .unified_diff()
                    .header(&format!("a/{path}"), &format!("b/{path}"))
                    .to_string(),
            );
        }
        text
    }

    /// Makes the folder hold exactly the files. Each is replaced whole.
    ///
    /// # Errors
    /// A file cannot be written or removed; the error names it.
    pub fn apply(&self) -> Result<()> {
        for (path, change) in &self.write {
            files::replace(&self.root.join(path), change.new.as_bytes())?;
        }
        for path in self.remove.keys() {
            files::remove(&self.root.join(path), &self.root)?;
        }
        Ok(())
    }

    /// Adds what [`apply`](Self::apply) would do to a transaction.
    pub fn stage(&self, transaction: &mut Transaction) {
        for (path, change) in &self.write {
            transaction.write(&self.root.join(path), change.new.as_bytes());
        }
        for path in self.remove.keys() {
            transaction.remove(&self.root.join(path));
        }
    }
}

/// Generated texts carry the mark; licences and documents are copied as they are.
fn is_ours(path: &str, text: &str) -> bool {
    let copied = path.starts_with("LICENSE-") || path.starts_with("schemas/");
    copied || text.lines().take(3).any(|line| line.contains(MARK))
}
