//! Schemas that are made of schemas become plain ones: `allOf` is merged, `oneOf` and `anyOf` become alternatives, `const`
//! becomes an `enum`, several types become an alternative each, and what holds under a condition alone is an optional
//! member.
//!
//! The result stands beside the keywords that it comes from, under `$alternatives`: a schema, or, for a choice, a list of
//! schemas, which is empty where any JSON is read. Nothing is moved: what is merged refers to the
//! places that it came from, so types keep one name, hints find their places, and references into a composed schema lead
//! where they led before.

mod alternatives;
mod composing;
mod facts;
mod integer;
mod plain;
mod source;

use serde_json::Value;

use self::facts::{Facts, Why};
use self::source::Source;
use crate::error::{Error, Result};
use crate::load::Document;
use crate::pointer::reference;

/// The keyword of this stage. No vocabulary has it.
pub const ALTERNATIVES: &str = "$alternatives";

/// What listed values mean, by value, where each was described by itself. No vocabulary has it either.
pub const MEANINGS: &str = "$meanings";

/// Keywords that decide by further schemas what may stand in a place.
pub const COMPOSING: &[&str] = &[
    "$dynamicRef",
    "$recursiveRef",
    "allOf",
    "anyOf",
    "else",
    "if",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// A document whose composed schemas say what they come to.
#[derive(Debug)]
pub struct Composed {
    /// The schemas; whatever else the document holds is as it was.
    pub root: Value,
    /// Places that became any JSON.
    pub warnings: Vec<Error>,
}

/// Composes every schema of a document.
///
/// What makes no sense is left for the next stage, which refuses it with its address.
///
/// # Errors
/// A keyword that takes a list of schemas has none; more than 2,000,000 parts are to be merged.
///
/// # Panics
/// Never: a place that was found as an object stays one.
pub fn compose(document: &Document) -> Result<Composed> {
    let mut root = document.root.clone();
    let mut warnings = Vec::new();
    let source = Source::new(&document.root);
    for pointer in composing::places(&document.root) {
        check_lists(document, &pointer)?;
        let plain = match facts::sole(&source, &pointer) {
            Some(place) => Ok(vec![reference(&place)]),
            None => Facts::of(&source, &pointer)
                .and_then(|facts| plain::alternatives(&source, facts, 0)),
        };
        let plain = match plain {
            Ok(plain) => plain,
            Err(why @ Why::TooMuch) => {
                return Err(document.error(&pointer, why.to_string()).help(
                    "`allOf`, `anyOf` and `oneOf` multiply what they are made of: refer to fewer schemas in them",
                ));
            }
            Err(why) => {
                let message = format!("{why}: typed as any JSON");
                warnings.push(document.error(&pointer, message));
                Vec::new()
            }
        };
        let place = root
            .pointer_mut(&pointer)
            .and_then(Value::as_object_mut)
            .expect("the place was found as an object, and nothing is moved");
        place.insert(ALTERNATIVES.to_owned(), plain::one_or_list(plain));
    }
    warnings.sort_by_cached_key(ToString::to_string);
    Ok(Composed { root, warnings })
}

fn check_lists(document: &Document, pointer: &str) -> Result<()> {
    for keyword in ["allOf", "anyOf", "oneOf", "prefixItems"] {
        let place = format!("{pointer}/{keyword}");
        if document
            .root
            .pointer(&place)
            .is_some_and(|list| !list.is_array())
        {
            return Err(document.error(&place, format!("`{keyword}` is not a list of schemas")));
        }
    }
    Ok(())
}
