//! A documentation page held against the generated Rust.
//!
//! The Rust is read as text, with syn, since what a reader of the crate gets is what has to be right: names, types and
//! rustdoc. Everything documented must be there, and nothing else.

mod fields;
mod items;
mod metadata;
mod module;
mod outline;
mod sources;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::docs::documentation::{DocumentedVersion, EventSection, Page};
use crate::project::id::{DocumentId, SchemaId};
use module::{Definition, Made, SchemaModule};
pub use outline::outline;
pub use sources::Sources;

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

/// Holds a page against the generated Rust and says in what they differ, in the order of the page.
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
pub fn check(page: &Page, generated: &Sources) -> Vec<Finding> {
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
                Err(message) => findings.push(Finding {
                    event_type: section.event_type.clone(),
                    document: None,
                    field: None,
                    message: message.clone(),
                }),
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

impl<'a> Check<'a> {
    fn run(mut self) {
        let documented: Vec<&'a DocumentedVersion> = self
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
            self.findings.push(Finding {
                event_type: self.section.event_type.clone(),
                document: None,
                field: None,
                message,
            });
        }
    }

    /// One version. `seen` are the versions whose modules define a type that was checked already.
    fn version(&mut self, version: &'a DocumentedVersion, seen: &mut BTreeSet<u32>) {
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
        let Some(Definition {
            item: Made::Struct(root),
            version: home,
            ..
        }) = self.module.resolve(number, name)
        else {
            let message = format!("v{number} is documented, but its module has no struct `{name}`");
            self.find(number, None, message);
            return;
        };
        let event_type = &self.section.event_type;
        if seen.insert(home) && !root.docs.contains(&format!("`{event_type}`")) {
            let message = format!(
                "v{number} is documented for `{event_type}`, but the rustdoc of `{name}` does not name that event type"
            );
            self.find(number, None, message);
        }
        if let Some(fields) = &version.fields {
            self.fields(version, fields, (home, name, root), &[]);
        }
    }

    fn find(&mut self, version: u32, field: Option<String>, message: String) {
        self.findings.push(Finding {
            event_type: self.section.event_type.clone(),
            document: Some(DocumentId {
                schema: self.schema.clone(),
                version,
            }),
            field,
            message,
        });
    }
}
