//! The tree of modules: product, schema, version.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::header::rust_file;
use super::layout::{Files, Layout, RUNTIME};
use super::shared::shared;
use crate::error::Result;
use crate::model::{Model, Product, Schema, Type, Version, named};
use crate::project::lock::{Basis, Entry, Provenance};
use schema_to_rust::emit::docs::{escape, inner};
use schema_to_rust::emit::{docs_of, ident, keys, types};

/// The files of all products.
pub(crate) fn files(model: &Model, layout: Layout, files: &mut Files) -> Result<()> {
    for product in &model.products {
        let path = format!("{}{}", layout.source(), file_name(&product.module));
        files.insert(format!("{path}.rs"), product_file(product)?);
        for schema in &product.schemas {
            let path = format!("{path}/{}", file_name(&schema.module));
            files.insert(format!("{path}.rs"), schema_file(schema)?);
            if let Some(types) = &schema.every {
                files.insert(format!("{path}/every.rs"), every_file(schema, types)?);
            }
            for version in &schema.versions {
                let text = version_file(schema, version)?;
                files.insert(format!("{path}/v{}.rs", version.document.version), text);
            }
        }
    }
    Ok(())
}

/// `mod r#type` stands in `type.rs`.
fn file_name(module: &str) -> &str {
    module.strip_prefix("r#").unwrap_or(module)
}

fn product_file(product: &Product) -> Result<String> {
    let schemas = product.schemas.iter().map(|schema| {
        let module = ident(&schema.module);
        let root = ident(&schema.latest().root().name);
        quote! {
            pub mod #module;
            pub use #module::#root;
        }
    });
    let docs = inner(&format!("Events of {}.", product.name));
    rust_file(
        &format!("the schemas of {}", product.name),
        quote!(#docs #(#schemas)*),
    )
}

fn schema_file(schema: &Schema) -> Result<String> {
    let versions = schema.versions.iter().map(|version| {
        let module = version_module(version.document.version);
        quote!(pub mod #module;)
    });
    let every = schema.every.as_ref().map(|_| {
        quote!(
            pub mod every;
        )
    });
    let latest = schema.types_of(schema.latest());
    let module = match &schema.every {
        Some(_) => format_ident!("every"),
        None => version_module(latest.document.version),
    };
    let arm = reexport(schema.arm().iter().map(|ty| &*ty.name), &quote!(#module));
    let docs = inner(&format!(
        "Schema `{}`: a module per version, and the types that read every version.",
        schema.id
    ));
    rust_file(
        &schema.id.to_string(),
        quote!(#docs #every #(#versions)* #arm),
    )
}

fn version_module(version: u32) -> proc_macro2::Ident {
    format_ident!("v{version}")
}

/// `pub use` of types of a module.
fn reexport<'a>(names: impl Iterator<Item = &'a str>, module: &TokenStream) -> TokenStream {
    let mut names: Vec<_> = names.map(ident).collect();
    names.sort();
    quote!(pub use #module::{#(#names),*};)
}

/// The definitions of types, but for those that are alike in the newest version.
fn definitions(schema: &Schema, types: &[Type], root_docs: &str) -> TokenStream {
    let newest = schema.types_of(schema.latest());
    let shared = if std::ptr::eq(types, newest.types.as_slice()) {
        BTreeSet::new()
    } else {
        shared(types, &newest.types)
    };
    let module = version_module(newest.document.version);
    let reexport =
        (!shared.is_empty()).then(|| reexport(shared.iter().copied(), &quote!(super::#module)));
    let by_name = named(types);
    let own = types.iter().enumerate();
    let own = own.filter(|(_, ty)| !shared.contains(ty.name.as_str()));
    let definitions = own.map(|(index, ty)| {
        let docs = match index {
            0 => root_docs.to_owned(),
            _ => docs_of(ty),
        };
        types::definition(ty, &by_name, &docs, &format_ident!("{RUNTIME}"))
    });
    let is_own = |ty: &Type| !shared.contains(ty.name.as_str());
    let keys = keys::eq_and_hash(types, is_own, &format_ident!("{RUNTIME}"));
    quote!(#reexport #(#definitions)* #keys)
}

/// The types that read every version.
fn every_file(schema: &Schema, types: &[Type]) -> Result<String> {
    let docs = inner(
        "The types that read every version: a member is required where all versions require it, a value set has the values of all.",
    );
    let about = types
        .first()
        .map(|root| root.docs.as_str())
        .unwrap_or_default();
    let definitions = definitions(schema, types, &root_docs(schema, about, |_| true));
    rust_file(
        &format!("all versions of {}", schema.id),
        quote!(#docs #definitions),
    )
}

fn version_file(schema: &Schema, version: &Version) -> Result<String> {
    let origin = format!(
        "{} ({}, sha256 {})",
        version.document,
        version.entry.provenance.as_str(),
        version.entry.sha256
    );
    let shared = schema.types_of(version);
    if shared.document != version.document {
        let text = format!(
            "Version {}: the types of version {}.",
            version.document.version, shared.document.version
        );
        let docs = inner(&text);
        let module = version_module(shared.document.version);
        let names = shared.types.iter().map(|ty| &*ty.name);
        let reexport = reexport(names, &quote!(super::#module));
        return rust_file(&origin, quote!(#docs #reexport));
    }
    let docs = inner(&format!("Version {}.", version.document.version));
    let root_docs = root_docs(schema, &version.root().docs, |other| {
        schema.types_of(other).document == version.document
    });
    let definitions = definitions(schema, &version.types, &root_docs);
    rust_file(&origin, quote!(#docs #definitions))
}

/// Where a document comes from, for the rustdoc of its type.
fn origin(entry: &Entry) -> String {
    let phrases: Vec<&str> = entry.basis.iter().copied().map(Basis::phrase).collect();
    let basis = match &*phrases {
        [] if entry.provenance == Provenance::Partial => "what could be seen of it".to_owned(),
        [] => "documentation".to_owned(),
        [one] => (*one).to_owned(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    };
    match entry.provenance {
        Provenance::Published => "as published".to_owned(),
        Provenance::Mirrored => {
            "**mirrored**: from another host, not yet seen at the schema host".to_owned()
        }
        Provenance::Documented => {
            format!("**documented**: written from {basis}, not the published text")
        }
        Provenance::Partial => {
            format!("**partial**: written from {basis}; there may be more members")
        }
    }
}

/// What the type of a whole `data` says of itself: description, event types, schema, provenance, documentation.
fn root_docs(schema: &Schema, docs: &str, is_read: impl Fn(&Version) -> bool) -> String {
    let mut paragraphs = Vec::new();
    if !docs.is_empty() {
        paragraphs.push(escape(docs));
    }
    let versions: Vec<String> = schema
        .versions
        .iter()
        .filter(|version| is_read(version))
        .map(|other| {
            let Version {
                document, entry, ..
            } = other;
            format!("- [`{document}`]({}), {}", entry.url, origin(entry))
        })
        .collect();
    paragraphs.push(format!("Schema:\n{}", versions.join("\n")));
    let events: Vec<String> = schema
        .events
        .iter()
        .map(|event| match &event.page {
            Some(page) => format!("- `{}`, documented at <{page}>", event.name),
            None => format!("- `{}`", event.name),
        })
        .collect();
    if !events.is_empty() {
        paragraphs.push(format!("Event types:\n{}", events.join("\n")));
    }
    paragraphs.join("\n\n")
}
