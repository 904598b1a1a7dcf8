//! Statics that tell the runtime which members a type has: see `twilio_events_runtime::Shape`.

use heck::ToShoutySnakeCase as _;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident;
use crate::model::{Field, Kind, Ty, Type};

/// The name of the static for a type.
pub(crate) fn name(ty: &str) -> Ident {
    ident(&format!("{}_SHAPE", ty.trim_start_matches("r#").to_shouty_snake_case()))
}

/// The static for a type.
pub(crate) fn statics(ty: &Type, types: &[Type]) -> Option<TokenStream> {
    let name = name(&ty.name);
    let shape = match &ty.kind {
        Kind::Struct(fields) => {
            let members = fields.iter().map(|field| member(field, types));
            quote!(twilio_events_runtime::Shape::Object(&[#(#members),*]))
        }
        Kind::Alias(ty) => owned(ty, types),
        Kind::OpenEnum(_) => return None,
    };
    Some(quote! {
        pub(crate) static #name: twilio_events_runtime::Shape = #shape;
    })
}

fn member(field: &Field, types: &[Type]) -> TokenStream {
    let (json, required, shape) = (&field.json, field.required, borrowed(&field.ty, types));
    quote!(twilio_events_runtime::Member { name: #json, required: #required, shape: #shape })
}

fn borrowed(ty: &Ty, types: &[Type]) -> TokenStream {
    match ty {
        Ty::Named(target) if has_shape(target, types) => {
            let name = name(target);
            quote!(&#name)
        }
        Ty::Option(inner) | Ty::Box(inner) => borrowed(inner, types),
        other => {
            let shape = owned(other, types);
            quote!(&#shape)
        }
    }
}

fn owned(ty: &Ty, types: &[Type]) -> TokenStream {
    match ty {
        Ty::Vec(inner) => {
            let inner = borrowed(inner, types);
            quote!(twilio_events_runtime::Shape::Array(#inner))
        }
        Ty::Map(inner) => {
            let inner = borrowed(inner, types);
            quote!(twilio_events_runtime::Shape::Map(#inner))
        }
        _ => quote!(twilio_events_runtime::Shape::Any),
    }
}

fn has_shape(name: &str, types: &[Type]) -> bool {
    types.iter().any(|ty| ty.name == name && !matches!(ty.kind, Kind::OpenEnum(_)))
}
