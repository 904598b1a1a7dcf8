//! `twilio-events types`: the Rust for any JSON Schema.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use schema_to_rust::resolve::name_of;
use schema_to_rust::standalone::{root, tell_apart};
use schema_to_rust::{Library, Module, Source, address, files, module, sanitize};
use twilio_events_codegen::emit::{Files, STYLE};
use twilio_events_codegen::error::Diagnostic;
use twilio_events_codegen::net::fetch::{Options, anywhere};
use twilio_events_codegen::project::write::Plan;
use twilio_events_codegen::project::{self, document::OLD_DIALECT};
use twilio_events_codegen::{Error, Result};
use url::Url;

use super::{Patience, Shell};

/// The output depends on `serde_json` and `twilio-events-runtime` alone. Warnings, on stderr, name places that are
/// typed as any JSON, or otherwise less than the schema says.
///
/// References lead to the given documents, and to files below their folders, by path or by `$id`. Each document's module has all
/// types that it needs, those from other documents too. A document has up to 6 MB, wherever it lies.
#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 done; 1 an error, or a warning under --deny-degraded",
    "twilio-events types order.json\n  twilio-events types schemas --out src/schemas"
))]
pub(crate) struct Arguments {
    /// JSON Schema documents, or folders with such as *.json
    #[arg(required = true, value_name = "FILE|DIR|URL")]
    sources: Vec<PathBuf>,
    /// A folder to write to: a module for each document, and mod.rs; nothing else may lie there
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// What the type of the whole is called, of a single document [default: its file name]
    #[arg(long)]
    name: Option<String>,
    /// Fail where a place is typed as any JSON, or otherwise less than the schema says
    #[arg(long)]
    deny_degraded: bool,
    /// Documents that references may lead to, by path or by `$id`, besides those that lie below the folder of a source; may be repeated
    #[arg(long, value_name = "FILE|DIR")]
    refs: Vec<PathBuf>,
    /// Ask the network for what references name and no file has; other machines by https
    #[arg(long)]
    allow_remote_refs: bool,
    #[command(flatten)]
    patience: Patience,
}

/// Where a document lies, and what it is called by its place.
struct Given {
    file: PathBuf,
    name: String,
    /// The folder in which it was found; nothing where a person named the document itself.
    folder: Option<PathBuf>,
}

/// More warnings are counted.
const MOST_SHOWN: usize = 200;

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let sources = documents(&arguments.sources)?;
    if arguments.name.is_some() && sources.len() != 1 {
        return Err(Error::new(format!(
            "--name names one type, and there are {} documents",
            sources.len()
        ))
        .help("name one file, or leave --name out: types are named after their files"));
    }
    let mut library = Library::below(folders(arguments)?)?;
    library.read_as_old(OLD_DIALECT);
    library.giving = Some("--refs");
    library.network = Some("`twilio-events types --allow-remote-refs` asks the network for it");
    let options = arguments.patience.options();
    let mut documents = Vec::new();
    let mut errors = Vec::new();
    for place in &sources {
        match read(place, &options) {
            Ok(source) => documents.push(source),
            Err(error) => errors.push(error),
        }
    }
    if let (Some(name), [one]) = (&arguments.name, &mut documents[..]) {
        one.name.clone_from(name);
    }
    let mut others = Vec::new();
    if !arguments.refs.is_empty() {
        for place in self::documents(&arguments.refs)? {
            others.push(read(&place, &options)?);
        }
    }
    // One alone is known to itself.
    let among_others = documents.iter().filter(|_| documents.len() > 1);
    for source in among_others.chain(&others) {
        library.add(source);
    }
    if arguments.allow_remote_refs {
        library.retrieve_with(move |url: &Url| anywhere::get(&options, url));
    }
    let mut modules = Vec::new();
    for source in &documents {
        match module(&STYLE, source, &mut library) {
            Ok(module) => modules.push(module),
            Err(error) => errors.push(error),
        }
    }
    for module in modules.iter().filter(|module| module.is_definitions) {
        shell.note(format_args!(
            "{}: it only holds definitions, so these are their types",
            module.file.display()
        ));
    }
    tell_apart(&mut modules);
    let warnings: Vec<&Diagnostic> = modules.iter().flat_map(|module| &module.warnings).collect();
    Shell::warnings(warnings.iter().copied().take(MOST_SHOWN));
    if let more @ 1.. = warnings.len().saturating_sub(MOST_SHOWN) {
        Shell::warning(&Diagnostic::warning(format!(
            "{more} more places, which are not shown"
        )));
    }
    if arguments.deny_degraded && !warnings.is_empty() {
        errors.push(Error::new(
            "places are typed as less than the schema says, which --deny-degraded forbids",
        ));
    }
    Error::all(errors)?;
    match &arguments.out {
        Some(out) => write(shell, out, modules)?,
        None => print(shell, &modules)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn write(shell: &Shell, out: &Path, modules: Vec<Module>) -> Result<()> {
    let mut files = Files::from([("mod.rs".to_owned(), root(&STYLE, &modules)?)]);
    for module in modules {
        let plain = module.name.strip_prefix("r#").unwrap_or(&module.name);
        files.insert(format!("{plain}.rs"), module.text);
    }
    let plan = Plan::new(out, &files)?;
    let (written, removed) = plan.counts();
    plan.apply()?;
    shell.status(format_args!(
        "{}: {written} files written, {removed} removed",
        sanitize::path(out)
    ));
    Ok(())
}

/// One module as it is; several inside each other's file.
fn print(shell: &Shell, modules: &[Module]) -> Result<()> {
    if let [one] = modules {
        shell.print(&one.text);
        return Ok(());
    }
    // Says which names collide.
    root(&STYLE, modules)?;
    for module in modules {
        shell.result(format_args!(
            "pub mod {} {{\n{}}}\n",
            module.name, module.text
        ));
    }
    Ok(())
}

/// The folders below which references lead to files: those that are given, and those in which given documents lie.
fn folders(arguments: &Arguments) -> Result<BTreeSet<PathBuf>> {
    let given = arguments.sources.iter().chain(&arguments.refs);
    let folder = |source: &PathBuf| {
        if source.is_dir() {
            return Ok(source.clone());
        }
        let whole = std::path::absolute(source).map_err(|error| {
            Error::new("this path cannot be made absolute")
                .file(source)
                .cause(error)
        })?;
        Ok(whole.parent().unwrap_or(&whole).to_owned())
    };
    given
        // What is wrong with a path to nothing is said when it is read.
        .filter(|source| !is_address(source) && source.exists())
        .map(folder)
        .collect()
}

/// The documents with the names that they have by their files.
fn documents(sources: &[PathBuf]) -> Result<Vec<Given>> {
    let mut found = Vec::new();
    for source in sources {
        if !is_address(source) && source.is_dir() {
            found.extend(below(source)?);
            continue;
        }
        let name = if is_address(source) {
            name_of(&address::written(&source.to_string_lossy()))
        } else {
            let name = source.file_stem().unwrap_or_default();
            name.to_string_lossy().into_owned()
        };
        found.push(Given {
            file: source.clone(),
            name,
            folder: None,
        });
    }
    Ok(found)
}

/// Every `*.json` below a folder, called by its path.
fn below(folder: &Path) -> Result<Vec<Given>> {
    let mut files = project::files::below(folder)?;
    files.retain(|path| path.extension().is_some_and(|end| end == "json"));
    if files.is_empty() {
        return Err(Error::new("no *.json lies here")
            .file(folder)
            .help("name a folder with JSON Schema documents"));
    }
    let given = files.into_iter().map(|path| {
        let plain = path.with_extension("");
        let names: Vec<_> = plain.iter().map(|name| name.to_string_lossy()).collect();
        Given {
            file: folder.join(&path),
            name: names.join(" "),
            folder: Some(folder.to_owned()),
        }
    });
    Ok(given.collect())
}

/// Whether a source lies on the network.
fn is_address(source: &Path) -> bool {
    let text = source.to_string_lossy().to_ascii_lowercase();
    text.starts_with("https://") || text.starts_with("http://")
}

fn read(place: &Given, options: &Options) -> Result<Source> {
    let Given { file, name, folder } = place;
    let source = |url, file, bytes| Source {
        url,
        file,
        name: name.clone(),
        bytes,
    };
    if is_address(file) {
        // Without user info, which stays in the address that is asked.
        let text = file.to_string_lossy();
        let shown = PathBuf::from(address::written(&text));
        let url = Url::parse(&text).map_err(|error| {
            Error::new("this is not an address")
                .file(&shown)
                .cause(error)
        })?;
        let bytes = anywhere::get(options, &url)?;
        return Ok(source(url, shown, bytes));
    }
    let unreadable = |error: std::io::Error| {
        Error::new("this file cannot be read")
            .file(file)
            .cause(error)
            .help("name a JSON Schema document, or a folder of them, or an address")
    };
    let bytes = match folder {
        None => files::named(file).map_err(unreadable)?,
        Some(folder) => {
            let folder = folder.canonicalize().map_err(unreadable)?;
            let real = files::resolve_below(file, [&folder]).ok_or_else(|| {
                Error::new("this link leads out of the folder")
                    .file(file)
                    .help("name the document that it leads to, or its folder")
            })?;
            // What is wrong with a document is shown with its line, and nobody asked for that of another file.
            if real.extension() != file.extension() {
                return Err(Error::new("this link does not lead to a *.json")
                    .file(file)
                    .help("remove it, or name what it leads to"));
            }
            files::document(&real).map_err(unreadable)?
        }
    };
    let whole = std::path::absolute(file).map_err(unreadable)?;
    let url = Url::from_file_path(whole)
        .map_err(|()| Error::new("this path cannot be written as an address").file(file))?;
    Ok(source(url, file.clone(), bytes))
}
