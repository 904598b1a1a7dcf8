//! The items of one generated file, as the check needs them.

use std::collections::{BTreeMap, BTreeSet};

use syn::parse::ParseStream;
use syn::{
    Attribute, Expr, Ident, Item, ItemEnum, ItemStruct, Lit, LitInt, LitStr, Meta, Token, UseTree,
    Visibility,
};

use super::types::{FieldType, plain};

/// What a file defines and what it takes from elsewhere.
#[derive(Default)]
pub(super) struct Items {
    pub(super) structs: BTreeMap<String, Struct>,
    pub(super) enums: BTreeMap<String, Enum>,
    /// The modules that it declares with `pub mod`.
    pub(super) modules: BTreeSet<String>,
    /// Every `use`, as path segments; `true` for a `pub use`.
    pub(super) uses: Vec<(Vec<String>, bool)>,
}

pub(super) struct Struct {
    /// The rustdoc, as Markdown.
    pub(super) docs: String,
    pub(super) fields: Vec<GeneratedField>,
    /// Whether `object!` defines it.
    pub(super) is_object: bool,
}

pub(super) struct GeneratedField {
    pub(super) rust_name: String,
    /// The Rust name again where `object!` does not say.
    pub(super) json_name: String,
    /// What `object!` says: `required`, `nullable` or `optional`.
    pub(super) kind: Option<String>,
    /// Whether `object!` says that it is read from text too.
    pub(super) or_text: bool,
    /// The rustdoc, as Markdown.
    pub(super) docs: String,
    pub(super) ty: FieldType,
    /// The type as Rust writes it.
    pub(super) ty_text: String,
}

pub(super) struct Enum {
    /// The known values, as they are sent.
    pub(super) values: Vec<String>,
}

impl Items {
    /// Reads a file.
    pub(super) fn parse(text: &str) -> syn::Result<Self> {
        let file = syn::parse_file(text)?;
        let mut items = Self::default();
        let mut local = BTreeSet::new();
        let mut structs: Vec<(ItemStruct, bool)> = Vec::new();
        for item in &file.items {
            match item {
                Item::Use(item) => {
                    let public = matches!(item.vis, Visibility::Public(_));
                    flatten(&item.tree, &mut Vec::new(), &mut |path| {
                        // What comes from other crates keeps its meaning.
                        if matches!(&*path[0], "super" | "self" | "crate") {
                            local.extend(path.last().cloned());
                        }
                        items.uses.push((path, public));
                    });
                }
                Item::Mod(item) if matches!(item.vis, Visibility::Public(_)) => {
                    items.modules.insert(plain(&item.ident));
                }
                Item::Struct(item) => structs.push((item.clone(), false)),
                Item::Enum(item) => drop(local.insert(plain(&item.ident))),
                Item::Macro(item) if last_segment_is(&item.mac.path, "object") => {
                    structs.push((item.mac.parse_body()?, true));
                }
                Item::Macro(item) if last_segment_is(&item.mac.path, "open_enum") => {
                    let item: ItemEnum = item.mac.parse_body()?;
                    items.enums.insert(plain(&item.ident), Enum::read(&item));
                }
                _ => {}
            }
        }
        local.extend(structs.iter().map(|(item, _)| plain(&item.ident)));
        local.extend(items.enums.keys().cloned());
        for (item, is_object) in &structs {
            let read = Struct::read(item, &local, *is_object)?;
            items.structs.insert(plain(&item.ident), read);
        }
        Ok(items)
    }
}

impl Struct {
    fn read(item: &ItemStruct, local: &BTreeSet<String>, is_object: bool) -> syn::Result<Self> {
        let fields = item
            .fields
            .iter()
            .map(|field| GeneratedField::read(field, local));
        Ok(Self {
            docs: docs(&item.attrs),
            fields: fields.collect::<syn::Result<_>>()?,
            is_object,
        })
    }
}

impl GeneratedField {
    fn read(field: &syn::Field, local: &BTreeSet<String>) -> syn::Result<Self> {
        let rust_name = field.ident.as_ref().map(plain).unwrap_or_default();
        let mut attributes = field.attrs.iter();
        let member = attributes.find(|attribute| attribute.path().is_ident("member"));
        let member = member.map(|attribute| attribute.parse_args_with(member_of));
        let (json_name, (kind, or_text)) = match member.transpose()? {
            Some((json, presence, place)) => {
                (Some(json), (Some(presence), place.ends_with("IntOrText")))
            }
            None => (None, (None, false)),
        };
        Ok(Self {
            json_name: json_name.unwrap_or_else(|| rust_name.clone()),
            kind,
            or_text,
            rust_name,
            docs: docs(&field.attrs),
            ty: FieldType::read(&field.ty, local),
            ty_text: quote::ToTokens::to_token_stream(&field.ty)
                .to_string()
                .replace(' ', ""),
        })
    }
}

impl Enum {
    fn read(item: &ItemEnum) -> Self {
        let values = item.variants.iter();
        let values = values.filter_map(|variant| match &variant.discriminant {
            Some((_, Expr::Lit(value))) => match &value.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        });
        Self {
            values: values.collect(),
        }
    }
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
        if let Meta::NameValue(meta) = &attr.meta
            && let syn::Expr::Lit(literal) = &meta.value
            && let syn::Lit::Str(text) = &literal.lit
        {
            let text = text.value();
            lines.extend(
                text.lines()
                    .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned()),
            );
        }
    }
    lines.join("\n")
}
