//! Crates that are made of what the command writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::ran::Ran;

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    workspace.canonicalize().expect("the workspace is there")
}

/// Makes a folder a crate of its own, which has what types are made of, in the versions of the workspace.
pub fn begin(folder: &Path, name: &str) {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n\
         twilio-events-runtime = {{ path = '{}' }}\n",
        workspace().join("runtime").display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("it can be written");
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).expect("it can be copied");
}

/// Runs cargo in it. What is built for one `target` is there for the next.
pub fn run(folder: &Path, target: &str, arguments: &[&str]) -> Ran {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join(target);
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).args(["--offline", "--quiet"]);
    Ran::new(cargo.current_dir(folder).env("CARGO_TARGET_DIR", target))
}
