//! The items of one generated file: its types as the model has them, and what it takes from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens as _;
use syn::parse::{Error, ParseStream};
use syn::{
    Attribute, Expr, ExprLit, GenericArgument, Ident, Item, ItemEnum, ItemStruct, Lit, LitInt,
    LitStr, Meta, PathArguments, Token, UseTree, Visibility,
};

use crate::model::{Field, Kind, Ty, Type, Variant};

/// What a file defines and what it takes from elsewhere.
#[derive(Default)]
pub(super) struct Items {
    /// What `object!` and `open_enum!` define. Their words are Markdown.
    pub(super) types: BTreeMap<String, Type>,
    /// The modules that it declares with `pub mod`.
    pub(super) modules: BTreeSet<String>,
    /// Every `use`, as path segments; `true` for a `pub use`.
    pub(super) uses: Vec<(Vec<String>, bool)>,
}

impl Items {
    /// Reads a file.
    pub(super) fn parse(text: &str) -> syn::Result<Self> {
        let mut items = Self::default();
        for item in syn::parse_file(text)?.items {
            match item {
                Item::Use(item) => {
                    let public = matches!(item.vis, Visibility::Public(_));
                    flatten(&item.tree, &mut Vec::new(), &mut |path| {
                        items.uses.push((path, public));
                    });
                }
                Item::Mod(item) if matches!(item.vis, Visibility::Public(_)) => {
                    items.modules.insert(plain(&item.ident));
                }
                Item::Macro(item) if last_segment_is(&item.mac.path, "object") => {
                    items.add(object(&item.mac.parse_body()?)?);
                }
                Item::Macro(item) if last_segment_is(&item.mac.path, "open_enum") => {
                    items.add(open_enum(&item.mac.parse_body()?));
                }
                _ => {}
            }
        }
        Ok(items)
    }

    fn add(&mut self, ty: Type) {
        self.types.insert(ty.name.clone(), ty);
    }
}

fn object(item: &ItemStruct) -> syn::Result<Type> {
    let fields = item.fields.iter().map(field);
    Ok(Type {
        name: plain(&item.ident),
        docs: docs(&item.attrs),
        kind: Kind::Struct(fields.collect::<syn::Result<_>>()?),
    })
}

fn field(field: &syn::Field) -> syn::Result<Field> {
    let name = field.ident.as_ref().map(plain).unwrap_or_default();
    let mut attributes = field.attrs.iter();
    let member = attributes.find(|attribute| attribute.path().is_ident("member"));
    let member = member.map(|attribute| attribute.parse_args_with(member_of));
    let docs = docs(&field.attrs);
    let ty = ty_of(&field.ty);
    let Some((json, presence, place)) = member.transpose()? else {
        return Ok(Field {
            json: name.clone(),
            name,
            docs,
            required: true,
            nullable: false,
            ty,
            rest: true,
        });
    };
    let required = presence == "required";
    let ty = match (ty, required) {
        (Ty::Option(inner), false) => *inner,
        (Ty::Option(_), true) | (_, false) => {
            let text = field.ty.to_token_stream().to_string().replace(' ', "");
            let message = format!("`{name}` is `{text}`, and {presence} in its `object!`");
            return Err(Error::new_spanned(&field.ty, message));
        }
        (ty, true) => ty,
    };
    Ok(Field {
        json,
        name,
        docs,
        required,
        nullable: presence == "nullable",
        ty: if place.ends_with("IntOrText") {
            Ty::IntegerOrText
        } else {
            ty
        },
        rest: false,
    })
}

/// `0, "wire", optional Kind`: the name in JSON, whether the member is always there, and the kind of its place.
fn member_of(input: ParseStream<'_>) -> syn::Result<(String, String, String)> {
    input.parse::<LitInt>()?;
    input.parse::<Token![,]>()?;
    let json: LitStr = input.parse()?;
    input.parse::<Token![,]>()?;
    let (presence, kind): (Ident, Ident) = (input.parse()?, input.parse()?);
    Ok((json.value(), plain(&presence), plain(&kind)))
}

fn open_enum(item: &ItemEnum) -> Type {
    let variants = item.variants.iter().filter_map(|variant| {
        let (_, value) = variant.discriminant.as_ref()?;
        Some(Variant {
            value: text(value)?,
            name: plain(&variant.ident),
            docs: docs(&variant.attrs),
        })
    });
    Type {
        name: plain(&item.ident),
        docs: docs(&item.attrs),
        kind: Kind::OpenEnum(variants.collect()),
    }
}

/// The type, as the generator spells it. What it does not spell so is a name.
fn ty_of(ty: &syn::Type) -> Ty {
    let text = || ty.to_token_stream().to_string().replace(' ', "");
    let syn::Type::Path(path) = ty else {
        return Ty::Named(text());
    };
    let segments = path.path.segments.iter();
    let names: Vec<String> = segments.map(|segment| plain(&segment.ident)).collect();
    let mut inner = Vec::new();
    if let Some(PathArguments::AngleBracketed(angles)) =
        path.path.segments.last().map(|last| &last.arguments)
    {
        inner.extend(angles.args.iter().filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty_of(ty)),
            _ => None,
        }));
    }
    let name = names.join("::");
    match (&*name, inner.as_mut_slice()) {
        ("String", []) => Ty::String,
        ("twilio_events_runtime::Timestamp", []) => Ty::Timestamp,
        ("i64", []) => Ty::I64,
        ("u64", []) => Ty::U64,
        ("i128", []) => Ty::I128,
        ("f64", []) => Ty::F64,
        ("bool", []) => Ty::Bool,
        ("serde_json::Value", []) => Ty::Value,
        ("std::collections::BTreeMap", [Ty::String, value]) => Ty::Map(Box::new(value.clone())),
        ("Option", [inner]) => Ty::Option(Box::new(inner.clone())),
        ("Vec", [inner]) => Ty::Vec(Box::new(inner.clone())),
        ("Box", [inner]) => Ty::Box(Box::new(inner.clone())),
        (_, []) => Ty::Named(name),
        _ => Ty::Named(text()),
    }
}

fn last_segment_is(path: &syn::Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

fn flatten(tree: &UseTree, path: &mut Vec<String>, found: &mut impl FnMut(Vec<String>)) {
    match tree {
        UseTree::Path(tree) => {
            path.push(plain(&tree.ident));
            flatten(&tree.tree, path, found);
            path.pop();
        }
        UseTree::Name(tree) => found([&**path, &[plain(&tree.ident)]].concat()),
        UseTree::Group(tree) => tree
            .items
            .iter()
            .for_each(|tree| flatten(tree, path, found)),
        // The generator writes neither; a name that came this way is reported as missing.
        UseTree::Rename(_) | UseTree::Glob(_) => {}
    }
}

/// The rustdoc of an item, as Markdown.
fn docs(attrs: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("doc")) {
        let Meta::NameValue(meta) = &attr.meta else {
            continue;
        };
        if let Some(text) = text(&meta.value) {
            let unindented = text
                .lines()
                .map(|line| line.strip_prefix(' ').unwrap_or(line));
            lines.extend(unindented.map(str::to_owned));
        }
    }
    lines.join("\n")
}

/// What a literal says.
fn text(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// An identifier without `r#`.
fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}
