//! Types as a reader sees them: fields with their values and words.

use schema_to_rust::emit::types::text;
use twilio_events_codegen::model::{Branch, Field, Kind, Ty, Type, Variant};

/// The types of a version, or of all versions.
pub(super) struct Group {
    pub(super) types: Vec<TypeView>,
}

pub(super) struct TypeView {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) what: &'static str,
    pub(super) docs: String,
    pub(super) fields: Vec<FieldView>,
    pub(super) values: Vec<Variant>,
    pub(super) branches: Vec<BranchView>,
    /// What an alias is another name of.
    pub(super) target: Vec<Part>,
}

pub(super) struct FieldView {
    pub(super) anchor: String,
    pub(super) json: String,
    pub(super) name: String,
    pub(super) ty: Vec<Part>,
    pub(super) presence: &'static str,
    pub(super) docs: String,
    /// The values that it can have, where they are known.
    pub(super) values: Vec<String>,
}

pub(super) struct BranchView {
    pub(super) name: String,
    pub(super) ty: Vec<Part>,
    pub(super) docs: String,
    /// Members that tell it from the others, each with its values.
    pub(super) guards: Vec<String>,
}

/// A piece of a Rust type; a name that is explained on the page leads there.
pub(super) struct Part {
    pub(super) text: String,
    pub(super) link: Option<String>,
}

impl Group {
    pub(super) fn new(prefix: &str, types: &[Type]) -> Self {
        let maker = Maker { prefix, types };
        Self {
            types: types.iter().map(|ty| maker.ty(ty)).collect(),
        }
    }
}

/// A type as those write it who depend on the shipped crate.
fn rust(ty: &Ty) -> String {
    text(ty, "twilio_events")
}

struct Maker<'a> {
    prefix: &'a str,
    types: &'a [Type],
}

impl Maker<'_> {
    fn ty(&self, ty: &Type) -> TypeView {
        let mut view = TypeView {
            anchor: format!("{}.{}", self.prefix, ty.name),
            name: ty.name.clone(),
            what: "object",
            docs: ty.docs.clone(),
            fields: Vec::new(),
            values: Vec::new(),
            branches: Vec::new(),
            target: Vec::new(),
        };
        match &ty.kind {
            Kind::Struct(fields) => {
                view.fields = fields.iter().map(|field| self.field(ty, field)).collect();
            }
            Kind::OpenEnum(variants) => {
                view.what = "set of values";
                view.values.clone_from(variants);
            }
            Kind::Union(union) => {
                view.what = "one of several types";
                view.branches = union.branches.iter().map(|it| self.branch(it)).collect();
            }
            Kind::Alias(target) => {
                view.what = "another name";
                view.target = self.parts(&rust(target));
            }
        }
        view
    }

    fn field(&self, ty: &Type, field: &Field) -> FieldView {
        let text = rust(&field.ty);
        let is_option = !field.required && !field.rest;
        FieldView {
            anchor: format!(
                "{}.{}.{}",
                self.prefix,
                ty.name,
                field.name.trim_start_matches("r#")
            ),
            json: field.json.clone(),
            name: field.name.clone(),
            ty: self.parts(&if is_option {
                format!("Option<{text}>")
            } else {
                text
            }),
            presence: match field {
                Field { rest: true, .. } => "any other member",
                Field { required: true, .. } => "required",
                Field { nullable: true, .. } => "required, may be null",
                _ => "optional",
            },
            docs: field.docs.clone(),
            values: self.values(&field.ty),
        }
    }

    fn branch(&self, branch: &Branch) -> BranchView {
        let guards = branch.guards.iter().map(|guard| {
            let values: Vec<String> = guard.values.iter().map(ToString::to_string).collect();
            match (guard.path.as_slice(), values.as_slice()) {
                ([], values) => format!("it is {}", values.join(" or ")),
                (path, []) => format!("{} is never there", path.join(" / ")),
                (path, values) => format!("{} is {}", path.join(" / "), values.join(" or ")),
            }
        });
        BranchView {
            name: branch.name.clone(),
            ty: self.parts(&rust(&branch.ty)),
            docs: branch.docs.clone(),
            guards: guards.collect(),
        }
    }

    /// The values of the set that a type names, directly or as items.
    fn values(&self, ty: &Ty) -> Vec<String> {
        if let [inner] = ty.inner() {
            return self.values(inner);
        }
        let named = match ty {
            Ty::Named(name) => self.types.iter().find(|ty| ty.name == *name),
            _ => None,
        };
        match named.map(|ty| &ty.kind) {
            Some(Kind::OpenEnum(variants)) => variants
                .iter()
                .map(|variant| variant.value.clone())
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
                link: known.then(|| format!("{}.{piece}", self.prefix)),
            });
            rest = after;
        }
        parts
    }
}
