//! "Metadata only", held to as a fact about the generated types.

use std::collections::BTreeMap;

use super::Check;
use super::items::Struct;
use super::module::{Definition, Item, SchemaModule};
use super::types::Type;

impl Check<'_> {
    /// Whether a version, said to change metadata only, has the fields of the version before.
    pub(super) fn metadata_only(&mut self, number: u32) {
        let name = self.schema.name();
        let (Some(new), Some(old)) = (
            self.module.resolve(number, name),
            self.module.resolve(number - 1, name),
        ) else {
            // That a documented version is missing is a finding of its own.
            return;
        };
        if new.version == old.version {
            return;
        }
        let (new, old) = (tree(self.module, new), tree(self.module, old));
        let differ: Vec<String> = new
            .iter()
            .filter(|(path, shape)| old.get(*path) != Some(shape))
            .chain(old.iter().filter(|(path, _)| !new.contains_key(*path)))
            .map(|(path, _)| format!("`{path}`"))
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
}

/// Every field of a type, nested ones too: its shape by its path.
fn tree(module: &SchemaModule, root: Definition<'_>) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    if let Item::Struct(item) = root.item {
        let mut open = vec![root.name.to_owned()];
        collect(module, root.version, item, "", &mut open, &mut fields);
    }
    fields
}

/// `open` are the structs that hold this one; a type that holds itself is not followed again.
fn collect(
    module: &SchemaModule,
    version: u32,
    item: &Struct,
    prefix: &str,
    open: &mut Vec<String>,
    fields: &mut BTreeMap<String, String>,
) {
    for field in &item.fields {
        let path = format!("{prefix}{}", field.json_name);
        fields.insert(path.clone(), shape(module, version, &field.ty));
        if let Some(Definition {
            version,
            name,
            item: Item::Struct(item),
        }) = innermost(&field.ty).and_then(|name| module.resolve(version, name))
            && !open.iter().any(|other| other == name)
        {
            open.push(name.to_owned());
            collect(module, version, item, &format!("{path}."), open, fields);
            open.pop();
        }
    }
}

fn innermost(ty: &Type) -> Option<&str> {
    match ty {
        Type::Option(inner) | Type::List(inner) => innermost(inner),
        Type::Item(name) => Some(name),
        _ => None,
    }
}

/// A type in words. Types of the crate count by what they are, not by their names.
fn shape(module: &SchemaModule, version: u32, ty: &Type) -> String {
    match ty {
        Type::Option(inner) => format!("optional {}", shape(module, version, inner)),
        Type::List(inner) => format!("list of {}", shape(module, version, inner)),
        Type::Item(name) => match module.resolve(version, name).map(|found| found.item) {
            Some(Item::Struct(_)) => "object".to_owned(),
            Some(Item::Enum(item)) => {
                let mut values = item.values();
                values.sort_unstable();
                format!("one of {values:?}")
            }
            None => format!("unknown type {name}"),
        },
        other => format!("{other:?}"),
    }
}
