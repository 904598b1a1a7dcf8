//! The documented fields of one object held against the generated struct.

use super::Check;
use super::items::{Enum, GeneratedField, Struct};
use super::module::{Definition, Made, same_words};
use super::types::FieldType;
use crate::docs::documentation::markdown::plain_text;
use crate::docs::documentation::{DocumentedField, DocumentedVersion, JsonType};
use schema_to_rust::prose;

impl<'a> Check<'a> {
    /// Holds fields against a struct, which stands in the module of version `home` under `name`. `parents` are the fields
    /// that lead to it.
    pub(super) fn fields(
        &mut self,
        version: &'a DocumentedVersion,
        documented: &'a [DocumentedField],
        (home, name, item): (u32, &str, &'a Struct),
        parents: &[&str],
    ) {
        if !item.is_object {
            let message = format!(
                "v{} is generated with a struct `{name}` that has no `object!` to read it",
                version.number
            );
            self.find(version.number, dotted(parents), message);
        }
        for field in documented {
            let path = [parents, &[&*field.name]].concat();
            let mut found = item.fields.iter().filter(|g| g.json_name == field.name);
            if let Some(generated) = found.next() {
                self.field(version, field, home, generated, &path);
            } else {
                self.say(
                    version,
                    &path,
                    &format!(
                        "documented as {}, but `{name}` has no field of that JSON name",
                        field.json_type.as_str()
                    ),
                );
            }
            if found.next().is_some() {
                self.say(
                    version,
                    &path,
                    &format!("documented once, but `{name}` has two fields of that JSON name"),
                );
            }
        }
        for generated in &item.fields {
            if documented
                .iter()
                .all(|field| field.name != generated.json_name)
            {
                self.say(
                    version,
                    &[parents, &[&*generated.json_name]].concat(),
                    &format!(
                        "generated as field `{}` of `{name}`, but not documented",
                        generated.rust_name
                    ),
                );
            }
        }
    }

    fn field(
        &mut self,
        version: &'a DocumentedVersion,
        field: &'a DocumentedField,
        home: u32,
        generated: &'a GeneratedField,
        path: &[&str],
    ) {
        if !same_words(&generated.rust_name, &field.name) {
            self.say(
                version,
                path,
                &format!(
                    "generated as field `{}`, whose name does not come from the documented one",
                    generated.rust_name
                ),
            );
        }
        let (inner, optional) = match &generated.ty {
            FieldType::Option(inner) => (&**inner, true),
            ty => (ty, false),
        };
        if optional == field.required {
            let documented = if field.required {
                "required"
            } else {
                "optional"
            };
            let ty = &generated.ty_text;
            self.say(
                version,
                path,
                &format!("documented as {documented}, but generated as `{ty}`"),
            );
        }
        if let Some(kind) = &generated.kind
            && (kind != "required") != optional
        {
            let ty = &generated.ty_text;
            self.say(
                version,
                path,
                &format!("generated as `{ty}`, but as {kind} in its `object!`"),
            );
        }
        let description = self.description(version, field, home, path);
        let item = match inner {
            FieldType::Item(name) => self.module.resolve(home, name),
            FieldType::List(inner) => match &**inner {
                FieldType::Item(name) => self.module.resolve(home, name),
                _ => None,
            },
            _ => None,
        };
        self.docs(version, description, generated, item, path);
        self.ty(version, field, description, (inner, generated), item, path);
    }

    /// The description that counts for a struct in the module of version `home`: that version's own, where the page has it.
    fn description(
        &self,
        version: &DocumentedVersion,
        field: &'a DocumentedField,
        home: u32,
        path: &[&str],
    ) -> &'a str {
        let newer = (home != version.number)
            .then(|| {
                let mut versions = self.section.versions.iter();
                let newer =
                    versions.find(|v| v.number == home && v.document.schema == *self.schema)?;
                let (last, parents) = path.split_last()?;
                let mut fields = newer.fields.as_ref()?;
                for parent in parents {
                    fields = &fields.iter().find(|field| field.name == *parent)?.children;
                }
                fields.iter().find(|field| field.name == *last)
            })
            .flatten();
        &newer.unwrap_or(field).description
    }

    /// The rustdoc of a field begins with what the description says. An object whose field has no rustdoc may say it on its type,
    /// since pages put a definition's description there. Where nothing is documented the generator may write what it likes.
    fn docs(
        &mut self,
        version: &DocumentedVersion,
        description: &str,
        generated: &GeneratedField,
        item: Option<Definition<'_>>,
        path: &[&str],
    ) {
        let mut docs = plain_text(&generated.docs);
        if docs.is_empty()
            && let Some(Made::Struct(item)) = item.map(|found| found.item)
        {
            docs = plain_text(&item.docs);
        }
        // What the schema says besides, or since which version the field is there, comes after it.
        let rest = docs.strip_prefix(description);
        let agrees = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        if description.is_empty() || agrees {
            return;
        }
        let said = match &*docs {
            "" => "has no rustdoc".to_owned(),
            docs => format!("its rustdoc says \"{docs}\""),
        };
        self.say(
            version,
            path,
            &format!("documented as \"{description}\", but {said}"),
        );
    }

    fn ty(
        &mut self,
        version: &'a DocumentedVersion,
        field: &'a DocumentedField,
        description: &str,
        (ty, generated): (&FieldType, &GeneratedField),
        item: Option<Definition<'a>>,
        path: &[&str],
    ) {
        let is_string = field.json_type == JsonType::String;
        let timestamp = is_string && prose::is_timestamp(description);
        let values = (is_string && !timestamp)
            .then(|| prose::values(description))
            .flatten();
        let fits = match (field.json_type, ty, item) {
            (JsonType::String, FieldType::Timestamp, _) => timestamp,
            (JsonType::String, FieldType::String, _) => !timestamp && values.is_none(),
            (JsonType::String, FieldType::Item(_), Some(found)) => match (&values, found.item) {
                (Some(values), Made::Enum(item)) => {
                    self.values(version, values, found.name, item, path);
                    true
                }
                _ => false,
            },
            (JsonType::Integer, FieldType::Integer, _)
            | (JsonType::Number, FieldType::Number, _)
            | (JsonType::Boolean, FieldType::Boolean, _) => true,
            (JsonType::Object, FieldType::Map(_) | FieldType::Value, _) => {
                field.children.is_empty()
            }
            // What an array holds is documented only where it has fields.
            (JsonType::Array, FieldType::List(_), _) if field.children.is_empty() => true,
            (JsonType::Object, FieldType::Item(_), Some(found))
            | (JsonType::Array, FieldType::List(_), Some(found)) => match found.item {
                Made::Struct(item) => {
                    let place = (found.version, found.name, item);
                    self.fields(version, &field.children, place, path);
                    true
                }
                Made::Enum(_) => false,
            },
            _ => false,
        };
        if !fits {
            let mut documented = field.json_type.as_str().to_owned();
            if timestamp {
                documented.push_str(" with a time in ISO 8601");
            } else if let Some(values) = values {
                documented.push_str(" with the values ");
                documented.push_str(&values.join(", "));
            } else if !field.children.is_empty() {
                documented.push_str(" with fields of its own");
            }
            let ty = &generated.ty_text;
            self.say(
                version,
                path,
                &format!("documented as {documented}, but generated as `{ty}`"),
            );
        }
    }

    /// The values of an enum are those of the prose.
    fn values(
        &mut self,
        version: &DocumentedVersion,
        documented: &[String],
        name: &str,
        item: &Enum,
        path: &[&str],
    ) {
        let expected: Vec<&str> = documented.iter().map(String::as_str).collect();
        let values: Vec<&str> = item.values.iter().map(String::as_str).collect();
        if sorted(&values) != sorted(&expected) {
            self.say(
                version,
                path,
                &format!(
                    "documented with the values {}, but `{name}` has {}",
                    expected.join(", "),
                    values.join(", ")
                ),
            );
        }
    }

    fn say(&mut self, version: &DocumentedVersion, path: &[&str], what: &str) {
        let Some(field) = dotted(path) else { return };
        let message = format!("`{field}` of v{} is {what}", version.number);
        self.find(version.number, Some(field), message);
    }
}

fn dotted(path: &[&str]) -> Option<String> {
    (!path.is_empty()).then(|| path.join("."))
}

fn sorted<'a>(list: &[&'a str]) -> Vec<&'a str> {
    let mut list = list.to_vec();
    list.sort_unstable();
    list
}
