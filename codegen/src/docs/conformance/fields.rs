//! The documented fields of a version held against those of the type that is generated for it.

use std::collections::{BTreeMap, BTreeSet};

use super::Check;
use super::module::Definition;
use super::outline::{Line, one_of, tree};
use crate::docs::documentation::{DocumentedField, DocumentedVersion, JsonType};
use schema_to_rust::prose;

/// Documented fields, nested ones too, by their paths.
type Documented<'a> = BTreeMap<String, &'a DocumentedField>;

impl<'a> Check<'a> {
    /// Holds the fields of a version against its type. Nothing is said of what lies in a field that is something else.
    pub(super) fn fields(
        &mut self,
        version: &DocumentedVersion,
        fields: &[DocumentedField],
        root: Definition<'_>,
    ) {
        let generated = tree(self.module, root);
        let mut documented = Documented::new();
        list(fields, "", &mut documented);
        let newer = self.newer(version.number, root.version);
        let mut others: Vec<String> = Vec::new();
        let paths: BTreeSet<&String> = documented.keys().chain(generated.keys()).collect();
        for path in paths {
            let is_below = |above: &String| {
                path.strip_prefix(above)
                    .is_some_and(|rest| rest.starts_with('.'))
            };
            if others.iter().any(is_below) {
                continue;
            }
            let what = match (documented.get(path), generated.get(path)) {
                (Some(field), Some(line)) => {
                    let description = &newer.get(path).unwrap_or(field).description;
                    self.docs(version.number, path, description, &line.docs);
                    let words = words(field, description);
                    if admits(field, &words, &line.words) {
                        continue;
                    }
                    format!("documented as {words}, but generated as {}", line.words)
                }
                (Some(field), None) => {
                    let words = words(field, &field.description);
                    format!("documented as {words}, but not generated")
                }
                (None, Some(Line { words, .. })) => {
                    format!("generated as {words}, but not documented")
                }
                (None, None) => continue,
            };
            others.push(path.clone());
            self.say(version.number, path, &what);
        }
    }

    /// The fields of the newer version that a version takes its type from, where it does: that one's own descriptions count.
    fn newer(&self, number: u32, home: u32) -> Documented<'a> {
        let mut newer = Documented::new();
        let is_home = |version: &&DocumentedVersion| {
            version.number == home && home != number && version.document.schema == *self.schema
        };
        let home = self.section.versions.iter().find(is_home);
        let fields = home.and_then(|version| version.fields.as_deref());
        list(fields.unwrap_or_default(), "", &mut newer);
        newer
    }

    /// The rustdoc begins with what the description says; what the schema says besides, or since which version the field is there,
    /// comes after it. Where nothing is documented the generator may write what it likes.
    fn docs(&mut self, version: u32, path: &str, description: &str, docs: &str) {
        let rest = docs.strip_prefix(description);
        if description.is_empty()
            || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        {
            return;
        }
        let said = match docs {
            "" => "has no rustdoc".to_owned(),
            docs => format!("its rustdoc says \"{docs}\""),
        };
        self.say(
            version,
            path,
            &format!("documented as \"{description}\", but {said}"),
        );
    }

    fn say(&mut self, version: u32, path: &str, what: &str) {
        let message = format!("`{path}` of v{version} is {what}");
        self.find(version, Some(path.to_owned()), message);
    }
}

fn list<'a>(fields: &'a [DocumentedField], prefix: &str, found: &mut Documented<'a>) {
    for field in fields {
        let path = format!("{prefix}{}", field.name);
        list(&field.children, &format!("{path}."), found);
        found.insert(path, field);
    }
}

/// A documented field in the words of an outline.
fn words(field: &DocumentedField, description: &str) -> String {
    let optional = if field.required { "" } else { "optional " };
    let values = || prose::values(description);
    let shape = match field.json_type {
        JsonType::String if prose::is_timestamp(description) => "timestamp".to_owned(),
        JsonType::String => match values() {
            Some(values) => one_of(values.iter().map(String::as_str)),
            None => "string".to_owned(),
        },
        JsonType::Array if field.children.is_empty() => "list".to_owned(),
        JsonType::Array => "list of object".to_owned(),
        other => other.as_str().to_owned(),
    };
    format!("{optional}{shape}")
}

/// Whether a documented field may be generated so. What is read from text too is read; and where no fields of an object or an array
/// are documented, nobody knows what it holds.
fn admits(field: &DocumentedField, words: &str, made: &str) -> bool {
    let made = made.strip_suffix(" or text").unwrap_or(made);
    let is_open = field.children.is_empty();
    made == words
        || match field.json_type {
            JsonType::Array if is_open => made.starts_with(&format!("{words} of ")),
            JsonType::Object if is_open => {
                let optional = words.strip_suffix("object").unwrap_or_default();
                let shape = made.strip_prefix(optional).unwrap_or_default();
                shape == "any" || shape.starts_with("map of ")
            }
            _ => false,
        }
}
