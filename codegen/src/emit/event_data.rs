//! `EventData`: one variant for each schema, and the dispatch to it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::outer;
use super::{Layout, features, ident};
use crate::compat::reads;
use crate::error::Result;
use crate::format::rust_file;
use crate::model::{Model, Product, Schema, Version};
use crate::names;

/// A variant: one type of data, and the versions that are handed over as it.
struct Variant<'a> {
    product: &'a Product,
    schema: &'a Schema,
    /// The version that defines the type.
    types: &'a Version,
    versions: Vec<&'a Version>,
    name: String,
}

/// The file of `EventData`.
pub(crate) fn file(model: &Model, layout: Layout) -> Result<String> {
    let variants = variants(model)?;
    let definitions = variants.iter().map(|variant| definition(variant, layout));
    let rows = schemas(model).map(|(product, schema)| row(product, schema, &variants, layout));
    let slots = variants.iter().map(|variant| {
        let (gate, name) = (features::gate(variant.product, layout), variant.ident());
        let id = variant.schema.id.as_str();
        quote!(#gate Self::#name(data) => Some((#id, &**data)))
    });
    let slots_mut = variants.iter().map(|variant| {
        let (gate, name) = (features::gate(variant.product, layout), variant.ident());
        quote!(#gate Self::#name(data) => Some(&mut **data))
    });
    let document = (layout == Layout::Crate).then(document);
    rust_file(
        "the schemas that are locked",
        quote! {
            #![doc = " The `data` of every schema, and how it is found."]

            use twilio_events_runtime::Schemas;
            use twilio_events_runtime::__private::{Schema, Slot, Version};

            #document

            /// The `data` of an event, by schema.
            ///
            /// A schema's latest type also takes older versions that it can read. What no schema here describes is
            /// [`Unknown`](Self::Unknown), with its JSON.
            #[derive(Clone, Debug)]
            #[non_exhaustive]
            pub enum EventData {
                #(#definitions,)*
                /// Data of a schema, or of a version of one, that cannot be read with the types of this crate, as it came.
                Unknown(Box<serde_json::value::RawValue>),
            }

            impl Schemas for EventData {
                const SCHEMAS: &'static [Schema<Self>] = &[#(#rows),*];

                fn unknown(data: Box<serde_json::value::RawValue>) -> Self {
                    Self::Unknown(data)
                }

                fn known(&self) -> Option<(&'static str, &dyn Slot)> {
                    match self {
                        #(#slots,)*
                        Self::Unknown(_) => None,
                    }
                }

                fn known_mut(&mut self) -> Option<&mut dyn Slot> {
                    match self {
                        #(#slots_mut,)*
                        Self::Unknown(_) => None,
                    }
                }
            }
        },
    )
}

fn schemas(model: &Model) -> impl Iterator<Item = (&Product, &Schema)> {
    let products = model.products.iter();
    products.flat_map(|product| product.schemas.iter().map(move |schema| (product, schema)))
}

/// One variant for each schema; an older version that the latest type cannot read gets its own.
fn variants(model: &Model) -> Result<Vec<Variant<'_>>> {
    let mut scope = names::Scope::default();
    scope.take("Unknown", "data of unknown schemas")?;
    let mut variants: Vec<Variant<'_>> = Vec::new();
    for product in &model.products {
        for schema in &product.schemas {
            let first = variants.len();
            for version in schema.versions.iter().rev() {
                let found = variants[first..]
                    .iter_mut()
                    .find(|variant| reads(&variant.types.types, &version.types));
                if let Some(variant) = found {
                    variant.versions.insert(0, version);
                    continue;
                }
                let types = schema.types_of(version);
                let name = match variants.len() - first {
                    0 => names::type_name(schema.id.name()),
                    _ => format!(
                        "{}V{}",
                        names::type_name(schema.id.name()),
                        version.document.version
                    ),
                };
                scope.take(&name, &types.document.to_string())?;
                variants.push(Variant {
                    product,
                    schema,
                    types,
                    versions: vec![version],
                    name,
                });
            }
        }
    }
    Ok(variants)
}

impl Variant<'_> {
    fn ident(&self) -> Ident {
        ident(&self.name)
    }
}

/// The path of the type that a version defines for the whole `data`.
fn root(product: &Product, schema: &Schema, types: &Version) -> TokenStream {
    let (product, schema) = (ident(&product.module), ident(&schema.module));
    let version = format_ident!("v{}", types.document.version);
    let root = ident(&types.root().name);
    quote!(super::#product::#schema::#version::#root)
}

fn definition(variant: &Variant<'_>, layout: Layout) -> TokenStream {
    let gate = features::gate(variant.product, layout);
    let versions: Vec<String> = variant
        .versions
        .iter()
        .map(|version| version.document.version.to_string())
        .collect();
    let noun = if versions.len() == 1 {
        "version"
    } else {
        "versions"
    };
    let docs = outer(&format!(
        "`{}`, {noun} {}.",
        variant.schema.id,
        versions.join(", ")
    ));
    let name = variant.ident();
    let root = root(variant.product, variant.schema, variant.types);
    quote!(#docs #gate #name(Box<#root>))
}

/// The row of a schema.
fn row(
    product: &Product,
    schema: &Schema,
    variants: &[Variant<'_>],
    layout: Layout,
) -> TokenStream {
    let (gate, id) = (features::gate(product, layout), schema.id.as_str());
    let events = schema.events.iter().map(|event| &event.name);
    let versions = schema.versions.iter().map(|version| {
        let number = Literal::u32_unsuffixed(version.document.version);
        let holds = |variant: &&Variant<'_>| {
            let mut versions = variant.versions.iter();
            versions.any(|held| held.document == version.document)
        };
        let variant = variants.iter().find(holds);
        let variant = variant.map(Variant::ident);
        let exact = root(product, schema, schema.types_of(version));
        let document = match layout {
            Layout::Crate => {
                let path = format!("../schemas/{}.json", version.document);
                quote!(document!(#path))
            }
            Layout::Modules => quote!(None),
        };
        quote! {
            Version {
                number: #number,
                data: || Self::#variant(Box::default()),
                exact: || Box::<#exact>::default(),
                document: #document,
            }
        }
    });
    quote!(#gate Schema { id: #id, event_types: &[#(#events),*], versions: &[#(#versions),*] })
}

/// The documents travel for validation alone.
fn document() -> TokenStream {
    quote! {
        #[cfg(feature = "validate")]
        #[allow(unused_macros, reason = "the features of all products may be off")]
        macro_rules! document {
            ($path:literal) => { Some(include_str!($path)) };
        }
        #[cfg(not(feature = "validate"))]
        #[allow(unused_macros, reason = "the features of all products may be off")]
        macro_rules! document {
            ($path:literal) => { None };
        }
    }
}
