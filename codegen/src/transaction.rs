//! Several files change together or not at all, even when the process is killed in between.
//!
//! New contents are staged beside the project first. Then a journal is written that says where each goes: from that moment on
//! the change counts as made. The files are moved to their places, and the journal goes. A run that finds a journal finishes
//! what it says; one that finds staged files without a journal throws them away, since nothing was moved yet.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::files;

/// The folder of staged files, lock and journal, in the root of the project.
const FOLDER: &str = ".twilio-events";

/// Changes to files below one folder, made by [`commit`](Self::commit).
///
/// It holds a lock from beginning to end, so that two runs do not mix their changes.
#[derive(Debug)]
pub struct Transaction {
    root: PathBuf,
    writes: BTreeMap<PathBuf, Vec<u8>>,
    removes: BTreeSet<PathBuf>,
    /// Released when the file is closed.
    _lock: File,
}

#[derive(Debug, Default, Deserialize, Serialize)]
struct Journal {
    /// Staged file, and where it goes.
    moves: Vec<(String, PathBuf)>,
    removes: Vec<PathBuf>,
}

impl Transaction {
    /// Begins a change of files below `root`, and finishes what an earlier run could not.
    ///
    /// # Errors
    /// Another run is at work, or the folder cannot be written.
    pub fn begin(root: &Path) -> Result<Self> {
        let folder = root.join(FOLDER);
        fs::create_dir_all(&folder).map_err(|error| failed("make this folder", &folder, error))?;
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(|error| failed("write this file", &path, error))?;
        lock.try_lock().map_err(|error| match error {
            fs::TryLockError::WouldBlock => Error::new("another run is changing this project")
                .file(root)
                .help("wait for it to end; if none is running, this is a defect"),
            fs::TryLockError::Error(error) => failed("lock this file", &path, error),
        })?;
        let transaction = Self {
            root: root.to_owned(),
            writes: BTreeMap::new(),
            removes: BTreeSet::new(),
            _lock: lock,
        };
        transaction.finish()?;
        Ok(transaction)
    }

    /// Finishes what an earlier run could not, where there was one.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    pub fn recover(root: &Path) -> Result<()> {
        if root.join(FOLDER).join("journal.json").exists() {
            Self::begin(root)?;
        }
        Ok(())
    }

    /// The file at `path`, which lies below the root, will hold these bytes.
    pub fn write(&mut self, path: &Path, bytes: impl Into<Vec<u8>>) {
        self.removes.remove(path);
        self.writes.insert(path.to_owned(), bytes.into());
    }

    /// The file at `path`, which lies below the root, will be gone.
    pub fn remove(&mut self, path: &Path) {
        self.writes.remove(path);
        self.removes.insert(path.to_owned());
    }

    /// Makes all changes.
    ///
    /// # Errors
    /// A file cannot be staged: then nothing has changed. A file cannot be moved or removed: then the rest is made by the next
    /// run that begins a transaction or recovers.
    pub fn commit(self) -> Result<()> {
        let staged = self.root.join(FOLDER).join("staged");
        let relative = |path: &Path| {
            path.strip_prefix(&self.root)
                .map_or_else(|_| path.to_owned(), Path::to_owned)
        };
        let mut journal = Journal::default();
        for (index, (path, bytes)) in self.writes.iter().enumerate() {
            let name = index.to_string();
            files::replace(&staged.join(&name), bytes)?;
            journal.moves.push((name, relative(path)));
        }
        journal.removes = self.removes.iter().map(|path| relative(path)).collect();
        let text = serde_json::to_vec(&journal).map_err(|error| {
            Error::new("a path of this project is not UTF-8")
                .file(&self.root)
                .cause(error)
        })?;
        files::replace(&self.journal(), &text)?;
        self.finish()
    }

    fn journal(&self) -> PathBuf {
        self.root.join(FOLDER).join("journal.json")
    }

    /// Does what the journal says, in steps that can be done again, then forgets it.
    fn finish(&self) -> Result<()> {
        let staged = self.root.join(FOLDER).join("staged");
        if let Some(text) = files::read_if_present(&self.journal())? {
            let journal: Journal = serde_json::from_slice(&text).map_err(|error| {
                Error::new("this journal cannot be read")
                    .file(&self.journal())
                    .cause(error)
            })?;
            for (name, path) in &journal.moves {
                let (from, to) = (staged.join(name), self.root.join(path));
                // What was moved before the process ended is not there any more.
                if from.exists() {
                    let folder = to.parent().unwrap_or(&self.root);
                    fs::create_dir_all(folder)
                        .map_err(|error| failed("make this folder", folder, error))?;
                    fs::rename(&from, &to)
                        .map_err(|error| failed("write this file", &to, error))?;
                }
            }
            for path in &journal.removes {
                files::remove(&self.root.join(path), &self.root)?;
            }
            let path = self.journal();
            fs::remove_file(&path).map_err(|error| failed("remove this file", &path, error))?;
        }
        match fs::remove_dir_all(&staged) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(failed("remove this folder", &staged, error))
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Transaction {
    /// Leaves nothing behind but a journal that is still to be finished. Best effort: what stays is used by the next run.
    fn drop(&mut self) {
        let folder = self.root.join(FOLDER);
        if !self.journal().exists() {
            let _ = fs::remove_dir_all(folder.join("staged"));
        }
        let _ = fs::remove_file(folder.join("lock"));
        let _ = fs::remove_dir(folder);
    }
}

fn failed(what: &str, path: &Path, error: std::io::Error) -> Error {
    Error::new(format!("cannot {what}")).file(path).cause(error)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{FOLDER, Transaction};

    #[test]
    fn changes_all_files() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("old")).unwrap();
        fs::write(root.path().join("old/a"), "a").unwrap();
        let mut transaction = Transaction::begin(root.path()).unwrap();
        transaction.write(&root.path().join("new/b"), "b");
        transaction.remove(&root.path().join("old/a"));
        transaction.commit().unwrap();
        assert_eq!(fs::read_to_string(root.path().join("new/b")).unwrap(), "b");
        assert!(
            !root.path().join("old").exists(),
            "the empty folder goes too"
        );
    }

    #[test]
    fn a_dropped_transaction_changes_nothing() {
        let root = tempfile::tempdir().unwrap();
        let mut transaction = Transaction::begin(root.path()).unwrap();
        transaction.write(&root.path().join("b"), "b");
        drop(transaction);
        assert_eq!(
            fs::read_dir(root.path()).unwrap().count(),
            0,
            "nothing is left behind"
        );
    }

    /// The state that a kill leaves at each step: staged without journal, journal without moves, journal with some moves.
    #[test]
    fn what_was_begun_is_undone_or_finished() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join(FOLDER);
        let stage = || {
            fs::create_dir_all(folder.join("staged")).unwrap();
            fs::write(folder.join("staged/0"), "one").unwrap();
            fs::write(folder.join("staged/1"), "two").unwrap();
        };
        stage();
        Transaction::begin(root.path()).unwrap();
        assert!(!folder.join("staged").exists() && !root.path().join("a").exists());

        let journal = r#"{"moves": [["0", "a"], ["1", "b"]], "removes": ["c"]}"#;
        for moved in [false, true] {
            stage();
            fs::write(root.path().join("c"), "three").unwrap();
            fs::write(folder.join("journal.json"), journal).unwrap();
            if moved {
                fs::rename(folder.join("staged/0"), root.path().join("a")).unwrap();
            }
            Transaction::recover(root.path()).unwrap();
            assert_eq!(fs::read_to_string(root.path().join("a")).unwrap(), "one");
            assert_eq!(fs::read_to_string(root.path().join("b")).unwrap(), "two");
            assert!(!root.path().join("c").exists() && !folder.join("journal.json").exists());
        }
    }

    #[test]
    fn two_at_once_are_refused() {
        let root = tempfile::tempdir().unwrap();
        let first = Transaction::begin(root.path()).unwrap();
        let error = Transaction::begin(root.path()).unwrap_err();
        assert_eq!(error.message(), "another run is changing this project");
        drop(first);
        Transaction::begin(root.path()).unwrap();
    }
}
