//! `twilio-events types`: the Rust for any JSON Schema.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use twilio_events_codegen::emit::Files;
use twilio_events_codegen::standalone::{Module, module, root};
use twilio_events_codegen::write::Plan;
use twilio_events_codegen::{Error, Result};

use super::Shell;

/// The output depends on serde, `serde_json` and `twilio-events-runtime` alone. Warnings, on stderr, name places that are
/// typed as any JSON.
#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 done; 1 an error, or a warning under --deny-degraded",
    "twilio-events types order.json\n  twilio-events types schemas --out src/schemas"
))]
pub(crate) struct Arguments {
    /// JSON Schema documents, or folders with such as *.json
    #[arg(required = true, value_name = "FILE|DIR")]
    sources: Vec<PathBuf>,
    /// A folder to write to: a module for each document, and mod.rs; nothing else may lie there
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// What the type of the whole is called, of a single document [default: its file name]
    #[arg(long)]
    name: Option<String>,
    /// Fail where a place is typed as any JSON
    #[arg(long)]
    deny_degraded: bool,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let sources = documents(&arguments.sources)?;
    if arguments.name.is_some() && sources.len() != 1 {
        return Err(Error::new(format!(
            "--name names one type, and there are {} documents",
            sources.len()
        ))
        .help("name one file, or leave --name out: types are called after their files"));
    }
    let mut modules = Vec::new();
    let mut errors = Vec::new();
    for (file, name) in &sources {
        let name = arguments.name.as_deref().unwrap_or(name);
        match read(file).and_then(|bytes| module(file, name, &bytes)) {
            Ok(module) => modules.push(module),
            Err(error) => errors.push(error),
        }
    }
    let warnings: Vec<&Error> = modules.iter().flat_map(|module| &module.warnings).collect();
    for warning in &warnings {
        Shell::warning(warning);
    }
    if arguments.deny_degraded && !warnings.is_empty() {
        errors.push(Error::new(
            "places are typed as any JSON, which --deny-degraded forbids",
        ));
    }
    if let Some(error) = Error::all(errors) {
        return Err(error);
    }
    match &arguments.out {
        Some(out) => write(shell, out, modules)?,
        None => print(shell, &modules)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn write(shell: &Shell, out: &Path, modules: Vec<Module>) -> Result<()> {
    let mut files = Files::from([("mod.rs".to_owned(), root(&modules)?)]);
    for module in modules {
        let plain = module.name.strip_prefix("r#").unwrap_or(&module.name);
        files.insert(format!("{plain}.rs"), module.text);
    }
    std::fs::create_dir_all(out).map_err(|error| {
        Error::new("this folder cannot be made")
            .file(out)
            .cause(error)
    })?;
    let plan = Plan::new(out, &files)?;
    let (written, removed) = plan.counts();
    plan.apply()?;
    shell.status(format_args!(
        "{}: {written} files written, {removed} removed",
        out.display()
    ));
    Ok(())
}

/// One module as it is; several inside each other's file.
fn print(shell: &Shell, modules: &[Module]) -> Result<()> {
    if let [one] = modules {
        shell.print(&one.text);
        return Ok(());
    }
    // Says which names meet.
    root(modules)?;
    for module in modules {
        shell.result(format_args!(
            "pub mod {} {{\n{}}}\n",
            module.name, module.text
        ));
    }
    Ok(())
}

/// The documents with the names that they have by their files.
fn documents(sources: &[PathBuf]) -> Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    for source in sources {
        if source.is_dir() {
            let before = found.len();
            below(source, "", &mut found)?;
            if found.len() == before {
                return Err(Error::new("no *.json lies here")
                    .file(source)
                    .help("name a folder with JSON Schema documents"));
            }
        } else {
            let name = source
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            found.push((source.clone(), name));
        }
    }
    Ok(found)
}

/// Every `*.json` below a folder, called by its path.
fn below(folder: &Path, prefix: &str, found: &mut Vec<(PathBuf, String)>) -> Result<()> {
    let failed = |error: std::io::Error| {
        Error::new("this folder cannot be read")
            .file(folder)
            .cause(error)
    };
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    entries.sort();
    for path in entries {
        let name = format!(
            "{prefix}{}",
            path.file_stem().unwrap_or_default().to_string_lossy()
        );
        // A link can lead back above itself.
        if path.is_dir() && !path.is_symlink() {
            below(&path, &format!("{name} "), found)?;
        } else if path.extension().is_some_and(|end| end == "json") {
            found.push((path, name));
        }
    }
    Ok(())
}

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).map_err(|error| {
        Error::new("this file cannot be read")
            .file(file)
            .cause(error)
            .help("name a JSON Schema document, or a folder of them")
    })
}
