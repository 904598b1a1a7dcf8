//! Files are read with their name in the error, and replaced whole or not at all.
//!
//! What is read by its place, such as a file of the snapshot or one that a reference leads to, is a regular file of a limited
//! size: no device without an end, no pipe that nobody writes to. What a person names may be a pipe; its size is limited too.

use std::fs::FileType;
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};

use schema_to_rust::files::{document, open_regular, regular, without_mark};

use crate::error::{Error, Result};

/// More than any file of a project has, generated ones included.
const MOST: u64 = 256 << 20;

/// More files than a project has: somebody's whole home is not looked through.
const MOST_FILES: usize = 20_000;

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    regular(path, MOST).map_err(cannot("read this file", path))
}

/// So many bytes of the beginning of a file, or fewer.
pub fn beginning(path: &Path, bytes: u64) -> Result<Vec<u8>> {
    let mut beginning = Vec::new();
    let read = open_regular(path).and_then(|file| file.take(bytes).read_to_end(&mut beginning));
    read.map_err(cannot("read this file", path))?;
    Ok(beginning)
}

/// The text of a file, without a byte order mark.
pub fn read_text(path: &Path) -> Result<String> {
    let text = String::from_utf8(read(path)?)
        .map_err(|error| Error::new("this file is not UTF-8").file(path).cause(error))?;
    Ok(without_mark(&text).to_owned())
}

/// Line and column of a byte of a text, counted from 1.
pub(crate) fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// The bytes of a file, or `None` where there is none.
pub fn read_if_present(path: &Path) -> Result<Option<Vec<u8>>> {
    present(regular(path, MOST)).map_err(cannot("read this file", path))
}

/// The bytes of a document, or `None` where there is none.
pub fn document_if_present(path: &Path) -> Result<Option<Vec<u8>>> {
    present(document(path)).map_err(cannot("read this file", path))
}

/// The error of what cannot be done with a file: `read this file`.
pub(crate) fn cannot(what: &str, path: &Path) -> impl Fn(io::Error) -> Error + Copy {
    move |error| Error::new(format!("cannot {what}")).file(path).cause(error)
}

fn present(read: io::Result<Vec<u8>>) -> io::Result<Option<Vec<u8>>> {
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

/// Sees that a folder below `root` holds folders and regular files alone, and that no link is on the way to it: nothing that is
/// read there lies elsewhere. What is hidden is not read; editors put links there.
///
/// # Errors
/// Something else is there, or a folder cannot be listed.
pub fn check_folder(root: &Path, folder: &Path) -> Result<()> {
    check_way(root, folder)?;
    let files = below(&root.join(folder))?.into_iter();
    let mut shown = files.filter(|file| !is_hidden(file));
    shown.try_for_each(|file| check_below(root, &folder.join(file)))
}

/// Whether a file, or a folder that it lies in, is hidden.
pub fn is_hidden(path: &Path) -> bool {
    let mut names = path.iter();
    names.any(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Sees that a file below `root` can be read, written or removed without touching anything else: its path does not lead upwards,
/// no link stands on the way, and where it leads is a regular file or nothing.
pub fn check_below(root: &Path, path: &Path) -> Result<()> {
    check_way(root, path.parent().unwrap_or(path))?;
    if !path.components().all(is_normal) || path.file_name().is_none() {
        return Err(Error::new("this path leads elsewhere").file(path));
    }
    check(&root.join(path), "regular file", FileType::is_file)
}

/// Sees that all of a path below `root` is folders, as far as it is there.
fn check_way(root: &Path, folder: &Path) -> Result<()> {
    let mut here = root.to_owned();
    for component in folder.components() {
        if !is_normal(component) {
            return Err(Error::new("this path leads elsewhere").file(folder));
        }
        here.push(component);
        check_is_folder(&here)?;
    }
    Ok(())
}

/// Sees that there is a folder, or nothing.
pub(crate) fn check_is_folder(path: &Path) -> Result<()> {
    check(path, "folder", FileType::is_dir)
}

fn is_normal(component: Component<'_>) -> bool {
    matches!(component, Component::Normal(_))
}

fn check(path: &Path, wanted: &str, is_wanted: impl Fn(&FileType) -> bool) -> Result<()> {
    let kind = match std::fs::symlink_metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot("read this file", path)(error)),
    };
    if is_wanted(&kind) {
        return Ok(());
    }
    let what = if kind.is_symlink() {
        "a link".to_owned()
    } else {
        format!("something other than a {wanted}")
    };
    Err(Error::new(format!("{what} stands in the way"))
        .file(path)
        .help("move it elsewhere, or remove it"))
}

/// Replaces a file whole: the bytes go to a new file beside it, which then takes its name. Makes missing folders.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let wrong = cannot("write this file", path);
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
pub fn remove(path: &Path, root: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(cannot("remove this file", path)(error));
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
pub fn slashed(path: &Path) -> Result<String> {
    let segments: Option<Vec<&str>> = path.iter().map(|segment| segment.to_str()).collect();
    let segments = segments.ok_or_else(|| Error::new("the file's name is not UTF-8").file(path))?;
    Ok(segments.join("/"))
}

/// All files below a folder, as sorted paths relative to it. No folder means no files.
pub fn below(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        let wrong = cannot("list this folder", &path);
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
            if files.len() > MOST_FILES {
                let message = format!("more than {MOST_FILES} files lie below this folder");
                return Err(Error::new(message)
                    .file(root)
                    .help("name a folder of its own"));
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{below, read, remove, replace};

    #[test]
    fn what_cannot_be_done_is_said_with_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let (folder, file) = (folder.path(), folder.path().join("a"));
        std::fs::write(&file, "a").unwrap();
        for (error, what, path) in [
            (read(folder).unwrap_err(), "read this file", folder),
            (
                remove(folder, folder).unwrap_err(),
                "remove this file",
                folder,
            ),
            (below(&file).unwrap_err(), "list this folder", &file),
            (
                replace(&file.join("b"), b"").unwrap_err(),
                "write this file",
                &file.join("b"),
            ),
        ] {
            assert_eq!(error.message(), format!("cannot {what}"));
            assert_eq!(error.place().file.as_deref(), Some(path));
        }
    }
}
