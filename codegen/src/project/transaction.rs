//! Several files change together or not at all, even when the process is killed in between.
//!
//! New contents are staged beside the project first. Then a journal is written that says where each goes: from that moment on
//! the change counts as made. The files are moved to their places, and the journal goes. A run that changes the project and
//! finds a journal finishes what it says first; one that finds staged files without a journal throws them away, since nothing
//! was moved yet. A run that only reads does neither: [`pending`] says what is to be done.
//!
//! A journal is believed only if it was written by a run on this very checkout (how that is known stands in
//! `transaction/journal.rs`), and what it may ask for is little: regular files below the folders that runs change, staged under
//! digests, with no link anywhere on the way.

mod journal;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use self::journal::{Identity, Journal, Move};
use crate::error::{Error, Result};
use crate::project::digest;
use crate::project::files::{self, cannot};

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

/// Says whether a change is pending that an earlier run began and could not finish.
///
/// # Errors
/// There is one, or something that looks like one. Nothing is done about it.
pub fn pending(root: &Path) -> Result<()> {
    let folder = root.join(FOLDER);
    files::check_is_folder(&folder)?;
    if journal::read(&folder)?.is_none() {
        return Ok(());
    }
    Err(
        Error::new("a change of this project is pending: a run began it and did not end")
            .file(&folder)
            .help("finish it: twilio-events regen; or wait for the run, if it is still at work"),
    )
}

/// Opens and locks the file that says that a run is at work.
fn lock(root: &Path, folder: &Path) -> Result<File> {
    let path = folder.join("lock");
    files::check_below(folder, Path::new("lock"))?;
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    no_follow(&mut options);
    let lock = options
        .open(&path)
        .map_err(cannot("write this file", &path))?;
    let busy = || {
        Error::new("another run is changing this project")
            .file(root)
            .help("wait for it to end; if none is running, this is a defect")
    };
    lock.try_lock().map_err(|error| match error {
        fs::TryLockError::WouldBlock => busy(),
        fs::TryLockError::Error(error) => cannot("lock this file", &path)(error),
    })?;
    // A run that ended in between has removed the file, and the next one has made another.
    let opened = lock.metadata();
    let there = fs::symlink_metadata(&path);
    match (opened, there) {
        (Ok(opened), Ok(there))
            if Identity::from_metadata(&opened) == Identity::from_metadata(&there) =>
        {
            Ok(lock)
        }
        _ => Err(busy()),
    }
}

/// A link is not followed, though it may have come since it was looked for.
#[cfg(unix)]
fn no_follow(options: &mut fs::OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
}

#[cfg(not(unix))]
fn no_follow(_: &mut fs::OpenOptions) {}

impl Transaction {
    /// Begins a change of files below `root`, and finishes what an earlier run could not.
    ///
    /// # Errors
    /// Another run is at work; the folder cannot be written, or holds what no run on this checkout has left there.
    pub fn begin(root: &Path) -> Result<Self> {
        let folder = root.join(FOLDER);
        files::check_is_folder(&folder)?;
        fs::create_dir_all(&folder).map_err(cannot("make this folder", &folder))?;
        let transaction = Self {
            root: root.to_owned(),
            writes: BTreeMap::new(),
            removes: BTreeSet::new(),
            _lock: lock(root, &folder)?,
        };
        transaction.finish()?;
        Ok(transaction)
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
    /// A path is not one that runs change, a link stands on the way to it, or a file cannot be staged: then nothing has changed.
    /// A file cannot be moved or removed: then the rest is made by the next run that changes the project.
    pub fn commit(self) -> Result<()> {
        let relative = |path: &Path| {
            let path = path.strip_prefix(&self.root).unwrap_or(path).to_owned();
            journal::check(&self.root, &path).map(|()| path)
        };
        let removes = self.removes.iter().map(|path| relative(path));
        let removes = removes.collect::<Result<Vec<_>>>()?;
        let mut moves = Vec::new();
        for (staged, (path, bytes)) in self.writes.iter().enumerate() {
            let (sha256, to) = (digest::sha256(bytes), relative(path)?);
            moves.push(Move { staged, sha256, to });
        }
        for (index, bytes) in self.writes.values().enumerate() {
            files::replace(&self.staged().join(index.to_string()), bytes)?;
        }
        journal::write(&self.folder(), &self.staged(), moves, removes)?;
        self.finish()
    }

    fn folder(&self) -> PathBuf {
        self.root.join(FOLDER)
    }

    fn staged(&self) -> PathBuf {
        self.folder().join("staged")
    }

    /// Does what the journal says, in steps that can be done again, then forgets it.
    fn finish(&self) -> Result<()> {
        let staged = self.staged();
        files::check_is_folder(&staged)?;
        if let Some(journal) = journal::read(&self.folder())? {
            journal.check(&self.root, &staged)?;
            self.follow(&journal, &staged)?;
            journal::remove(&self.folder())?;
        }
        match fs::remove_dir_all(&staged) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(cannot("remove this folder", &staged)(error))
            }
            _ => Ok(()),
        }
    }

    fn follow(&self, journal: &Journal, staged: &Path) -> Result<()> {
        for change in &journal.moves {
            let (from, to) = (
                staged.join(change.staged.to_string()),
                self.root.join(&change.to),
            );
            // What was moved before the process ended is not there any more.
            if from.exists() {
                let folder = to.parent().unwrap_or(&self.root);
                fs::create_dir_all(folder).map_err(cannot("make this folder", folder))?;
                fs::rename(&from, &to).map_err(cannot("write this file", &to))?;
            }
        }
        for path in &journal.removes {
            files::remove(&self.root.join(path), &self.root)?;
        }
        Ok(())
    }
}

impl Drop for Transaction {
    /// Leaves nothing behind but a journal that is still to be finished. Best effort: what stays is used by the next run.
    fn drop(&mut self) {
        let folder = self.folder();
        if !journal::is_there(&folder) {
            let _ = fs::remove_dir_all(self.staged());
        }
        let _ = fs::remove_file(folder.join("lock"));
        let _ = fs::remove_dir(folder);
    }
}

#[cfg(test)]
mod tests;
