//! What a person gives to a command: a file, which may be a pipe, or `-` for standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use schema_to_rust::files;

/// Its bytes.
///
/// # Errors
/// It cannot be read, or has more than `most`.
pub(super) fn named_or_stdin(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let input: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path)?)
    };
    files::limited(input, most)
}
