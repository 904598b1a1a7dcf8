//! The Rust of a document that stands alone, and of folders of such.

mod definitions;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use url::Url;

use crate::bundle::{Library, bundle};
use crate::compose::compose;
use crate::emit::{self, Style};
use crate::error::{Error, Result};
use crate::format;
use crate::hints::Hints;
use crate::load::Document;
use crate::lower::lower;
use crate::model::Type;
use crate::names::{self, collide};
use crate::prepare::prepare;

/// The Rust of one document.
#[derive(Debug)]
pub struct Module {
    /// The name of the module: `order_created`.
    pub name: String,
    /// What it was made of, as messages call it.
    pub file: PathBuf,
    /// What it is called in any spelling: the name of the file, mostly.
    called: String,
    /// Whether the document only holds definitions: then the types are theirs, and there is none of the whole.
    pub is_definitions: bool,
    /// Its text. It needs `serde_json`, and the runtime of the style.
    pub text: String,
    /// Places that are typed as any JSON.
    pub warnings: Vec<Error>,
}

/// Makes the types of a document that refers to nothing outside; see [`module_among`].
///
/// # Errors
/// As [`module_among`] has them, and references to other files.
pub fn module(style: &Style, file: &Path, name: &str, bytes: &[u8]) -> Result<Module> {
    let nowhere = Url::parse("file:///schema.json").map_err(|error| {
        Error::new("the address of a document without one is none").cause(error)
    })?;
    module_among(style, &mut Library::default(), &nowhere, file, name, bytes)
}

/// Makes the types of a document that lies at `url`, and of what it refers to in a library; messages call it `file`. `name`
/// is what the type of the whole is called, in any spelling; the module is called so too.
///
/// # Errors
/// Bytes that are no JSON Schema, a construct that makes no sense, and names that meet; each with the file, line and column
/// and JSON pointer.
pub fn module_among(
    style: &Style,
    library: &mut Library,
    url: &Url,
    file: &Path,
    name: &str,
    bytes: &[u8],
) -> Result<Module> {
    let at = |error: Error| error.file(file);
    let document = Document::parse(&called(name), bytes).map_err(at)?;
    let no_schema = (!document.is_schema()).then(|| {
        document.error(
            "",
            "this says nothing that a schema says: typed as any JSON",
        )
    });
    let is_definitions = definitions::are_all(&document.root);
    let (types, warnings) = if is_definitions {
        let document = definitions::as_members(document);
        let (made, warnings) = types(document, url, library).map_err(at)?;
        (definitions::types(made), warnings)
    } else {
        types(document, url, library).map_err(at)?
    };
    let origin = file.file_name().unwrap_or_default().to_string_lossy();
    let header = (style.first_line)(&origin);
    let text =
        format::items(&header, &origin, emit::definitions(&types, style.runtime)).map_err(at)?;
    let warnings = no_schema.into_iter().chain(warnings);
    Ok(Module {
        name: module_name(name),
        file: file.to_owned(),
        called: name.to_owned(),
        is_definitions,
        text,
        warnings: warnings.map(at).collect(),
    })
}

/// The types of a document, and what they do not say. What the stages before made is gone when it returns.
fn types(document: Document, url: &Url, library: &mut Library) -> Result<(Vec<Type>, Vec<Error>)> {
    let bundled = bundle(document, url, library)?;
    let composed = compose(&bundled.document)?;
    let prepared = prepare(&bundled.document, &composed, &Hints::default())?;
    let types = lower(&prepared)?;
    let warnings = bundled.warnings.into_iter().chain(composed.warnings);
    Ok((types, warnings.chain(prepared.warnings).collect()))
}

/// The text of the file that declares the modules.
///
/// # Errors
/// Two documents would share a module, as they have one name.
pub fn root(style: &Style, modules: &[Module]) -> Result<String> {
    let mut text = (style.first_line)("a folder of schemas") + "\n";
    let mut scope = names::Scope::default();
    for Module { name, file, .. } in modules {
        scope
            .take(name, &file.display().to_string())
            .map_err(|error| {
                Error::new(error.message()).help("give one of the files another name")
            })?;
        if !name.is_ascii() {
            // rustc looks for a file by itself only if its name is ASCII.
            let _ = writeln!(text, "#[path = \"{name}.rs\"]");
        }
        let _ = writeln!(text, "pub mod {name};");
    }
    Ok(text)
}

/// Gives modules whose names collide names of their own.
pub fn tell_apart(modules: &mut [Module]) {
    let called: Vec<&str> = modules
        .iter()
        .map(|module| module.called.as_str())
        .collect();
    let names = collide::apart(&called, module_name, &[]);
    for (module, name) in modules.iter_mut().zip(names) {
        module.name = name;
    }
}

/// The module of a document; the file `mod.rs` declares all of them.
fn module_name(text: &str) -> String {
    match names::module(text).as_str() {
        "r#mod" => "mod_".to_owned(),
        name => name.to_owned(),
    }
}

/// What the type of the whole is called: `name` with what is ASCII of it.
fn called(name: &str) -> String {
    let word = names::type_name(name);
    let plain: String = word
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(100)
        .collect();
    if plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        plain
    } else {
        format!("Schema{plain}")
    }
}
