//! Files are read with their name in the error, and replaced whole or not at all.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The bytes of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| Error::new("cannot read this file").file(path).cause(error))
}

/// The text of a file.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?)
        .map_err(|error| Error::new("this file is not UTF-8").file(path).cause(error))
}

/// The bytes of a file, or `None` where there is none.
pub(crate) fn read_if_present(path: &Path) -> Result<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::new("cannot read this file").file(path).cause(error)),
    }
}

/// Replaces a file whole: the bytes go to a new file beside it, which then takes its name. Makes missing folders.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let wrong =
        |error: std::io::Error| Error::new("cannot write this file").file(path).cause(error);
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(wrong)?;
    let mut file = tempfile::Builder::new()
        .prefix(".twilio-events-")
        .tempfile_in(folder)
        .map_err(wrong)?;
    file.write_all(bytes).map_err(wrong)?;
    share(file.as_file()).map_err(wrong)?;
    file.as_file().sync_all().map_err(wrong)?;
    file.persist(path).map_err(|error| wrong(error.error))?;
    Ok(())
}

/// A temporary file is private to its owner; what takes its place is a file like any other.
#[cfg(unix)]
fn share(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

/// Removes a file, where there is one, and the folders below `root` that it leaves empty.
pub(crate) fn remove(path: &Path, root: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Error::new("cannot remove this file")
                .file(path)
                .cause(error));
        }
        _ => {}
    }
    for folder in path
        .ancestors()
        .skip(1)
        .take_while(|folder| *folder != root)
    {
        // A folder that still holds something stays.
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

/// A relative path with `/` between its segments, on any system.
pub(crate) fn slashed(path: &Path) -> Result<String> {
    let segments: Option<Vec<&str>> = path.iter().map(|segment| segment.to_str()).collect();
    let segments = segments.ok_or_else(|| Error::new("the file's name is not UTF-8").file(path))?;
    Ok(segments.join("/"))
}

/// All files below a folder, as sorted paths relative to it. No folder means no files.
pub(crate) fn below(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        let wrong = |error: std::io::Error| {
            Error::new("cannot list this folder")
                .file(&path)
                .cause(error)
        };
        let entries = match std::fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(wrong(error)),
        };
        for entry in entries {
            let entry = entry.map_err(wrong)?;
            let name = folder.join(entry.file_name());
            if entry.file_type().map_err(wrong)?.is_dir() {
                folders.push(name);
            } else {
                files.push(name);
            }
        }
    }
    files.sort();
    Ok(files)
}
