//! What serde makes of JSON with the generated types, without compiling them. `pinned` holds it against compiled types.

use serde_json::Value;
use twilio_events_codegen::model::{Branch, Field, Guard, Kind, Ty, Type};

/// The places that the root type does not read, as JSON pointers. serde stops at the first; all of them matter here.
pub(crate) fn refusals(types: &[Type], data: &Value) -> Vec<String> {
    let mut reader = Reader {
        types,
        refusals: Vec::new(),
    };
    reader.kind(&types.first().expect("there is a root type").kind, data, "");
    reader.refusals
}

/// Whether the member of a guard has one of its values; nothing where it is not there.
fn says(guard: &Guard, data: &Value) -> Option<bool> {
    let member = guard
        .path
        .iter()
        .try_fold(data, |data, name| data.get(name))?;
    let same = |value: &Value| {
        value == member || value.as_f64().is_some() && value.as_f64() == member.as_f64()
    };
    (!member.is_null()).then(|| guard.values.iter().any(same))
}

struct Reader<'a> {
    types: &'a [Type],
    refusals: Vec<String>,
}

impl Reader<'_> {
    fn kind(&mut self, kind: &Kind, data: &Value, at: &str) {
        match kind {
            Kind::Struct(fields) => self.structure(fields, data, at),
            Kind::OpenEnum(_) => self.need(data.is_string(), at),
            Kind::Alias(ty) => self.ty(ty, data, at),
            Kind::Union(union) => {
                // What no member tells is read as any JSON at last.
                let says = |branch: &Branch| {
                    branch
                        .guards
                        .iter()
                        .map(|guard| says(guard, data))
                        .collect::<Vec<_>>()
                };
                let left = union
                    .branches
                    .iter()
                    .filter(|branch| !says(branch).contains(&Some(false)));
                if let [branch] = left.collect::<Vec<_>>()[..]
                    && says(branch).contains(&Some(true))
                {
                    self.ty(&branch.ty, data, at);
                }
            }
        }
    }

    fn structure(&mut self, fields: &[Field], data: &Value, at: &str) {
        match data {
            Value::Object(members) => {
                for field in fields.iter().filter(|field| !field.rest) {
                    let at = format!("{at}/{}", field.json);
                    match members.get(&field.json) {
                        Some(value) => self.field(field, value, &at),
                        None => self.need(!field.required, &at),
                    }
                }
                if let Some(Ty::Map(rest)) =
                    fields.iter().find(|field| field.rest).map(|rest| &rest.ty)
                {
                    let named = |name: &String| fields.iter().any(|field| field.json == *name);
                    for (name, value) in members.iter().filter(|(name, _)| !named(name)) {
                        self.ty(rest, value, &format!("{at}/{name}"));
                    }
                }
            }
            _ => self.need(false, at),
        }
    }

    fn field(&mut self, field: &Field, value: &Value, at: &str) {
        if field.required || !value.is_null() {
            self.ty(&field.ty, value, at);
        }
    }

    fn ty(&mut self, ty: &Ty, data: &Value, at: &str) {
        match ty {
            Ty::Value => {}
            Ty::Bool => self.need(data.is_boolean(), at),
            Ty::I64 => self.need(data.is_i64() || is_whole(data, -1e18..1e18), at),
            Ty::IntegerOrText => self.need(data.is_i64() || data.is_string(), at),
            Ty::U64 => self.need(data.is_u64() || is_whole(data, 0.0..1e19), at),
            Ty::I128 => {
                let whole = data.is_i64() || data.is_u64() || is_whole(data, -1e38..1e38);
                self.need(whole, at);
            }
            Ty::F64 => self.need(data.is_number(), at),
            Ty::String | Ty::Timestamp => self.need(data.is_string(), at),
            Ty::Named(name) => {
                let named = self.types.iter().find(|ty| ty.name == *name);
                self.kind(&named.expect("it is a type of this version").kind, data, at);
            }
            Ty::Vec(inner) => match data {
                Value::Array(items) => {
                    for (index, item) in items.iter().enumerate() {
                        self.ty(inner, item, &format!("{at}/{index}"));
                    }
                }
                _ => self.need(false, at),
            },
            Ty::Tuple(types) => match data {
                Value::Array(items) if items.len() == types.len() => {
                    for (index, (ty, item)) in types.iter().zip(items).enumerate() {
                        self.ty(ty, item, &format!("{at}/{index}"));
                    }
                }
                _ => self.need(false, at),
            },
            Ty::Map(inner) => match data {
                Value::Object(members) => {
                    for (name, member) in members {
                        self.ty(inner, member, &format!("{at}/{name}"));
                    }
                }
                _ => self.need(false, at),
            },
            Ty::Option(_) if data.is_null() => {}
            Ty::Option(inner) | Ty::Box(inner) => self.ty(inner, data, at),
        }
    }

    fn need(&mut self, fits: bool, at: &str) {
        if !fits {
            self.refusals.push(at.to_owned());
        }
    }
}

/// A number with a fraction that is nothing, and no more than the type holds.
fn is_whole(data: &Value, range: std::ops::Range<f64>) -> bool {
    let number = data.as_f64().filter(|_| data.is_f64());
    number.is_some_and(|number| number.fract() == 0.0 && range.contains(&number))
}
