//! The type of a generated field.

use std::collections::BTreeSet;

use syn::{GenericArgument, Ident, PathArguments};

/// A type as the check tells types apart.
#[derive(Debug)]
pub(super) enum FieldType {
    String,
    Timestamp,
    Integer,
    Number,
    Boolean,
    /// Any JSON value.
    Value,
    /// A map from strings.
    Map(Box<FieldType>),
    Option(Box<FieldType>),
    List(Box<FieldType>),
    /// A struct or an enum of the generated crate, by its name.
    Item(String),
    /// Nothing that a generated field may be.
    Other,
}

impl FieldType {
    /// Reads a type. `local` are the names that the file defines or imports: they hide names of the standard library.
    pub(super) fn read(ty: &syn::Type, local: &BTreeSet<String>) -> Self {
        let syn::Type::Path(ty) = ty else {
            return Self::Other;
        };
        let Some(last) = ty.path.segments.last() else {
            return Self::Other;
        };
        let name = plain(&last.ident);
        if ty.path.segments.len() == 1 && local.contains(&name) {
            return Self::Item(name);
        }
        let arguments: Vec<&syn::Type> = match &last.arguments {
            PathArguments::AngleBracketed(angles) => angles
                .args
                .iter()
                .filter_map(|argument| match argument {
                    GenericArgument::Type(ty) => Some(ty),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        match (&*name, &*arguments) {
            ("String", []) => Self::String,
            ("Timestamp", []) => Self::Timestamp,
            ("i64" | "u64" | "i128", []) => Self::Integer,
            ("f64", []) => Self::Number,
            ("bool", []) => Self::Boolean,
            ("Value", []) => Self::Value,
            ("BTreeMap", [key, value]) if matches!(Self::read(key, local), Self::String) => {
                Self::Map(Box::new(Self::read(value, local)))
            }
            ("Option", [inner]) => Self::Option(Box::new(Self::read(inner, local))),
            ("Vec", [inner]) => Self::List(Box::new(Self::read(inner, local))),
            ("Box", [inner]) => Self::read(inner, local),
            _ => Self::Other,
        }
    }
}

/// An identifier without `r#`.
pub(super) fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}
