//! The types of one version of a schema.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{code, escape, outer};
use super::{Layout, ident};
use crate::model::{Field, Kind, Ty, Type, Variant};

/// The definition of a type; `docs` is Markdown.
pub(crate) fn definition(ty: &Type, docs: &str, layout: Layout) -> TokenStream {
    let docs = outer(docs);
    let name = ident(&ty.name);
    match &ty.kind {
        Kind::Struct(fields) => structure(ty, fields, &docs, layout),
        Kind::OpenEnum(variants) => open_enum(ty, variants, &docs),
        Kind::Alias(target) => {
            let target = type_of(target);
            quote!(#docs pub type #name = #target;)
        }
    }
}

fn structure(ty: &Type, fields: &[Field], docs: &TokenStream, layout: Layout) -> TokenStream {
    let name = ident(&ty.name);
    let json_schema = match layout {
        Layout::Crate => quote!(#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]),
        Layout::Modules => TokenStream::new(),
    };
    let fields = fields.iter().map(field);
    quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
        #json_schema
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    }
}

fn field(field: &Field) -> TokenStream {
    let docs = if field.docs.is_empty() {
        outer(&format!(
            "{}; the schema does not describe it.",
            code(&field.json)
        ))
    } else {
        outer(&escape(&field.docs))
    };
    let name = ident(&field.name);
    let ty = type_of(&field.ty);
    let plain = field.name.strip_prefix("r#").unwrap_or(&field.name);
    let rename = (plain != field.json).then(|| {
        let json = &field.json;
        quote!(rename = #json)
    });
    let (ty, skip) = if field.required {
        (ty, None)
    } else {
        (
            quote!(Option<#ty>),
            Some(quote!(skip_serializing_if = "Option::is_none")),
        )
    };
    let options: Vec<TokenStream> = rename.into_iter().chain(skip).collect();
    let serde = (!options.is_empty()).then(|| quote!(#[serde(#(#options),*)]));
    quote!(#docs #serde pub #name: #ty)
}

fn open_enum(ty: &Type, variants: &[Variant], docs: &TokenStream) -> TokenStream {
    let name = ident(&ty.name);
    let values: Vec<&str> = variants
        .iter()
        .map(|variant| variant.value.as_str())
        .collect();
    let names: Vec<_> = variants
        .iter()
        .map(|variant| ident(&variant.name))
        .collect();
    let variant_docs = values.iter().map(|value| outer(&code(value)));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #names,)*
            /// A value that was not documented when this was generated.
            Unknown(twilio_events_runtime::UnknownValue),
        }
        twilio_events_runtime::open_enum! { #name { #(#names = #values),* } }
    }
}

fn type_of(ty: &Ty) -> TokenStream {
    match ty {
        Ty::Value => quote!(serde_json::Value),
        Ty::Bool => quote!(bool),
        Ty::I64 => quote!(i64),
        Ty::U64 => quote!(u64),
        Ty::F64 => quote!(f64),
        Ty::String => quote!(String),
        Ty::Timestamp => quote!(twilio_events_runtime::Timestamp),
        Ty::Named(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Ty::Vec(inner) => {
            let inner = type_of(inner);
            quote!(Vec<#inner>)
        }
        Ty::Map(inner) => {
            let inner = type_of(inner);
            quote!(std::collections::BTreeMap<String, #inner>)
        }
        Ty::Option(inner) => {
            let inner = type_of(inner);
            quote!(Option<#inner>)
        }
        Ty::Box(inner) => {
            let inner = type_of(inner);
            quote!(Box<#inner>)
        }
    }
}
