//! Names in JSON become names in Rust. Every rule looks at one name alone, so that no name shifts when a later version
//! of a schema adds another. Names that collide are an error (see [`Scope`]), and a person settles them.

pub(crate) mod collide;

use std::collections::BTreeMap;

use heck::{ToPascalCase, ToSnakeCase};
use icu_normalizer::ComposingNormalizerBorrowed;

use crate::error::{Error, Result};

/// Type names that generated code needs for itself. A schema's type of that name gets `Type` appended.
pub(crate) const TAKEN_TYPES: &[&str] = &[
    "Box",
    "Clone",
    "Debug",
    "Default",
    "Err",
    "Eq",
    "Hash",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Some",
    "String",
    "Vec",
];

/// `Unknown` takes the values without a variant; `Err` cannot be told from the type that `FromStr` has.
pub(crate) const TAKEN_VARIANTS: &[&str] = &["Err", "Unknown"];

/// The compiler compares identifiers in this form.
const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();

/// Longer names are cut: a name stands wherever its type does.
const LONGEST: usize = 150;

/// Words that cannot be written as raw identifiers.
const NEVER_RAW: &[&str] = &["crate", "self", "super", "Self", "_"];

/// The field for a JSON member: `AccountSid` becomes `account_sid`, `type` becomes `r#type`.
pub fn field(json: &str) -> String {
    identifier(json, ToSnakeCase::to_snake_case)
}

/// The type for a name in a schema: `edge metadata` becomes `EdgeMetadata`.
pub fn type_name(text: &str) -> String {
    let name = identifier(text, ToPascalCase::to_pascal_case);
    // `identifier` made `Self_` of `Self`.
    let plain = name.strip_suffix('_').unwrap_or(&name);
    if TAKEN_TYPES.contains(&plain) {
        format!("{plain}Type")
    } else {
        name
    }
}

/// The variant for a value: `API` becomes `Api`, `in-progress` becomes `InProgress`, and `unknown` becomes `Unknown_`.
pub fn variant(value: &str) -> String {
    let name = identifier(value, ToPascalCase::to_pascal_case);
    if TAKEN_VARIANTS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// The module for a product or a schema: `AccountSecurity` becomes `account_security`. A module has a file, and `Con` becomes
/// `con_`.
pub fn module(name: &str) -> String {
    let name = field(name);
    if is_device(&name) { name + "_" } else { name }
}

/// Whether Windows takes a file or folder of this name, whatever follows after a dot, for a device.
pub fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let numbered = ["com", "lpt"]
        .iter()
        .find_map(|port| name.strip_prefix(port));
    ["con", "prn", "aux", "nul"].contains(&&*name)
        || numbered.is_some_and(|number| number.len() == 1 && number.as_bytes()[0].is_ascii_digit())
}

/// Cases `text` and makes it an identifier: what an identifier cannot hold is left out, a leading digit gets `_` before
/// it, a keyword becomes a raw identifier.
fn identifier(text: &str, case: fn(&str) -> String) -> String {
    let mut name: String = NFC
        .normalize(&case(&NFC.normalize(text)))
        .chars()
        .filter(|c| unicode_ident::is_xid_continue(*c))
        .take(LONGEST)
        .collect();
    if name.is_empty() {
        name = case(&spelled(text));
    }
    if !name.starts_with(unicode_ident::is_xid_start) {
        name.insert(0, '_');
    }
    if NEVER_RAW.contains(&name.as_str()) {
        name.push('_');
    } else if is_keyword(&name) {
        name.insert_str(0, "r#");
    }
    name
}

/// A keyword of edition 2024, which generated code is read in. syn does not count `gen` among them.
fn is_keyword(name: &str) -> bool {
    name == "gen" || syn::parse_str::<syn::Ident>(name).is_err()
}

/// Whether a person can give this name to a field.
pub fn is_field(name: &str) -> bool {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    NFC.is_normalized(name)
        && !NEVER_RAW.contains(&plain)
        && syn::parse_str::<syn::Ident>(&format!("r#{plain}")).is_ok()
        && (plain.len() < name.len() || !is_keyword(name))
}

/// Whether a person can give this name to a type: not to hide a type or a crate that generated code needs, it begins with a
/// capital letter.
pub fn is_type(name: &str) -> bool {
    is_capitalized(name) && !TAKEN_TYPES.contains(&name)
}

/// Whether a person can give this name to a value of an enum.
pub fn is_variant(name: &str) -> bool {
    is_capitalized(name) && !TAKEN_VARIANTS.contains(&name)
}

fn is_capitalized(name: &str) -> bool {
    is_field(name) && !name.starts_with(char::is_lowercase)
}

/// A text without any letter or digit, by its code points: `+` is `u2b`.
fn spelled(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    text.chars()
        .map(|c| format!("u{:x}", u32::from(c)))
        .collect::<Vec<_>>()
        .join("_")
}

/// A name as near to its spelling as an identifier can be: `failureReason` stays, `a-b` becomes `a_u2d_b`. Names that are
/// different in JSON mostly stay different.
pub(crate) fn verbatim(text: &str) -> String {
    let mut name = String::new();
    for c in NFC.normalize(text).chars() {
        match c {
            ' ' => name.push('_'),
            c if unicode_ident::is_xid_continue(c) => name.push(c),
            c => name.extend(["_", &spelled(c.encode_utf8(&mut [0; 4])), "_"]),
        }
    }
    identifier(&name, str::to_owned)
}

/// Names of one kind in one place: fields of a struct, variants of an enum, types of a module.
#[derive(Debug, Default)]
pub struct Scope(BTreeMap<String, String>);

impl Scope {
    /// Takes `name` for what the schema calls `original`.
    ///
    /// # Errors
    /// Another `original` has taken the name.
    pub fn take(&mut self, name: &str, original: &str) -> Result<()> {
        match self.0.insert(name.to_owned(), original.to_owned()) {
            Some(other) if other != original => Err(Error::new(format!(
                "{other:?} and {original:?} both become `{name}` in Rust"
            ))),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Scope, field, is_field, is_type, is_variant, module, type_name, variant};

    #[test]
    fn fields() {
        for (json, rust) in [
            ("AccountSid", "account_sid"),
            ("accountSid", "account_sid"),
            ("a2pusecase", "a2pusecase"),
            ("p99", "p99"),
            ("type", "r#type"),
            ("self", "self_"),
            ("3d", "_3d"),
            ("", "empty"),
            ("+", "u2b"),
            ("😀", "u1f600"),
            ("größe", "größe"),
            ("電話", "電話"),
            ("x²", "x"),
            ("e\u{301}t\u{e9}", "\u{e9}t\u{e9}"),
            ("gen", "r#gen"),
            ("a-b c", "a_b_c"),
            ("_", "u5f"),
        ] {
            assert_eq!(field(json), rust, "{json:?}");
        }
    }

    #[test]
    fn types_and_variants_and_modules() {
        assert_eq!(type_name("edge metadata"), "EdgeMetadata");
        assert_eq!(type_name("String"), "StringType");
        assert_eq!(type_name("self"), "SelfType");
        assert_eq!(variant("in-progress"), "InProgress");
        assert_eq!(variant("API"), "Api");
        assert_eq!(variant("self"), "Self_");
        assert_eq!(variant("unknown"), "Unknown_");
        assert_eq!(variant(""), "Empty");
        assert_eq!(variant("4xx"), "_4xx");
        assert_eq!(module("AccountSecurity"), "account_security");
        for (name, expected) in [
            ("CON", "con_"),
            ("Com1", "com1_"),
            ("com", "com"),
            ("lpt10", "lpt10"),
            ("Console", "console"),
        ] {
            assert_eq!(module(name), expected);
        }
    }

    #[test]
    fn names_that_people_can_give() {
        for name in ["kind", "r#type", "_3d", "größe"] {
            assert!(is_field(name) && !is_type(name) || name == "_3d", "{name}");
        }
        for name in [
            "",
            "_",
            "self",
            "r#self",
            "type",
            "gen",
            "r#",
            "r#r#type",
            "a b",
            "a-b",
            "3d",
            "e\u{301}",
            "a\u{202e}",
            "Vec<u8>",
            "crate::A",
            "a, b",
        ] {
            assert!(
                !is_field(name) && !is_type(name) && !is_variant(name),
                "{name}"
            );
        }
        assert!(is_type("Kind") && is_type("Unknown") && is_variant("String"));
        assert!(!is_variant("Unknown") && !is_variant("Err"));
        for name in ["String", "Self", "serde", "u64", "kind"] {
            assert!(!is_type(name), "{name}");
        }
    }

    #[test]
    fn names_that_collide_are_an_error() {
        let mut scope = Scope::default();
        scope.take("failure_reason", "failureReason").unwrap();
        scope.take("failure_reason", "failureReason").unwrap();
        let error = scope.take("failure_reason", "failure_reason").unwrap_err();
        assert_eq!(
            error.message(),
            "\"failureReason\" and \"failure_reason\" both become `failure_reason` in Rust"
        );
    }
}
