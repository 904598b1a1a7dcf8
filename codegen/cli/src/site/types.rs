//! Types as a reader sees them: the model's own, with the words, links and places of a page.

use schema_to_rust::emit::types::text;
use twilio_events_codegen::model::{Field, Guard, Kind, Ty, Type, find};

/// The types of a version, or of all versions, and how the places on the page begin that explain them.
pub(super) struct Group<'a> {
    prefix: String,
    pub(super) types: &'a [Type],
}

/// A piece of a Rust type; a name that is explained on the page leads there.
pub(super) struct Part {
    pub(super) text: String,
    pub(super) link: Option<String>,
}

impl<'a> Group<'a> {
    pub(super) fn new(prefix: impl Into<String>, types: &'a [Type]) -> Self {
        let prefix = prefix.into();
        Self { prefix, types }
    }

    pub(super) fn anchor(&self, name: &str) -> String {
        format!("{}.{name}", self.prefix)
    }

    pub(super) fn field_anchor(&self, ty: &Type, field: &Field) -> String {
        let name = field.name.trim_start_matches("r#");
        self.anchor(&format!("{}.{name}", ty.name))
    }

    /// The type of a field, as those write it who depend on the shipped crate, in pieces.
    pub(super) fn field(&self, field: &Field) -> Vec<Part> {
        let text = rust(&field.ty);
        if field.required || field.rest {
            return self.parts(&text);
        }
        self.parts(&format!("Option<{text}>"))
    }

    /// The same of any type.
    pub(super) fn rust(&self, ty: &Ty) -> Vec<Part> {
        self.parts(&rust(ty))
    }

    /// The values of the set that a type names, directly or as items.
    pub(super) fn values(&self, ty: &Ty) -> Vec<&'a str> {
        if let [inner] = ty.inner() {
            return self.values(inner);
        }
        let named = match ty {
            Ty::Named(name) => find(self.types, name),
            _ => None,
        };
        match named.map(|ty| &ty.kind) {
            Some(Kind::OpenEnum(variants)) => variants
                .iter()
                .map(|variant| variant.value.as_str())
                .collect(),
            _ => Vec::new(),
        }
    }

    /// A Rust type in pieces: names, and what stands between them.
    fn parts(&self, text: &str) -> Vec<Part> {
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '#';
        let mut parts: Vec<Part> = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let end = rest
                .find(|c| is_name(c) != is_name(first))
                .unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            let known = self.types.iter().any(|ty| ty.name == piece);
            parts.push(Part {
                text: piece.to_owned(),
                link: known.then(|| self.anchor(piece)),
            });
            rest = after;
        }
        parts
    }
}

fn rust(ty: &Ty) -> String {
    text(ty, "twilio_events")
}

pub(super) fn what(kind: &Kind) -> &'static str {
    match kind {
        Kind::Struct(_) => "object",
        Kind::OpenEnum(_) => "set of values",
        Kind::Union(_) => "one of several types",
        Kind::Alias(_) => "another name",
    }
}

pub(super) fn presence(field: &Field) -> &'static str {
    match field {
        Field { rest: true, .. } => "any other member",
        Field { required: true, .. } => "required",
        Field { nullable: true, .. } => "required, may be null",
        _ => "optional",
    }
}

/// A member that tells a branch from the others, with its values.
pub(super) fn guard(guard: &Guard) -> String {
    let values: Vec<String> = guard.values.iter().map(ToString::to_string).collect();
    match (guard.path.as_slice(), values.as_slice()) {
        ([], values) => format!("it is {}", values.join(" or ")),
        (path, []) => format!("{} is never there", path.join(" / ")),
        (path, values) => format!("{} is {}", path.join(" / "), values.join(" or ")),
    }
}
