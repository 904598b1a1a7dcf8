//! `EventData`: one variant for each schema, and the dispatch to it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::outer;
use super::{Layout, features, ident, shapes};
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
    let schema_of = schema_of(model);
    let versions = schemas(model).map(|(product, schema)| {
        let gate = features::gate(product, layout);
        let id = schema.id.as_str();
        let versions = schema
            .versions
            .iter()
            .map(|version| Literal::u32_unsuffixed(version.document.version));
        quote!(#gate #id => &[#(#versions),*])
    });
    let decode = variants.iter().map(|variant| decode(variant, layout));
    let unused = features::unused(&quote!(unused_variables), layout);
    let shape = schemas(model)
        .flat_map(|(product, schema)| shapes_of(features::gate(product, layout), schema));
    let document = match layout {
        Layout::Crate => document(model),
        Layout::Modules => quote! {
            let _ = (schema_id, version);
            None
        },
    };
    rust_file(
        "the schemas that are locked",
        quote! {
            #![doc = " The `data` of every schema, and how it is found."]

            use twilio_events_runtime::{DataError, Schemas, Shape};

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
                fn schema_of(event_type: &str) -> Option<&'static str> { #schema_of }

                fn versions(schema_id: &str) -> &'static [u32] {
                    match schema_id {
                        #(#versions,)*
                        _ => &[],
                    }
                }

                #unused
                fn decode(
                    schema_id: &str,
                    version: u32,
                    data: &serde_json::value::RawValue,
                ) -> Option<Result<Self, DataError>> {
                    match (schema_id, version) {
                        #(#decode,)*
                        _ => None,
                    }
                }

                fn unknown(data: Box<serde_json::value::RawValue>) -> Self {
                    Self::Unknown(data)
                }

                fn shape(schema_id: &str, version: u32) -> Option<&'static Shape> {
                    match (schema_id, version) {
                        #(#shape,)*
                        _ => None,
                    }
                }

                fn document(schema_id: &str, version: u32) -> Option<&'static str> { #document }
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

    /// The module of the version that defines the type.
    fn module(&self) -> TokenStream {
        let (product, schema) = (ident(&self.product.module), ident(&self.schema.module));
        let version = format_ident!("v{}", self.types.document.version);
        quote!(super::#product::#schema::#version)
    }

    fn numbers(&self) -> TokenStream {
        numbers(self.versions.iter().copied())
    }
}

/// Versions as a pattern: `1 | 2`.
fn numbers<'a>(versions: impl Iterator<Item = &'a Version>) -> TokenStream {
    let numbers = versions.map(|version| Literal::u32_unsuffixed(version.document.version));
    quote!(#(#numbers)|*)
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
    let (name, module, root) = (
        variant.ident(),
        variant.module(),
        ident(&variant.types.root().name),
    );
    quote!(#docs #gate #name(Box<#module::#root>))
}

fn decode(variant: &Variant<'_>, layout: Layout) -> TokenStream {
    let gate = features::gate(variant.product, layout);
    let (id, numbers, name) = (
        variant.schema.id.as_str(),
        variant.numbers(),
        variant.ident(),
    );
    quote!(#gate (#id, #numbers) => Some(twilio_events_runtime::from_data(data).map(Self::#name)))
}

/// Each version has the shape of its own types, also where its data is handed over as a newer type.
fn shapes_of(gate: TokenStream, schema: &Schema) -> impl Iterator<Item = TokenStream> {
    let own = schema
        .versions
        .iter()
        .filter(|version| version.same_as.is_none());
    own.map(move |version| {
        let sharing = schema
            .versions
            .iter()
            .filter(|other| schema.types_of(other).document == version.document);
        let (id, numbers) = (schema.id.as_str(), numbers(sharing));
        let root = &version.root().name;
        let shape = if shapes::has_shape(root, version) {
            let name = shapes::name(version, root);
            quote!(super::shapes::#name)
        } else {
            quote!(Shape::Any)
        };
        quote!(#gate (#id, #numbers) => Some(&#shape))
    })
}

fn schema_of(model: &Model) -> TokenStream {
    let arms = model
        .schemas()
        .filter(|schema| !schema.events.is_empty())
        .map(|schema| {
            let id = schema.id.as_str();
            let events = schema.events.iter().map(|event| &event.name);
            quote!(#(#events)|* => Some(#id))
        });
    quote! {
        match event_type {
            #(#arms,)*
            _ => None,
        }
    }
}

fn document(model: &Model) -> TokenStream {
    let versions = schemas(model).flat_map(|(product, schema)| {
        schema
            .versions
            .iter()
            .map(move |version| (product, version))
    });
    let arms = versions.map(|(product, version)| {
        let gate = features::gate(product, Layout::Crate);
        let id = version.document.schema.as_str();
        let number = Literal::u32_unsuffixed(version.document.version);
        let path = format!("../schemas/{}.json", version.document);
        quote!(#gate (#id, #number) => Some(include_str!(#path)))
    });
    quote! {
        #[cfg(feature = "validate")]
        return match (schema_id, version) {
            #(#arms,)*
            _ => None,
        };
        #[cfg(not(feature = "validate"))]
        {
            let _ = (schema_id, version);
            None
        }
    }
}
