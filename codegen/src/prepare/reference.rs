//! Where a `$ref` leads.

use serde_json::Value;

use super::{Preparer, shown};
use crate::error::Result;

/// References that lead to references: more are taken for a mistake.
const LONGEST_CHAIN: usize = 100;

impl Preparer<'_> {
    /// Follows a `$ref`: what is no object is read in place.
    pub(super) fn reference(&mut self, pointer: &str, open: &mut Vec<String>) -> Result<Value> {
        let target = self.resolve(pointer)?;
        if open.contains(&target) {
            return Ok(self.degrade(
                pointer,
                "a definition that contains itself without an object between",
            ));
        }
        self.rewrite(&target, open)
    }

    /// The place that the `$ref`s from `pointer` on lead to.
    pub(super) fn resolve(&self, pointer: &str) -> Result<String> {
        let mut seen = vec![pointer.to_owned()];
        loop {
            let here = seen.last().expect("starts with one and only grows");
            let Some(reference) = self.at(here).get("$ref") else {
                return Ok(here.clone());
            };
            let place = format!("{here}/$ref");
            let Some(fragment) = reference.as_str().and_then(|text| text.strip_prefix('#')) else {
                let message = format!("{} leads out of this document", shown(reference));
                return Err(self
                    .error(&place, message)
                    .help("only references such as #/definitions/Name are followed"));
            };
            let known = |pointer: &String| self.document.root.pointer(pointer).is_some();
            // Percent signs stand for themselves in fragments that nobody encoded.
            let decoded = percent_decoded(fragment).filter(known);
            let Some(target) = decoded.or_else(|| Some(fragment.to_owned()).filter(known)) else {
                return Err(self.error(&place, format!("{} leads nowhere", shown(reference))));
            };
            let target = canonical(&target);
            if seen.contains(&target) {
                let message = format!("{} leads back to itself", shown(reference));
                return Err(self.error(&place, message));
            }
            if seen.len() > LONGEST_CHAIN {
                let message = format!("more than {LONGEST_CHAIN} references lead to each other");
                return Err(self.error(&place, message));
            }
            seen.push(target);
        }
    }
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

/// A name as a segment of a JSON pointer.
pub(super) fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

/// The name that a segment of a JSON pointer stands for.
pub(super) fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
