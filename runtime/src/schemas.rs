//! What a generated crate tells the runtime: which schemas there are, and how their data is read.

use serde_json::value::RawValue;

use crate::DataError;

/// A set of schemas and the enum that holds their data.
///
/// Generated code implements this for its `EventData` enum. Every function answers from constants; none
/// keeps state.
pub trait Schemas: Sized {
    /// The schema id that an event type is described by, for events that carry no `dataschema`.
    fn schema_of(event_type: &str) -> Option<&'static str>;

    /// The versions known of a schema, ascending. Empty when the schema is not known.
    fn versions(schema_id: &str) -> &'static [u32];

    /// Reads data as one version of a schema. `None` when that version is not known.
    fn decode(schema_id: &str, version: u32, data: &RawValue) -> Option<Result<Self, DataError>>;

    /// Holds data that no known schema describes.
    fn unknown(data: Box<RawValue>) -> Self;

    /// The members that a version of a schema names. `None` when that version is not known.
    fn shape(schema_id: &str, version: u32) -> Option<&'static Shape>;

    /// The JSON Schema document of a version, as text. `None` when that version is not known.
    fn document(schema_id: &str, version: u32) -> Option<&'static str>;
}

/// The nesting and the member names of a schema, without types or values.
///
/// It is what a [`Report`](crate::Report) is made from. The variants are exhaustive on purpose: generated
/// code builds them in statics.
#[derive(Debug)]
pub enum Shape {
    /// Anything without named members: a string, a number, or data that the schema leaves open.
    Any,
    /// An object with these members.
    Object(&'static [Member]),
    /// An object with these members, and any number of others of one shape.
    Open(&'static [Member], &'static Shape),
    /// An array, all items of one shape.
    Array(&'static Shape),
    /// An object whose keys are data, all values of one shape.
    Map(&'static Shape),
}

/// One member of an object that a schema describes.
#[derive(Debug)]
pub struct Member {
    /// The key in JSON.
    pub name: &'static str,
    /// Whether the schema lists the member under `required`.
    pub required: bool,
    /// The shape of its value.
    pub shape: &'static Shape,
}
