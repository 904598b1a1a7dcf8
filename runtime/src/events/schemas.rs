//! What a generated crate tells the runtime: which schemas there are, and where their data goes.

use std::any::Any;
use std::fmt;

use serde_json::value::RawValue;

use super::event_types::EventTypes;
use crate::types::place::{Place, Slot, View};

/// A set of schemas and the enum that holds their data.
///
/// Generated code implements this for its `EventData` enum: one row for each schema.
pub trait Schemas: Sized + 'static {
    /// The open enum of event types.
    type EventType: EventTypes;

    /// The schemas, by id in the order of bytes.
    const SCHEMAS: &'static [Schema<Self>];

    /// Holds data that no known schema describes.
    fn unknown(data: Box<RawValue>) -> Self;

    /// The schema of the data, and the data; or what [`unknown`](Self::unknown) holds.
    fn known(&self) -> Result<(&'static str, &dyn Data), &RawValue>;

    /// Where the data goes.
    fn place(&mut self) -> Option<Place<'_>>;

    /// The row of a schema.
    fn row(id: &str) -> Option<&'static Schema<Self>> {
        let found = Self::SCHEMAS.binary_search_by(|schema| schema.id.cmp(id));
        found.ok().map(|index| &Self::SCHEMAS[index])
    }

    /// The JSON Schema document of a version, as text. `None` when that version is not known, or documents are left out.
    fn document(schema_id: &str, version: u32) -> Option<&'static str> {
        Self::row(schema_id)?.version(version)?.document
    }
}

/// Data of a known schema.
pub trait Data {
    /// The same, to find out what type it is.
    fn any(&self) -> &dyn Any;
    /// What its JSON is made from.
    fn view(&self) -> View<'_>;
}

impl<T: Slot + 'static> Data for T {
    fn any(&self) -> &dyn Any {
        self
    }

    fn view(&self) -> View<'_> {
        Slot::view(self)
    }
}

/// Makes the data of each schema convert into the enum that holds the data of all. For generated code: the types stand in the
/// modules of their products, which may be features.
#[doc(hidden)]
#[macro_export]
macro_rules! event_data_from {
    ($name:ident { $($variant:ident from $product:ident $data:ident $(if $feature:literal)?),* $(,)? }) => {$(
        $(#[cfg(feature = $feature)])?
        impl ::core::convert::From<super::$product::$data> for $name {
            #[inline]
            fn from(data: super::$product::$data) -> Self {
                Self::$variant(::std::boxed::Box::new(data))
            }
        }
    )*};
}

/// Whether two pieces of data are of one schema and equal, or unknown and the same text.
pub fn is_same<D: Schemas>(one: &D, other: &D) -> bool {
    match (one.known(), other.known()) {
        (Ok((schema, one)), Ok((other_schema, other))) => {
            schema == other_schema && one.view() == other.view()
        }
        (Err(one), Err(other)) => one.get() == other.get(),
        _ => false,
    }
}

// For enums of many schemas: what derives would say of each variant is found in the rows.

/// A copy of data.
///
/// # Panics
/// Where `known` names a schema that has no row: generated code does not.
pub fn copied<D: Schemas>(data: &D) -> D {
    let (schema, from) = match data.known() {
        Ok(known) => known,
        Err(json) => return D::unknown(json.to_owned()),
    };
    let row = D::row(schema).expect("data that is known has a row");
    let mut copy = (row.data)();
    if let Some(to) = copy.place() {
        from.view().copy_to(to);
    }
    copy
}

/// Shows data as its variant.
///
/// # Errors
/// Those of the formatter.
pub fn show<D: Schemas>(data: &D, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match data.known() {
        Ok((schema, data)) => {
            let variant = D::row(schema).map_or(schema, |row| row.variant);
            f.debug_tuple(variant).field(&data.view()).finish()
        }
        Err(json) => f.debug_tuple("Unknown").field(&json).finish(),
    }
}

/// A schema: one row of a generated crate.
#[derive(Debug)]
pub struct Schema<D: 'static> {
    /// The id.
    pub id: &'static str,
    /// What the variant of its data is called.
    pub variant: &'static str,
    /// Data that data of any version is read into.
    pub data: fn() -> D,
    /// The versions, ascending; there is at least one.
    pub versions: &'static [Version],
}

/// Is shown a place.
pub type Visit<'v> = &'v mut dyn FnMut(Place<'_>);

/// A version of a schema.
#[derive(Debug)]
pub struct Version {
    /// The number.
    pub number: u32,
    /// Shows the place of data that has the members which just this version names. `None` where the data of all versions has no
    /// others.
    pub exact: Option<fn(Visit<'_>)>,
    /// The JSON Schema document, as text, where documents are not left out.
    pub document: Option<&'static str>,
}

impl<D> Schema<D> {
    /// The version with the number.
    pub fn version(&self, number: u32) -> Option<&'static Version> {
        self.versions
            .iter()
            .find(|version| version.number == number)
    }
}
