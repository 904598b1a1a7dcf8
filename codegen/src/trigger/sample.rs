//! Data made up from types: the same for the same types, and of the types' form. What only a document demands, such as a
//! pattern or a least value, is not looked at.

use serde_json::{Map, Number, Value};

use crate::model::{Field, Kind, Ty, Type};

const TIME: &str = "2025-01-01T00:00:00.000Z";

/// How many objects a sample has at most. Types that refer to each other often enough would make one without end.
const MOST_OBJECTS: usize = 1_000;

/// Data of the first of the types.
pub(super) fn data(types: &[Type]) -> Value {
    let maker = &mut Maker {
        types,
        open: Vec::new(),
        objects: 0,
    };
    types
        .first()
        .and_then(|root| maker.named(&root.name, "data"))
        .unwrap_or_default()
}

struct Maker<'a> {
    types: &'a [Type],
    /// The types that are being made, outermost first.
    open: Vec<&'a str>,
    objects: usize,
}

impl<'a> Maker<'a> {
    /// A value for the field of this JSON name. `None` where the type contains itself, or the sample is large enough.
    fn value(&mut self, ty: &'a Ty, name: &str) -> Option<Value> {
        Some(match ty {
            Ty::Value => Value::Null,
            Ty::Bool => Value::Bool(false),
            Ty::I64 | Ty::IntegerOrText | Ty::U64 | Ty::Number => Value::from(0),
            Ty::F64 => Number::from_f64(0.0).map_or(Value::Null, Value::Number),
            Ty::String => Value::from(name),
            Ty::Timestamp => Value::from(TIME),
            Ty::Named(named) => self.named(named, name)?,
            Ty::Vec(item) => self.value(item, name).into_iter().collect(),
            Ty::Tuple(items) => {
                let items = items.iter().map(|item| self.value(item, name));
                Value::Array(items.collect::<Option<_>>()?)
            }
            Ty::Map(value) => {
                let value = self.value(value, name);
                let entry = value.map(|value| (name.to_owned(), value));
                Value::Object(entry.into_iter().collect())
            }
            Ty::Option(ty) | Ty::Box(ty) => self.value(ty, name)?,
        })
    }

    fn named(&mut self, named: &str, name: &str) -> Option<Value> {
        let ty = self.types.iter().find(|ty| ty.name == named)?;
        if self.open.contains(&ty.name.as_str()) || self.objects == MOST_OBJECTS {
            return None;
        }
        self.open.push(&ty.name);
        let value = match &ty.kind {
            Kind::Struct(fields) => Some(self.object(fields)),
            Kind::OpenEnum(variants) => Some(match variants.first() {
                Some(variant) => Value::from(variant.value.as_str()),
                None => Value::from(name),
            }),
            Kind::Union(union) => match union.branches.first() {
                Some(branch) => self.value(&branch.ty, name),
                None => Some(Value::Null),
            },
            Kind::Alias(ty) => self.value(ty, name),
        };
        self.open.pop();
        value
    }

    fn object(&mut self, fields: &'a [Field]) -> Value {
        self.objects += 1;
        let mut object = Map::new();
        for field in fields.iter().filter(|field| !field.rest) {
            match self.value(&field.ty, &field.json) {
                Some(value) => drop(object.insert(field.json.clone(), value)),
                // The types demand what no finite data has.
                None if field.required => drop(object.insert(field.json.clone(), Value::Null)),
                None => {}
            }
        }
        Value::Object(object)
    }
}
