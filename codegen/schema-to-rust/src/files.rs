//! Reading files that somebody names, or that a reference leads to: regular files of a limited size.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The most bytes of a schema document or a documentation page, wherever it lies.
pub const MOST_OF_A_DOCUMENT: u64 = 6 << 20;

/// The bytes of a document that is found by its place.
///
/// # Errors
/// It is not a regular file, or has more than [`MOST_OF_A_DOCUMENT`] bytes.
pub fn document(path: &Path) -> io::Result<Vec<u8>> {
    regular(path, MOST_OF_A_DOCUMENT)
}

/// The bytes of a document that a person names: a pipe, as a shell makes of `<(command)`, is waited for.
///
/// # Errors
/// It has more than [`MOST_OF_A_DOCUMENT`] bytes.
pub fn named(path: &Path) -> io::Result<Vec<u8>> {
    limited(File::open(path)?, MOST_OF_A_DOCUMENT)
}

/// The same as text, without a byte order mark.
///
/// # Errors
/// As [`named`] has them; or it is not UTF-8.
pub fn named_text(path: &Path) -> io::Result<String> {
    let text = String::from_utf8(named(path)?).map_err(io::Error::other)?;
    Ok(without_mark(&text).to_owned())
}

/// The text without the byte order mark with which some programs begin it.
pub fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Where a path leads, links resolved, if that is below one of the folders, which are resolved already. A path to nothing is
/// looked at as far as there is something.
pub fn resolve_below<'a>(
    path: &Path,
    folders: impl IntoIterator<Item = &'a PathBuf>,
) -> Option<PathBuf> {
    let real = path.ancestors().find_map(|part| part.canonicalize().ok())?;
    let is_below = folders.into_iter().any(|folder| real.starts_with(folder));
    let whole = || path.canonicalize().unwrap_or_else(|_| path.to_owned());
    is_below.then(whole)
}

/// The bytes of a regular file.
///
/// # Errors
/// It is not a regular file, or has more than `most` bytes.
pub fn regular(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    limited(open_regular(path)?, most)
}

/// Opens a regular file for reading: no device without an end, no pipe that nobody writes to.
///
/// # Errors
/// It is something else, or cannot be opened.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let check = |metadata: std::fs::Metadata| {
        let other = || io::Error::other("it is not a regular file");
        metadata.is_file().then_some(()).ok_or_else(other)
    };
    // Before it is opened, since that alone can act on a device; and then what is open, which may be another by now.
    check(std::fs::metadata(path)?)?;
    let file = open(path)?;
    check(file.metadata()?)?;
    Ok(file)
}

/// Opens for reading without waiting for whoever writes to a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = File::options();
    options.read(true).custom_flags(libc::O_NONBLOCK).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// All bytes of something.
///
/// # Errors
/// It cannot be read, or has more than `most`: [`FileTooLarge`](io::ErrorKind::FileTooLarge).
pub fn limited(input: impl io::Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let text = format!("it has more than {most} bytes, which is the limit");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, text));
    }
    Ok(bytes)
}
