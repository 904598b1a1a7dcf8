//! Reading `data`: the function that generated code calls, and the error that says where it failed.

use std::fmt;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_path_to_error::Segment;

use crate::pointer;

/// Reads data as `T`.
///
/// Data that fits is read once, at the speed of plain `serde_json`. Only data that does not fit is read a
/// second time, to find the place.
pub fn from_data<'a, T: Deserialize<'a>>(data: &'a RawValue) -> Result<T, DataError> {
    serde_json::from_str(data.get()).or_else(|_| locate(data))
}

#[cold]
fn locate<'a, T: Deserialize<'a>>(data: &'a RawValue) -> Result<T, DataError> {
    let mut deserializer = serde_json::Deserializer::from_str(data.get());
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let mut path = String::new();
        for segment in error.path() {
            match segment {
                Segment::Seq { index } => pointer::push_index(&mut path, *index),
                Segment::Map { key } => pointer::push(&mut path, key),
                Segment::Enum { variant } => pointer::push(&mut path, variant),
                Segment::Unknown => pointer::push(&mut path, "?"),
            }
        }
        DataError {
            path,
            source: error.into_inner(),
        }
    })
}

/// Why data did not fit a type, and where.
#[derive(Debug)]
pub struct DataError {
    path: String,
    source: serde_json::Error,
}

impl DataError {
    /// The place inside the data, as a JSON pointer. Empty for the data as a whole, which is also where a
    /// missing member of the outermost object is reported.
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
