//! The reader of these tests is held against types that are compiled: the seed's, and some with every kind of field.
//! That these are what the generator makes is checked as well.

#[allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "written as the generator writes it"
)]
mod types;

use fastrand::Rng;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use twilio_events::conversations::conversation_state_updated::v2::ConversationStateUpdated;
use twilio_events_codegen::Builder;
use twilio_events_codegen::model::{Field, Kind, Ty, Type};
use twilio_events_codegen::project::digest;

use crate::reader;

fn document() -> Value {
    json!({
        "type": "object",
        "properties": {
            "any": {},
            "big": {"type": "integer", "minimum": 0, "maximum": u64::MAX},
            "flag": {"type": "boolean"},
            "inner": {"type": "object", "required": ["x"], "properties": {
                "x": {"type": "integer"}, "y": {"type": "string"},
            }},
            "kindOf": {"type": "string", "enum": ["on", "off"]},
            "list": {"type": "array", "items": {"type": ["string", "null"]}},
            "map": {"type": "object", "additionalProperties": {"type": "integer"}},
            "maybe": {},
            "next": {"$ref": "#"},
            "nullable": {"type": ["string", "null"]},
            "number": {"type": "number"},
            "open": {"type": "object"},
            "type": {"type": "integer"},
            "when": {"type": "string"},
        },
        "required": ["any", "big", "flag", "kindOf", "list", "nullable", "number", "open", "type", "when"],
    })
}

/// Data that fits.
fn fitting() -> Value {
    json!({
        "any": null, "big": u64::MAX, "flag": true, "inner": {"x": -1}, "kindOf": "dimmed", "list": ["a", null],
        "map": {"a": 1}, "nullable": null, "number": 1, "open": {"a": []}, "type": 0, "when": "yesterday",
        "next": {"any": 1, "big": 0, "flag": false, "kindOf": "on", "list": [], "nullable": "", "number": 0.5,
            "open": {}, "type": 1, "when": ""},
    })
}

const OVERRIDES: &str = r#"
[[timestamp]]
name = "when"
schema = "Demo.Thing"
pointers = ["/properties/when"]
reason = "a test"
source = "this file"
"#;

/// Puts the document where a build script would have it, and generates.
fn generate() -> (Vec<Type>, String) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let text = document().to_string();
    let lock = format!(
        "version = 1\n[[schema]]\nid = \"Demo.Thing\"\nversion = 1\nurl = \"https://x/Demo.Thing/1\"\n\
         sha256 = \"{}\"\nshape = \"{}\"\nprovenance = \"published\"\n",
        digest::sha256(text.as_bytes()),
        digest::shape(&document())
    );
    std::fs::create_dir(folder.path().join("Demo.Thing")).expect("it can be made");
    for (name, text) in [
        ("Demo.Thing/1.json", text.as_str()),
        (
            "catalog.toml",
            "[[schema]]\nid = \"Demo.Thing\"\nlatest = 1\n",
        ),
        ("overrides.toml", OVERRIDES),
        ("schemas.lock", &lock),
    ] {
        std::fs::write(folder.path().join(name), text).expect("it can be written");
    }
    let generated = Builder::new(folder.path())
        .generate()
        .expect("it is in order");
    let types = generated.model.products[0].schemas[0].versions[0]
        .types
        .clone();
    (types, generated.files["demo/thing/v1.rs"].clone())
}

/// What decides how data is read: fields, types, and the tables of the macros.
fn essence(text: &str) -> Vec<String> {
    let mut essence = Vec::new();
    for mut item in syn::parse_file(text).expect("it is Rust").items {
        match &mut item {
            syn::Item::Macro(item) if item.mac.parse_body::<syn::ItemEnum>().is_ok() => {
                let mut open_enum: syn::ItemEnum = item.mac.parse_body().expect("it was just read");
                open_enum.attrs.clear();
                let variants = open_enum.variants.iter_mut();
                variants.for_each(|variant| variant.attrs.clear());
                item.mac.tokens = quote::quote!(#open_enum);
            }
            syn::Item::Macro(item) if item.mac.parse_body::<syn::ItemStruct>().is_ok() => {
                let mut object: syn::ItemStruct = item.mac.parse_body().expect("it was just read");
                object.attrs.clear();
                for field in &mut object.fields {
                    let is_doc = |attribute: &syn::Attribute| attribute.path().is_ident("doc");
                    field.attrs.retain(|attribute| !is_doc(attribute));
                }
                item.mac.tokens = quote::quote!(#object);
            }
            syn::Item::Macro(_) => {}
            _ => continue,
        }
        essence.push(quote::quote!(#item).to_string());
    }
    essence.sort();
    essence
}

#[test]
fn the_compiled_types_are_what_the_generator_makes() {
    let (_, made) = generate();
    assert_eq!(
        essence(&made),
        essence(include_str!("types.rs")),
        "put this into pinned/types.rs:\n{made}"
    );
}

fn compiled<T: DeserializeOwned>(data: &Value) -> bool {
    serde_json::from_str::<T>(&data.to_string()).is_ok()
}

/// Data that fits, with up to three places replaced, removed or wrapped.
fn broken(fitting: &Value, rng: &mut Rng) -> Value {
    let mut data = fitting.clone();
    for _ in 0..rng.usize(0..=3) {
        break_one(&mut data, rng);
    }
    data
}

fn break_one(data: &mut Value, rng: &mut Rng) {
    let deeper = rng.u8(0..10) > 0;
    match data {
        Value::Object(members) if deeper && !members.is_empty() => {
            let name = members
                .keys()
                .nth(rng.usize(0..members.len()))
                .expect("it is in range")
                .clone();
            if rng.u8(0..4) == 0 {
                members.remove(&name);
            } else {
                break_one(&mut members[&name], rng);
            }
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let index = rng.usize(0..items.len());
            break_one(&mut items[index], rng);
        }
        // serde's derives would read a struct from its fields in a row.
        Value::Object(members) if rng.bool() => *data = members.values().cloned().collect(),
        other => {
            *other = rng
                .choice([
                    json!(null),
                    json!(true),
                    json!(0),
                    json!(-1),
                    json!(1.5),
                    json!(2.0),
                    json!(i64::MIN),
                    json!(u64::MAX),
                    json!(1e30),
                    json!(""),
                    json!("on"),
                    json!([]),
                    json!([null]),
                    json!(["a", 1]),
                    json!({}),
                    json!({"x": 1}),
                ])
                .expect("there is a choice");
        }
    }
}

/// How often reader and serde accepted, and refused, the same data.
fn compare<T: DeserializeOwned>(types: &[Type], fitting: &Value) -> (usize, usize) {
    let mut rng = Rng::with_seed(7);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let data = broken(fitting, &mut rng);
        let ours = reader::refusals(types, &data);
        assert_eq!(ours.is_empty(), compiled::<T>(&data), "{ours:?} of {data}");
        *(if ours.is_empty() {
            &mut read
        } else {
            &mut refused
        }) += 1;
    }
    (read, refused)
}

#[test]
fn the_reader_reads_what_compiled_types_read() {
    let (types, _) = generate();
    assert!(compiled::<types::Thing>(&fitting()));
    let (read, refused) = compare::<types::Thing>(&types, &fitting());
    assert!(
        read > 5_000 && refused > 5_000,
        "{read} read, {refused} refused"
    );
    // All members in their order: a list is not an object.
    let row = json!([
        null,
        0,
        true,
        null,
        "on",
        [],
        null,
        null,
        null,
        null,
        1,
        {},
        1,
        ""
    ]);
    assert!(!compiled::<types::Thing>(&row) && !reader::refusals(&types, &row).is_empty());
}

#[test]
fn the_reader_reads_what_the_type_of_the_seed_reads() {
    let schemas = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas");
    let generated = Builder::new(schemas)
        .generate()
        .expect("the locked schemas are in order");
    let schema = generated
        .model
        .schemas()
        .find(|schema| schema.id.as_str() == "Conversations.ConversationStateUpdated")
        .expect("the seed's schema is locked");
    let version = schema.versions.iter().find(|one| one.document.version == 2);
    let version = version.expect("the seed's second version is locked");
    let types = &schema.types_of(version).types;
    let fitting = json!({"AccountSid": "AC", "StateFrom": "active", "StateTo": "x", "StateUpdated": "now", "Other": [1]});
    let (read, refused) = compare::<ConversationStateUpdated>(types, &fitting);
    assert!(
        read > 2_000 && refused > 2_000,
        "{read} read, {refused} refused"
    );
}

/// A kind of type that `types.rs` has no field of would go unpinned.
#[test]
fn every_type_is_pinned() {
    fn words(ty: &Ty, found: &mut Vec<&'static str>) {
        let word = match ty {
            Ty::Value => "value",
            Ty::Bool => "bool",
            Ty::I64 | Ty::IntegerOrText => "i64",
            Ty::U64 => "u64",
            Ty::F64 => "f64",
            Ty::I128 => "i128",
            Ty::String => "string",
            Ty::Timestamp => "timestamp",
            Ty::Named(_) => "named",
            Ty::Vec(inner) => {
                words(inner, found);
                "vec"
            }
            Ty::Tuple(items) => {
                for item in items {
                    words(item, found);
                }
                "tuple"
            }
            Ty::Map(inner) => {
                words(inner, found);
                "map"
            }
            Ty::Option(inner) => {
                words(inner, found);
                "option"
            }
            Ty::Box(inner) => {
                words(inner, found);
                "box"
            }
        };
        found.push(word);
    }
    let (types, _) = generate();
    let mut found = Vec::new();
    for field in types.iter().filter_map(|ty| fields(&ty.kind)).flatten() {
        words(&field.ty, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    assert_eq!(
        found,
        [
            "bool",
            "box",
            "f64",
            "i64",
            "map",
            "named",
            "option",
            "string",
            "timestamp",
            "u64",
            "value",
            "vec"
        ]
    );
}

fn fields(kind: &Kind) -> Option<&[Field]> {
    match kind {
        Kind::Struct(fields) => Some(fields),
        _ => None,
    }
}
