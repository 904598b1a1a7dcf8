//! A documentation page held against the generated Rust.
//!
//! The Rust is read as text, with syn, since what a reader of the crate gets is what has to be right: names, types and
//! rustdoc. Its types are those of the [model](crate::model) again, and each field is told in [words](outline), as the page's fields
//! are. Everything documented must be there, and nothing else.

mod fields;
mod items;
mod module;
mod outline;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use crate::docs::documentation::{DocumentedVersion, EventSection, Page};
use crate::emit::Files;
use crate::error::{Error, Result};
use crate::model::Kind;
use crate::project::files;
use crate::project::id::{DocumentId, SchemaId};
use module::SchemaModule;
pub use outline::outline;
use outline::{Line, tree};

/// The Rust files below a folder of generated code, by path. Links are not followed.
///
/// # Errors
/// There is no such folder, or a file in it cannot be read.
pub fn sources(folder: &Path) -> Result<Files> {
    if !folder.is_dir() {
        return Err(Error::new("there is no such folder").file(folder));
    }
    let mut sources = Files::new();
    for path in files::below(folder)? {
        let file = folder.join(&path);
        if path.extension().is_some_and(|ext| ext == "rs") && !file.is_symlink() {
            sources.insert(files::slashed(&path)?, files::read_text(&file)?);
        }
    }
    Ok(sources)
}

/// One point in which the generated Rust differs from a documentation page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The event type of the section that documents it.
    pub event_type: String,
    /// The schema version; none if the whole schema is concerned.
    pub document: Option<DocumentId>,
    /// The JSON name of the field; names of nested fields follow after dots.
    pub field: Option<String>,
    /// What is documented and what was generated, in one sentence that names field and version.
    pub message: String,
}

impl Finding {
    /// A finding that concerns a schema as a whole.
    fn of_schema(section: &EventSection, message: String) -> Self {
        Self {
            event_type: section.event_type.clone(),
            document: None,
            field: None,
            message,
        }
    }
}

impl fmt::Display for Finding {
    /// `event type: schema/version#field: message`, as far as known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.event_type)?;
        match (&self.document, &self.field) {
            (Some(document), Some(field)) => write!(f, "{document}#{field}: ")?,
            (Some(document), None) => write!(f, "{document}: ")?,
            (None, _) => {}
        }
        f.write_str(&self.message)
    }
}

/// Holds a page against the generated Rust and says in what they differ, version by version and field by field.
///
/// Checked are, for each event type and each documented version of its schema:
/// - The module of the version exists, and no version exists that the page lacks. The latest version is the one that the
///   schema's module re-exports, and the product's module re-exports the schema's type.
/// - The link names the version below whose heading it stands.
/// - The rustdoc of the type names the event type.
/// - Each documented field exists, with its JSON name, a Rust name that differs from it in case and underscores alone, its
///   type, `Option` unless it is required, and the description at the beginning of its rustdoc. No other field exists.
/// - A string is a `Timestamp` exactly when its description says ISO 8601, and an open enum exactly when its description
///   names a set of values; the enum has that set.
/// - A version said to change metadata only has the fields of the version before.
///
/// Where an older version takes its type from a newer one, the newer version's descriptions count.
pub fn check(page: &Page, generated: &Files) -> Vec<Finding> {
    let mut modules = BTreeMap::new();
    let mut findings = Vec::new();
    for section in &page.events {
        let schemas: BTreeSet<&SchemaId> = section
            .versions
            .iter()
            .map(|v| &v.document.schema)
            .collect();
        for schema in schemas {
            let module = modules
                .entry(schema)
                .or_insert_with(|| SchemaModule::read(generated, schema));
            match module {
                Ok(module) => Check {
                    section,
                    schema,
                    module,
                    findings: &mut findings,
                }
                .run(),
                Err(message) => findings.push(Finding::of_schema(section, message.clone())),
            }
        }
    }
    findings
}

/// The check of one schema that one event type has.
struct Check<'a> {
    section: &'a EventSection,
    schema: &'a SchemaId,
    module: &'a SchemaModule,
    findings: &'a mut Vec<Finding>,
}

impl Check<'_> {
    fn run(mut self) {
        let documented: Vec<&DocumentedVersion> = self
            .section
            .versions
            .iter()
            .filter(|version| version.document.schema == *self.schema)
            .collect();
        self.exports(&documented);
        let mut seen = BTreeSet::new();
        for version in &documented {
            self.version(version, &mut seen);
        }
        for version in &documented {
            if version.metadata_only {
                self.metadata_only(version.number);
            }
        }
        for number in self.module.numbers() {
            if documented.iter().all(|version| version.number != number) {
                let message = format!("v{number} is generated, but not documented");
                self.find(number, None, message);
            }
        }
    }

    /// What the modules of product and schema re-export.
    fn exports(&mut self, documented: &[&DocumentedVersion]) {
        let name = self.schema.name();
        if let Some(DocumentedVersion { number, .. }) =
            documented.iter().find(|version| version.latest)
            && self.module.latest != Some(*number)
        {
            let generated = match self.module.latest {
                Some(other) => format!("re-exports `{name}` from v{other}"),
                None => format!("re-exports no `{name}`"),
            };
            let message = format!(
                "v{number} is documented as the latest version, but the schema's module {generated}"
            );
            self.find(*number, None, message);
        }
        if !self.module.in_product {
            let message = format!("the product's module does not re-export `{name}`");
            self.findings
                .push(Finding::of_schema(self.section, message));
        }
    }

    /// One version. `seen` are the versions whose modules define a type that was checked already.
    fn version(&mut self, version: &DocumentedVersion, seen: &mut BTreeSet<u32>) {
        let number = version.number;
        if version.document.version != number {
            let message = format!(
                "v{number} is documented with a link to {}",
                version.document
            );
            self.find(number, None, message);
        }
        if self.module.numbers().all(|other| other != number) {
            let message = format!("v{number} is documented, but not generated");
            self.find(number, None, message);
            return;
        }
        let name = self.schema.name();
        let root = self.module.resolve(number, name);
        let Some(root) = root.filter(|root| matches!(root.ty.kind, Kind::Struct(_))) else {
            let message = format!("v{number} is documented, but its module has no struct `{name}`");
            self.find(number, None, message);
            return;
        };
        let event_type = &self.section.event_type;
        if seen.insert(root.version) && !root.ty.docs.contains(&format!("`{event_type}`")) {
            let message = format!(
                "v{number} is documented for `{event_type}`, but the rustdoc of `{name}` does not name that event type"
            );
            self.find(number, None, message);
        }
        if let Some(fields) = &version.fields {
            self.fields(version, fields, root);
        }
    }

    /// Whether a version, said to change metadata only, has the fields of the version before.
    fn metadata_only(&mut self, number: u32) {
        let name = self.schema.name();
        let (Some(new), Some(old)) = (
            self.module.resolve(number, name),
            self.module.resolve(number - 1, name),
        ) else {
            // That a documented version is missing is a finding of its own.
            return;
        };
        let (new, old) = (tree(self.module, new), tree(self.module, old));
        let paths: BTreeSet<&String> = new.keys().chain(old.keys()).collect();
        let words = |lines: &BTreeMap<String, Line>, path: &String| {
            lines.get(path).map(|line| line.words.clone())
        };
        let differ: Vec<String> = paths
            .into_iter()
            .filter(|path| words(&new, path) != words(&old, path))
            .map(|path| format!("`{path}`"))
            .collect();
        if !differ.is_empty() {
            let message = format!(
                "v{number} is documented to change only the metadata of v{}, but their generated types differ in {}",
                number - 1,
                differ.join(", ")
            );
            self.find(number, None, message);
        }
    }

    fn find(&mut self, version: u32, field: Option<String>, message: String) {
        let document = DocumentId {
            schema: self.schema.clone(),
            version,
        };
        self.findings.push(Finding {
            document: Some(document),
            field,
            ..Finding::of_schema(self.section, message)
        });
    }
}
