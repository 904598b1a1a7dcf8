//! `shapes.rs`: which members each type has, for the runtime's reports. See `twilio_events_runtime::Shape`.

use heck::ToShoutySnakeCase as _;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Layout, features, ident};
use crate::error::Result;
use crate::format::rust_file;
use crate::model::{Field, Kind, Model, Ty, Type, Version};
use crate::names;

/// The file of all shapes.
pub(crate) fn file(model: &Model, layout: Layout) -> Result<String> {
    let versions = model.products.iter().flat_map(|product| {
        let versions = product.schemas.iter().flat_map(|schema| &schema.versions);
        versions.map(move |version| (product, version))
    });
    let versions = versions.filter(|(_, version)| version.same_as.is_none());
    let mut scope = names::Scope::default();
    let mut statics: Vec<TokenStream> = Vec::new();
    for (product, version) in versions {
        let gate = features::gate(product, layout);
        for ty in &version.types {
            let Some(definition) = definition(version, ty) else {
                continue;
            };
            let origin = format!("{} {}", version.document, ty.name);
            scope.take(&name(version, &ty.name).to_string(), &origin)?;
            statics.push(quote!(#gate #definition));
        }
    }
    let members = statics
        .iter()
        .any(|tokens| tokens.to_string().contains("Member {"));
    let unused = features::unused(&quote!(unused_imports), layout);
    let imports = match (statics.is_empty(), members) {
        (true, _) => quote!(),
        (false, true) => quote!(
            #unused
            use twilio_events_runtime::{Member, Shape};
        ),
        (false, false) => quote!(
            #unused
            use twilio_events_runtime::Shape;
        ),
    };
    rust_file(
        "the schemas that are locked",
        quote! {
            #![doc = " The members of every type."]
            #imports
            #(#statics)*
        },
    )
}

/// The name of the static for a type of a version.
pub(crate) fn name(version: &Version, ty: &str) -> Ident {
    let schema = &version.document.schema;
    let name = format!(
        "{} {} v{} {ty}",
        schema.product(),
        schema.name(),
        version.document.version
    );
    ident(&name.replace("r#", "").to_shouty_snake_case())
}

fn definition(version: &Version, ty: &Type) -> Option<TokenStream> {
    let name = name(version, &ty.name);
    let shape = match &ty.kind {
        Kind::Struct(fields) => {
            let (rest, fields): (Vec<&Field>, Vec<&Field>) =
                fields.iter().partition(|field| field.rest);
            let members = fields.into_iter().map(|field| member(field, version));
            if let Some(Ty::Map(ty)) = rest.first().map(|field| &field.ty) {
                let rest = borrowed(ty, version);
                quote!(Shape::Open(&[#(#members),*], #rest))
            } else {
                quote!(Shape::Object(&[#(#members),*]))
            }
        }
        Kind::Alias(ty) => owned(ty, version),
        Kind::OpenEnum(_) | Kind::Union(_) => return None,
    };
    Some(quote!(pub(crate) static #name: Shape = #shape;))
}

fn member(field: &Field, version: &Version) -> TokenStream {
    let (json, required, shape) = (&field.json, field.required, borrowed(&field.ty, version));
    quote!(Member { name: #json, required: #required, shape: #shape })
}

fn borrowed(ty: &Ty, version: &Version) -> TokenStream {
    match ty {
        Ty::Named(target) if has_shape(target, version) => {
            let name = name(version, target);
            quote!(&#name)
        }
        Ty::Option(inner) | Ty::Box(inner) => borrowed(inner, version),
        other => {
            let shape = owned(other, version);
            quote!(&#shape)
        }
    }
}

fn owned(ty: &Ty, version: &Version) -> TokenStream {
    match ty {
        Ty::Vec(inner) => {
            let inner = borrowed(inner, version);
            quote!(Shape::Array(#inner))
        }
        Ty::Map(inner) => {
            let inner = borrowed(inner, version);
            quote!(Shape::Map(#inner))
        }
        _ => quote!(Shape::Any),
    }
}

/// Whether a type has a static: a set of values has no members to tell.
pub(crate) fn has_shape(name: &str, version: &Version) -> bool {
    version
        .types
        .iter()
        .any(|ty| ty.name == name && !matches!(ty.kind, Kind::OpenEnum(_) | Kind::Union(_)))
}
