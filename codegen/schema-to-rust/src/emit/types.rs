//! The types of one document.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::docs::{code, escape, outer};
use super::ident::ident;
use crate::model::{Branch, Field, Guard, Kind, Named, Ty, Type, Union, Variant};

/// What the compiler is told of a type or a variant whose name is spelled as in the schema.
fn spelling(name: &str) -> Option<TokenStream> {
    let plain = plain(name);
    let usual = !plain.contains('_') && !plain.starts_with(char::is_lowercase);
    (!usual).then(|| quote!(#[allow(non_camel_case_types, reason = "spelled as in the schema")]))
}

/// The same of a struct with such fields.
fn spelling_of_fields(fields: &[Field]) -> Option<TokenStream> {
    let usual = fields.iter().all(|field| {
        let plain = plain(&field.name);
        !plain.contains("__") && !plain.contains(char::is_uppercase)
    });
    (!usual).then(|| quote!(#[allow(non_snake_case, reason = "spelled as in the schema")]))
}

fn plain(name: &str) -> &str {
    name.trim_start_matches("r#").trim_matches('_')
}

/// The definition of a type, one of `types`; `docs` is Markdown, and `runtime` the crate that types are made of.
pub fn definition(ty: &Type, types: &Named<'_>, docs: &str, runtime: &Ident) -> TokenStream {
    let (docs, allow) = (outer(docs), spelling(&ty.name));
    let docs = quote!(#docs #allow);
    let name = ident(&ty.name);
    match &ty.kind {
        Kind::Struct(fields) => structure(ty, types, fields, &docs, runtime),
        Kind::OpenEnum(variants) => open_enum(ty, variants, &docs, runtime),
        Kind::Union(union) => open_union(ty, union, &docs, runtime),
        Kind::Alias(target) => {
            let is_read_strictly = target.holds(&Ty::is_integer);
            let mut target = type_of(target, runtime);
            if is_read_strictly {
                target = quote!(#runtime::Tolerant<#target>);
            }
            quote!(#docs pub type #name = #target;)
        }
    }
}

fn structure(
    ty: &Type,
    types: &Named<'_>,
    fields: &[Field],
    docs: &TokenStream,
    runtime: &Ident,
) -> TokenStream {
    let name = ident(&ty.name);
    let allow = spelling_of_fields(fields);
    let fields = fields.iter().enumerate();
    let fields = fields.map(|(index, field)| self::field(index, field, types, runtime));
    quote! {
        #runtime::object! {
            #docs
            #allow
            #[non_exhaustive]
            pub struct #name { #(#fields,)* }
        }
    }
}

/// A field as `object!` has it.
fn field(index: usize, field: &Field, types: &Named<'_>, runtime: &Ident) -> TokenStream {
    let docs = if field.docs.is_empty() {
        outer(&code(&field.json))
    } else {
        outer(&escape(&field.docs))
    };
    let (name, ty, json) = (ident(&field.name), type_of(&field.ty, runtime), &field.json);
    let optional = !field.required && !field.rest;
    let ty = if optional { quote!(Option<#ty>) } else { ty };
    if field.rest {
        return quote!(#[rest] #docs pub #name: #ty);
    }
    let presence = match (field.required, field.nullable) {
        (true, _) => quote!(required),
        (false, true) => quote!(nullable),
        (false, false) => quote!(optional),
    };
    let place = format_ident!("{}", place(&field.ty, optional, types));
    let index = Literal::usize_unsuffixed(index);
    quote!(#docs #[member(#index, #json, #presence #place)] pub #name: #ty)
}

/// The kind of place that a field is; see `Place` of the runtime.
fn place(ty: &Ty, optional: bool, types: &Named<'_>) -> &'static str {
    let (kind, optional_kind) = match ty {
        Ty::Value => ("Any", "Opt"),
        Ty::Bool => ("Bool", "OptBool"),
        Ty::I64 => ("Int", "OptInt"),
        Ty::IntegerOrText => ("IntOrText", "OptIntOrText"),
        Ty::U64 => ("UInt", "OptUInt"),
        Ty::F64 => ("Float", "OptFloat"),
        Ty::I128 => ("Wide", "Opt"),
        Ty::String => ("Text", "OptText"),
        Ty::Timestamp => ("Time", "OptTime"),
        Ty::Vec(_) => ("List", "Opt"),
        Ty::Tuple(_) => ("Tuple", "Opt"),
        Ty::Map(_) => ("Map", "Opt"),
        Ty::Option(_) => ("Opt", "Opt"),
        Ty::Box(inner) => (place(inner, false, types), "Opt"),
        Ty::Named(name) => match types.get(name.as_str()) {
            Some(ty) => match &ty.kind {
                Kind::OpenEnum(_) => ("Values", "OptValues"),
                Kind::Union(_) => ("Union", "Opt"),
                Kind::Alias(target) => return place(target, optional, types),
                Kind::Struct(_) => ("Object", "Opt"),
            },
            None => ("Object", "Opt"),
        },
    };
    if optional { optional_kind } else { kind }
}

fn open_enum(ty: &Type, variants: &[Variant], docs: &TokenStream, runtime: &Ident) -> TokenStream {
    let name = ident(&ty.name);
    let variants = variants.iter().map(|variant| {
        let shown = code(&variant.value);
        let docs = match &*variant.docs {
            "" => shown,
            docs => format!("{shown}: {}", escape(docs)),
        };
        let (docs, allow) = (outer(&docs), spelling(&variant.name));
        let (name, value) = (ident(&variant.name), &variant.value);
        quote!(#docs #allow #name = #value)
    });
    quote! {
        #runtime::open_enum! {
            #docs
            #[non_exhaustive]
            pub enum #name { #(#variants,)* }
        }
    }
}

fn open_union(ty: &Type, union: &Union, docs: &TokenStream, runtime: &Ident) -> TokenStream {
    let name = ident(&ty.name);
    let variants = union.branches.iter().map(|branch| {
        let (docs, allow) = (outer(&branch_docs(branch)), spelling(&branch.name));
        let (name, ty) = (ident(&branch.name), type_of(&branch.ty, runtime));
        quote!(#docs #allow #name(#ty))
    });
    let arms = union.branches.iter().map(arm);
    let mut types = union.branches.iter().map(|branch| &branch.ty);
    let is_large = types.any(|ty| matches!(ty, Ty::Named(_)));
    let large = is_large.then(|| {
        quote!(#[allow(clippy::large_enum_variant, reason = "boxed only where a type contains itself")])
    });
    let unions = quote!(#name { #(#arms,)* });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #large
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// What was none of the others when this was generated.
            Unknown(serde_json::Value),
        }
        #runtime::open_union! { #unions }
    }
}

/// A branch, and what tells it from others, as `open_union!` has it.
fn arm(branch: &Branch) -> TokenStream {
    let name = ident(&branch.name);
    let values = |guard: &Guard| {
        let values = guard.values.iter().map(literal);
        match guard {
            Guard { inside: true, .. } => quote!([#(#values)|*]),
            guard if guard.values.is_empty() => quote!(!),
            _ => quote!(#(#values)|*),
        }
    };
    let guards = branch.guards.iter();
    let (own, members): (Vec<&Guard>, Vec<&Guard>) =
        guards.partition(|guard| guard.path.is_empty());
    let own = own.into_iter().map(values);
    let members = members.into_iter().map(|guard| {
        let (path, values) = (&guard.path, values(guard));
        quote!(#(#path)/ *: #values)
    });
    let members: Vec<TokenStream> = members.collect();
    let members = (!members.is_empty()).then(|| quote!({ #(#members),* }));
    quote!(#name #(= #own)* #members)
}

/// More members that tell a branch from others are counted, not named.
const MOST_NAMED: usize = 5;

/// What the schema says of a branch, and what tells it from others.
fn branch_docs(branch: &Branch) -> String {
    let guards = branch.guards.iter().map(|guard| {
        let values: Vec<String> = guard.values.iter().map(shown).collect();
        let path: Vec<String> = guard.path.iter().map(|name| code(name)).collect();
        match (path.as_slice(), values.as_slice()) {
            ([], values) if guard.inside => format!("Each in it is {}.", values.join(" or ")),
            ([], values) => format!("It is {}.", values.join(" or ")),
            (path, []) => format!("{} is never there.", path.join(" / ")),
            (path, values) if guard.inside => {
                format!("Each in {} is {}.", path.join(" / "), values.join(" or "))
            }
            (path, values) => format!("{} is {}.", path.join(" / "), values.join(" or ")),
        }
    });
    let mut guards: Vec<String> = guards.take(MOST_NAMED).collect();
    match branch.guards.len().saturating_sub(MOST_NAMED) {
        0 => {}
        1 => guards.push("One more member tells it from others.".to_owned()),
        more => guards.push(format!("{more} more members tell it from others.")),
    }
    let parts = [escape(&branch.docs), guards.join(" ")];
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [] => "An alternative of the schema.".to_owned(),
        parts => parts.join("\n\n"),
    }
}

/// A value of a document as code.
fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| code(&value.to_string()), code)
}

/// A value of a document as a literal: text, a number or a boolean; bytes of JSON for a list or an object.
fn literal(value: &Value) -> TokenStream {
    if let Some(text) = value.as_str() {
        return quote!(#text);
    }
    if let Some(flag) = value.as_bool() {
        return quote!(#flag);
    }
    if value.is_array() || value.is_object() {
        let json = Literal::byte_string(value.to_string().as_bytes());
        return quote!(#json);
    }
    let number = match (value.as_i64(), value.as_u64()) {
        (Some(number), _) if i32::try_from(number).is_ok() => Literal::i64_unsuffixed(number),
        (Some(number), _) => Literal::i64_suffixed(number),
        (None, Some(number)) => Literal::u64_suffixed(number),
        (None, None) => Literal::f64_suffixed(value.as_f64().unwrap_or_default()),
    };
    quote!(#number)
}

fn type_of(ty: &Ty, runtime: &Ident) -> TokenStream {
    let text = text(ty, &runtime.to_string());
    text.parse().expect("types are made of names and brackets")
}

/// A type as code has it, such as `Vec<runtime::Timestamp>`.
pub fn text(ty: &Ty, runtime: &str) -> String {
    let inner = |ty| text(ty, runtime);
    match ty {
        Ty::Value => "serde_json::Value".to_owned(),
        Ty::Bool => "bool".to_owned(),
        Ty::I64 | Ty::IntegerOrText => "i64".to_owned(),
        Ty::U64 => "u64".to_owned(),
        Ty::F64 => "f64".to_owned(),
        Ty::I128 => "i128".to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Timestamp => format!("{runtime}::Timestamp"),
        Ty::Named(name) => name.clone(),
        Ty::Vec(items) => format!("Vec<{}>", inner(items)),
        Ty::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|ty| inner(ty) + ",").collect();
            format!("({})", items.join(" "))
        }
        Ty::Map(values) => format!("std::collections::BTreeMap<String, {}>", inner(values)),
        Ty::Option(some) => format!("Option<{}>", inner(some)),
        Ty::Box(boxed) => format!("Box<{}>", inner(boxed)),
    }
}
