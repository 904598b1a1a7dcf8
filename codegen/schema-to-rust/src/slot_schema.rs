//! What stands in a slot until typify has seen it: a `schemars` schema.

use schemars08::schema::{InstanceType, Schema, SchemaObject, SingleOrVec};

/// A schema for a place, and whether null may stand there besides.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub(crate) schema: Schema,
    pub(crate) null: bool,
}

impl Slot {
    /// A place where nothing says that null may stand.
    pub(crate) fn new(schema: Schema) -> Self {
        Self {
            schema,
            null: false,
        }
    }

    /// Any JSON, null included.
    pub(crate) fn any() -> Self {
        Self::new(Schema::Bool(true))
    }

    pub(crate) fn is_any(&self) -> bool {
        self.schema == Schema::Bool(true)
    }

    /// The same, or null, if that may stand there.
    pub(crate) fn or_null(self, null: bool) -> Self {
        let null = (self.null || null) && !self.is_any();
        Self { null, ..self }
    }

    /// The schema with null in it, for places that have no other way to say so.
    pub(crate) fn whole(self) -> Schema {
        if !self.null {
            return self.schema;
        }
        let mut either = SchemaObject::default();
        either.subschemas().one_of = Some(vec![self.schema, plain(InstanceType::Null)]);
        either.into()
    }
}

fn typed(ty: InstanceType) -> SchemaObject {
    SchemaObject {
        instance_type: Some(ty.into()),
        ..SchemaObject::default()
    }
}

/// A boolean, a number, an integer or a text.
pub(crate) fn plain(ty: InstanceType) -> Schema {
    typed(ty).into()
}

/// An integer that is never negative.
pub(crate) fn unsigned() -> Schema {
    let mut integer = typed(InstanceType::Integer);
    integer.format = Some("uint64".to_owned());
    integer.number().minimum = Some(0.0);
    integer.into()
}

pub(crate) fn list(items: Slot) -> Schema {
    let mut list = typed(InstanceType::Array);
    list.array().items = Some(items.whole().into());
    list.into()
}

pub(crate) fn tuple(items: Vec<Slot>) -> Schema {
    let mut tuple = typed(InstanceType::Array);
    let array = tuple.array();
    array.min_items = u32::try_from(items.len()).ok();
    array.max_items = array.min_items;
    let items: Vec<Schema> = items.into_iter().map(Slot::whole).collect();
    array.items = Some(items.into());
    tuple.into()
}

/// An object with free names.
pub(crate) fn map(values: Slot) -> Schema {
    let mut map = typed(InstanceType::Object);
    map.object().additional_properties = Some(Box::new(values.whole()));
    map.into()
}

/// An object that has all of these members.
pub(crate) fn object(members: impl Iterator<Item = (String, Schema)>) -> Schema {
    let mut object = typed(InstanceType::Object);
    let members = members.collect();
    object.object().required = schemars08::Map::keys(&members).cloned().collect();
    object.object().properties = members;
    object.into()
}

/// What stands in a definition of its own.
pub(crate) fn reference(key: &str) -> Schema {
    Schema::new_ref(format!("#/definitions/{key}"))
}

/// The key of the definition that a schema refers to, with no list or map between.
pub(crate) fn referred(schema: &Schema) -> Option<&str> {
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
pub(crate) fn held(schema: &Schema) -> Vec<&str> {
    let array = match schema {
        Schema::Object(SchemaObject { array, .. }) => array.as_deref(),
        Schema::Bool(_) => None,
    };
    match array.and_then(|array| array.items.as_ref()) {
        Some(SingleOrVec::Vec(items)) => items.iter().flat_map(held).collect(),
        _ => referred(schema).into_iter().collect(),
    }
}
