//! Checking `data` against the JSON Schema document that it names.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use jsonschema::{Draft, Validator};
use serde_json::Value;

use super::decode;
use crate::{RawEvent, Schemas};

impl<D: Schemas> RawEvent<'_, D> {
    /// Checks `data` against the document of the schema version that it would be decoded as, and lists every
    /// violation (feature `validate`).
    ///
    /// Decoding is tolerant; this is not. Twilio's own events break their documents at times, so use it to watch, not
    /// to refuse. A document is compiled at its first use, in the dialect that its `$schema` names: draft 7 where that is none or
    /// an unknown one, such as Twilio's own vocabulary, which adds annotations and no constraint.
    ///
    /// # Errors
    /// The data breaks its document, with every violation; or its schema is not known, the data is not JSON, or the document is not a
    /// JSON Schema.
    pub fn validate(&self) -> Result<(), ValidateError> {
        let target = decode::target(self).ok_or(ValidateError::UnknownSchema)?;
        let document = target
            .version
            .document
            .ok_or(ValidateError::UnknownSchema)?;
        let compiled = compiled(document);
        let validator = match &*compiled {
            Ok(validator) => validator,
            Err(error) => return Err(ValidateError::Document(error.clone())),
        };
        let data: Value = match self.payload() {
            Some(data) => serde_json::from_str(data.get()).map_err(ValidateError::Unreadable)?,
            None => Value::Null,
        };
        let violations: Vec<_> = validator
            .iter_errors(&data)
            .map(|error| Violation {
                pointer: error.instance_path().to_string(),
                message: error.to_string(),
            })
            .collect();
        if violations.is_empty() {
            Ok(())
        } else {
            Err(ValidateError::Violations(violations))
        }
    }
}

type Compiled = Arc<Result<Validator, String>>;

/// What has been compiled, by the place of its text, which stays where it is.
static COMPILED: RwLock<BTreeMap<(usize, usize), Compiled>> = RwLock::new(BTreeMap::new());

fn compiled(document: &'static str) -> Compiled {
    let place = (document.as_ptr().addr(), document.len());
    // What panics leaves the map as it is.
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(compiled) = known.get(&place) {
        return Arc::clone(compiled);
    }
    drop(known);
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    let compiled = known.entry(place);
    Arc::clone(compiled.or_insert_with(|| Arc::new(compile(document))))
}

const DIALECTS: [Draft; 5] = [
    Draft::Draft4,
    Draft::Draft6,
    Draft::Draft7,
    Draft::Draft201909,
    Draft::Draft202012,
];

fn compile(document: &str) -> Result<Validator, String> {
    let mut document: Value = serde_json::from_str(document).map_err(|error| error.to_string())?;
    let named = Draft::Draft7.detect(&document);
    let draft = if DIALECTS.contains(&named) {
        named
    } else {
        if let Value::Object(document) = &mut document {
            document.remove("$schema");
        }
        Draft::Draft7
    };
    jsonschema::options()
        .with_draft(draft)
        .build(&document)
        .map_err(|error| error.to_string())
}

/// Why data is not valid, or could not be checked.
#[derive(Debug)]
#[non_exhaustive]
pub enum ValidateError {
    /// No document is known for the event.
    UnknownSchema,
    /// The data breaks the document in these places. There is at least one.
    Violations(Vec<Violation>),
    /// The data cannot be held in memory as a JSON value: it is nested too deep, or holds a number beyond `f64`.
    Unreadable(serde_json::Error),
    /// The document that travels with the crate is not a JSON Schema. A fault of the crate.
    Document(String),
}

/// One place where data breaks its document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The place inside the data, as a JSON pointer. Empty for the data as a whole.
    pub pointer: String,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "at {}: ", self.pointer)?;
        }
        f.write_str(&self.message)
    }
}

impl fmt::Display for ValidateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownSchema => f.write_str("no schema document is known for the event"),
            Self::Violations(violations) => {
                f.write_str("the data breaks its schema")?;
                for violation in violations {
                    write!(f, "\n{violation}")?;
                }
                Ok(())
            }
            Self::Unreadable(error) => write!(f, "the data cannot be checked: {error}"),
            Self::Document(error) => write!(f, "the schema document is not a JSON Schema: {error}"),
        }
    }
}

impl std::error::Error for ValidateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::{compile, compiled};

    #[test]
    fn a_document_is_compiled_once() {
        let document = r#"{"type":"object"}"#;
        let first = compiled(document);
        assert!(
            first
                .as_ref()
                .as_ref()
                .is_ok_and(|validator| validator.is_valid(&json!({})))
        );
        assert!(Arc::ptr_eq(&first, &compiled(document)));
        let broken = r#"{"type":"nothing"}"#;
        assert!(compiled(broken).is_err());
        assert!(
            Arc::ptr_eq(&compiled(broken), &compiled(broken)),
            "it stays broken"
        );
    }

    /// `prefixItems` is of 2020-12 alone; a list under `items` was taken out with it. `exclusiveMinimum` is a boolean in draft 4,
    /// and what stands beside a `$ref` counts since 2019-09.
    #[test]
    fn a_document_is_read_in_the_dialect_that_it_names() {
        let valid = |schema: &str, keywords: &str, data: serde_json::Value| {
            let schema = if schema.is_empty() {
                String::new()
            } else {
                format!(r#""$schema":"{schema}","#)
            };
            let document = format!("{{{schema}{keywords}}}");
            compile(&document).expect("it is a schema").is_valid(&data)
        };
        let (draft4, draft7) = (
            "http://json-schema.org/draft-04/schema#",
            "http://json-schema.org/draft-07/schema#",
        );
        let (draft2019, draft2020) = (
            "https://json-schema.org/draft/2019-09/schema",
            "https://json-schema.org/draft/2020-12/schema",
        );
        let twilio = "https://events-schemas.twilio.com/vocabulary/twilio";

        let prefix = r#""prefixItems":[{"type":"string"}]"#;
        assert!(!valid(draft2020, prefix, json!([1])));
        for older in ["", twilio, draft7, draft2019] {
            assert!(valid(older, prefix, json!([1])), "{older}");
        }
        let beside = r##""definitions":{"a":{"type":"integer"}},"properties":{"a":{"$ref":"#/definitions/a","minimum":5}}"##;
        for newer in [draft2019, draft2020] {
            assert!(!valid(newer, beside, json!({"a": 1})), "{newer}");
        }
        for older in ["", twilio, draft4, draft7] {
            assert!(valid(older, beside, json!({"a": 1})), "{older}");
        }
        let exclusive = r#""minimum":1,"exclusiveMinimum":true"#;
        assert!(!valid(draft4, exclusive, json!(1)));
        assert!(
            compile(&format!("{{{exclusive}}}")).is_err(),
            "a number since draft 6"
        );
    }
}
