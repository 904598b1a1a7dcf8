//! The items of one generated file, as the check needs them.

use std::collections::{BTreeMap, BTreeSet};

use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Item, LitStr, Meta, Token, UseTree, Visibility};

use super::types::Type;

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
    pub(super) fields: Vec<Field>,
    /// Whether the file has its `object!`.
    pub(super) is_object: bool,
}

pub(super) struct Field {
    pub(super) rust_name: String,
    /// The Rust name again where `object!` lacks the field.
    pub(super) json_name: String,
    /// What `object!` says: `required` or `optional`.
    pub(super) kind: Option<String>,
    /// The rustdoc, as Markdown.
    pub(super) docs: String,
    pub(super) ty: Type,
    /// The type as Rust writes it.
    pub(super) ty_text: String,
}

#[derive(Default)]
pub(super) struct Enum {
    /// The variants that stand for a known value.
    pub(super) variants: Vec<String>,
    /// How many variants keep an unknown value.
    pub(super) unknown: usize,
    /// The macro's pairs of variant and wire value; none without the macro.
    pub(super) wire: Option<Vec<(String, String)>>,
}

impl Items {
    /// Reads a file.
    pub(super) fn parse(text: &str) -> syn::Result<Self> {
        let file = syn::parse_file(text)?;
        let mut items = Self::default();
        let mut local = BTreeSet::new();
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
                Item::Struct(item) => drop(local.insert(plain(&item.ident))),
                Item::Enum(item) => drop(local.insert(plain(&item.ident))),
                _ => {}
            }
        }
        let mut wires = BTreeMap::new();
        let mut objects = BTreeMap::new();
        for item in &file.items {
            match item {
                Item::Struct(item) => {
                    items
                        .structs
                        .insert(plain(&item.ident), Struct::read(item, &local));
                }
                Item::Enum(item) => {
                    items.enums.insert(plain(&item.ident), Enum::read(item));
                }
                Item::Macro(item) if last_segment_is(&item.mac.path, "open_enum") => {
                    let Table { name, rows } = item.mac.parse_body_with(Table::of(variant))?;
                    wires.insert(name, rows);
                }
                Item::Macro(item) if last_segment_is(&item.mac.path, "object") => {
                    let Table { name, rows } = item.mac.parse_body_with(Table::of(member))?;
                    objects.insert(name, rows);
                }
                _ => {}
            }
        }
        for (name, wire) in wires {
            if let Some(item) = items.enums.get_mut(&name) {
                item.wire = Some(wire);
            }
        }
        for (name, members) in objects {
            if let Some(item) = items.structs.get_mut(&name) {
                item.is_object = true;
                for member in members {
                    item.wire(member);
                }
            }
        }
        Ok(items)
    }
}

impl Struct {
    fn read(item: &syn::ItemStruct, local: &BTreeSet<String>) -> Self {
        Self {
            docs: docs(&item.attrs),
            fields: item
                .fields
                .iter()
                .map(|field| Field::read(field, local))
                .collect(),
            is_object: false,
        }
    }

    fn wire(&mut self, member: Member) {
        let mut fields = self.fields.iter_mut();
        if let Some(field) = fields.find(|field| field.rust_name == member.field) {
            field.json_name = member.json;
            field.kind = Some(member.kind);
        }
    }
}

impl Field {
    fn read(field: &syn::Field, local: &BTreeSet<String>) -> Self {
        let rust_name = field.ident.as_ref().map(plain).unwrap_or_default();
        Self {
            json_name: rust_name.clone(),
            kind: None,
            rust_name,
            docs: docs(&field.attrs),
            ty: Type::read(&field.ty, local),
            ty_text: quote::ToTokens::to_token_stream(&field.ty)
                .to_string()
                .replace(' ', ""),
        }
    }
}

impl Enum {
    fn read(item: &syn::ItemEnum) -> Self {
        let mut read = Self::default();
        for variant in &item.variants {
            let mut fields = variant.fields.iter();
            match (fields.next(), fields.next()) {
                (Some(field), None) if is_unknown_value(&field.ty) => read.unknown += 1,
                _ => read.variants.push(plain(&variant.ident)),
            }
        }
        read
    }

    /// The known values, as they are sent.
    pub(super) fn values(&self) -> Vec<&str> {
        let pairs = self.wire.iter().flatten();
        pairs.map(|(_, value)| &**value).collect()
    }
}

/// `open_enum! { Name { row, ... } }` and the like.
struct Table<R> {
    name: String,
    rows: Vec<R>,
}

impl<R> Table<R> {
    fn of(
        row: fn(ParseStream<'_>) -> syn::Result<Option<R>>,
    ) -> impl FnOnce(ParseStream<'_>) -> syn::Result<Self> {
        move |input| {
            let name: Ident = input.parse()?;
            let body;
            syn::braced!(body in input);
            let rows = Punctuated::<_, Token![,]>::parse_terminated_with(&body, row)?;
            Ok(Self {
                name: plain(&name),
                rows: rows.into_iter().flatten().collect(),
            })
        }
    }
}

/// `Variant = "wire"`
fn variant(input: ParseStream<'_>) -> syn::Result<Option<(String, String)>> {
    let variant: Ident = input.parse()?;
    input.parse::<Token![=]>()?;
    let wire: LitStr = input.parse()?;
    Ok(Some((plain(&variant), wire.value())))
}

struct Member {
    kind: String,
    field: String,
    json: String,
}

/// `optional field = "wire"`; none for `..rest`.
fn member(input: ParseStream<'_>) -> syn::Result<Option<Member>> {
    Attribute::parse_outer(input)?;
    if input.parse::<Option<Token![..]>>()?.is_some() {
        input.parse::<Ident>()?;
        return Ok(None);
    }
    let (kind, field): (Ident, Ident) = (input.parse()?, input.parse()?);
    input.parse::<Token![=]>()?;
    let json: LitStr = input.parse()?;
    // `or text`: what else it is read from.
    if !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<Ident>()?;
        input.parse::<Ident>()?;
    }
    Ok(Some(Member {
        kind: plain(&kind),
        field: plain(&field),
        json: json.value(),
    }))
}

fn is_unknown_value(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(ty) if last_segment_is(&ty.path, "UnknownValue"))
}

fn last_segment_is(path: &syn::Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

/// An identifier without `r#`.
pub(super) fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
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
