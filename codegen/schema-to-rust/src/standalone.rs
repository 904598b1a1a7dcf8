//! The Rust of a document that stands alone, and of folders of such.

mod definitions;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use url::Url;

use crate::emit::{self, Style};
use crate::error::{Diagnostic, Error, Result};
use crate::hints::Hints;
use crate::load::{Document, Source};
use crate::lower::lower;
use crate::model::Type;
use crate::names::{self, collide};
use crate::normalize::{Normalized, normalize, normalize_definitions};
use crate::print;
use crate::resolve::{Library, resolve};
use crate::tree::NodeId;

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
    pub warnings: Vec<Diagnostic>,
}

/// Makes the types of a document, and of what it refers to in a library. The module is called as the type of the whole is.
///
/// # Errors
/// Bytes that are not a JSON Schema, a construct that makes no sense, and names that collide; each with the file, line and column
/// and JSON pointer.
pub fn module(style: &Style, source: &Source, library: &mut Library) -> Result<Module> {
    let Source {
        url,
        file,
        name,
        bytes,
    } = source;
    let at = |error: Error| error.file(file);
    let document = Document::parse(&called(name), bytes).map_err(at)?;
    let root = document.tree.root();
    let says_never = document.tree.bool(root) == Some(false);
    let silent = (!document.is_schema() && !says_never).then(|| {
        document.tree.warning(
            root,
            "this says nothing that a schema says: typed as any JSON",
        )
    });
    let definitions = definitions::all(&document.tree);
    let is_definitions = definitions.is_some();
    let (types, warnings) = types(document, definitions.as_deref(), url, library).map_err(at)?;
    let origin = file.file_name().unwrap_or_default().to_string_lossy();
    let header = (style.first_line)(&origin);
    let text =
        print::items(&header, &origin, emit::definitions(&types, style.runtime)).map_err(at)?;
    let warnings = silent.into_iter().chain(warnings);
    Ok(Module {
        name: module_name(name),
        file: file.to_owned(),
        called: name.to_owned(),
        is_definitions,
        text,
        warnings: warnings.map(|warning| warning.file(file)).collect(),
    })
}

/// The types of a document, and what they do not say. What the stages before made is gone when it returns.
fn types(
    document: Document,
    definitions: Option<&[NodeId]>,
    url: &Url,
    library: &mut Library,
) -> Result<(Vec<Type>, Vec<Diagnostic>)> {
    let Document { called, mut tree } = document;
    let root = [tree.root()];
    let mut warnings = resolve(&mut tree, definitions.unwrap_or(&root), url, library)?;
    let mut normalized: Normalized = match definitions {
        Some(definitions) => normalize_definitions(tree, definitions)?,
        None => normalize(tree)?,
    };
    warnings.append(&mut normalized.warnings);
    let lowered = lower(&normalized, &called, &Hints::default())?;
    warnings.extend(lowered.warnings);
    let types = match definitions {
        Some(_) => definitions::types(lowered.types),
        None => lowered.types,
    };
    Ok((types, warnings))
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
    let mut names = collide::apart(&called, module_name, &[]);
    let mut files: HashMap<String, usize> = HashMap::new();
    for name in &names {
        *files.entry(folded(name)).or_default() += 1;
    }
    for (name, called) in names.iter_mut().zip(called) {
        let file = folded(name);
        if file != *name && files[&file] > 1 {
            *name = collide::digested(name, called, 2);
        }
    }
    for (module, name) in modules.iter_mut().zip(names) {
        module.name = name;
    }
}

/// The name as file systems see it that do not look at case: `strasse` for `straße`.
fn folded(name: &str) -> String {
    name.to_uppercase().to_lowercase()
}

/// The module of a document; the file `mod.rs` declares all of them.
fn module_name(text: &str) -> String {
    match names::module(text).as_str() {
        "r#mod" => "mod_".to_owned(),
        name => name.to_owned(),
    }
}

/// What the root type is called, with a letter in front.
fn called(name: &str) -> String {
    let word: String = names::type_name(name).chars().take(100).collect();
    if word.starts_with(char::is_alphabetic) {
        word
    } else {
        format!("Schema{}", word.trim_start_matches('_'))
    }
}
