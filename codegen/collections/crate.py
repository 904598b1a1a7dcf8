"""The generated modules as a crate: what compiles, and a program that reads and writes payloads."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

PART = 4_000_000  # characters that are compiled at once: more take too much memory
WORKSPACE = Path(__file__).resolve().parents[2]

MANIFEST = """\
[package]
name = "collection"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
jsonschema = {{ version = "0.61.2", default-features = false }}
serde = "1"
serde_json = {{ version = "1", features = ["raw_value"] }}
serde_path_to_error = "0.1"
twilio-events-runtime = {{ path = {runtime} }}

[profile.dev]
debug = false
incremental = false
"""

# The argument names a file with the paths of schemas by URI. One line in: module, URI of the schema, payload. One line out: what
# came back, the error, and whether the payload is valid, null where that cannot be told.
MAIN = """\
#![allow(warnings)]

MODULES

use std::io::{BufRead as _, Write as _};

fn again<T: serde::de::DeserializeOwned + serde::Serialize>(json: &str) -> Result<String, String> {
    let value: T = serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(json)).map_err(|e| e.to_string())?;
    serde_json::to_string(&value).map_err(|e| format!("cannot be written: {e}"))
}

#[derive(Clone)]
struct Library(std::collections::HashMap<String, String>);

impl Library {
    fn read(&self, uri: &str) -> Option<serde_json::Value> {
        serde_json::from_str(&std::fs::read_to_string(self.0.get(uri)?).ok()?).ok()
    }

    fn is_valid(&self, uri: &str, json: &str) -> Option<bool> {
        let json = serde_json::from_str(json).ok()?;
        let options = jsonschema::options().with_base_uri(uri.to_owned()).with_retriever(self.clone());
        Some(options.build(&self.read(uri)?).ok()?.is_valid(&json))
    }
}

impl jsonschema::Retrieve for Library {
    fn retrieve(&self, uri: &jsonschema::Uri<String>) -> Result<serde_json::Value, Box<dyn std::error::Error + Send + Sync>> {
        self.read(uri.as_str().split('#').next().unwrap_or_default()).ok_or("not in this collection".into())
    }
}

fn dispatch(module: &str, json: &str) -> Result<String, String> {
    match module {
        ARMS
        other => Err(format!("no module {other}")),
    }
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let paths = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let library = Library(serde_json::from_str(&paths).unwrap());
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let [module, schema, json] = line.split('\\t').collect::<Vec<_>>()[..] else { unreachable!() };
        let back = std::panic::catch_unwind(|| dispatch(module, json)).unwrap_or(Err("panicked".to_owned()));
        let valid = std::panic::catch_unwind(|| library.is_valid(schema, json)).unwrap_or(None);
        println!("{}", serde_json::json!([back.as_ref().ok(), back.as_ref().err(), valid]));
        std::io::stdout().flush().unwrap();
    }
}
"""


class Crate:
    """Modules are called by short names: `d0`, with their text and root type."""

    def __init__(self, folder, target):
        self.folder = folder
        self.target = target
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "src").mkdir(parents=True)
        (folder / "Cargo.toml").write_text(MANIFEST.format(runtime=json.dumps(str(WORKSPACE / "runtime"))))
        shutil.copy(WORKSPACE / "Cargo.lock", folder / "Cargo.lock")

    def check(self, modules):
        """The errors of the modules that do not compile."""
        errors = {}
        for part in parts(modules):
            errors |= self.check_part(part)
        return errors

    def check_part(self, modules):
        """The same of modules that are compiled together: until those that are left compile."""
        for name, (text, _) in modules.items():
            self.write(f"{name}.rs", text)
        errors = {}
        while True:
            left = [name for name in modules if name not in errors]
            self.write("lib.rs", "#![allow(warnings)]\n" + "".join(f"pub mod {name};\n" for name in left))
            done = self.cargo("check", "--lib")
            found = blamed(done.stdout)
            found = {name: error for name, error in found.items() if name in left}
            if done.returncode == 0:
                return errors
            if not found:
                raise RuntimeError(f"cargo fails over no module:\n{done.stderr[-3000:]}")
            errors |= found

    def build(self, modules):
        """The program over these modules, which all compile."""
        arms = (f'"{name}" => again::<{name}::{root}>(json),' for name, (_, root) in modules.items())
        main = MAIN.replace("MODULES", "\n".join(f"mod {name};" for name in modules))
        self.write("main.rs", main.replace("ARMS", "\n        ".join(arms)))
        self.write("lib.rs", "")
        done = self.cargo("build", "--bin", "collection")
        if done.returncode != 0:
            raise RuntimeError(f"the program does not build:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return self.target / "debug" / "collection"

    def write(self, name, text):
        (self.folder / "src" / name).write_text(text)

    def cargo(self, *arguments):
        return subprocess.run(
            ["cargo", *arguments, "--offline", "--message-format=json", "-j1"],
            cwd=self.folder,
            env=os.environ | {"CARGO_TARGET_DIR": str(self.target)},
            capture_output=True,
            text=True,
        )


def parts(modules):
    """The modules in portions that can be compiled at once."""
    part, size = {}, 0
    for name, (text, root) in modules.items():
        if part and size + len(text) > PART:
            yield part
            part, size = {}, 0
        part[name] = text, root
        size += len(text)
    if part:
        yield part


def blamed(messages):
    """The first error of each module."""
    errors = {}
    for line in messages.splitlines():
        message = json.loads(line).get("message", {})
        if message.get("level") == "error":
            for name in modules_of(message["spans"]):
                errors.setdefault(name, message["message"])
    return errors


def modules_of(spans):
    """The modules that spans lie in, also those of macros called there."""
    for span in spans:
        while span:
            if found := re.search(r"src/(d\d+)\.rs$", span["file_name"]):
                yield found[1]
            span = span["expansion"] and span["expansion"]["span"]


def run(program, paths, tasks):
    """What the program says of each task, a list of back, error and validity; a task that ends the program is said to.

    `paths` are those of schemas by URI.
    """
    listed = program.with_suffix(".paths.json")
    listed.write_text(json.dumps(paths))
    answers = []
    while len(answers) < len(tasks):
        lines = "".join("\t".join(task) + "\n" for task in tasks[len(answers) :])
        done = subprocess.run([program, listed], input=lines, capture_output=True, text=True, timeout=600)
        answers += [json.loads(line) for line in done.stdout.split("\n") if line]
        if len(answers) < len(tasks):
            answers.append([None, "ended the program", None])
    return answers
