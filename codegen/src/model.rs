//! What is generated, free of JSON Schema and of Rust syntax.

pub use schema_to_rust::model::{
    Branch, Field, Guard, Kind, Named, Ty, Type, Union, Variant, can_share_types, find, named,
    same_types,
};

use crate::project::catalog::EventType;
use crate::project::id::{DocumentId, SchemaId};
use crate::project::lock::Entry;

/// Everything that one run generates.
#[derive(Clone, Debug)]
pub struct Model {
    /// The products that have types, by name.
    pub products: Vec<Product>,
    /// All event types of the catalog, by name.
    pub events: Vec<EventType>,
}

impl Model {
    /// All schemas of all products.
    pub fn schemas(&self) -> impl Iterator<Item = &Schema> {
        self.schemas_in_products().map(|(_, schema)| schema)
    }

    /// The same, each with its product.
    pub fn schemas_in_products(&self) -> impl Iterator<Item = (&Product, &Schema)> {
        let products = self.products.iter();
        products.flat_map(|product| product.schemas.iter().map(move |schema| (product, schema)))
    }
}

/// A product and its schemas.
#[derive(Clone, Debug)]
pub struct Product {
    /// As schema ids spell it: `Conversations`.
    pub name: String,
    /// The Rust module: `conversations`.
    pub module: String,
    /// The schemas, by id.
    pub schemas: Vec<Schema>,
}

/// A schema in all versions that are held.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The id.
    pub id: SchemaId,
    /// The Rust module: `conversation_state_updated`.
    pub module: String,
    /// The event types whose `data` it describes.
    pub events: Vec<EventType>,
    /// The versions, oldest first; never empty.
    pub versions: Vec<Version>,
    /// The types that read every version and keep every member of each, where those of the newest do not.
    pub every: Option<Vec<Type>>,
}

impl Schema {
    /// The newest version.
    ///
    /// # Panics
    /// Without versions; the generator makes no such schema.
    pub fn latest(&self) -> &Version {
        self.versions
            .last()
            .expect("a schema enters the model with its first version")
    }

    /// The types behind the schema's arm: they read every version.
    pub fn arm(&self) -> &[Type] {
        match &self.every {
            Some(types) => types,
            None => &self.types_of(self.latest()).types,
        }
    }

    /// The version whose types `version` uses: itself, or the one that it shares types with.
    ///
    /// # Panics
    /// Where `same_as` names a version that is not there; the generator makes no such schema.
    pub fn types_of<'a>(&'a self, version: &'a Version) -> &'a Version {
        match version.same_as {
            None => version,
            Some(number) => self
                .versions
                .iter()
                .find(|other| other.document.version == number)
                .expect("`same_as` names a version of the same schema"),
        }
    }
}

/// One version of a schema.
#[derive(Clone, Debug)]
pub struct Version {
    /// Schema and version.
    pub document: DocumentId,
    /// The entry of the lock.
    pub entry: Entry,
    /// The text of the document.
    pub text: String,
    /// The newer version whose types are the same, documentation aside.
    pub same_as: Option<u32>,
    /// The types; the first is the one of the whole `data`.
    pub types: Vec<Type>,
}

impl Version {
    /// The type of the whole `data`.
    ///
    /// # Panics
    /// Without types; the generator makes no such version.
    pub fn root(&self) -> &Type {
        self.types
            .first()
            .expect("lowering puts the root type first")
    }
}
