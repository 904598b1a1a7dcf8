//! The journal: what is still to be done, and how a run knows that it was written here.
//!
//! Whoever opens a checkout of somebody else's may find a folder of ours in it, with a journal. So a journal says which file it
//! is: its inode number, and the moment at which the file system made it, to the nanosecond. Both are the file system's own: no
//! version control and no archive can carry them, and nobody who prepares a checkout knows what they will be where it is taken.
//! A copy of a journal, be it by `git`, `tar` or `cp`, is another file, and is not believed. (Where a system tells only one of
//! the two, that one has to do. Then what a journal can ask for is still no more than a checkout can hold by itself: files that
//! lie in it, with bytes that lie in it.)
//!
//! A token in a file outside of the project would do too, but not for a run without a home folder, as in many builds; and the
//! path of the project would not: machines that build have the same for all.

use std::fs::{File, Metadata};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::project::digest;
use crate::project::files::{self, cannot};
use schema_to_rust::sanitize;

/// What a run changes: nothing else is ever written or removed.
const MANAGED: &[&str] = &["CHANGELOG.md", "README.md", "codegen/schemas", "generated"];

const NAME: &str = "journal.json";

/// What is to be done. All paths are relative to the root.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    /// The file that this is.
    file: Identity,
    pub(super) moves: Vec<Move>,
    pub(super) removes: Vec<PathBuf>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Move {
    /// The name of the staged file: a number.
    pub(super) staged: usize,
    /// The digest of its bytes.
    pub(super) sha256: String,
    pub(super) to: PathBuf,
}

/// What tells a file from every other, and from its own copies.
#[derive(Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Identity {
    inode: Option<u64>,
    /// Nanoseconds since 1970.
    born: Option<u64>,
}

impl Identity {
    pub(super) fn from_metadata(metadata: &Metadata) -> Self {
        let born = metadata.created().ok();
        let born = born.and_then(|born| born.duration_since(UNIX_EPOCH).ok());
        Self {
            inode: inode(metadata),
            born: born.and_then(|born| born.as_nanos().try_into().ok()),
        }
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems do not tell it")]
fn inode(metadata: &Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;
    Some(metadata.ino())
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> Option<u64> {
    None
}

/// Writes the journal into the folder: from then on the change counts as made. It begins among the staged files, under another
/// name, which changes neither number nor moment.
pub(super) fn write(
    folder: &Path,
    staged: &Path,
    moves: Vec<Move>,
    removes: Vec<PathBuf>,
) -> Result<()> {
    let path = folder.join(NAME);
    let failed = cannot("write this file", &path);
    std::fs::create_dir_all(staged).map_err(failed)?;
    let mut temporary = tempfile::NamedTempFile::new_in(staged).map_err(failed)?;
    let metadata = temporary.as_file().metadata().map_err(failed)?;
    let journal = Journal {
        file: Identity::from_metadata(&metadata),
        moves,
        removes,
    };
    let text = serde_json::to_vec(&journal).map_err(|error| {
        Error::new("a path of this project is not UTF-8")
            .file(folder)
            .cause(error)
    })?;
    temporary.write_all(&text).map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    temporary
        .persist(&path)
        .map_err(|error| failed(error.error))?;
    Ok(())
}

/// The journal in a folder, if there is one and it was written here.
///
/// # Errors
/// What lies there is not a journal that this project's transaction has written there.
pub(super) fn read(folder: &Path) -> Result<Option<Journal>> {
    let path = folder.join(NAME);
    let stranger = |why: &str| {
        Error::new(format!(
            "a change that was begun is noted here, and not by a run on this checkout: {why}"
        ))
        .file(&path)
        .help(format!(
            "nothing was done; see with `git status` what differs, and remove the folder {}",
            sanitize::path(folder)
        ))
    };
    match std::fs::symlink_metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Ok(metadata) if metadata.is_file() => {}
        _ => return Err(stranger("it is not a regular file")),
    }
    let bytes = files::read(&path)?;
    let metadata = File::open(&path).and_then(|file| file.metadata());
    let identity = metadata
        .map(|metadata| Identity::from_metadata(&metadata))
        .ok();
    let journal: Journal = serde_json::from_slice(&bytes)
        .map_err(|error| stranger("it is of another form").cause(error))?;
    if identity.as_ref() != Some(&journal.file) || journal.file == Identity::default() {
        return Err(stranger("it is a copy, or was written elsewhere"));
    }
    Ok(Some(journal))
}

/// Removes the journal: the change is made.
pub(super) fn remove(folder: &Path) -> Result<()> {
    let path = folder.join(NAME);
    std::fs::remove_file(&path).map_err(cannot("remove this file", &path))
}

pub(super) fn is_there(folder: &Path) -> bool {
    folder.join(NAME).symlink_metadata().is_ok()
}

impl Journal {
    /// Sees that all it says can be done below the root, and touches nothing else.
    pub(super) fn check(&self, root: &Path, staged: &Path) -> Result<()> {
        let targets = self.moves.iter().map(|change| &change.to);
        for path in targets.chain(&self.removes) {
            check(root, path)?;
        }
        for change in &self.moves {
            let name = PathBuf::from(change.staged.to_string());
            files::check_below(staged, &name)?;
            // What was moved before the process ended is not there any more.
            if let Some(bytes) = files::read_if_present(&staged.join(&name))?
                && digest::sha256(&bytes) != change.sha256
            {
                return Err(Error::new("this file is not what was staged").file(&staged.join(name)));
            }
        }
        Ok(())
    }
}

/// Sees that a path is one that runs change, and leads to a regular file of the project or to nothing.
pub(super) fn check(root: &Path, path: &Path) -> Result<()> {
    let is_managed = MANAGED.iter().any(|managed| path.starts_with(managed));
    if !is_managed || files::is_hidden(path) {
        return Err(Error::new("this is not a file that runs change")
            .file(path)
            .help(format!("they change {}", MANAGED.join(", "))));
    }
    files::check_below(root, path)
}
