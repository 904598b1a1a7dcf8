//! JSON pointers (RFC 6901), and the fragments of references that hold them.

use serde_json::{Value, json};

/// References that lead to references: more are taken for a mistake.
pub const LONGEST_CHAIN: usize = 100;

/// A name as a segment of a JSON pointer.
pub fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

/// The name that a segment of a JSON pointer stands for.
pub fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// What of a pointer comes after one that it begins with: empty for the same place. `None` for other places.
pub fn below<'a>(pointer: &'a str, above: &str) -> Option<&'a str> {
    let rest = pointer.strip_prefix(above)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

/// The pointer that a fragment (without `#`) holds, in its one spelling. `None` where it does not resolve.
pub fn of_fragment(root: &Value, fragment: &str) -> Option<String> {
    let known = |pointer: &String| root.pointer(pointer).is_some();
    // Percent signs stand for themselves in fragments that nobody encoded.
    let decoded = percent_decoded(fragment).filter(known);
    let pointer = decoded.or_else(|| Some(fragment.to_owned()).filter(known))?;
    Some(canonical(&pointer))
}

/// The place that the reference of a schema leads to, if it has one that leads somewhere in the document.
pub fn referred(root: &Value, schema: &Value) -> Option<String> {
    of_fragment(root, schema.get("$ref")?.as_str()?.strip_prefix('#')?)
}

/// The place that the references from `pointer` on lead to. `None` where they lead nowhere, or round.
pub fn target(root: &Value, pointer: &str) -> Option<String> {
    let mut here = pointer.to_owned();
    for _ in 0..LONGEST_CHAIN {
        let schema = root.pointer(&here)?;
        if schema.get("$ref").is_none() {
            return Some(here);
        }
        here = referred(root, schema)?;
    }
    None
}

/// A reference to a place of the same document.
pub fn reference(place: &str) -> Value {
    // Percent signs of a name must not be taken for those of an encoding.
    json!({"$ref": format!("#{}", place.replace('%', "%25"))})
}

/// One spelling for each place: RFC 6901 has one, but a lone `~` is read too.
fn canonical(pointer: &str) -> String {
    let segments = pointer
        .split('/')
        .map(|segment| escape(&unescape(segment)))
        .collect::<Vec<_>>();
    segments.join("/")
}

/// A pointer in the fragment of a URI is percent-encoded.
fn percent_decoded(fragment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            let code = digit()? * 16 + digit()?;
            bytes.push(u8::try_from(code).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
