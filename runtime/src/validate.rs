//! Checking `data` against the JSON Schema document that it names.

use std::fmt;

use jsonschema::{Draft, Validator};
use serde_json::Value;

use crate::{RawEvent, Schemas, decode};

impl<D: Schemas> RawEvent<'_, D> {
    /// Checks `data` against the document of the schema version that it would be decoded as, and lists every
    /// violation.
    ///
    /// Decoding is tolerant; this is not. Twilio's own events break their documents at times, so use it to watch, not
    /// to refuse. The document is compiled anew on every call.
    pub fn validate(&self) -> Result<(), ValidateError> {
        let target = decode::target(self).ok_or(ValidateError::UnknownSchema)?;
        let document = target
            .version
            .document
            .ok_or(ValidateError::UnknownSchema)?;
        let validator = compile(document)?;
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

/// The documents are written in draft 7. Some name Twilio's own vocabulary instead, which adds annotations and no
/// constraint.
fn compile(document: &str) -> Result<Validator, ValidateError> {
    let mut document: Value = serde_json::from_str(document)
        .map_err(|error| ValidateError::Document(error.to_string()))?;
    if let Value::Object(document) = &mut document {
        document.remove("$schema");
    }
    jsonschema::options()
        .with_draft(Draft::Draft7)
        .build(&document)
        .map_err(|error| ValidateError::Document(error.to_string()))
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
    /// The document that travels with the crate is no JSON Schema. A fault of the crate.
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
            Self::Document(error) => write!(f, "the schema document is no JSON Schema: {error}"),
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
