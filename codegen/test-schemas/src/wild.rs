//! Edits that need not leave a schema: for what has to take any document.

use serde_json::{Value, json};

use crate::meaning::{HOLD, TABLES};

/// Where choices come from, a generator of random numbers or the bytes of a fuzzer: gives a number below another.
pub type Draw<'a> = dyn FnMut(usize) -> usize + 'a;

/// Keywords that hold no schema.
const PLAIN: &[&str] = &[
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$recursiveAnchor",
    "$recursiveRef",
    "$ref",
    "$schema",
    "const",
    "default",
    "description",
    "enum",
    "examples",
    "format",
    "maximum",
    "minimum",
    "nullable",
    "required",
    "title",
    "type",
    "unevaluatedProperties",
];

const TYPES: &[&str] = &[
    "object", "array", "string", "integer", "number", "boolean", "null",
];

/// Names that are odd in Rust, or that documents of the tests refer to.
const NAMES: &[&str] = &[
    "",
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
    "Unknown",
    "self",
    "r#x",
    "\u{212b}",
    "ᄀ\u{1161}",
    "0",
    "a b",
    "__",
    BEYOND_F64,
];

/// Stands for the number, which exists as text only.
const BEYOND_F64: &str = "1e999";

/// Replaces, adds, renames or wraps at a place, with what stands elsewhere, here or in another document, or with something new.
pub fn edit(document: &mut Value, others: &[Value], draw: &mut Draw<'_>) {
    let places = places(document);
    let value = match draw(4) {
        0 => part(document, &places, draw),
        1 => {
            let other = &others[draw(others.len())];
            part(other, &self::places(other), draw)
        }
        _ => new(&one(&places, draw), draw),
    };
    let place = document.pointer_mut(&one(&places, draw));
    match (draw(5), place.expect("it was just found")) {
        (0, Value::Object(members)) => {
            members.insert(name(draw), value);
        }
        (1, Value::Object(members)) if !members.is_empty() => {
            let old = members.keys().nth(draw(members.len())).cloned();
            let member = members.remove(&old.expect("it is one of them"));
            members.insert(name(draw), member.expect("it is there"));
        }
        (2, place) => *place = wrapped(place, draw),
        (_, place) => *place = value,
    }
}

/// The text of a document.
pub fn text(document: &Value) -> String {
    document
        .to_string()
        .replace(&format!("\"{BEYOND_F64}\""), BEYOND_F64)
}

/// Any text, a short one.
pub fn any_text(draw: &mut Draw<'_>) -> String {
    let characters = (0..draw(10)).map(|_| {
        let limit = one(&[0x80, 0x800, 0x11_0000], draw);
        let number = u32::try_from(draw(limit)).unwrap_or_default();
        char::from_u32(number).unwrap_or('\u{feff}')
    });
    characters.collect()
}

fn part(document: &Value, places: &[String], draw: &mut Draw<'_>) -> Value {
    let part = document.pointer(&one(places, draw));
    part.expect("it was just found").clone()
}

fn one<T: Clone>(list: &[T], draw: &mut Draw<'_>) -> T {
    list[draw(list.len())].clone()
}

/// The pointers of all values.
fn places(document: &Value) -> Vec<String> {
    let mut places = vec![String::new()];
    let mut next = 0;
    while let Some(place) = places.get(next).cloned() {
        match document.pointer(&place).expect("it was just found") {
            Value::Object(members) => places.extend(members.keys().map(|name| {
                let name = name.replace('~', "~0").replace('/', "~1");
                format!("{place}/{name}")
            })),
            Value::Array(items) => {
                places.extend((0..items.len()).map(|index| format!("{place}/{index}")));
            }
            _ => {}
        }
        next += 1;
    }
    places
}

/// The name of a member.
fn name(draw: &mut Draw<'_>) -> String {
    match draw(8) {
        0 => any_text(draw),
        1 => one(NAMES, draw).to_owned(),
        _ => keyword(draw).to_owned(),
    }
}

fn keyword(draw: &mut Draw<'_>) -> &'static str {
    one([PLAIN, HOLD, TABLES][draw(3)], draw)
}

/// Something that holds a value.
fn wrapped(inner: &Value, draw: &mut Draw<'_>) -> Value {
    match draw(4) {
        0 => json!({keyword(draw): inner}),
        1 => json!({one(TABLES, draw): {name(draw): inner}}),
        2 => json!({one(HOLD, draw): [inner, {}]}),
        _ => json!({one(HOLD, draw): inner}),
    }
}

/// A value, which may refer to a place.
fn new(elsewhere: &str, draw: &mut Draw<'_>) -> Value {
    let reference = format!("#{elsewhere}");
    match draw(22) {
        0 => Value::Null,
        1 => json!(draw(2) == 0),
        2 => json!(draw(usize::MAX).cast_signed()),
        3 => json!(f64::from_bits(draw(usize::MAX) as u64)),
        4 => json!(BEYOND_F64),
        5 => json!(any_text(draw)),
        6 => json!([]),
        7 => json!({}),
        8 => json!("x".repeat(100_000)),
        9 => json!(["string", "null"]),
        10 => json!([name(draw), name(draw)]),
        11 => json!({"type": one(TYPES, draw)}),
        12 => {
            json!({"type": "object", "properties": {name(draw): {"type": one(TYPES, draw)}}, "required": [name(draw)]})
        }
        13 => json!({"type": "string", "enum": [name(draw), name(draw), null]}),
        14 => json!(one(TYPES, draw)),
        15 => json!(one(NAMES, draw)),
        16 => json!({keyword(draw): one(NAMES, draw)}),
        17 => json!({"type": "array", "items": {"$ref": reference}}),
        18 => json!({"type": "object", "additionalProperties": {"$ref": reference}}),
        19 => json!({"properties": {name(draw): {"$ref": reference}}}),
        20 => json!(reference),
        _ => json!({"$ref": reference}),
    }
}
