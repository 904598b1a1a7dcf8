//! The model becomes files: a path and a text each. One file of this folder makes one kind of text.

mod docs;
mod event_data;
mod event_type;
mod features;
mod lib_rs;
mod manifest;
mod modules;
mod readme;
mod types;
mod versions_test;

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::format_ident;

use crate::error::{Error, Result};
use crate::files::without_mark;
use crate::model::{Model, Type, named};
use crate::written;

/// Texts by path, relative to the folder that they go to, with `/` between segments.
pub type Files = BTreeMap<String, String>;

/// What surrounds the modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A crate of its own: `Cargo.toml`, `README.md`, licences, `src/`, the documents, optional features.
    Crate,
    /// Modules for another crate to include through their `mod.rs`, without features.
    Modules,
}

impl Layout {
    /// The file that declares the modules.
    fn root(self) -> &'static str {
        match self {
            Self::Crate => "lib.rs",
            Self::Modules => "mod.rs",
        }
    }

    /// Where the modules go.
    fn source(self) -> &'static str {
        match self {
            Self::Crate => "src/",
            Self::Modules => "",
        }
    }
}

/// Makes all files.
///
/// # Errors
/// Two schemas would share a variant of `EventData`, two event types one of `EventType`, a product has the name of a file
/// that goes beside it, or emitted code does not parse (a defect of the generator).
pub fn emit(model: &Model, layout: Layout) -> Result<Files> {
    let mut files = Files::new();
    let source = layout.source();
    modules::files(model, layout, &mut files)?;
    for (name, text) in [
        ("event_data.rs", event_data::file(model, layout)?),
        ("event_type.rs", event_type::file(model)?),
        (layout.root(), lib_rs::file(model, layout)?),
    ] {
        if files.insert(format!("{source}{name}"), text).is_some() {
            return Err(Error::new(format!(
                "a product has the file name {name}, which is taken"
            ))
            .help("leave its schemas out of schemas.lock"));
        }
    }
    if layout == Layout::Crate {
        files.insert("Cargo.toml".to_owned(), manifest::file(model)?);
        files.insert("README.md".to_owned(), readme::file(model));
        files.insert("tests/versions.rs".to_owned(), versions_test::file(model));
        files.insert(
            "LICENSE-APACHE".to_owned(),
            include_str!("../LICENSE-APACHE").to_owned(),
        );
        files.insert(
            "LICENSE-MIT".to_owned(),
            include_str!("../LICENSE-MIT").to_owned(),
        );
        for version in model.schemas().flat_map(|schema| &schema.versions) {
            files.insert(
                format!("schemas/{}.json", version.document),
                // Readers of JSON refuse a byte order mark.
                without_mark(&version.text).to_owned(),
            );
        }
    }
    written::list(&mut files);
    Ok(files)
}

/// The definitions of types that stand alone.
pub(crate) fn definitions(types: &[Type]) -> impl Iterator<Item = TokenStream> {
    let by_name = named(types);
    types
        .iter()
        .map(move |ty| types::definition(ty, &by_name, &modules::type_docs(ty)))
}

/// The identifier of a name that `names` made.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, proc_macro2::Span::call_site()),
        None => format_ident!("{name}"),
    }
}
