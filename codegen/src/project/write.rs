//! Puts the files where they belong: writes what differs, removes what nothing makes any more, or only says what it would do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::emit::Files;
use crate::error::{Error, Result};
use crate::project::files;
use crate::project::transaction::Transaction;
use crate::project::written::{MARKED_BY, Written, is_marked};

/// So many files that stand in the way are named: a folder of somebody's own may hold any number.
const MOST_LISTED: usize = 10;

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
    /// The folder cannot be read, or something stands in the way: a file that no run of the generator made, wherever it lies, or
    /// a link, a device or a folder where a file goes. Nothing of that is ever replaced or removed.
    pub fn new(root: &Path, wanted: &Files) -> Result<Self> {
        let mut plan = Self {
            root: root.to_owned(),
            ..Self::default()
        };
        let written = Written::read(root)?;
        let mut in_the_way = Vec::new();
        for path in files::below(root)? {
            if in_the_way.len() == MOST_LISTED {
                in_the_way.push(Error::new("more than these stand in the way").file(root));
                break;
            }
            let slashed = files::slashed(&path)?;
            if wanted.contains_key(&slashed) {
                continue;
            }
            match plan.ours(&path, &slashed, &written)? {
                Some(text) => drop(plan.remove.insert(path, text)),
                None => in_the_way.push(foreign(&root.join(&path))),
            }
        }
        for (slashed, new) in wanted {
            let path: PathBuf = slashed.split('/').collect();
            if let Err(error) = files::check_below(root, &path) {
                in_the_way.push(error);
                continue;
            }
            let old = files::read_if_present(&root.join(&path))?;
            if old.as_deref() == Some(new.as_bytes()) {
                continue;
            }
            if old
                .as_deref()
                .is_some_and(|old| !written.is_ours(slashed, old))
            {
                in_the_way.push(foreign(&root.join(&path)));
                continue;
            }
            let old = String::from_utf8_lossy(&old.unwrap_or_default()).into_owned();
            let new = new.clone();
            plan.write.insert(path, Change { old, new });
        }
        Error::all(in_the_way)?;
        Ok(plan)
    }

    /// The text of a file, if that is ours.
    fn ours(&self, path: &Path, slashed: &str, written: &Written) -> Result<Option<String>> {
        let place = self.root.join(path);
        if files::check_below(&self.root, path).is_err() {
            return Ok(None);
        }
        let may_be =
            written.names(slashed) || is_marked(slashed, &files::beginning(&place, MARKED_BY)?);
        if !may_be {
            return Ok(None);
        }
        let bytes = files::read(&place)?;
        let ours = written.is_ours(slashed, &bytes);
        Ok(ours.then(|| String::from_utf8_lossy(&bytes).into_owned()))
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

fn foreign(path: &Path) -> Error {
    Error::new("this file is not generated, and stands in the way")
        .file(path)
        .help("only generated files lie in this folder: write to another one, or move this file elsewhere")
}
