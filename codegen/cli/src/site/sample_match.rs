//! A sample as the match arm that takes it apart: code that holds when it is run.

use std::collections::BTreeSet;

use schema_to_rust::names;
use serde_json::Value;
use twilio_events_codegen::model::{Field, Kind, Product, Schema, Ty, Type, find};

/// So many fields are shown: they say how the others are read.
const MOST_FIELDS: usize = 12;

/// The code for the data of a sample.
pub(super) fn code(product: &Product, schema: &Schema, data: &Value) -> String {
    let variant = names::type_name(schema.id.name());
    let mut arm = Arm {
        types: schema.arm(),
        imports: BTreeSet::new(),
        lines: Vec::new(),
    };
    match arm.types.first().map(|root| &root.kind) {
        Some(Kind::Struct(fields)) => arm.object(fields, data),
        _ => arm.lines.push("println!(\"{data:?}\");".to_owned()),
    }
    let lines = arm.lines.iter().map(|line| format!("        {line}\n"));
    format!(
        "use twilio_events::EventData;\n{}\nmatch event.decode()?.data {{\n    EventData::{variant}(data) => {{\n{}    }}\n    _ => {{}}\n}}\n",
        import(product, schema, &arm.imports),
        lines.collect::<String>(),
    )
}

/// The `use` of these names of the schema, if there are any.
fn import(product: &Product, schema: &Schema, names: &BTreeSet<String>) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let names = match &*names {
        [] => return String::new(),
        [one] => (*one).to_owned(),
        many => format!("{{{}}}", many.join(", ")),
    };
    format!(
        "use twilio_events::{}::{}::{names};\n",
        product.module, schema.module
    )
}

struct Arm<'a> {
    types: &'a [Type],
    imports: BTreeSet<String>,
    lines: Vec<String>,
}

impl<'a> Arm<'a> {
    fn object(&mut self, fields: &[Field], data: &Value) {
        let fields: Vec<&Field> = fields.iter().filter(|field| !field.rest).collect();
        for field in fields.iter().take(MOST_FIELDS) {
            let value = data.get(&field.json).filter(|value| !value.is_null());
            let line = self.field(field, value);
            self.lines.push(line);
        }
        if let more @ 1.. = fields.len().saturating_sub(MOST_FIELDS) {
            let fields = if more == 1 { "field" } else { "fields" };
            self.lines.push(format!("// and {more} more {fields}"));
        }
    }

    fn field(&mut self, field: &Field, value: Option<&Value>) -> String {
        let place = format!("data.{}", field.name);
        let Some(value) = value else {
            return if field.required {
                format!("println!(\"{{:?}}\", {place});")
            } else {
                format!("assert!({place}.is_none());")
            };
        };
        let text = value.as_str().filter(|_| self.is_text(&field.ty));
        match (self.exact(&field.ty, value), text, field.required) {
            (Some(value), _, true) => format!("assert_eq!({place}, {value});"),
            (Some(value), _, false) => format!("assert_eq!({place}, Some({value}));"),
            (None, Some(text), true) => format!("assert_eq!({place}.as_str(), {text:?});"),
            (None, Some(text), false) => format!("assert_eq!({place}, Some({text:?}.into()));"),
            (None, None, true) => format!("println!(\"{{:?}}\", {place});"),
            (None, None, false) => format!("assert!({place}.is_some());"),
        }
    }

    /// The value in Rust, where it is a number, a boolean or a known value of a set.
    fn exact(&mut self, ty: &Ty, value: &Value) -> Option<String> {
        match self.plain(ty) {
            Ty::Bool => value.as_bool().map(|flag| flag.to_string()),
            Ty::I64 | Ty::IntegerOrText => value.as_i64().map(|number| number.to_string()),
            Ty::U64 => value.as_u64().map(|number| number.to_string()),
            Ty::F64 => value.as_f64().map(|number| format!("{number:?}")),
            Ty::Named(name) => {
                let ty = find(self.types, name)?;
                let Kind::OpenEnum(variants) = &ty.kind else {
                    return None;
                };
                let known = variants.iter().find(|variant| value == &*variant.value)?;
                self.imports.insert(ty.name.clone());
                Some(format!("{}::{}", ty.name, known.name))
            }
            _ => None,
        }
    }

    /// Whether a type is made from text, and gives it back.
    fn is_text(&self, ty: &Ty) -> bool {
        match self.plain(ty) {
            Ty::String | Ty::Timestamp => true,
            Ty::Named(name) => {
                let kind = find(self.types, name).map(|ty| &ty.kind);
                matches!(kind, Some(Kind::OpenEnum(_)))
            }
            _ => false,
        }
    }

    /// The type behind other names of it.
    fn plain<'b>(&self, ty: &'b Ty) -> &'b Ty
    where
        'a: 'b,
    {
        let mut ty = ty;
        // Each name leads to another type, if to any.
        for _ in 0..=self.types.len() {
            let Ty::Named(name) = ty else {
                return ty;
            };
            match find(self.types, name).map(|ty| &ty.kind) {
                Some(Kind::Alias(target)) => ty = target,
                _ => return ty,
            }
        }
        ty
    }
}
