//! What typify sees of a place: `schemars` schemas.

use schemars08::schema::{
    ArrayValidation, InstanceType, NumberValidation, ObjectValidation, Schema, SchemaObject,
    SingleOrVec, SubschemaValidation,
};

/// A schema for a place, and whether null may stand there besides.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) schema: Schema,
    pub(super) null: bool,
}

impl Slot {
    /// A place where nothing says that null may stand.
    pub(super) fn new(schema: Schema) -> Self {
        Self {
            schema,
            null: false,
        }
    }

    /// Any JSON, null included.
    pub(super) fn any() -> Self {
        Self::new(Schema::Bool(true))
    }

    pub(super) fn is_any(&self) -> bool {
        self.schema == Schema::Bool(true)
    }

    /// The same, or null, if that may stand there.
    pub(super) fn or_null(self, null: bool) -> Self {
        let null = (self.null || null) && !self.is_any();
        Self { null, ..self }
    }

    /// The schema with null in it, for places that have no other way to say so.
    pub(super) fn whole(self) -> Schema {
        if !self.null {
            return self.schema;
        }
        SchemaObject {
            subschemas: Some(Box::new(SubschemaValidation {
                one_of: Some(vec![self.schema, plain(InstanceType::Null)]),
                ..SubschemaValidation::default()
            })),
            ..SchemaObject::default()
        }
        .into()
    }
}

/// A boolean, a number, an integer or a text.
pub(super) fn plain(ty: InstanceType) -> Schema {
    SchemaObject {
        instance_type: Some(ty.into()),
        ..SchemaObject::default()
    }
    .into()
}

/// An integer that is never negative.
pub(super) fn unsigned() -> Schema {
    SchemaObject {
        instance_type: Some(InstanceType::Integer.into()),
        format: Some("uint64".to_owned()),
        number: Some(Box::new(NumberValidation {
            minimum: Some(0.0),
            ..NumberValidation::default()
        })),
        ..SchemaObject::default()
    }
    .into()
}

pub(super) fn list(items: Slot) -> Schema {
    array(ArrayValidation {
        items: Some(SingleOrVec::from(items.whole())),
        ..ArrayValidation::default()
    })
}

pub(super) fn tuple(items: Vec<Slot>) -> Schema {
    let length = u32::try_from(items.len()).ok();
    array(ArrayValidation {
        items: Some(SingleOrVec::Vec(
            items.into_iter().map(Slot::whole).collect(),
        )),
        min_items: length,
        max_items: length,
        ..ArrayValidation::default()
    })
}

fn array(array: ArrayValidation) -> Schema {
    SchemaObject {
        instance_type: Some(InstanceType::Array.into()),
        array: Some(Box::new(array)),
        ..SchemaObject::default()
    }
    .into()
}

/// An object with free names.
pub(super) fn map(values: Slot) -> Schema {
    SchemaObject {
        instance_type: Some(InstanceType::Object.into()),
        object: Some(Box::new(ObjectValidation {
            additional_properties: Some(Box::new(values.whole())),
            ..ObjectValidation::default()
        })),
        ..SchemaObject::default()
    }
    .into()
}

/// What stands in a definition of its own.
pub(super) fn reference(key: &str) -> Schema {
    Schema::new_ref(format!("#/definitions/{key}"))
}

/// The key of the definition that a schema refers to, with no list or map between.
pub(super) fn referred(schema: &Schema) -> Option<&str> {
    match schema {
        Schema::Object(SchemaObject {
            reference: Some(reference),
            ..
        }) => reference.strip_prefix("#/definitions/"),
        _ => None,
    }
}

/// The keys of the definitions that each value of a schema holds a value of: the one that it refers to, and those of a list of a
/// known length.
pub(super) fn held(schema: &Schema) -> Vec<&str> {
    let array = match schema {
        Schema::Object(SchemaObject { array, .. }) => array.as_deref(),
        Schema::Bool(_) => None,
    };
    match array.and_then(|array| array.items.as_ref()) {
        Some(SingleOrVec::Vec(items)) => items.iter().flat_map(held).collect(),
        _ => referred(schema).into_iter().collect(),
    }
}
