//! The crate with the types of all schemas, and what it says of their data.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::pair::Case;

const MANIFEST: &str = r#"[package]
name = "NAME"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
serde = "1"
serde_json = "1"
twilio-events-runtime = { path = 'RUNTIME' }

[profile.dev]
debug = 0
incremental = false
codegen-units = 1 # these two take a fifth off
panic = "abort"
"#;

/// A line in is the name of a module and JSON. A line out is `-` and an error, or `+`, JSON, a tab, and the variant that each
/// union is, after the pointer of its value.
const MAIN: &str = r#"
use twilio_events_runtime::__private::{Slot, View};

fn read<T: Slot + serde::Serialize + serde::de::DeserializeOwned>(json: &str) -> serde_json::Result<String> {
    let value = serde_json::from_str::<T>(json)?;
    let mut taken = Vec::new();
    variants(value.view(), String::new(), &mut taken);
    Ok(serde_json::to_string(&value)? + "\t" + &serde_json::to_string(&taken)?)
}

fn variants(view: View<'_>, at: String, taken: &mut Vec<(String, String)>) {
    let below = |name: &str| format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
    match view {
        View::Object(object) => {
            let members = object.table().members;
            for (index, (name, _)) in members.iter().enumerate() {
                variants(object.member_view(index), below(name), taken);
            }
            // All that have no field.
            if let rest @ View::Map(_) = object.member_view(members.len()) {
                variants(rest, at, taken);
            }
        }
        View::Map(map) => map.each(&mut |name, value| {
            variants(value, below(name), taken);
            true
        }),
        View::List(list) => (0..list.count()).for_each(|index| variants(list.item(index), below(&index.to_string()), taken)),
        View::Tuple(items) => (0..items.count()).for_each(|index| variants(items.item(index), below(&index.to_string()), taken)),
        View::Opt(inner) => variants(inner.view(), at, taken),
        View::Union(union) => {
            let shown = format!("{union:?}");
            let (variant, _) = shown.split_once('(').expect("each variant holds something");
            taken.push((at.clone(), variant.to_owned()));
            variants(union.chosen(), at, taken);
        }
        _ => {}
    }
}

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.expect("lines are text");
        let (name, json) = line.split_once(' ').expect("a line has two parts");
        match answer(name, json) {
            Ok(json) => println!("+{json}"),
            Err(error) => println!("-{error}"),
        }
    }
}
"#;

pub(crate) struct Program {
    name: &'static str,
    folder: tempfile::TempDir,
    target: PathBuf,
}

impl Program {
    /// Programs that are built at the same time have names of their own.
    pub(crate) fn new(name: &'static str) -> Self {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let workspace = workspace.canonicalize().expect("the workspace is there");
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let runtime = workspace.join("runtime").display().to_string();
        let manifest = MANIFEST.replace("NAME", name).replace("RUNTIME", &runtime);
        fs::write(folder.path().join("Cargo.toml"), manifest).expect("it can be written");
        fs::copy(
            workspace.join("Cargo.lock"),
            folder.path().join("Cargo.lock"),
        )
        .expect("it can be copied");
        Self {
            name,
            folder,
            target: Path::new(env!("CARGO_TARGET_TMPDIR")).join("differential"),
        }
    }

    /// A line for each instance of each case, in their order.
    pub(crate) fn run(&self, cases: &[Case]) -> Vec<String> {
        let binary = self.build(cases);
        let mut input = String::new();
        for case in cases {
            for instance in &case.instances {
                writeln!(input, "{} {}", case.name, instance.data).expect("text takes text");
            }
        }
        let input_file = self.folder.path().join("input");
        fs::write(&input_file, &input).expect("it can be written");
        let output = Command::new(binary)
            .stdin(File::open(&input_file).expect("it was just written"))
            .output()
            .expect("the program runs");
        let lines: Vec<String> = String::from_utf8(output.stdout)
            .expect("JSON is text")
            .lines()
            .map(str::to_owned)
            .collect();
        if !output.status.success() || lines.len() != input.lines().count() {
            let stopped = input.lines().nth(lines.len()).unwrap_or_default();
            let name = stopped.split(' ').next();
            let case = cases.iter().find(|case| Some(case.name.as_str()) == name);
            let shown = case.map(|case| format!("{:#}\n{}", case.schema, case.text));
            let said = String::from_utf8_lossy(&output.stderr);
            panic!(
                "the program stopped at {stopped:?}: {said}\n{}",
                shown.unwrap_or_default()
            );
        }
        lines
    }

    /// The path of the program.
    fn build(&self, cases: &[Case]) -> PathBuf {
        let sources = self.folder.path().join("src");
        let _ = fs::remove_dir_all(&sources);
        fs::create_dir_all(&sources).expect("it can be made");
        let mut main = String::from("#![allow(warnings)]\n");
        let mut answers = String::new();
        for case in cases {
            let file = sources.join(format!("{}.rs", case.name));
            fs::write(file, &case.text).expect("it can be written");
            let (name, root) = (&case.name, case.root());
            writeln!(main, "mod {name};").expect("text takes text");
            writeln!(answers, "        {name:?} => read::<{root}>(json),")
                .expect("text takes text");
        }
        main.push_str(MAIN);
        write!(
            main,
            "\nfn answer(name: &str, json: &str) -> serde_json::Result<String> {{\n    match name {{\n{answers}        \
             _ => panic!(\"no module is called {{name}}\"),\n    }}\n}}\n"
        )
        .expect("text takes text");
        fs::write(sources.join("main.rs"), main).expect("it can be written");
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--quiet"])
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", &self.target)
            .output()
            .expect("cargo runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let name = format!("{}{}", self.name, std::env::consts::EXE_SUFFIX);
        self.target.join("debug").join(name)
    }
}
