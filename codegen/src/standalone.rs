//! Types for any JSON Schema document, Twilio's or not: no catalogue, no lock, no dispatch.

use std::path::Path;

use url::Url;

use crate::bundle::{Library, bundle};
use crate::compose::compose;
use crate::emit::definitions;
use crate::error::{Error, Result};
use crate::fixups::Fixups;
use crate::format;
use crate::id::DocumentId;
use crate::load::Document;
use crate::lower::lower;
use crate::model::Type;
use crate::names;
use crate::prepare::prepare;

/// The Rust of one document.
#[derive(Debug)]
pub struct Module {
    /// The name of the module: `order_created`.
    pub name: String,
    /// Its text. It needs serde, `serde_json` and `twilio_events_runtime`.
    pub text: String,
    /// Places that are typed as any JSON.
    pub warnings: Vec<Error>,
}

/// Makes the types of a document that refers to nothing outside; see [`module_among`].
///
/// # Errors
/// As [`module_among`] has them, and references to other files.
pub fn module(file: &Path, name: &str, bytes: &[u8]) -> Result<Module> {
    let nowhere = Url::parse("file:///schema.json").map_err(|error| {
        Error::new("the address of a document without one is none").cause(error)
    })?;
    module_among(&mut Library::default(), &nowhere, file, name, bytes)
}

/// Makes the types of a document that lies at `url`, and of what it refers to in a library; messages call it `file`. `name`
/// is what the type of the whole is called, in any spelling; the module is called so too.
///
/// # Errors
/// Bytes that are no JSON Schema, a construct that makes no sense, and names that meet; each with the file, line and column
/// and JSON pointer.
pub fn module_among(
    library: &mut Library,
    url: &Url,
    file: &Path,
    name: &str,
    bytes: &[u8],
) -> Result<Module> {
    let at = |error: Error| error.in_file(file);
    let document = Document::unnamed(&id(name), bytes).map_err(at)?;
    let no_schema = (!document.is_schema()).then(|| {
        document.error(
            "",
            "this says nothing that a schema says: typed as any JSON",
        )
    });
    let (types, warnings) = types(document, url, library).map_err(at)?;
    let origin = file.file_name().unwrap_or_default().to_string_lossy();
    let header = format::first_line("//", &origin);
    let text = format::items(&header, &origin, definitions(&types)).map_err(at)?;
    let warnings = no_schema.into_iter().chain(warnings);
    Ok(Module {
        name: names::module(name),
        text,
        warnings: warnings.map(at).collect(),
    })
}

/// The types of a document, and what they do not say. What the stages before made is gone when it returns.
fn types(document: Document, url: &Url, library: &mut Library) -> Result<(Vec<Type>, Vec<Error>)> {
    let bundled = bundle(document, url, library)?;
    let composed = compose(&bundled.document)?;
    let prepared = prepare(&bundled.document, &composed, &Fixups::unattended())?;
    let types = lower(&prepared)?;
    let warnings = bundled.warnings.into_iter().chain(composed.warnings);
    Ok((types, warnings.chain(prepared.warnings).collect()))
}

/// The text of the file that declares the modules.
///
/// # Errors
/// Two documents would share a module.
pub fn root(modules: &[Module]) -> Result<String> {
    let mut text = format::first_line("//", "a folder of schemas") + "\n";
    let mut scope = names::Scope::default();
    for (index, Module { name, .. }) in modules.iter().enumerate() {
        scope
            .take(name, &format!("document {}", index + 1))
            .map_err(|error| {
                Error::new(error.message()).help("give one of the files another name")
            })?;
        text.push_str("pub mod ");
        text.push_str(name);
        text.push_str(";\n");
    }
    Ok(text)
}

/// What names are made from inside the generator; `name` with what an id can hold.
fn id(name: &str) -> DocumentId {
    let word = names::type_name(name);
    let plain: String = word
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(100)
        .collect();
    let id = format!("Types.{plain}/1").parse();
    id.or_else(|_| format!("Types.Schema{plain}/1").parse())
        .expect("a letter, and then letters and digits, are an id")
}
