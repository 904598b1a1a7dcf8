//! Which files are ours: those whose first line says so, and of formats that have no comments, those that a list of digests
//! names as they are. A name alone makes no file ours, and a file of such a format that somebody has edited is not ours any more.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::emit::header::{MARK, header};
use crate::emit::layout::Files;
use crate::error::Result;
use crate::project::digest;
use crate::project::files;

/// The list, beside the files: what `sha256sum --check` reads.
const NAME: &str = "generated.sha256";

/// The digests of the files that cannot say themselves that they are generated, by path. While a merge waits to be resolved, the
/// list has both sides, and so may the files.
#[derive(Debug, Default)]
pub(crate) struct Written(BTreeMap<String, BTreeSet<String>>);

impl Written {
    /// Reads the list of a folder. Without one, or one that is not ours, no such file is.
    ///
    /// # Errors
    /// The list cannot be read.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        if files::check_below(root, Path::new(NAME)).is_err() {
            return Ok(Self::default());
        }
        let bytes = files::read_if_present(&root.join(NAME))?.unwrap_or_default();
        if !is_marked(NAME, &bytes) {
            return Ok(Self::default());
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut written = Self::default();
        for (sha256, path) in text.lines().filter_map(|line| line.split_once("  ")) {
            let digests = written.0.entry(path.to_owned()).or_default();
            digests.insert(sha256.to_owned());
        }
        Ok(written)
    }

    /// Whether the list names the file.
    pub(crate) fn names(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whether a file with these bytes is ours.
    pub(crate) fn is_ours(&self, path: &str, bytes: &[u8]) -> bool {
        let listed = self.0.get(path);
        is_marked(path, bytes) || listed.is_some_and(|known| known.contains(&digest::sha256(bytes)))
    }
}

/// How many bytes tell whether a file is marked.
pub(crate) const MARKED_BY: u64 = 100;

/// Whether the first line says that the file is generated, in a comment of its format.
pub(crate) fn is_marked(path: &str, bytes: &[u8]) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    let comment = match extension {
        Some("rs" | "js") => "//",
        Some("css") => "/*",
        Some("toml" | "sha256") => "#",
        Some("md" | "html") => "<!--",
        _ => return false,
    };
    let rest = bytes.strip_prefix(format!("{comment} {MARK}").as_bytes());
    // Not by another generator whose name begins so.
    rest.is_some_and(|rest| rest.starts_with(b" ") || rest.starts_with(b"."))
}

/// Adds the list of what cannot be marked, if there is anything.
pub(crate) fn list(files: &mut Files) {
    let mut text = header("#", "what was written");
    let mut is_needed = false;
    for (path, content) in &*files {
        if !is_marked(path, content.as_bytes()) {
            let sha256 = digest::sha256(content.as_bytes());
            writeln!(text, "{sha256}  {path}").expect("writing to a String does not fail");
            is_needed = true;
        }
    }
    if is_needed {
        files.insert(NAME.to_owned(), text);
    }
}
