//! Data made up from types: the same for the same types and the same moment, of the types' form, and like what Twilio sends as
//! far as descriptions and names tell. What only a document demands, such as a pattern or a least value, is not looked at.

use serde_json::{Map, Number, Value};

use super::text::{Now, text};
use twilio_events_codegen::model::{Field, Kind, Ty, Type, find};

/// How many objects a sample has at most. Types that refer to each other often enough would make one without end.
const MOST_OBJECTS: usize = 1_000;

/// Data of the first of the types, for an event of a type such as `com.twilio.messaging.message.delivered`: where a set of values
/// has the last word of that, it is the value.
pub(super) fn data(types: &[Type], event_type: &str, now: &Now) -> Value {
    let maker = &mut Maker {
        types,
        happened: event_type.rsplit('.').next().unwrap_or(event_type),
        now,
        open: Vec::new(),
        objects: 0,
    };
    let (name, docs) = ("data", "");
    let root = types.first();
    root.and_then(|root| maker.named(&root.name, About { name, docs }))
        .unwrap_or_default()
}

/// What is known of the field that a value is for.
#[derive(Clone, Copy)]
struct About<'a> {
    /// Its JSON name.
    name: &'a str,
    /// Its rustdoc.
    docs: &'a str,
}

struct Maker<'a> {
    types: &'a [Type],
    /// What the event type says that has happened.
    happened: &'a str,
    now: &'a Now,
    /// The types that are being made, outermost first.
    open: Vec<&'a str>,
    objects: usize,
}

impl<'a> Maker<'a> {
    /// A value for a field. `None` where the type contains itself, or the sample is large enough.
    fn value(&mut self, ty: &'a Ty, about: About<'a>) -> Option<Value> {
        Some(match ty {
            Ty::Value => Value::Null,
            Ty::Bool => Value::Bool(false),
            Ty::I64 | Ty::IntegerOrText | Ty::U64 | Ty::I128 => {
                Value::from(self.now.since_1970(about.docs).unwrap_or(1))
            }
            Ty::F64 => Number::from_f64(1.0).map_or(Value::Null, Value::Number),
            Ty::String => Value::from(text(about.name, about.docs, self.now)),
            Ty::Timestamp => Value::from(self.now.text.as_str()),
            Ty::Named(named) => self.named(named, about)?,
            Ty::Vec(item) => self.value(item, about).into_iter().collect(),
            Ty::Tuple(items) => {
                let items = items.iter().map(|item| self.value(item, about));
                Value::Array(items.collect::<Option<_>>()?)
            }
            Ty::Map(value) => {
                let value = self.value(value, about);
                let entry = value.map(|value| (about.name.to_owned(), value));
                Value::Object(entry.into_iter().collect())
            }
            Ty::Option(ty) | Ty::Box(ty) => self.value(ty, about)?,
        })
    }

    fn named(&mut self, named: &str, about: About<'a>) -> Option<Value> {
        let ty = find(self.types, named)?;
        if self.open.contains(&ty.name.as_str()) || self.objects == MOST_OBJECTS {
            return None;
        }
        self.open.push(&ty.name);
        let value = match &ty.kind {
            Kind::Struct(fields) => Some(self.object(fields)),
            Kind::OpenEnum(variants) => {
                let mut values = variants.iter().map(|variant| variant.value.as_str());
                let happened = |value: &&str| value.eq_ignore_ascii_case(self.happened);
                let value = values.clone().find(happened).or_else(|| values.next());
                Some(Value::from(value.unwrap_or(about.name)))
            }
            Kind::Union(union) => match union.branches.first() {
                Some(branch) => self.value(&branch.ty, about),
                None => Some(Value::Null),
            },
            Kind::Alias(ty) => self.value(ty, about),
        };
        self.open.pop();
        value
    }

    fn object(&mut self, fields: &'a [Field]) -> Value {
        self.objects += 1;
        let mut object = Map::new();
        for field in fields.iter().filter(|field| !field.rest) {
            let about = About {
                name: &field.json,
                docs: &field.docs,
            };
            match self.value(&field.ty, about) {
                Some(value) => drop(object.insert(field.json.clone(), value)),
                // The types demand what no finite data has.
                None if field.required => drop(object.insert(field.json.clone(), Value::Null)),
                None => {}
            }
        }
        Value::Object(object)
    }
}
