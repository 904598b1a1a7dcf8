//! The model becomes files: a path and a text each. One file of this folder makes one kind of text.

pub mod coverage;
mod event_data;
mod event_type;
mod features;
mod guide;
pub(crate) mod header;
pub(crate) mod layout;
mod lib_rs;
mod manifest;
mod modules;
mod readme;
mod shared;
mod versions_test;

pub use event_type::variant as event_type_variant;
pub use features::name as feature;
pub use header::MARK;

use self::layout::RUNTIME;
pub use self::layout::{Files, Layout};
use crate::error::{Error, Result};
use schema_to_rust::emit::Style;

use crate::model::Model;
use crate::project::written;
use schema_to_rust::files::without_mark;

/// How the types of documents are written that are not ours.
pub const STYLE: Style = Style {
    runtime: RUNTIME,
    first_line: |origin| header::first_line("//", origin),
};

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
        guide::files(model, &mut files)?;
        files.insert("README.md".to_owned(), readme::file(model));
        files.insert("tests/versions/main.rs".to_owned(), versions_test::file());
        files.insert(
            "tests/versions/table.rs".to_owned(),
            versions_test::table(model),
        );
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
