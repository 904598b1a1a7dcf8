//! Real schemas with edits, under any name: what is made of them is Rust.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use twilio_events_codegen_fuzz::generate;

/// The documents that the goldens are made of, and those of the snapshot.
static REAL: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let mut found = Vec::new();
    for folder in ["tests/cases/good", "schemas"] {
        below(
            &Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("..")
                .join(folder),
            &mut found,
        );
    }
    assert!(found.len() > 50, "the documents are there");
    found
});

fn below(folder: &Path, found: &mut Vec<Value>) {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path.to_string_lossy();
        if path.is_dir() {
            below(&path, found);
        } else if name.ends_with(".json") && !name.ends_with(".instance.json") {
            let text = std::fs::read_to_string(&path).expect("it can be read");
            // The large ones are slow, and hold nothing that the small ones do not.
            if text.len() > 8_000 {
                continue;
            }
            found.extend(serde_json::from_str::<Value>(&text));
        }
    }
}

const NAMES: &[&str] = &[
    "#",
    "#node",
    "node",
    "#money",
    "money",
    "colour",
    "colour#shade",
    "other.json",
    "https://example.com/other.json",
    "https://json-schema.org/draft/2020-12/schema",
    "http://json-schema.org/draft-04/schema#",
    "urn:uuid:a",
    "string",
    "object",
    "array",
    "integer",
    "number",
    "null",
    "Unknown",
];

#[derive(Arbitrary, Debug)]
struct Input {
    document: u16,
    edits: Vec<(u16, Edit)>,
    name: String,
}

#[derive(Arbitrary, Debug)]
enum Edit {
    Remove,
    Text(String),
    Number(f64),
    Integer(i64),
    Flag(bool),
    Null,
    /// A name, or a reference to one, that documents of the tests use.
    Name(u8),
    Rename(u8, String),
    Add(Keyword, Box<Edit>),
    Wrap(Keyword),
    /// The part of another document.
    Graft(u16, u16),
    Reference(u16),
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Keyword {
    Type,
    Enum,
    Const,
    Properties,
    Required,
    Items,
    PrefixItems,
    AdditionalProperties,
    PatternProperties,
    AllOf,
    AnyOf,
    OneOf,
    Not,
    If,
    Then,
    Else,
    Ref,
    Definitions,
    Defs,
    Default,
    Format,
    Minimum,
    Maximum,
    Nullable,
    DependentSchemas,
    Examples,
    Description,
    AdditionalItems,
    Anchor,
    DynamicAnchor,
    DynamicRef,
    Id,
    RecursiveAnchor,
    RecursiveRef,
    Schema,
    UnevaluatedProperties,
}

impl Keyword {
    fn text(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Enum => "enum",
            Self::Const => "const",
            Self::Properties => "properties",
            Self::Required => "required",
            Self::Items => "items",
            Self::PrefixItems => "prefixItems",
            Self::AdditionalProperties => "additionalProperties",
            Self::PatternProperties => "patternProperties",
            Self::AllOf => "allOf",
            Self::AnyOf => "anyOf",
            Self::OneOf => "oneOf",
            Self::Not => "not",
            Self::If => "if",
            Self::Then => "then",
            Self::Else => "else",
            Self::Ref => "$ref",
            Self::Definitions => "definitions",
            Self::Defs => "$defs",
            Self::Default => "default",
            Self::Format => "format",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::Nullable => "nullable",
            Self::DependentSchemas => "dependentSchemas",
            Self::Examples => "examples",
            Self::Description => "description",
            Self::AdditionalItems => "additionalItems",
            Self::Anchor => "$anchor",
            Self::DynamicAnchor => "$dynamicAnchor",
            Self::DynamicRef => "$dynamicRef",
            Self::Id => "$id",
            Self::RecursiveAnchor => "$recursiveAnchor",
            Self::RecursiveRef => "$recursiveRef",
            Self::Schema => "$schema",
            Self::UnevaluatedProperties => "unevaluatedProperties",
        }
    }
}

/// The pointers of all values of a document.
fn places(value: &Value, here: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(value, format!("{here}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, format!("{here}/{index}"), found);
            }
        }
        _ => {}
    }
    found.push(here);
}

fn place(value: &Value, number: u16) -> String {
    let mut found = Vec::new();
    places(value, String::new(), &mut found);
    found.swap_remove(usize::from(number) % found.len())
}

fn real(number: u16) -> &'static Value {
    &REAL[usize::from(number) % REAL.len()]
}

fn apply(document: &mut Value, at: u16, edit: Edit) {
    let pointer = place(document, at);
    let graft = match &edit {
        Edit::Reference(to) => Some(json!({"$ref": format!("#{}", place(document, *to))})),
        _ => None,
    };
    let Some(here) = document.pointer_mut(&pointer) else {
        return;
    };
    match edit {
        Edit::Remove | Edit::Null => *here = Value::Null,
        Edit::Text(text) => *here = text.into(),
        Edit::Name(number) => *here = NAMES[usize::from(number) % NAMES.len()].into(),
        Edit::Number(number) => *here = json!(number),
        Edit::Integer(number) => *here = json!(number),
        Edit::Flag(flag) => *here = flag.into(),
        Edit::Rename(which, name) => {
            if let Value::Object(members) = here {
                let old = members
                    .keys()
                    .nth(usize::from(which) % members.len().max(1))
                    .cloned();
                if let Some(value) = old.and_then(|old| members.remove(&old)) {
                    members.insert(name, value);
                }
            }
        }
        Edit::Add(keyword, edit) => {
            let mut value = json!({});
            apply(&mut value, 0, *edit);
            if let Value::Object(members) = here {
                members.insert(keyword.text().to_owned(), value);
            }
        }
        Edit::Wrap(keyword) => {
            let inner = here.take();
            let list = matches!(
                keyword,
                Keyword::AllOf | Keyword::AnyOf | Keyword::OneOf | Keyword::PrefixItems
            );
            *here = if list {
                json!({keyword.text(): [inner, {}]})
            } else {
                json!({keyword.text(): inner})
            };
        }
        Edit::Graft(document, part) => {
            let from = real(document);
            *here = from
                .pointer(&place(from, part))
                .cloned()
                .unwrap_or_default();
        }
        Edit::Reference(_) => *here = graft.unwrap_or_default(),
    }
}

fuzz_target!(|input: Input| {
    let mut document = real(input.document).clone();
    for (at, edit) in input.edits.into_iter().take(12) {
        apply(&mut document, at, edit);
    }
    let bytes = document.to_string();
    if let Some(text) = generate(&input.name, bytes.as_bytes()) {
        if let Err(error) = syn::parse_file(&text) {
            panic!("{error}: {bytes}\n{text}");
        }
    }
});
