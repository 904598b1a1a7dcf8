//! Reading `data`, and the error that says where it failed.

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeSeed as _;
use serde_json::value::RawValue;

use super::locate::locate;
use super::place::Place;

/// Reads data as `T`.
pub fn from_data<'a, T: Deserialize<'a>>(data: &'a RawValue) -> Result<T, DataError> {
    serde_json::from_str(data.get()).map_err(|source| DataError::new(source, data))
}

/// Reads data into a place.
pub(crate) fn fill(place: Place<'_>, data: &RawValue) -> Result<(), DataError> {
    let mut json = serde_json::Deserializer::from_str(data.get());
    place
        .deserialize(&mut json)
        .map_err(|source| DataError::new(source, data))
}

/// Why data did not fit a type, and where.
#[derive(Debug)]
pub struct DataError {
    path: String,
    source: serde_json::Error,
}

impl DataError {
    #[cold]
    fn new(source: serde_json::Error, data: &RawValue) -> Self {
        Self {
            path: locate(&source, data.get()),
            source,
        }
    }

    /// The place inside the data, as a JSON pointer. Empty for the data as a whole, which is also where a
    /// missing member of the outermost object is reported. A type whose reader refuses JSON that it has taken whole
    /// may leave the place at the object or list around it.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "at {}: ", self.path)?;
        }
        // Line and column are counted in the data.
        write!(f, "{} of the data", self.source)
    }
}

impl std::error::Error for DataError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
